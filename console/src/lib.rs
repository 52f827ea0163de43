//! The desk's console: an inbox for people with headsets.
//!
//! | what | file |
//! | --- | --- |
//! | which tickets, in which list and order | `inbox.rs` |
//! | what is left of a promise, moments in words | `time.rs` |
//! | which key does what | `keys.rs` |
//! | what the console knows | `state.rs` |
//! | signing in and out · what is done to the open ticket | `session.rs` · `ticket.rs` |
//! | the list as it is, and each change as it comes | `line.rs` |
//! | the calls | `api.rs` |
//! | sound, notification, clipboard, address | `browser.rs` |
//! | what is drawn | `screen/` |

#![cfg_attr(test, allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may panic; input never reaches it"))]

mod api;
mod browser;
mod inbox;
mod keys;
mod line;
mod screen;
mod session;
mod state;
mod ticket;
mod time;
mod words;

use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;
use leptos::task::spawn_local;
use state::Desk;
use wasm_bindgen::prelude::*;

/// How often the time is renewed, in milliseconds.
const TICK_MS: u32 = 1_000;

/// Draws the console into the page, and begins.
#[wasm_bindgen(start)]
pub fn start() {
    let desk = Desk::new();
    mount_to_body(move || screen::console(desk));
    spawn_local(desk.begin());
    spawn_local(async move {
        loop {
            TimeoutFuture::new(TICK_MS).await;
            if desk.me.with_untracked(Option::is_some) {
                desk.tick();
            }
        }
    });
}
