//! The desk's list, live: a hibernating WebSocket that tells of each change.

use super::{DeskObject, list};
use crate::door;
use crate::limits::Caller;
use crate::refusal::Refusal;
use madoguchi_shared::command::Listed;
use serde::{Deserialize, Serialize};
use worker::worker_sys::WebSocketRequestResponsePair;
use worker::{Request, Response, State, WebSocket, WebSocketIncomingMessage, WebSocketPair};

/// Closes a socket whose token was refused (RFC 6455 §7.4.2: 4000 and up are
/// the application's).
const TOKEN_REFUSED: u16 = 4401;
/// The longest first frame, in bytes: a token is far shorter.
const FRAME_MAX: usize = 1_024;

/// What a socket has shown, kept with it while the object sleeps.
#[derive(Serialize, Deserialize)]
struct Shown {
    token: bool,
    /// Whose socket it is: the halves of [`Caller::network`], which is more
    /// than a number of JavaScript holds.
    network: (u32, u32),
}

/// What the desk says.
#[derive(Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
enum Frame<'a> {
    /// The token opens this desk; the list has reached this version.
    Hello { version: u64 },
    /// A ticket is new or has changed.
    Ticket { ticket: &'a Listed },
}

/// Lets the platform answer pings, so that they don't wake the object.
pub fn answer_pings(state: &State) {
    if let Ok(pair) = WebSocketRequestResponsePair::new("ping", "pong") {
        state.set_websocket_auto_response(&pair);
    }
}

/// Opens a socket for a page of our own origin (or for a program, which sends
/// none). It hears nothing until it has shown its token.
pub fn open(desk: &DeskObject, req: &Request) -> Result<Response, Refusal> {
    if !door::header(req, "upgrade").is_some_and(|value| value.eq_ignore_ascii_case("websocket")) {
        return Err(Refusal::NotAnUpgrade);
    }
    if door::header(req, "origin").is_some_and(|origin| door::own_origin(req) != Some(origin)) {
        return Err(Refusal::ForeignOrigin);
    }
    let caller = Caller::of(req);
    desk.gate.may_show(caller)?;
    let WebSocketPair { client, server } = WebSocketPair::new()?;
    desk.state.accept_web_socket(&server);
    server.serialize_attachment(Shown { token: false, network: halves(caller) })?;
    Ok(Response::from_websocket(client)?)
}

/// A frame from a socket: the first must show the token, others say nothing.
/// Whatever it is, it harms only its own socket.
pub fn heard(desk: &DeskObject, socket: &WebSocket, message: &WebSocketIncomingMessage) {
    #[derive(Deserialize)]
    struct First {
        token: String,
    }
    let Ok(Some(Shown { token: false, network })) = socket.deserialize_attachment() else { return };
    let first = match message {
        WebSocketIncomingMessage::String(text) if text.len() <= FRAME_MAX => serde_json::from_slice::<First>(text.as_bytes()).ok(),
        _ => None,
    };
    let welcome = first.is_some_and(|first| desk.opens(&first.token));
    let told = if welcome {
        let version = list::version(&desk.db).unwrap_or(0);
        socket.serialize_attachment(Shown { token: true, network }).and_then(|()| say(socket, &Frame::Hello { version }))
    } else {
        // The next one from there may find the door shut.
        drop(desk.gate.wrong(whole(network)));
        socket.close(Some(TOKEN_REFUSED), Some("token refused"))
    };
    // A socket that has gone away needs nothing more.
    drop(told);
}

/// Shows a changed row to everyone who may see it.
pub fn show(desk: &DeskObject, row: &Listed) {
    for socket in desk.state.get_websockets().iter().filter(|socket| has_shown(socket)) {
        // One that has gone away will ask for the list again.
        drop(say(socket, &Frame::Ticket { ticket: row }));
    }
}

fn has_shown(socket: &WebSocket) -> bool {
    matches!(socket.deserialize_attachment::<Shown>(), Ok(Some(Shown { token: true, .. })))
}

fn halves(caller: Caller) -> (u32, u32) {
    ((caller.network >> 32) as u32, caller.network as u32)
}

fn whole((high, low): (u32, u32)) -> Caller {
    Caller { network: u64::from(high) << 32 | u64::from(low), page: true }
}

fn say(socket: &WebSocket, frame: &Frame<'_>) -> worker::Result<()> {
    socket.send_with_str(serde_json::to_string(frame)?)
}
