//! A request that was sent and that nobody has said to be accepted: kept on
//! the device for a day, with its key, and sent again by itself under that
//! key, so that it becomes one ticket however often it is sent.
//!
//! The loader looks for it by its name alone (`www/embed.js`), and fetches the
//! panel on the next page if it is there.

use crate::json;
use crate::kept::{local, read, write};
use madoguchi_shared::Instant;

/// How long it is kept at most, in seconds.
const DAY: i64 = 86_400;
/// How far a device's clock may have been put back since, in seconds.
const BACK: i64 = 3_600;
/// The most bodies that are kept.
const BODIES: usize = 8;

/// It waits for the network, and is sent again by itself.
pub const WAITING: &str = "waiting";
/// Its window has passed or was taken: the shopper chooses another.
pub const WINDOW: &str = "window";
/// It was refused for something else that the shopper has to look at.
pub const CHECK: &str = "check";
/// Its day is over: nothing is left of it but this.
pub const EXPIRED: &str = "expired";

/// Such a request.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Unsent {
    /// Its key.
    pub key: String,
    /// What was sent under that key, the newest last: none but one of them can
    /// have arrived.
    pub bodies: Vec<String>,
    /// When it was first sent, in seconds by the device's clock.
    pub at: i64,
    /// What becomes of it: one of the words above, which are also the ends of
    /// its texts' keys.
    pub state: String,
    /// Whether the device keeps it, and not this page alone.
    pub stored: bool,
}

impl Unsent {
    /// A request that is sent for the first time.
    pub fn new(key: String, at: i64) -> Self {
        Self { key, bodies: Vec::new(), at, state: WAITING.to_owned(), stored: false }
    }

    /// The same with `body` to be sent next.
    pub fn with(mut self, body: String) -> Self {
        self.bodies.retain(|other| *other != body);
        self.bodies.push(body);
        if self.bodies.len() > BODIES {
            self.bodies.remove(0);
        }
        WAITING.clone_into(&mut self.state);
        self
    }

    /// The same at `now`, by the device's clock: of one that was kept for too
    /// long nothing is left but that it was.
    pub fn on(self, now: i64) -> Self {
        let passed = now.saturating_sub(self.at);
        if (-BACK..DAY).contains(&passed) { self } else { Self { state: EXPIRED.to_owned(), ..Self::default() } }
    }

    /// Whether it is sent again by itself.
    pub fn waits(&self) -> bool {
        self.state == WAITING
    }

    /// Until when it is kept.
    pub fn until(&self) -> Instant {
        Instant::from_unix(self.at.saturating_add(DAY))
    }
}

/// The device's own time, in seconds.
pub fn today() -> i64 {
    (js_sys::Date::now() / 1000.0) as i64
}

/// The name under which it is kept.
pub fn name(slug: &str) -> String {
    ["madoguchi!", slug].concat()
}

/// This shop's, if there is one.
pub fn load(slug: &str) -> Option<Unsent> {
    let stored: Unsent = read(local(), &name(slug))?;
    Some(Unsent { stored: true, ..stored }.on(today()))
}

/// Keeps it, or forgets it; whether that was done.
pub fn save(slug: &str, unsent: Option<&Unsent>) -> bool {
    write(local(), &name(slug), unsent.filter(|unsent| !unsent.key.is_empty()).map(|unsent| json::text(unsent)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_and_no_longer() {
        let kept = Unsent::new("key".into(), 1_000_000).with("a".into());
        for (passed, there) in [(0, true), (86_399, true), (86_400, false), (-3_600, true), (-3_601, false)] {
            let now = kept.clone().on(1_000_000 + passed);
            assert_eq!((now.waits(), now.bodies.len()), (there, usize::from(there)), "{passed}");
            assert_eq!(now.state == EXPIRED && now.key.is_empty(), !there, "{passed}");
        }
        assert_eq!(kept.until().unix(), 1_086_400);
    }

    #[test]
    fn what_was_sent_before_stays_behind_what_is_sent_next() {
        let unsent = ["a", "b", "a"].into_iter().fold(Unsent::new("key".into(), 0), |unsent, body| unsent.with(body.into()));
        assert_eq!(unsent.bodies, ["b", "a"]);
        let refused = Unsent { state: WINDOW.into(), ..unsent };
        assert!(!refused.waits() && refused.clone().with("c".into()).waits());
        let many = (0..20).fold(refused, |unsent, body| unsent.with(body.to_string()));
        assert_eq!((many.bodies.len(), many.bodies.last().map(String::as_str)), (8, Some("19")));
    }

    #[test]
    fn it_is_read_as_it_was_written() {
        let unsent = Unsent::new("key".into(), 1_774_000_000).with("{\"name\":\"山田\\n\"}".into());
        assert_eq!(json::read(&json::text(&unsent)), Some(unsent));
    }
}
