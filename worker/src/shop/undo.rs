//! A ticket as it was before the desk's last act, for the minute in which that
//! may be taken back.

use super::tickets;
use crate::refusal::Refusal;
use crate::storage::{Db, params};
use madoguchi_shared::ticket::{Change, Ticket, UNDO_SECONDS};
use madoguchi_shared::{Instant, json};
use serde::Deserialize;

/// Keeps what was `before` a change that may be taken back; after another one
/// nothing of the ticket is kept. `listed` is the key that it put on the list of
/// those who asked not to be contacted, if it did. To be called in the
/// transaction that writes the change.
pub fn keep(db: &Db, before: Option<&Ticket>, listed: Option<&str>, change: &Change, now: Instant) -> Result<(), Refusal> {
    let (id, seq) = (change.ticket.id.as_str(), i64::try_from(change.ticket.seq).unwrap_or(i64::MAX));
    let Some(before) = before else { return db.run("DELETE FROM undo WHERE ticket = ?", params![id]) };
    let before = json::text(before).ok_or(Refusal::Storage)?;
    db.run(
        "INSERT OR REPLACE INTO undo (ticket, seq, at, before, listed) VALUES (?, ?, ?, ?, ?)",
        params![id, seq, now.unix(), before, listed.unwrap_or_default()],
    )
}

/// What was before an act.
pub struct Before {
    /// The ticket.
    pub ticket: Ticket,
    /// The key that the act put on the list of those who asked not to be
    /// contacted; empty if it put none.
    pub listed: String,
}

/// What was before the desk's last act, if nothing has happened to the ticket
/// since and the minute isn't over.
pub fn before(db: &Db, ticket: &Ticket, now: Instant) -> Result<Option<Before>, Refusal> {
    #[derive(Deserialize)]
    struct Row {
        before: String,
        listed: String,
    }
    let seq = i64::try_from(ticket.seq).unwrap_or(i64::MAX);
    let row = db.row::<Row>(
        "SELECT before, listed FROM undo WHERE ticket = ? AND seq = ? AND at > ?",
        params![ticket.id.as_str(), seq, now.plus_seconds(-UNDO_SECONDS).unix()],
    )?;
    row.map(|row| Ok(Before { ticket: tickets::stored(&row.before)?, listed: row.listed })).transpose()
}

/// Forgets what can't be taken back any more.
pub fn sweep(db: &Db, now: Instant) -> Result<(), Refusal> {
    db.run("DELETE FROM undo WHERE at <= ?", params![now.plus_seconds(-UNDO_SECONDS).unix()])
}
