//! So many within so long: the generic cell rate algorithm (GCRA), a token
//! bucket that is one number.

/// So many within so long; all at once, or one after the other.
#[derive(Clone, Copy, Debug)]
pub struct Rate {
    /// How many, at least 1.
    pub most: i64,
    /// Within how many seconds.
    pub seconds: i64,
}

/// The moment, in microseconds, at which all that was taken has been made up for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Level(i64);

impl Level {
    /// Takes `cost` of what the rate allows; nothing is taken if it isn't
    /// there, and the error says in how many seconds it will be, if nothing
    /// else is taken until then. Whoever takes more than there ever is takes all.
    pub fn take(&mut self, cost: i64, rate: Rate, now_ms: i64) -> Result<(), u32> {
        let (now, window) = (now_ms * 1_000, rate.seconds * 1_000_000);
        let each = window / rate.most.max(1);
        // A clock that was set back doesn't shut anybody out for longer.
        let after = self.0.clamp(now, now + window) + each * cost.min(rate.most.max(1));
        let wait = after - window - now;
        if wait > 0 {
            return Err(u32::try_from(wait.div_euclid(1_000_000) + 1).unwrap_or(u32::MAX));
        }
        self.0 = after;
        Ok(())
    }

    /// Whether nothing is owed any more.
    pub fn is_clear(self, now_ms: i64) -> bool {
        self.0 <= now_ms * 1_000
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const RATE: Rate = Rate { most: 4, seconds: 60 };

    #[test]
    fn all_at_once_then_one_by_one() {
        let mut level = Level::default();
        let start = 1_800_000_000_000;
        for _ in 0..4 {
            assert_eq!(level.take(1, RATE, start), Ok(()));
        }
        assert_eq!(level.take(1, RATE, start), Err(16), "a quarter of a minute, rounded up");
        assert_eq!(level.take(1, RATE, start), Err(16), "asking takes nothing");
        assert_eq!(level.take(1, RATE, start + 14_999), Err(1));
        assert_eq!(level.take(1, RATE, start + 16_000), Ok(()), "what it said is true");
        assert!(level.take(1, RATE, start + 16_000).is_err());
        assert_eq!(level.take(4, RATE, start + 90_000), Ok(()), "all there again");
    }

    #[test]
    fn what_costs_more_takes_more_and_never_waits_for_ever() {
        let mut level = Level::default();
        assert_eq!(level.take(3, RATE, 0), Ok(()));
        assert_eq!(level.take(3, RATE, 0), Err(31));
        assert_eq!(level.take(1, RATE, 0), Ok(()));
        let mut level = Level::default();
        assert_eq!(level.take(5, Rate { most: 1, seconds: 60 }, 0), Ok(()), "more than there ever is");
        assert_eq!(level.take(5, Rate { most: 1, seconds: 60 }, 60_000), Ok(()));
    }

    #[test]
    fn a_clock_set_back_and_the_highest_figures_do_no_harm() {
        let mut level = Level::default();
        assert_eq!(level.take(1, RATE, 1_800_000_000_000), Ok(()));
        assert!(level.take(1, RATE, 1_700_000_000_000).is_err_and(|wait| wait <= 60));
        assert!(!level.is_clear(1_700_000_000_000) && level.is_clear(1_900_000_000_000));
        let mut level = Level::default();
        for _ in 0..1_000_000 {
            assert_eq!(level.take(1, Rate { most: 1_000_000, seconds: 60 }, 0), Ok(()));
        }
        assert!(level.take(1, Rate { most: 1_000_000, seconds: 60 }, 0).is_err());
    }
}
