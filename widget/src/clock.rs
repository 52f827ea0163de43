//! The time: the server's, counted on by a clock that nobody can set.

use crate::browser;
use madoguchi_shared::Instant;

/// A moment of the server, and when the panel heard of it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Clock {
    server: Instant,
    heard: f64,
}

impl Clock {
    /// Starts from what the server just said.
    pub fn start(server: Instant) -> Self {
        Self { server, heard: browser::elapsed() }
    }

    /// The server's time now; the device's where the server said none yet.
    pub fn now(clock: Option<Self>) -> Instant {
        match clock {
            Some(clock) => clock.server.plus_seconds(((browser::elapsed() - clock.heard) / 1000.0) as i64),
            None => Instant::from_unix((js_sys::Date::now() / 1000.0) as i64),
        }
    }
}
