//! What is to be done when: the object has one alarm, and the earliest due
//! work sets it.

use crate::door;
use crate::refusal::Refusal;
use crate::shop::{Record, ShopObject, retention, review};
use crate::storage::{Db, params};
use serde::Deserialize;

/// What is due next of each kind.
#[derive(Deserialize)]
pub struct Agenda {
    deliver: Option<i64>,
    alert: Option<i64>,
    lapse: Option<i64>,
    kept_from: Option<i64>,
    erasure: Option<i64>,
    review: Option<String>,
}

impl Agenda {
    /// Reads it, in one look. Of deliveries it is the next after the moment
    /// `after`, in milliseconds: what was due before waits for a place, and a
    /// row behind one that is on its way for that one's time.
    pub fn read(db: &Db, after: i64) -> Result<Self, Refusal> {
        let agenda = db.row(
            concat!(
                "SELECT (SELECT due_ms FROM outbox AS o WHERE state = 'pending' AND state <> 'delivered' AND due_ms > ?1 AND NOT ",
                earlier!("pending"),
                " ORDER BY due_ms LIMIT 1) AS deliver,
                 (SELECT min(alert_at) FROM outbox WHERE alert_at IS NOT NULL) AS alert,
                 (SELECT min(lapses_at) FROM tickets WHERE lapses_at IS NOT NULL) AS lapse,
                 (SELECT min(kept_from) FROM tickets WHERE kept_from IS NOT NULL) AS kept_from,
                 (SELECT min(next_at) FROM erasures WHERE next_at IS NOT NULL) AS erasure,
                 (SELECT value FROM meta WHERE key = ?2) AS review"
            ),
            params![after, review::MARK],
        )?;
        agenda.ok_or(Refusal::Storage)
    }

    /// When somebody is to be told of an event that hasn't arrived, in milliseconds.
    pub fn alert(&self) -> Option<i64> {
        ms(self.alert)
    }

    /// When the clock has to act on a ticket, in milliseconds.
    pub fn lapse(&self) -> Option<i64> {
        ms(self.lapse)
    }

    /// When a person's data has to go, in milliseconds. Other days to keep it
    /// hold for what is stored already.
    pub fn retention(&self, record: &Record) -> Option<i64> {
        let kept = self.kept_from.zip(retention::keep_seconds(record)).map(|(from, keep)| from + keep);
        ms(kept.into_iter().chain(self.erasure).min())
    }

    /// Whether promises wait for a review.
    pub fn review(&self) -> bool {
        self.review.as_ref().is_some_and(|mark| mark != "null")
    }

    /// When the next delivery, or a notice of one that doesn't arrive, is due
    /// after the moment `after`.
    pub fn next_delivery(&self, after: i64) -> Option<i64> {
        self.deliver.into_iter().chain(self.alert().filter(|at| *at > after)).min()
    }

    /// When the next of all is due.
    fn next(&self, record: &Record, now: i64) -> Option<i64> {
        // Marked while a run was at its end.
        let review = self.review().then_some(now + 1_000);
        // One run may have left something over.
        let retention = self.retention(record).map(|at| at.max(now + retention::REST_SECONDS * 1_000));
        self.next_delivery(0).into_iter().chain(self.lapse()).chain(review).chain(retention).min()
    }
}

fn ms(seconds: Option<i64>) -> Option<i64> {
    seconds.map(|at| at.saturating_mul(1_000))
}

/// When the next work is due, in milliseconds; none if there is none.
pub fn next_work(shop: &ShopObject) -> Result<Option<i64>, Refusal> {
    Ok(Agenda::read(&shop.db, 0)?.next(&*shop.record()?, door::now_ms()))
}

/// Sets the alarm for the next work, no sooner than `rest` milliseconds from
/// now; takes it away where there is none.
pub async fn set_alarm(shop: &ShopObject, rest: i64) -> Result<(), Refusal> {
    let storage = shop.state.storage();
    match next_work(shop)? {
        Some(at) => storage.set_alarm((at - door::now_ms()).max(rest)).await?,
        None => storage.delete_alarm().await?,
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn agenda() -> Agenda {
        Agenda { deliver: None, alert: None, lapse: None, kept_from: None, erasure: None, review: None }
    }

    #[test]
    fn the_next_delivery_or_notice_is_the_earlier_of_both() {
        let both = Agenda { deliver: Some(9_000), alert: Some(5), ..agenda() };
        assert_eq!((both.next_delivery(0), both.next_delivery(5_000)), (Some(5_000), Some(9_000)));
        assert_eq!(agenda().next_delivery(0), None);
    }

    #[test]
    fn a_review_that_was_finished_is_none() {
        let marked = |mark: &str| Agenda { review: Some(mark.to_owned()), ..agenda() }.review();
        assert!(marked("[1,\"\"]") && !marked("null") && !agenda().review());
    }
}
