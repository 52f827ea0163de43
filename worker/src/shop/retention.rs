//! What is kept, and for how long. Rung by the object's one alarm.
//!
//! Personal data goes without delay once it isn't needed any more
//! (個人情報保護法 22条). A ticket that has ended is kept for `privacy.keep_days`
//! days from its end. One that never ends is still owed to its shopper, so that
//! it isn't erased for its age alone: it is once nobody has touched it and
//! nothing of it was due for [`UNENDED_DAYS`] days more than that. Nobody
//! answers it then, and the purpose that was told to its shopper is gone.

use super::record::Record;
use super::{ShopObject, erase, erasures, tickets, undo};
use crate::door;
use crate::refusal::Refusal;
use crate::storage::{Db, params};
use madoguchi_shared::Instant;
use madoguchi_shared::ticket::{Actor, State, Ticket};

/// Days that a ticket which hasn't ended is kept beyond those of one that has.
const UNENDED_DAYS: i64 = 30;
const DAY: i64 = 86_400;
/// Tickets that are erased in one run: the object serves nobody meanwhile.
const AT_ONCE: i64 = 50;
/// Seconds until the next run, where one has left something over.
pub const REST_SECONDS: i64 = 5;
/// Seconds after which a ticket that could not be erased is tried again.
const PUT_OFF_SECONDS: i64 = 3_600;
/// Seconds for which a key is kept at least.
const KEY_SECONDS: i64 = 48 * 3_600;
/// Seconds for which a command is remembered: a later repeat is stale, by its
/// sequence number.
const COMMAND_SECONDS: i64 = 7 * DAY;

/// From when the days of `privacy.keep_days` count; none for a tombstone.
pub fn kept_from(ticket: &Ticket) -> Option<Instant> {
    if ticket.state == State::Erased {
        return None;
    }
    if let Some(end) = &ticket.end {
        return Some(end.at);
    }
    let last = [
        ticket.due(),
        ticket.next_try,
        ticket.promise.window.map(|window| window.end),
        ticket.attempts.last().map(|attempt| attempt.at),
        ticket.notes.last().map(|note| note.at),
        ticket.call.as_ref().map(|call| call.since),
        ticket.handover.as_ref().map(|handover| handover.at),
    ];
    let last = last.into_iter().flatten().fold(ticket.created_at, Instant::max);
    Some(last.plus_seconds(UNENDED_DAYS * DAY))
}

/// Whether `ticket` has been kept for long enough.
fn is_over(ticket: &Ticket, keep_seconds: i64, now: Instant) -> bool {
    kept_from(ticket).is_some_and(|from| from.plus_seconds(keep_seconds) <= now)
}

/// For how long the shop keeps what has ended, in seconds; none before it has
/// settings, for then it has no tickets.
pub fn keep_seconds(record: &Record) -> Option<i64> {
    record.settings.as_ref().map(|settings| i64::from(settings.privacy.keep_days) * DAY)
}

/// Erases what was kept for long enough or belongs to a person who asked for
/// it.
pub fn run(shop: &ShopObject, record: &Record) -> Result<(), Refusal> {
    let Some(keep) = keep_seconds(record) else { return Ok(()) };
    let now = door::now();
    undo::sweep(&shop.db, now)?;
    if let Err(refusal) = erasures::run(shop, record, now) {
        worker::console_error!("erasures: {refusal:?}");
    }
    for row in over(&shop.db, now.plus_seconds(-keep))? {
        if let Err(refusal) = look_at(shop, record, &row, keep, now) {
            // It must not hold up the others.
            worker::console_error!("ticket {} can't be erased: {refusal:?}", row.id);
            put_off(&shop.db, &row, now.plus_seconds(PUT_OFF_SECONDS - keep))?;
        }
    }
    Ok(())
}

/// Tickets that may have been kept for long enough, the oldest first.
fn over(db: &Db, kept_from: Instant) -> Result<Vec<erase::Row>, Refusal> {
    db.rows(erase::select_rows!("WHERE kept_from <= ? ORDER BY kept_from LIMIT ?"), params![kept_from.unix(), AT_ONCE])
}

fn look_at(shop: &ShopObject, record: &Record, row: &erase::Row, keep: i64, now: Instant) -> Result<(), Refusal> {
    match row.ticket() {
        // The column is too early: it was filled before there was one.
        Some(ticket) if !is_over(&ticket, keep, now) => tickets::update(&shop.db, &ticket, &record.settings()?.service),
        _ => erase::erase(shop, record, row, Actor::Clock, now),
    }
}

