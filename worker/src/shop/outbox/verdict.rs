//! What becomes of a delivery after a try.

use super::store::{Due, Standing};
use crate::delivery::{Outcome, schedule};

/// What becomes of it.
#[derive(Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It has arrived.
    Delivered,
    /// It is tried again after so many seconds.
    Again(i64),
    /// It is tried again at once: the channel is another by now.
    Anew,
    /// It goes: what it said is erased, and an event that says so waits behind it.
    Gone,
    /// It is a dead letter: its tries are spent, or there is nowhere to send.
    Dead,
}

/// Judges a try of `row`, whose count is that from before it. `random` is 64
/// random bits.
pub fn verdict(row: &Due, outcome: &Outcome, standing: Standing, random: u64) -> Verdict {
    match outcome {
        Outcome::Arrived => Verdict::Delivered,
        _ if standing == Standing::Stale => Verdict::Anew,
        _ if standing == Standing::Erased => Verdict::Gone,
        Outcome::Failed { rest, retry_after, .. } => {
            let tries = row.attempts.saturating_add(1);
            schedule::wait_after(row.urgency(), tries, random, *rest, *retry_after).map_or(Verdict::Dead, Verdict::Again)
        }
        Outcome::Unwelcome(_) | Outcome::Nowhere(_) => Verdict::Dead,
    }
}

/// Whether no try is left: the last one was cut off before its outcome was
/// written.
pub fn is_spent(row: &Due) -> bool {
    schedule::wait(row.urgency(), row.attempts, 0).is_none()
}

#[cfg(test)]
mod tests {
    use super::*;
    use madoguchi_shared::urgency::Urgency;

    /// Each try is counted before it is made, and the runtime ends in its midst.
    #[test]
    fn tries_that_are_all_cut_off_end_as_a_dead_letter() {
        for (urgency, most) in [(Urgency::Normal, 10), (Urgency::Urgent, 14)] {
            let tried = (0..100).take_while(|tries| !is_spent(&Due::tried(urgency, *tries))).count();
            assert_eq!(tried, most);
            assert!(is_spent(&Due::tried(urgency, u32::MAX)), "it is buried, not forgotten");
        }
    }

    #[test]
    fn a_failure_waits_until_the_tries_are_spent() {
        let failed =
            |urgency, attempts| verdict(&Due::tried(urgency, attempts), &Outcome::failed("answered 500"), Standing::Holds, u64::MAX / 2);
        assert_eq!(failed(Urgency::Normal, 0), Verdict::Again(5));
        assert_eq!(failed(Urgency::Normal, 8), Verdict::Again(24 * 3_600));
        assert_eq!(failed(Urgency::Normal, 9), Verdict::Dead, "the tenth was the last");
        assert_eq!(failed(Urgency::Normal, u32::MAX), Verdict::Dead);
        assert_eq!(failed(Urgency::Urgent, 9), Verdict::Again(10 * 3_600));
    }

    #[test]
    fn what_arrives_late_has_arrived_and_what_has_nowhere_to_go_is_dead() {
        assert_eq!(verdict(&Due::tried(Urgency::Normal, 9), &Outcome::Arrived, Standing::Holds, 0), Verdict::Delivered);
        for end in [Outcome::Unwelcome("answered 410".into()), Outcome::Nowhere("removed".into())] {
            assert_eq!(verdict(&Due::tried(Urgency::Normal, 0), &end, Standing::Holds, 0), Verdict::Dead);
        }
        let slow = Outcome::Failed { reason: String::new(), rest: true, retry_after: None };
        assert_eq!(verdict(&Due::tried(Urgency::Urgent, 0), &slow, Standing::Holds, u64::MAX / 2), Verdict::Again(60));
    }

    /// With a dead letter in front the event of the erasure would never come.
    #[test]
    fn what_was_erased_while_it_was_tried_is_neither_tried_again_nor_a_dead_letter() {
        for attempts in [0, 9, u32::MAX] {
            let judged = |outcome| verdict(&Due::tried(Urgency::Normal, attempts), &outcome, Standing::Erased, 0);
            assert_eq!(judged(Outcome::Arrived), Verdict::Delivered);
            for outcome in [Outcome::failed("answered 500"), Outcome::Unwelcome("answered 410".into()), Outcome::Nowhere("removed".into())]
            {
                assert_eq!(judged(outcome), Verdict::Gone, "{attempts}");
            }
        }
    }

    /// The address was mended while the old one was still being asked.
    #[test]
    fn what_was_asked_before_a_channel_changed_decides_nothing_but_that_it_arrived() {
        for attempts in [0, 9, u32::MAX] {
            let judged = |outcome| verdict(&Due::tried(Urgency::Normal, attempts), &outcome, Standing::Stale, 0);
            assert_eq!(judged(Outcome::Arrived), Verdict::Delivered);
            for outcome in [Outcome::failed("answered 500"), Outcome::Unwelcome("answered 410".into())] {
                assert_eq!(judged(outcome), Verdict::Anew, "{attempts}");
            }
        }
    }
}
