//! The desk's projection of tickets, and its list.
//!
//! The list is read as it lies there: each row as the text that is sent, in the
//! order of an index, so that a page costs what it shows and not what there is.

use super::{DeskObject, alarm, calendar, deeds, live};
use crate::refusal::Refusal;
use crate::storage::{Db, params, transaction};
use crate::{door, reply};
use madoguchi_shared::api::OWNER_BODY_MAX;
use madoguchi_shared::command::{Event, EventData};
use madoguchi_shared::desk::Row;
use madoguchi_shared::id::TicketId;
use madoguchi_shared::rules::DeskHours;
use madoguchi_shared::ticket::State;
use madoguchi_shared::{Code, Fault, Instant, json};
use serde::{Deserialize, Serialize};
use worker::{Request, Response, SqlStorageValue};

/// Rows of a page, unless it is said, and at most.
const PAGE: i64 = 100;
const PAGE_MAX: i64 = 500;
/// Changes that are told row by row; who has missed more begins anew.
const CHANGES_MAX: i64 = 1_000;

/// What is known of a ticket besides its data.
pub struct Known {
    /// Its row.
    pub row: Row,
    /// Whether the data that came with it is newer than what was known.
    pub newer: bool,
}

/// Takes an event from a shop. A repeat, or one that is older than what is
/// known, changes nothing and is welcome.
pub async fn receive(desk: &DeskObject, req: &mut Request) -> Result<Response, Refusal> {
    let Event { data, .. } = door::parse(&door::body(req, OWNER_BODY_MAX).await?)?;
    let Known { mut row, newer } = known(&desk.db, &data)?;
    if newer {
        transaction(&desk.state, || put(&desk.db, &mut row, Some(&data)))?;
        live::show(desk, &row);
        if row.claim.is_some() {
            alarm::wake(desk).await;
        }
    }
    Ok(reply::empty(204))
}

/// The row of a ticket after `data` has come in, not yet written: a higher
/// sequence number only makes it another.
pub fn known(db: &Db, data: &EventData) -> Result<Known, Refusal> {
    let ticket = &data.ticket;
    let before = find(db, &ticket.id)?;
    if let Some(before) = &before
        && before.shop != ticket.shop
    {
        // Two shops drew the same 60 bits. The first keeps the number here.
        return Err(Refusal::KeyReused);
    }
    match before {
        Some(row) if row.seq >= ticket.seq => Ok(Known { row, newer: false }),
        // What has left the desk is nobody's.
        before => {
            let claim = before.and_then(|row| row.claim).filter(|_| ticket.state.is_at_desk());
            Ok(Known { row: Row::of(data, 0, claim), newer: true })
        }
    }
}

/// Writes a changed row, under the list's next version; with it what is newer
/// of its ticket. A person who is forgotten is forgotten in what was done for
/// them, too. To be called within a transaction.
pub fn put(db: &Db, row: &mut Row, data: Option<&EventData>) -> Result<(), Refusal> {
    row.version = version(db)? + 1;
    let text = json::text(row).ok_or(Refusal::Storage)?;
    let version = i64::try_from(row.version).unwrap_or(i64::MAX);
    // A call under way keeps its claim, however long it takes.
    let claim = row.claim.as_ref();
    let claimed_until = claim.filter(|_| row.state != State::Calling).map(|claim| claim.until.unix());
    let claimed_by = claim.map(|claim| claim.by.as_str());
    let Some(data) = data else {
        return db.run(
            "UPDATE tickets SET version = ?, row = ?, claimed_by = ?, claimed_until = ? WHERE id = ?",
            params![version, text, claimed_by, claimed_until, row.id.as_str()],
        );
    };
    if row.state == State::Erased {
        deeds::forget(db, &row.id)?;
    }
    db.run(
        "INSERT OR REPLACE INTO tickets (id, shop, version, row, place, claimed_by, claimed_until, data)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        params![
            row.id.as_str(),
            row.shop.as_str(),
            version,
            text,
            row.place(),
            claimed_by,
            claimed_until,
            json::text(data).ok_or(Refusal::Storage)?,
        ],
    )
}

/// The version that the list has reached. No row ever leaves the table.
pub fn version(db: &Db) -> Result<u64, Refusal> {
    #[derive(Deserialize)]
    struct Newest {
        version: u64,
    }
    let newest = db.row::<Newest>("SELECT coalesce(max(version), 0) AS version FROM tickets", vec![])?;
    Ok(newest.map_or(0, |newest| newest.version))
}

