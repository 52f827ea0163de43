//! The outbox's rows. `n` is their order; a ticket's events go to a channel
//! one after the other. (`state <> 'delivered'` beside `state = 'pending'` lets
//! SQLite use the index, which holds what is undelivered.)

use super::places::Full;
use crate::delivery::Told;
use crate::delivery::shopper::word::SHOPPER;
use crate::refusal::Refusal;
use crate::storage::{Db, params};
use madoguchi_shared::api::Advice;
use madoguchi_shared::json;
use madoguchi_shared::urgency::Urgency;
use serde::Deserialize;

/// Rows that are read at once; [`due`] says so too.
pub const AT_ONCE: usize = 8;

/// A delivery that is due.
#[derive(Deserialize)]
pub struct Due {
    /// Its row.
    pub n: i64,
    /// The event's id, stable over all tries.
    pub id: String,
    /// Which channel.
    pub channel: String,
    urgency: String,
    /// The event.
    pub body: String,
    /// Tries so far on this schedule.
    pub attempts: u32,
    /// The number of the next, of all that were ever made.
    pub number: i64,
    /// Whether an earlier event of its ticket is a dead letter.
    behind: u8,
}

impl Due {
    /// Which schedule it goes by.
    pub fn urgency(&self) -> Urgency {
        if self.urgency == "urgent" { Urgency::Urgent } else { Urgency::Normal }
    }

    /// Whether its ticket was erased while it was being tried: nothing is left
    /// to be sent.
    pub fn is_empty(&self) -> bool {
        self.body.is_empty()
    }

    /// Whether an earlier event of its ticket is a dead letter, so that this
    /// one would come out of order. To a shopper the later says all.
    pub fn is_behind(&self) -> bool {
        self.behind > 0 && !self.channel.starts_with(SHOPPER)
    }

    /// Whether its channel is never switched off: the desk, and the ways to
    /// shoppers, of whom one with a bad address is no reason for all.
    pub fn is_always_on(&self) -> bool {
        self.channel == super::DESK || self.channel.starts_with(SHOPPER)
    }
}

#[cfg(test)]
impl Due {
    /// A row with so many tries behind it.
    pub fn tried(urgency: Urgency, attempts: u32) -> Self {
        let urgency = if urgency == Urgency::Urgent { "urgent" } else { "normal" }.to_owned();
        let (id, channel, body) = ("msg_1".into(), "hook".into(), String::new());
        Self { n: 1, id, channel, urgency, body, attempts, number: 1, behind: 0 }
    }
}

/// The first rows that are due at `now` (milliseconds) and may be tried: not on
/// a channel that is `full`. They are of as many tickets and channels as there
/// are rows.
pub fn due(db: &Db, now: i64, full: &Full<'_>) -> Result<Vec<Due>, Refusal> {
    // SQLite reads a statement anew whenever its `LIMIT` is given as a parameter.
    macro_rules! due {
        ($channel:literal) => {
            concat!(
                "SELECT n, id, channel, urgency, body, attempts, ",
                earlier!("dead"),
                " AS behind, (SELECT coalesce(max(try), 0) + 1 FROM tries WHERE row = o.n) AS number FROM outbox AS o
                 WHERE state = 'pending' AND state <> 'delivered' AND due_ms <= ?1 AND ",
                $channel,
                " AND channel NOT IN (SELECT value FROM json_each(?2)) AND NOT ",
                earlier!("pending"),
                " ORDER BY due_ms, n LIMIT 8"
            )
        };
    }
    let sql = if full.all_webhooks { due!("channel = 'desk'") } else { due!("channel <> ''") };
    let channels = json::text(&full.channels).ok_or(Refusal::Storage)?;
    db.rows(sql, params![now, channels])
}

/// Counts the try before it is made, and has the row come back at `back_ms`
/// should its outcome never be written.
pub fn begin(db: &Db, row: &Due, now: i64, back_ms: i64) -> Result<(), Refusal> {
    // In this order: a try that can't be put on record isn't counted.
    db.run("INSERT INTO tries (row, try, at) VALUES (?, ?, ?)", params![row.n, row.number, now / 1000])?;
    db.run("UPDATE outbox SET attempts = attempts + 1, due_ms = ? WHERE n = ?", params![back_ms, row.n])
}

