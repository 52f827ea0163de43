//! Tickets, keys and commands in the shop's storage.

use super::retention;
use crate::refusal::Refusal;
use crate::storage::{Db, params};
use madoguchi_shared::id::{Key, TicketId};
use madoguchi_shared::service::Service;
use madoguchi_shared::ticket::Ticket;
use madoguchi_shared::{Instant, json};
use serde::{Deserialize, de::DeserializeOwned};
use std::collections::HashMap;
use worker::SqlStorageValue;

/// Writes a new ticket.
pub fn insert(db: &Db, ticket: &Ticket, service: &Service, key: &Key) -> Result<(), Refusal> {
    let mut values = columns(ticket, service)?;
    values.extend(params![key.as_str(), ticket.created_at.unix()]);
    db.run(
        "INSERT INTO tickets (seq, state, window_start, lapses_at, kept_from, ticket, id, key, created_at)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        values,
    )
}

/// Writes a ticket's new state.
pub fn update(db: &Db, ticket: &Ticket, service: &Service) -> Result<(), Refusal> {
    db.run(
        "UPDATE tickets SET seq = ?, state = ?, window_start = ?, lapses_at = ?, kept_from = ?, ticket = ? WHERE id = ?",
        columns(ticket, service)?,
    )
}

/// What is stored of a ticket's state, its number last: with it the place that
/// it holds, the moment at which the clock has to act on it, and the one from
/// which it is kept.
fn columns(ticket: &Ticket, service: &Service) -> Result<Vec<SqlStorageValue>, Refusal> {
    let text = json::text(ticket).ok_or(Refusal::Storage)?;
    Ok(params![
        i64::try_from(ticket.seq).unwrap_or(i64::MAX),
        ticket.state.as_str(),
        ticket.place().map(|start| start.unix()),
        ticket.lapses_at(service).map(|at| at.unix()),
        retention::kept_from(ticket).map(|at| at.unix()),
        text,
        ticket.id.as_str(),
    ])
}

/// A ticket and the key that it was made with.
pub fn find(db: &Db, id: &TicketId) -> Result<Option<(Ticket, Key)>, Refusal> {
    #[derive(Deserialize)]
    struct Row {
        key: String,
        ticket: String,
    }
    let row = db.row::<Row>("SELECT key, ticket FROM tickets WHERE id = ?", params![id.as_str()])?;
    row.map(|row| Ok((stored(&row.ticket)?, Key::parse(&row.key).map_err(|_| Refusal::Storage)?))).transpose()
}

/// Places given away in the window that starts at a moment. Who moves a ticket
/// gives its place back: then `own` is the one that doesn't count.
pub fn taken(db: &Db, now: Instant, own: Option<&TicketId>) -> Result<impl Fn(Instant) -> u32 + use<>, Refusal> {
    #[derive(Deserialize)]
    struct Row {
        window_start: i64,
        places: u32,
    }
    // A window that began up to a day ago may still have its place to give.
    let from = now.plus_minutes(-24 * 60);
    let rows = db.rows::<Row>(
        "SELECT window_start, count(*) AS places FROM tickets WHERE window_start >= ? AND id <> ? GROUP BY window_start",
        params![from.unix(), own.map_or("", TicketId::as_str)],
    )?;
    let places: HashMap<i64, u32> = rows.into_iter().map(|row| (row.window_start, row.places)).collect();
    Ok(move |start: Instant| places.get(&start.unix()).copied().unwrap_or(0))
}

/// Tickets on which the clock has to act by `now`, the first first: number and
/// ticket as stored.
pub fn lapsed(db: &Db, now: Instant) -> Result<Vec<(String, String)>, Refusal> {
    #[derive(Deserialize)]
    struct Row {
        id: String,
        ticket: String,
    }
    let rows = db.rows::<Row>("SELECT id, ticket FROM tickets WHERE lapses_at <= ? ORDER BY lapses_at LIMIT 50", params![now.unix()])?;
    Ok(rows.into_iter().map(|row| (row.id, row.ticket)).collect())
}

