//! How fast the delivery's clock runs: as the world's, but in tests, which see
//! a schedule of days in seconds.

use super::address;
use std::sync::atomic::{AtomicI64, Ordering};
use worker::Env;

/// The development setting: every wait, time-out and delay is divided by it.
/// Only heard beside `ALLOW_LOOPBACK`; never set in a deployment.
const DELIVERY_PACE: &str = "DELIVERY_PACE";

/// What waits are divided by.
#[derive(Clone, Copy, Debug)]
pub struct Pace(i64);

/// The environment is the same for every object.
static CURRENT: AtomicI64 = AtomicI64::new(1);

impl Pace {
    /// Takes the pace that was set; to be called when an object wakes.
    pub fn set(env: &Env) {
        let set = env.var(DELIVERY_PACE).ok().filter(|_| address::loopback_allowed(env));
        CURRENT.store(Self::parse(&set.map(|value| value.to_string()).unwrap_or_default()).0, Ordering::Relaxed);
    }

    /// The pace that was set, or the world's.
    pub fn current() -> Self {
        Self(CURRENT.load(Ordering::Relaxed))
    }

    fn parse(text: &str) -> Self {
        Self(text.parse().ok().filter(|pace| (1..=1_000_000).contains(pace)).unwrap_or(1))
    }

    /// So many seconds at this pace, in milliseconds.
    pub fn ms(self, seconds: i64) -> i64 {
        seconds.saturating_mul(1_000) / self.0
    }

    /// The same where work is done meanwhile, which has its own pace: never
    /// shorter than three seconds, unless it was shorter before.
    pub fn working_ms(self, seconds: i64) -> i64 {
        self.ms(seconds).max(seconds.min(3).saturating_mul(1_000))
    }
}

#[cfg(test)]
impl Pace {
    /// The world's.
    pub const REAL: Self = Self(1);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_shrink_and_work_keeps_its_time() {
        let fast = Pace::parse("600");
        assert_eq!((fast.ms(300), fast.working_ms(20), fast.working_ms(1_200)), (500, 3_000, 3_000));
        assert_eq!((Pace::REAL.ms(5), Pace::REAL.working_ms(20)), (5_000, 20_000));
        for bad in ["", "0", "-3", "fast", "1e9", "99999999999999999999"] {
            assert_eq!(Pace::parse(bad).ms(1), 1_000, "{bad}");
        }
    }
}
