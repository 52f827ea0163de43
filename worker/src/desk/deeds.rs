//! What was done here, by whom and when: written with its effect at the desk,
//! and gone with the ticket's person.

use super::{Who, calendar};
use crate::refusal::Refusal;
use crate::storage::{Db, params};
use madoguchi_shared::Instant;
use madoguchi_shared::desk::{Deed, PersonId};
use madoguchi_shared::field::Name;
use madoguchi_shared::id::{Key, TicketId};
use serde::Deserialize;

/// So many of a ticket's deeds are kept, the newest.
const KEPT: i64 = 100;

/// Something that was done, as it is stored.
pub struct Done<'a> {
    /// To which ticket.
    pub ticket: &'a TicketId,
    /// When.
    pub at: Instant,
    /// By whom.
    pub person: &'a PersonId,
    /// What they are called.
    pub name: &'a Name,
    /// What, as a [`Deed`] has it.
    pub what: &'a str,
    /// With an act: its command, of which there is one deed.
    pub command: Option<&'a Key>,
    /// The ticket's number of changes after it, if it may be taken back.
    pub undoable: Option<u64>,
}

/// Writes a deed. To be called in the transaction that writes its effect.
pub fn write(db: &Db, done: &Done<'_>) -> Result<(), Refusal> {
    let seq = done.undoable.map(|seq| i64::try_from(seq).unwrap_or(i64::MAX));
    db.run(
        "INSERT OR IGNORE INTO deeds (ticket, at, person, name, what, command, seq) VALUES (?, ?, ?, ?, ?, ?, ?)",
        params![
            done.ticket.as_str(),
            done.at.unix(),
            done.person.as_str(),
            done.name.as_str(),
            done.what,
            done.command.map(Key::as_str),
            seq,
        ],
    )?;
    db.run(
        "DELETE FROM deeds WHERE ticket = ?1 AND n <= (SELECT n FROM deeds WHERE ticket = ?1 ORDER BY n DESC LIMIT 1 OFFSET ?2)",
        params![done.ticket.as_str(), KEPT],
    )
}

/// All that is kept of a ticket, the oldest first.
pub fn of(db: &Db, id: &TicketId) -> Result<Vec<Deed>, Refusal> {
    db.rows(
        "SELECT strftime('%Y-%m-%dT%H:%M:%SZ', at, 'unixepoch') AS at, name AS \"by\", what FROM deeds WHERE ticket = ? ORDER BY n",
        params![id.as_str()],
    )
}

/// An act that may be taken back, if it isn't too late.
#[derive(Deserialize)]
pub struct Undoable {
    /// When it was done, in seconds since 1970.
    pub at: i64,
    /// Who did it.
    pub person: PersonId,
}

/// The act that led to a ticket's state with this number of changes.
pub fn undoable(db: &Db, id: &TicketId, seq: u64) -> Result<Option<Undoable>, Refusal> {
    let seq = i64::try_from(seq).unwrap_or(i64::MAX);
    db.row("SELECT at, person FROM deeds WHERE ticket = ? AND seq = ? ORDER BY n DESC LIMIT 1", params![id.as_str(), seq])
}

/// Whether a command was carried out before.
pub fn knows(db: &Db, id: &TicketId, command: &Key) -> Result<bool, Refusal> {
    let known =
        db.row::<Undoable>("SELECT at, person FROM deeds WHERE ticket = ? AND command = ?", params![id.as_str(), command.as_str()])?;
    Ok(known.is_some())
}

/// Forgets all of a ticket.
pub fn forget(db: &Db, id: &TicketId) -> Result<(), Refusal> {
    db.run("DELETE FROM deeds WHERE ticket = ?", params![id.as_str()])
}

/// Under which name somebody's deeds stand: their own; for a program the one
/// that it gives, else the desk's.
pub fn name(db: &Db, who: &Who, given: Option<&Name>) -> Result<Name, Refusal> {
    if let Some(name) = who.name.as_ref().or(given) {
        return Ok(name.clone());
    }
    let desk = calendar::settings(db)?.and_then(|settings| Name::parse(&settings.name).ok());
    desk.map_or_else(|| Name::parse(who.id.as_str()).map_err(|_| Refusal::Storage), Ok)
}
