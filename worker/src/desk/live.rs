//! The desk's list, live: a hibernating WebSocket that tells of each change.

use super::{DeskObject, list, sessions};
use crate::limits::Caller;
use crate::refusal::Refusal;
use crate::{door, token};
use madoguchi_shared::desk::{Frame, Row, SignIn};
use madoguchi_shared::id::Slug;
use madoguchi_shared::json;
use worker::worker_sys::WebSocketRequestResponsePair;
use worker::worker_sys::ext::WebSocketExt;
use worker::{Method, Request, Response, State, WebSocket, WebSocketIncomingMessage, WebSocketPair};

/// Closes a socket whose token was refused (RFC 6455 §7.4.2: 4000 and up are
/// the application's).
const TOKEN_REFUSED: u16 = 4401;
/// The longest first frame, in bytes: a token is far shorter.
const FRAME_MAX: usize = 1_024;

/// How long a socket may keep its token to itself, in milliseconds, and how
/// many may at once. Who is over is closed when the next one comes or the list
/// changes: until then a silent socket costs nothing, as the object sleeps.
const SILENT_MS: u64 = 30_000;
const SILENT_MOST: usize = 32;
/// Sockets of one desk; the platform takes no more than 32,768.
const MOST: usize = 10_000;

/// How far a socket has come, kept with it while the object sleeps.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Stage {
    /// It has shown no token yet: when it came (Unix time in ms), and whose it
    /// is ([`Caller::network`]).
    Silent(u64, u64),
    /// It hears. By what, as its hash (a token or a session), and until when at
    /// the latest (Unix time in seconds).
    Shown(String, i64),
    /// We have closed it, and its other end may not have noticed yet.
    Closed,
}

impl Stage {
    /// What is kept with the socket: a text, as a network is more than a number
    /// of JavaScript holds.
    fn text(&self) -> String {
        match self {
            Self::Silent(since, network) => [&*since.to_string(), &*network.to_string()].join(" "),
            Self::Shown(hash, until) => ["shown", hash, &until.to_string()].join(" "),
            Self::Closed => "closed".to_owned(),
        }
    }

    /// What can't be read has shown nothing, and has been here for ever.
    fn read(text: &str) -> Self {
        let parts: Vec<&str> = text.split(' ').collect();
        let told = match parts.as_slice() {
            ["closed"] => Some(Self::Closed),
            ["shown", hash, until] => until.parse().ok().map(|until| Self::Shown((*hash).to_owned(), until)),
            [since, network] => since.parse().ok().zip(network.parse().ok()).map(|(since, network)| Self::Silent(since, network)),
            _ => None,
        };
        told.unwrap_or(Self::Silent(0, 0))
    }
}

/// Lets the platform answer pings, so that they don't wake the object.
pub fn answer_pings(state: &State) {
    if let Ok(pair) = WebSocketRequestResponsePair::new("ping", "pong") {
        state.set_websocket_auto_response(&pair);
    }
}

/// Opens a socket for a page of our own origin (or for a program, which sends
/// none). Where somebody is signed in there it hears at once; else not before
/// it has shown a token.
pub fn open(desk: &DeskObject, req: &Request) -> Result<Response, Refusal> {
    if door::method(req) != Method::Get {
        return Err(Refusal::Method("GET"));
    }
    if !door::header(req, "upgrade").is_some_and(|value| value.eq_ignore_ascii_case("websocket")) {
        return Err(Refusal::NotAnUpgrade);
    }
    let ours = sessions::is_ours(req);
    if !ours && door::header(req, "origin").is_some() {
        return Err(Refusal::ForeignOrigin);
    }
    let caller = Caller::of(req);
    // A cookie counts only where a page of our own sent it.
    let shown = sessions::id(req).filter(|_| ours);
    let session = shown.as_deref().map_or(Ok(None), |id| sessions::known(desk, id))?;
    if session.is_none() {
        desk.gate.may_show(caller)?;
    }
    desk.gate.open(caller)?;
    let sockets = desk.state.get_websockets();
    let now = worker::Date::now().as_millis();
    make_room(&sockets, now);
    if sockets.iter().filter(|socket| stage(socket) != Stage::Closed).count() >= MOST {
        return Err(Refusal::Storage);
    }
    let WebSocketPair { client, server } = WebSocketPair::new()?;
    desk.state.accept_web_socket(&server);
    match session {
        Some(session) => welcome(desk, &server, session.hash, session.until),
        // Whose session has ended learns it: a browser tells its page no status.
        None if shown.is_some() => turn_away(desk, &server, caller),
        None => set(&server, Stage::Silent(now, caller.network))?,
    }
    Ok(Response::from_websocket(client)?)
}

/// A frame from a socket: the first must show a token, others say nothing.
/// Whatever it is, it harms only its own socket.
pub fn heard(desk: &DeskObject, socket: &WebSocket, message: &WebSocketIncomingMessage) {
    let Stage::Silent(_, network) = stage(socket) else { return };
    let first = match message {
        WebSocketIncomingMessage::String(text) if text.len() <= FRAME_MAX => json::read::<SignIn>(text.as_bytes()),
        _ => None,
    };
    match first.filter(|first| desk.holder(&first.token).is_ok_and(|holder| holder.is_some())) {
        Some(first) => welcome(desk, socket, token::hash(first.token.as_bytes()), i64::MAX),
        None => turn_away(desk, socket, Caller { network, page: true }),
    }
}

