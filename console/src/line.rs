//! The live line: the list as it is, then each change as it comes, and the
//! list again after every cut.

use crate::api::Failure;
use crate::state::{Desk, Line};
use futures_util::future::{Either, select};
use futures_util::{SinkExt, StreamExt};
use gloo_net::websocket::Message;
use gloo_net::websocket::futures::WebSocket;
use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;
use madoguchi_shared::desk::Frame;
use madoguchi_shared::json;

/// How often it is asked whether the other end is there, in milliseconds: the
/// platform answers, and the object sleeps on.
const BEAT_MS: u32 = 25_000;
/// The longest wait between two tries, in milliseconds.
const LONGEST_WAIT_MS: u32 = 20_000;

/// How a line ended.
enum End {
    /// Nobody is signed in any more.
    SignedOut,
    /// It was cut, or never came to be; it lived for so many beats.
    Cut(u32),
}

/// Keeps the line of whoever is signed in, until they no longer are.
pub async fn keep(desk: Desk) {
    let mut tries = 0;
    let session = desk.session.get_untracked();
    while desk.session.get_untracked() == session {
        desk.line.set(Line::Connecting);
        match live(desk, session).await {
            End::SignedOut => return desk.signed_out(Some("door.ended")),
            End::Cut(beats) if beats > 0 => tries = 0,
            End::Cut(_) => {}
        }
        if desk.session.get_untracked() != session {
            return;
        }
        desk.line.set(Line::Waiting);
        let longest = LONGEST_WAIT_MS.min(1_000 << tries.min(5));
        tries += 1;
        // A share of it by chance, so that a whole desk doesn't come back at once.
        let wait = longest * 3 / 4 + (js_sys::Math::random() * f64::from(longest) / 2.0) as u32;
        desk.wait(wait).await;
    }
}

/// One line, from the list to its cut.
async fn live(desk: Desk, session: u32) -> End {
    if let Err(failure) = catch_up(desk).await {
        return if failure == Failure::SignedOut { End::SignedOut } else { End::Cut(0) };
    }
    let Ok(mut socket) = WebSocket::open(&desk.api().live()) else { return End::Cut(0) };
    let (mut beats, mut heard) = (0, false);
    let mut beat = TimeoutFuture::new(BEAT_MS);
    loop {
        let event = match select(socket.next(), beat).await {
            Either::Left((event, rest)) => {
                beat = rest;
                event
            }
            Either::Right(_) if !heard => return End::Cut(beats),
            Either::Right(_) => {
                (heard, beats, beat) = (false, beats + 1, TimeoutFuture::new(BEAT_MS));
                if socket.send(Message::Text("ping".to_owned())).await.is_err() {
                    return End::Cut(beats);
                }
                continue;
            }
        };
        if desk.session.get_untracked() != session {
            return End::Cut(beats);
        }
        let Some(Ok(Message::Text(text))) = event else { return End::Cut(beats) };
        heard = true;
        let Some(frame) = json::read::<Frame>(text.as_bytes()) else { continue };
        let missed = match frame {
            Frame::Hello { version } => {
                desk.line.set(Line::Live);
                version != desk.inbox.with_untracked(|inbox| inbox.version)
            }
            Frame::Row { row } => desk.hear(*row),
            Frame::Settings => true,
        };
        if missed && catch_up(desk).await.is_err() {
            return End::Cut(beats);
        }
    }
}

/// Brings the list up to the server's: what has changed since, or all of it.
async fn catch_up(desk: Desk) -> Result<(), Failure> {
    let api = desk.api();
    let (known, complete) = desk.inbox.with_untracked(|inbox| (inbox.version, inbox.complete));
    let mut page = if complete { api.since(known).await? } else { api.list().await? };
    desk.set_clock(page.now);
    loop {
        let next = page.next.clone();
        desk.inbox.update(|inbox| inbox.take_page(page));
        let Some(next) = next else { return Ok(()) };
        page = api.more(&next).await?;
    }
}
