//! The server's clock: the world's. A development build may let it run faster,
//! so that a test sees a day in seconds; a release build has no such clock in it.

use crate::delivery::address;
use std::sync::atomic::{AtomicI64, Ordering};
use worker::{Date, Env};

/// The development setting: `1793059200000 1200` lets the clock run 1,200 times
/// as fast from that moment on (in milliseconds since 1970). Only heard beside
/// `ALLOW_LOOPBACK`, and by no release build.
const CLOCK: &str = "DEVELOPMENT_CLOCK";

/// Whether this build knows another clock than the world's.
const MAY_RUN_FAST: bool = cfg!(debug_assertions);

static SINCE: AtomicI64 = AtomicI64::new(0);
static TIMES: AtomicI64 = AtomicI64::new(1);

/// Takes the clock that was set; to be called when an object wakes.
pub fn set(env: &Env) {
    if MAY_RUN_FAST {
        let set = env.var(CLOCK).ok().filter(|_| address::loopback_allowed(env));
        let (since, times) = parse(&set.map(|value| value.to_string()).unwrap_or_default()).unwrap_or((0, 1));
        SINCE.store(since, Ordering::Relaxed);
        TIMES.store(times, Ordering::Relaxed);
    }
}

fn parse(text: &str) -> Option<(i64, i64)> {
    let (since, times) = text.split_once(' ')?;
    Some((since.parse().ok()?, times.parse().ok().filter(|times| (1..=100_000).contains(times))?))
}

/// What it shows, in milliseconds since 1970.
pub fn now_ms() -> i64 {
    shown(i64::try_from(Date::now().as_millis()).unwrap_or(i64::MAX))
}

/// What it shows at a moment of the world's.
pub fn shown(at: i64) -> i64 {
    if !MAY_RUN_FAST {
        return at;
    }
    let (since, times) = (SINCE.load(Ordering::Relaxed), TIMES.load(Ordering::Relaxed));
    since.saturating_add(at.saturating_sub(since).saturating_mul(times))
}

/// How long the world waits while it shows so many milliseconds more.
pub fn wait(ms: i64) -> i64 {
    if MAY_RUN_FAST { ms / TIMES.load(Ordering::Relaxed) } else { ms }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_the_worlds_unless_it_is_set() {
        assert_eq!((shown(1_793_059_200_000), wait(5_000)), (1_793_059_200_000, 5_000));
        for bad in ["", "1", "1 0", "1 -2", "x 2", "1 x", "1 1000000"] {
            assert_eq!(parse(bad), None, "{bad}");
        }
        assert_eq!(parse("1793059200000 1200"), Some((1_793_059_200_000, 1_200)));
    }
}