/// What a try that has ended is found to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// All is as it was when it began.
    Holds,
    /// Its channel has another configuration since, or is on probation: how
    /// this try ended says nothing of it.
    Stale,
    /// Its ticket was erased, and the try with it.
    Erased,
}

/// Writes what came of a try.
pub fn end(db: &Db, row: &Due, told: &Told, now: i64) -> Result<Standing, Refusal> {
    #[derive(Deserialize)]
    struct Tried {
        stale: Option<u8>,
    }
    let tried = db.row::<Tried>(
        "UPDATE tries SET ended_at = ?, status = ?, reason = ?, answer = ? WHERE row = ? AND try = ? RETURNING stale",
        params![now / 1000, told.status.map(i64::from), told.outcome.reason(), told.answer.as_str(), row.n, row.number],
    )?;
    db.run("UPDATE outbox SET advice = ? WHERE n = ?", params![told.advice().map(Advice::as_str), row.n])?;
    Ok(match tried {
        Some(tried) if tried.stale.is_none() => Standing::Holds,
        Some(_) => Standing::Stale,
        None => Standing::Erased,
    })
}

/// It has arrived, whatever was thought of it meanwhile. That it was sent is
/// kept for a while; what it said is not.
pub fn delivered(db: &Db, row: &Due) -> Result<(), Refusal> {
    db.run("UPDATE outbox SET state = 'delivered', last = '', alert_at = NULL, body = '' WHERE n = ?", params![row.n])
}

/// It is tried again at `due_ms`.
pub fn again(db: &Db, row: &Due, reason: &str, due_ms: i64) -> Result<(), Refusal> {
    db.run("UPDATE outbox SET last = ?, due_ms = ? WHERE n = ? AND state = 'pending'", params![reason, due_ms, row.n])
}

/// It is tried again at once, and the try that was made is none of those that
/// it has.
pub fn anew(db: &Db, row: &Due, reason: &str, now: i64) -> Result<(), Refusal> {
    db.run(
        "UPDATE outbox SET last = ?, due_ms = ?, attempts = max(attempts - 1, 0) WHERE n = ? AND state = 'pending'",
        params![reason, now, row.n],
    )
}

/// It becomes a dead letter.
pub fn bury(db: &Db, row: &Due, reason: &str) -> Result<(), Refusal> {
    db.run("UPDATE outbox SET last = ?, state = 'dead' WHERE n = ? AND state = 'pending'", params![reason, row.n])
}

/// The same, since an earlier event of its ticket is one.
pub fn bury_behind(db: &Db, row: &Due) -> Result<(), Refusal> {
    db.run("UPDATE outbox SET advice = ? WHERE n = ?", params![Advice::Waiting.as_str(), row.n])?;
    bury(db, row, "an earlier event of this ticket is a dead letter")
}

/// It goes, and what waits behind it is next.
pub fn remove(db: &Db, row: &Due) -> Result<(), Refusal> {
    db.run("DELETE FROM tries WHERE row = ?", params![row.n])?;
    db.run("DELETE FROM outbox WHERE n = ?", params![row.n])
}

/// All that is on its way to a channel becomes dead letters, but what was
/// emptied. Nobody is told of each: the channel itself is what they are told of.
pub fn bury_all(db: &Db, channel: &str, reason: &str) -> Result<(), Refusal> {
    db.run(
        "UPDATE outbox SET last = ?, state = 'dead', alert_at = NULL WHERE channel = ? AND state = 'pending' AND body <> ''",
        params![reason, channel],
    )
}

/// Forgets some of what was delivered long ago, before the second `before`,
/// and notices about channels of that time, delivered or not.
pub fn forget(db: &Db, before: i64) -> Result<(), Refusal> {
    macro_rules! old {
        ($what:literal) => {
            concat!(
                $what,
                " IN (SELECT n FROM outbox WHERE state = 'delivered' AND created_at < ?1
                      UNION SELECT n FROM outbox WHERE ticket = '' AND created_at < ?1 LIMIT 1000)"
            )
        };
    }
    db.run(old!("DELETE FROM tries WHERE row"), params![before])?;
    db.run(old!("DELETE FROM outbox WHERE n"), params![before])
}