/// A row as it is stored.
#[derive(Deserialize)]
struct Stored {
    row: String,
    place: Option<String>,
}

/// A page but for its rows, which are texts already.
#[derive(Serialize)]
struct Head {
    version: u64,
    now: Instant,
    #[serde(skip_serializing_if = "Option::is_none")]
    hours: Option<DeskHours>,
    whole: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<String>,
}

/// Answers with a page of the list, or with what has changed since a version.
pub fn page(desk: &DeskObject, req: &Request) -> Result<Response, Refusal> {
    let since = number(req, "since", 0, i64::MAX)?;
    let most = number(req, "limit", 1, PAGE_MAX)?.unwrap_or(PAGE);
    let after = door::query(req, "after").filter(|_| since.is_none());
    let (version, now) = (version(&desk.db)?, door::now());
    let head = Head { version, now, hours: None, whole: false, next: None };
    if let Some(since) = since
        && let Some(rows) = changes(&desk.db, since, version)?
    {
        return written(&head, &rows);
    }
    let first = after.is_none();
    let mut rows = rows_after(&desk.db, &after.unwrap_or_default(), most + 1)?;
    let more = i64::try_from(rows.len()).is_ok_and(|count| count > most);
    if more {
        rows.pop();
    }
    let next = rows.last().and_then(|row| row.place.clone()).filter(|_| more);
    let hours = if first { calendar::own_hours(&desk.db, now)? } else { None };
    written(&Head { hours, whole: first, next, ..head }, &rows)
}

/// What the address gives for `name`, which is a number in this range.
fn number(req: &Request, name: &'static str, least: i64, most: i64) -> Result<Option<i64>, Refusal> {
    let Some(text) = door::query(req, name) else { return Ok(None) };
    let fault = |code| Refusal::faults(vec![Fault::at(name, code)]);
    let number: i64 = text.parse().map_err(|_| fault(Code::Malformed))?;
    if (least..=most).contains(&number) { Ok(Some(number)) } else { Err(fault(Code::OutOfRange)) }
}

/// The next rows after a place: of those that have ended the 200 that did last.
fn rows_after(db: &Db, place: &str, most: i64) -> Result<Vec<Stored>, Refusal> {
    db.rows(
        "SELECT row, place FROM tickets
         WHERE place > ?1 AND place <= coalesce((SELECT place FROM tickets WHERE place >= '3' ORDER BY place LIMIT 1 OFFSET 199), '9')
         ORDER BY place LIMIT ?2",
        params![place, most],
    )
}

/// The rows that have changed since a version; none where they are too many, or
/// where the list has never been so far.
fn changes(db: &Db, since: i64, version: u64) -> Result<Option<Vec<Stored>>, Refusal> {
    let known = u64::try_from(since).is_ok_and(|since| since <= version);
    if !known {
        return Ok(None);
    }
    let rows: Vec<Stored> =
        db.rows("SELECT row, place FROM tickets WHERE version > ? ORDER BY version LIMIT ?", params![since, CHANGES_MAX + 1])?;
    Ok(i64::try_from(rows.len()).is_ok_and(|count| count <= CHANGES_MAX).then_some(rows))
}

/// A [`Page`](madoguchi_shared::desk::Page).
fn written(head: &Head, rows: &[Stored]) -> Result<Response, Refusal> {
    let head = json::text(head).ok_or(Refusal::Storage)?;
    let rows: Vec<&str> = rows.iter().map(|row| row.row.as_str()).collect();
    let text = [head.strip_suffix('}').unwrap_or_default(), ",\"rows\":[", &rows.join(","), "]}"].concat();
    reply::bytes_as_json(200, text.into_bytes())
}

/// The row of a ticket that this desk has heard of.
pub fn row(db: &Db, id: &TicketId) -> Result<Row, Refusal> {
    find(db, id)?.ok_or(Refusal::NotFound)
}

fn find(db: &Db, id: &TicketId) -> Result<Option<Row>, Refusal> {
    Ok(rows(db, "SELECT row, place FROM tickets WHERE id = ?", params![id.as_str()])?.pop())
}

/// Rows by a query for `row` and `place`.
pub fn rows(db: &Db, sql: &'static str, params: Vec<SqlStorageValue>) -> Result<Vec<Row>, Refusal> {
    let stored: Vec<Stored> = db.rows(sql, params)?;
    stored.into_iter().map(|stored| json::read(stored.row.as_bytes()).ok_or(Refusal::Storage)).collect()
}