/// Lets a socket hear, opened by what has this hash.
fn welcome(desk: &DeskObject, socket: &WebSocket, hash: String, until: i64) {
    let version = list::version(&desk.db).unwrap_or(0);
    // A socket that has gone away needs nothing more.
    drop(set(socket, Stage::Shown(hash, until)).and_then(|()| say(socket, &Frame::Hello { version })));
}

/// Closes a socket that showed what opens nothing.
fn turn_away(desk: &DeskObject, socket: &WebSocket, caller: Caller) {
    // The next one from there may find the door shut.
    drop(desk.gate.wrong(caller));
    worker::console_warn!("unauthorized: live {}", desk.slug().as_ref().map_or("", Slug::as_str));
    close(socket);
}

/// Whether a line that was opened by what has this hash is open.
pub fn has_line(desk: &DeskObject, hash: &str) -> bool {
    desk.state.get_websockets().iter().any(|socket| matches!(stage(socket), Stage::Shown(by, _) if by == hash))
}

/// Closes the sockets whose token or session opens nothing any more.
pub fn close_ended(desk: &DeskObject) {
    for socket in &desk.state.get_websockets() {
        if let Stage::Shown(hash, _) = stage(socket)
            && !desk.still_opens(&hash).unwrap_or(false)
        {
            close(socket);
        }
    }
}

/// Shows a changed row to everyone who may see it.
pub fn show(desk: &DeskObject, row: &Row) {
    tell(desk, &Frame::Row { row: Box::new(row.clone()) });
}

/// Tells everyone of new settings.
pub fn tell_settings(desk: &DeskObject) {
    tell(desk, &Frame::Settings);
}

fn tell(desk: &DeskObject, frame: &Frame) {
    let frame = json::text(frame).unwrap_or_default();
    let now = worker::Date::now().as_millis();
    for socket in &desk.state.get_websockets() {
        match stage(socket) {
            Stage::Shown(_, until) if until.saturating_mul(1_000) <= i64::try_from(now).unwrap_or(i64::MAX) => close(socket),
            // One that has gone away will ask for the list again.
            Stage::Shown(..) => drop(socket.send_with_str(&frame)),
            Stage::Silent(since, _) if has_outstayed(since, now) => close(socket),
            Stage::Silent(..) | Stage::Closed => {}
        }
    }
}

/// Closes the silent sockets that are over, so that one more may come.
fn make_room(sockets: &[WebSocket], now: u64) {
    let since = |socket| match stage(socket) {
        Stage::Silent(since, _) => Some((since, socket)),
        Stage::Shown(..) | Stage::Closed => None,
    };
    let mut silent: Vec<(u64, &WebSocket)> = sockets.iter().filter_map(since).collect();
    silent.sort_by_key(|(since, _)| *since);
    let over = over(&silent.iter().map(|(since, _)| *since).collect::<Vec<_>>(), now);
    silent.iter().take(over).for_each(|(_, socket)| close(socket));
}

/// How many of the silent sockets must go before another may come: all that
/// have outstayed, and of the rest the oldest, so that nobody shuts the
/// operators out by keeping silent.
fn over(oldest_first: &[u64], now: u64) -> usize {
    let outstayed = oldest_first.iter().take_while(|since| has_outstayed(**since, now)).count();
    outstayed.max((oldest_first.len() + 1).saturating_sub(SILENT_MOST))
}

fn has_outstayed(since: u64, now: u64) -> bool {
    now.saturating_sub(since) >= SILENT_MS
}

fn stage(socket: &WebSocket) -> Stage {
    let kept = socket.as_ref().deserialize_attachment().ok().and_then(|kept| kept.as_string());
    Stage::read(&kept.unwrap_or_default())
}

fn set(socket: &WebSocket, stage: Stage) -> worker::Result<()> {
    Ok(socket.as_ref().serialize_attachment(stage.text().into())?)
}

fn close(socket: &WebSocket) {
    // One that has gone away needs no closing.
    drop(set(socket, Stage::Closed));
    drop(socket.close(Some(TOKEN_REFUSED), Some("token refused")));
}

fn say(socket: &WebSocket, frame: &Frame) -> worker::Result<()> {
    json::text(frame).map_or(Ok(()), |frame| socket.send_with_str(frame))
}

#[cfg(test)]
mod tests {
    use super::{SILENT_MOST, SILENT_MS, Stage, over};

    #[test]
    fn a_stage_is_kept_as_a_text() {
        for stage in [Stage::Silent(1_767_225_600_000, u64::MAX), Stage::Shown("a-_".into(), i64::MAX), Stage::Closed] {
            assert_eq!(Stage::read(&stage.text()), stage);
        }
        for unknown in ["", "Shown", "shown", "shown a", "shown a b", "1", "1 x", "1 2 3"] {
            assert_eq!(Stage::read(unknown), Stage::Silent(0, 0), "{unknown}");
        }
    }

    #[test]
    fn silent_sockets_go_when_their_time_is_over_or_others_need_the_room() {
        let now = 1_000_000;
        let fresh = |count: usize| vec![now - 1; count];
        assert_eq!(over(&[], now), 0);
        assert_eq!(over(&fresh(SILENT_MOST - 1), now), 0, "the last place is free");
        assert_eq!(over(&fresh(SILENT_MOST), now), 1, "the oldest makes room");
        assert_eq!(over(&fresh(SILENT_MOST + 3), now), 4);
        assert_eq!(over(&[now - SILENT_MS, now - SILENT_MS + 1, now], now), 1);
        assert_eq!(over(&[0, 0, now + 5], now), 2, "a clock that was set back closes nobody");
    }
}