/// Has the clock look at a ticket later.
pub fn put_off(db: &Db, id: &str, until: Instant) -> Result<(), Refusal> {
    db.run("UPDATE tickets SET lapses_at = ? WHERE id = ?", params![until.unix(), id])
}

/// The next tickets with a place, in the order of their windows, after the
/// one that is named.
pub fn promised_after(db: &Db, window_start: i64, id: &str) -> Result<Vec<Promised>, Refusal> {
    db.rows(
        "SELECT id, window_start, ticket FROM tickets WHERE (window_start, id) > (?, ?) ORDER BY window_start, id LIMIT 100",
        params![window_start, id],
    )
}

/// The next tickets for which a call may be planned, by number, after the one
/// that is named; as what has its place at `window_start`.
pub fn planned_after(db: &Db, window_start: i64, id: &str) -> Result<Vec<Promised>, Refusal> {
    // The longer condition is that of an index.
    db.rows(
        "SELECT id, ?1 AS window_start, ticket FROM tickets
         WHERE state IN ('open', 'calling', 'retrying', 'handed', 'set_aside') AND state IN ('retrying', 'set_aside') AND id > ?2
         ORDER BY id LIMIT 100",
        params![window_start, id],
    )
}

/// A ticket with a place, not read yet.
#[derive(Deserialize)]
pub struct Promised {
    /// Its number.
    pub id: String,
    /// When its window starts, in seconds.
    pub window_start: i64,
    /// For [`stored`].
    pub ticket: String,
}

/// What an accepted key was bound to.
#[derive(Deserialize)]
pub struct Bound {
    /// The hash of the request's raw body.
    pub body_hash: String,
    /// The receipt, without its token.
    pub receipt: String,
}

/// What `key` is bound to, if it was ever accepted. Where the ticket was erased
/// since, nothing is left to answer with, and no second ticket is made.
pub fn bound(db: &Db, key: &Key) -> Result<Option<Bound>, Refusal> {
    let bound: Option<Bound> = db.row("SELECT body_hash, receipt FROM keys WHERE key = ?", params![key.as_str()])?;
    if bound.as_ref().is_some_and(|bound| bound.receipt.is_empty()) { Err(Refusal::Erased) } else { Ok(bound) }
}

/// Binds `key`.
pub fn bind(db: &Db, key: &Key, bound: &Bound, now: Instant) -> Result<(), Refusal> {
    db.run(
        "INSERT INTO keys (key, body_hash, receipt, created_at) VALUES (?, ?, ?, ?)",
        params![key.as_str(), bound.body_hash.as_str(), bound.receipt.as_str(), now.unix()],
    )
}

/// Whether the desk's command was carried out before, and on which ticket.
pub fn commanded(db: &Db, command: &Key) -> Result<Option<String>, Refusal> {
    #[derive(Deserialize)]
    struct Row {
        ticket: String,
    }
    Ok(db.row::<Row>("SELECT ticket FROM commands WHERE id = ?", params![command.as_str()])?.map(|row| row.ticket))
}

/// Remembers a command.
pub fn remember(db: &Db, command: &Key, ticket: &TicketId, now: Instant) -> Result<(), Refusal> {
    db.run("INSERT INTO commands (id, ticket, at) VALUES (?, ?, ?)", params![command.as_str(), ticket.as_str(), now.unix()])
}

/// What was stored as JSON.
pub fn stored<T: DeserializeOwned>(text: &str) -> Result<T, Refusal> {
    json::read(text.as_bytes()).ok_or_else(|| {
        worker::console_error!("a stored value can't be read");
        Refusal::Storage
    })
}

/// The word that stands for a plain value on the wire.
pub fn word<T: serde::Serialize>(value: &T) -> Result<String, Refusal> {
    let text = json::text(value).ok_or(Refusal::Storage)?;
    Ok(text.strip_prefix('"').and_then(|text| text.strip_suffix('"')).unwrap_or_default().to_owned())
}