fn put_off(db: &Db, row: &erase::Row, until: Instant) -> Result<(), Refusal> {
    db.run("UPDATE tickets SET kept_from = ? WHERE id = ?", params![until.unix(), row.id.as_str()])
}

/// A key is needed no more once its ticket has ended and its shopper's browser
/// has long ceased to send it again. The receipt's token doesn't need it: the
/// ticket has its own.
pub fn sweep(db: &Db, now: Instant) -> Result<(), Refusal> {
    db.run(
        "DELETE FROM keys WHERE key IN (
             SELECT key FROM keys WHERE created_at < ? AND key NOT IN (
                 SELECT key FROM tickets WHERE state IN ('open', 'calling', 'retrying', 'handed', 'set_aside'))
             ORDER BY created_at LIMIT 1000)",
        params![now.plus_seconds(-KEY_SECONDS).unix()],
    )?;
    db.run(
        "DELETE FROM commands WHERE id IN (SELECT id FROM commands WHERE at < ? ORDER BY at LIMIT 1000)",
        params![now.plus_seconds(-COMMAND_SECONDS).unix()],
    )?;
    db.run(
        "DELETE FROM memory WHERE (channel, key) IN (SELECT channel, key FROM memory WHERE until < ? ORDER BY until LIMIT 1000)",
        params![now.unix()],
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    fn at(text: &str) -> Instant {
        Instant::parse(text).unwrap()
    }

    /// A ticket of 1 November whose window ends on the 2nd at noon in UTC.
    fn ticket(state: &str, more: Value) -> Ticket {
        let mut ticket = json!({
            "id": "7K3M-9QXT-2HFA", "shop": "demo", "seq": 3, "state": state, "created_at": "2026-11-01T00:00:00Z",
            "urgency": "normal", "intake": null,
            "promise": {"respond_by": "2026-11-02T12:00:00Z", "window": {"start": "2026-11-02T11:00:00Z", "end": "2026-11-02T12:00:00Z"}},
        });
        ticket.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        serde_json::from_value(ticket).unwrap()
    }

    #[test]
    fn days_count_from_the_end_or_from_the_last_that_was_heard_or_due() {
        let ended = json!({"end": {"at": "2026-11-03T00:00:00Z"}, "notes": [{"at": "2026-11-09T00:00:00Z", "from": "desk", "text": "x"}]});
        let tried = json!({"attempts": [{"at": "2026-11-04T00:00:00Z", "outcome": "busy"}], "next_try": "2026-11-05T00:00:00Z"});
        let handed = json!({"handover": {"at": "2026-11-03T00:00:00Z", "note": "x", "respond_by": "2026-11-06T00:00:00Z"}});
        let noted = json!({"notes": [{"at": "2026-11-07T00:00:00Z", "from": "desk", "text": "x"}]});
        for (state, more, wanted) in [
            ("done", ended.clone(), Some("2026-11-03T00:00:00Z")),
            ("cancelled", ended.clone(), Some("2026-11-03T00:00:00Z")),
            ("unreached", ended.clone(), Some("2026-11-03T00:00:00Z")),
            ("erased", ended, None),
            // Thirty days more.
            ("open", json!({}), Some("2026-12-02T12:00:00Z")),
            ("open", json!({"promise": {"respond_by": null, "window": null}}), Some("2026-12-01T00:00:00Z")),
            ("set_aside", json!({}), Some("2026-12-02T12:00:00Z")),
            ("retrying", tried, Some("2026-12-05T00:00:00Z")),
            ("calling", json!({"call": {"since": "2026-11-08T00:00:00Z"}}), Some("2026-12-08T00:00:00Z")),
            ("handed", handed, Some("2026-12-06T00:00:00Z")),
            ("open", noted, Some("2026-12-07T00:00:00Z")),
        ] {
            assert_eq!(kept_from(&ticket(state, more)), wanted.map(at), "{state}");
        }
    }

    #[test]
    fn it_is_over_to_the_second_and_by_the_days_that_hold_now() {
        let done = ticket("done", json!({"end": {"at": "2026-11-03T00:00:00Z"}}));
        for (days, now, over) in [
            (90, "2027-01-31T23:59:59Z", false),
            (90, "2027-02-01T00:00:00Z", true),
            (30, "2027-01-31T23:59:59Z", true),
            (3_650, "2027-02-01T00:00:00Z", false),
        ] {
            assert_eq!(is_over(&done, days * DAY, at(now)), over, "{days} {now}");
        }
        assert!(!is_over(&ticket("erased", json!({})), DAY, at("2040-01-01T00:00:00Z")));
    }
}
