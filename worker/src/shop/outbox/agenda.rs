//! What is to be done when: the object has one alarm, and the earliest due
//! work sets it.

use super::channel::Health;
use crate::refusal::Refusal;
use crate::shop::{Record, ShopObject, digest, retention, review, tickets};
use crate::storage::{Db, params};
use crate::{clockwork, door};
use serde::Deserialize;

/// What is due next of each kind, and how the channels do.
#[derive(Deserialize)]
pub struct Agenda {
    /// When the first delivery that waits for nothing but its time or a place
    /// is due, in milliseconds; it may be long past.
    pub waiting: Option<i64>,
    /// The same of those that weren't due when this was read.
    coming: Option<i64>,
    alert: Option<i64>,
    lapse: Option<i64>,
    kept_from: Option<i64>,
    erasure: Option<i64>,
    review: Option<String>,
    digests: Option<String>,
    channels: String,
}

impl Agenda {
    /// Reads it at `now`, in milliseconds, in one look.
    pub fn read(db: &Db, now: i64) -> Result<Self, Refusal> {
        macro_rules! first_due {
            ($after:literal) => {
                concat!(
                    "(SELECT due_ms FROM outbox AS o WHERE state = 'pending' AND state <> 'delivered' AND due_ms > ",
                    $after,
                    " AND NOT ",
                    earlier!("pending"),
                    " ORDER BY due_ms LIMIT 1)"
                )
            };
        }
        let agenda = db.row(
            concat!(
                "SELECT ",
                first_due!("0"),
                " AS waiting, ",
                first_due!("?1"),
                " AS coming,
                 (SELECT min(alert_at) FROM outbox WHERE alert_at IS NOT NULL) AS alert,
                 (SELECT min(lapses_at) FROM tickets WHERE lapses_at IS NOT NULL) AS lapse,
                 (SELECT min(kept_from) FROM tickets WHERE kept_from IS NOT NULL) AS kept_from,
                 (SELECT min(at) FROM (SELECT min(next_at) AS at FROM erasures WHERE next_at IS NOT NULL
                     UNION ALL SELECT min(at) + 60 FROM undo)) AS erasure,
                 (SELECT value FROM meta WHERE key = ?2) AS review,
                 (SELECT value FROM meta WHERE key = ?3) AS digests,
                 (SELECT json_group_array(json_object('id', id, 'state', state, 'reason', reason, 'advice', advice, 'failures', failures, 'failing_since', failing_since))
                  FROM channels) AS channels"
            ),
            params![now, review::MARK, digest::MARKS],
        )?;
        agenda.ok_or(Refusal::Storage)
    }

    /// All channels of which there is something to say.
    pub fn healths(&self) -> Result<Vec<Health>, Refusal> {
        tickets::stored(&self.channels)
    }

    /// When somebody is to be told of an event that hasn't arrived, in milliseconds.
    pub fn alert(&self) -> Option<i64> {
        ms(self.alert)
    }

    /// What else is to be done at `now`: whether the clock acts on a ticket,
    /// promises wait for a review, a person's data has to go, a digest is due.
    pub fn chores(&self, record: &Record, now: i64) -> [bool; 4] {
        [is_due(ms(self.lapse), now), self.review(), is_due(self.retention(record), now), is_due(self.digest(record, now), now)]
    }

    fn digest(&self, record: &Record, now: i64) -> Option<i64> {
        digest::next_ms(record, self.digests.as_deref(), now)
    }

    /// When a person's data has to go, in milliseconds. Other days to keep it
    /// hold for what is stored already.
    fn retention(&self, record: &Record) -> Option<i64> {
        let kept = self.kept_from.zip(retention::keep_seconds(record)).map(|(from, keep)| from + keep);
        ms(kept.into_iter().chain(self.erasure).min())
    }

    fn review(&self) -> bool {
        self.review.as_ref().is_some_and(|mark| mark != "null")
    }

    /// When the next delivery, or a notice of one that doesn't arrive, is due
    /// after `now`. What was due before waits for a place.
    pub fn next_delivery(&self, now: i64) -> Option<i64> {
        self.coming.into_iter().chain(self.alert().filter(|at| *at > now)).min()
    }

    /// When the next of all is due.
    fn next(&self, record: &Record, now: i64) -> Option<i64> {
        // Marked while a run was at its end.
        let review = self.review().then_some(now + 1_000);
        // One run may have left something over.
        let retention = self.retention(record).map(|at| at.max(now + retention::REST_SECONDS * 1_000));
        [self.waiting, self.alert(), ms(self.lapse), review, retention, self.digest(record, now)].into_iter().flatten().min()
    }
}

/// Whether what is due `at` that moment, if at all, is due `now`.
pub fn is_due(at: Option<i64>, now: i64) -> bool {
    at.is_some_and(|at| at <= now)
}

fn ms(seconds: Option<i64>) -> Option<i64> {
    seconds.map(|at| at.saturating_mul(1_000))
}

/// When the next work is due, in milliseconds; none if there is none.
pub fn next_work(shop: &ShopObject) -> Result<Option<i64>, Refusal> {
    let now = door::now_ms();
    Ok(Agenda::read(&shop.db, now)?.next(&*shop.record()?, now))
}

/// Sets the alarm for the next work; takes it away where there is none. After a
/// run that failed it is no sooner than `rest` milliseconds from now.
pub async fn set_alarm(shop: &ShopObject, outcome: Result<Agenda, Refusal>, rest: i64) -> Result<(), Refusal> {
    let (storage, now) = (shop.state.storage(), door::now_ms());
    let rest = if outcome.is_err() { rest } else { 0 };
    let next = match outcome {
        // As the run has left it, unless somebody came since.
        Ok(agenda) if !shop.bell.has_rung() => agenda.next(&*shop.record()?, now),
        _ => next_work(shop)?,
    };
    match next {
        Some(at) => storage.set_alarm(clockwork::wait(at - now).max(rest)).await?,
        None => storage.delete_alarm().await?,
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn agenda() -> Agenda {
        let channels = "[]".to_owned();
        Agenda {
            waiting: None,
            coming: None,
            alert: None,
            lapse: None,
            kept_from: None,
            erasure: None,
            review: None,
            digests: None,
            channels,
        }
    }

    #[test]
    fn the_next_delivery_or_notice_is_the_earlier_of_both() {
        let both = Agenda { coming: Some(9_000), alert: Some(5), ..agenda() };
        assert_eq!((both.next_delivery(0), both.next_delivery(5_000)), (Some(5_000), Some(9_000)));
        assert_eq!(agenda().next_delivery(0), None);
    }

    #[test]
    fn a_review_that_was_finished_is_none() {
        let marked = |mark: &str| Agenda { review: Some(mark.to_owned()), ..agenda() }.review();
        assert!(marked("[1,\"\"]") && !marked("null") && !agenda().review());
    }
}
