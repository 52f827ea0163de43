//! When a delivery is tried again.

use madoguchi_shared::urgency::Urgency;

const MINUTE: i64 = 60;
const HOUR: i64 = 3_600;

/// Seconds before each try (Standard Webhooks' example schedule): over three days.
const NORMAL: &[i64] = &[0, 5, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 5 * HOUR, 10 * HOUR, 14 * HOUR, 20 * HOUR, 24 * HOUR];

/// As above, but close together at first: a promise of 15 minutes leaves no
/// room for waits of five and thirty.
const URGENT: &[i64] =
    &[0, 5, 15, 30, MINUTE, 2 * MINUTE, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 5 * HOUR, 10 * HOUR, 14 * HOUR, 20 * HOUR, 24 * HOUR];

/// A try whose outcome was never written, because the runtime ended in its
/// midst, is made again so long after the last moment that it could have taken.
pub const MARGIN_SECONDS: i64 = 10;

/// The least wait for a receiver that asked for a rest, or was too slow.
const REST: i64 = MINUTE;

/// Share of the wait by which it is shortened or lengthened at random, so that
/// tickets that failed together don't come back together.
const JITTER: f64 = 0.2;

/// Seconds to wait after `tries` tries; none when they are spent. `random` is
/// 64 random bits.
pub fn wait(urgency: Urgency, tries: u32, random: u64) -> Option<i64> {
    let table = match urgency {
        Urgency::Urgent => URGENT,
        Urgency::Normal => NORMAL,
    };
    let wait = *table.get(usize::try_from(tries).ok()?)?;
    let share = (random >> 32) as f64 / f64::from(u32::MAX) * 2.0 - 1.0;
    Some((wait as f64 * (1.0 + share * JITTER)).round() as i64)
}

/// The same after a failure: a receiver in need of `rest` gets a minute at
/// least, and one that names its own wait gets it, within one and two times
/// the wait that was due.
pub fn wait_after(urgency: Urgency, tries: u32, random: u64, rest: bool, retry_after: Option<i64>) -> Option<i64> {
    let due = wait(urgency, tries, random)?.max(if rest { REST } else { 0 });
    Some(retry_after.map_or(due, |wish| wish.clamp(due, 2 * due)))
}

#[cfg(test)]
mod tests {
    use super::*;

    const MIDDLE: u64 = u64::MAX / 2;

    #[test]
    fn a_receivers_own_wish_is_heard_within_bounds() {
        let after = |tries, rest, wish| wait_after(Urgency::Normal, tries, MIDDLE, rest, wish);
        assert_eq!(after(1, false, None), Some(5));
        assert_eq!(after(1, false, Some(7)), Some(7));
        for (wish, wait) in [(0, 300), (-9, 300), (300, 300), (450, 450), (600, 600), (i64::MAX, 600), (-3_600, 300), (3_600, 600)] {
            assert_eq!(after(2, false, Some(wish)), Some(wait), "{wish}");
        }
        assert_eq!(after(1, true, None), Some(60), "too slow, or too many");
        assert_eq!(after(1, true, Some(3)), Some(60));
        assert_eq!(after(1, true, Some(3_600)), Some(120));
        assert_eq!(after(2, true, None), Some(300));
        assert_eq!(after(10, true, Some(5)), None, "no wish makes more tries");
    }

    #[test]
    fn tries_are_bounded_and_urgent_ones_crowd_into_the_promise() {
        let waits = |urgency| (0..).map_while(|tries| wait(urgency, tries, u64::MAX / 2)).collect::<Vec<_>>();
        assert_eq!(waits(Urgency::Normal).len(), 10);
        assert_eq!(waits(Urgency::Normal).iter().sum::<i64>(), 75 * HOUR + 35 * MINUTE + 5);
        let in_promise = waits(Urgency::Urgent)
            .iter()
            .scan(0, |sum, wait| {
                *sum += wait;
                Some(*sum)
            })
            .filter(|at| *at <= 15 * MINUTE)
            .count();
        assert_eq!(in_promise, 7);
    }

    #[test]
    fn jitter_stays_within_a_fifth() {
        assert_eq!(wait(Urgency::Normal, 2, 0), Some(240));
        assert_eq!(wait(Urgency::Normal, 2, u64::MAX), Some(360));
        assert_eq!(wait(Urgency::Normal, 10, 0), None);
    }
}
