//! Telling somebody by another channel that one doesn't do its work. Where the
//! shop's settings name no such channel nobody is told, nor of that channel's
//! own trouble: it could hardly say so itself. The owner sees both by
//! `GET deliveries`.

use super::channel::{Health, Turn};
use super::write;
use crate::delivery::Pace;
use crate::refusal::Refusal;
use crate::shop::record::Record;
use crate::storage::{Db, params};
use madoguchi_shared::Instant;
use madoguchi_shared::command::{Alert, AlertData, AlertType};
use madoguchi_shared::json;
use madoguchi_shared::ticket::Ticket;
use madoguchi_shared::urgency::Urgency;
use serde::Deserialize;

/// Seconds after which somebody hears of an event that hasn't arrived.
const LATE_SECONDS: i64 = 15 * 60;
/// However little is left of a promise: a first try and two more may fail.
const LEAST_SECONDS: i64 = 30;

/// The channel that hears of others' trouble.
fn listener(record: &Record) -> Option<&str> {
    Some(record.settings.as_ref()?.alert.as_ref()?.as_str())
}

/// When somebody is told that an event of `ticket` hasn't arrived at
/// `channel`, in seconds; none if nobody is.
pub fn at(record: &Record, channel: &str, ticket: &Ticket, now: Instant) -> Option<i64> {
    listener(record).filter(|listener| *listener != channel)?;
    let wait = Pace::current().ms(after(ticket.urgency, ticket.due(), now));
    Some(now.unix() + (wait + 999) / 1_000)
}

/// Seconds until then: of what is urgent a third of what is left of its
/// promise, at most the usual time.
fn after(urgency: Urgency, due: Option<Instant>, now: Instant) -> i64 {
    match due.map(|due| due.unix() - now.unix()) {
        Some(left) if urgency == Urgency::Urgent => (left / 3).clamp(LEAST_SECONDS, LATE_SECONDS),
        _ => LATE_SECONDS,
    }
}

/// Tells of each event that hasn't arrived by `now` (seconds), once for each
/// channel.
pub fn of_overdue(db: &Db, record: &Record, now: i64) -> Result<(), Refusal> {
    #[derive(Deserialize)]
    struct Row {
        n: i64,
        id: String,
        channel: String,
        ticket: String,
        last: String,
        created_at: i64,
    }
    let rows = db.rows::<Row>(
        "SELECT n, id, channel, ticket, last, created_at FROM outbox WHERE alert_at <= ? ORDER BY alert_at LIMIT 50",
        params![now],
    )?;
    for row in rows {
        let data = AlertData {
            shop: record.slug.clone(),
            channel: row.channel,
            reason: row.last,
            since: Instant::from_unix(row.created_at),
            event: Some(row.id),
            ticket: Some(row.ticket),
        };
        add(db, record, &format!("msg_delayed_{}", row.n), AlertType::Delayed, data, now)?;
        db.run("UPDATE outbox SET alert_at = NULL WHERE n = ?", params![row.n])?;
    }
    Ok(())
}

/// Tells that a channel has taken a turn for the worse.
pub fn of_channel(db: &Db, record: &Record, health: &Health, turn: Turn, now: i64) -> Result<(), Refusal> {
    let (kind, word) = match turn {
        Turn::Failing => (AlertType::Failing, "failing"),
        Turn::Off => (AlertType::Off, "off"),
    };
    let since = health.failing_since.unwrap_or(now);
    let data = AlertData {
        shop: record.slug.clone(),
        channel: health.id.clone(),
        reason: health.reason.clone(),
        since: Instant::from_unix(since),
        event: None,
        ticket: None,
    };
    add(db, record, &format!("msg_{word}_{}_{now}", health.id), kind, data, now)
}

/// Writes a notice for whoever listens. It is about no ticket, so that none
/// waits behind another.
fn add(db: &Db, record: &Record, id: &str, kind: AlertType, data: AlertData, now: i64) -> Result<(), Refusal> {
    let Some(listener) = listener(record).filter(|listener| *listener != data.channel) else { return Ok(()) };
    let alert = Alert { kind, timestamp: Instant::from_unix(now), data };
    let body = json::text(&alert).ok_or(Refusal::Storage)?;
    write::add_other(db, id, listener, &body, "urgent", Instant::from_unix(now))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_third_of_an_urgent_promise_else_a_quarter_of_an_hour() {
        let now = Instant::from_unix(1_800_000_000);
        let wait = |urgency, left: Option<i64>| after(urgency, left.map(|left| now.plus_seconds(left)), now);
        assert_eq!(wait(Urgency::Urgent, Some(15 * 60)), 300);
        assert_eq!(wait(Urgency::Urgent, Some(12 * 3_600)), 900, "over night");
        assert_eq!(wait(Urgency::Urgent, Some(45)), 30);
        assert_eq!(wait(Urgency::Urgent, Some(-600)), 30, "late already");
        assert_eq!(wait(Urgency::Urgent, None), 900, "it has ended");
        assert_eq!(wait(Urgency::Normal, Some(15 * 60)), 900);
        assert_eq!(wait(Urgency::Normal, None), 900);
    }
}
