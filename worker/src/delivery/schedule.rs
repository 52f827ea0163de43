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
/// midst, is made again after this: longer than any try may take.
pub const UNKNOWN_SECONDS: i64 = 30;

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

#[cfg(test)]
mod tests {
    use super::*;

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
