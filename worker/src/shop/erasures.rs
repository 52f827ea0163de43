//! Forgetting a person: every ticket that is theirs is looked for, erased, and
//! the erasure is on record.
//!
//! Tickets are gone through by number, a slice at a time, so that however many
//! there are no request waits for all of them; what is left over the alarm goes
//! on with. Whom to look for is kept until the search has ended, no longer.

use super::erase::{self, Row};
use super::record::Record;
use super::{ShopObject, outbox, owner, tickets};
use crate::refusal::Refusal;
use crate::storage::{Db, params};
use crate::{door, reply};
use madoguchi_shared::Instant;
use madoguchi_shared::api::BODY_MAX;
use madoguchi_shared::erasure::{Erasure, ErasureDraft, Person, Unconfirmed};
use madoguchi_shared::field::Name;
use madoguchi_shared::json;
use madoguchi_shared::ticket::Actor;
use serde::Deserialize;
use worker::{Method, Request, Response};

/// Tickets that are looked through in one slice.
const SLICE: i64 = 1_000;
/// Slices in one go.
const SLICES: usize = 20;
/// Tickets that are erased in one go: the object serves nobody meanwhile.
const AT_ONCE: usize = 50;
/// Seconds until the next go.
const REST_SECONDS: i64 = 2;
/// Seconds after which all is looked through again, where a ticket could not
/// be erased.
const AGAIN_SECONDS: i64 = 3_600;
/// Greater than every ticket's number.
const END: &str = "~";
/// The most that are listed, newest first.
const LISTED: i64 = 100;

/// Serves the owner's calls below `/erasures`.
pub async fn serve(shop: &ShopObject, rest: &[&str], req: &mut Request) -> Result<Response, Refusal> {
    match (door::method(req), rest) {
        (Method::Get, []) => reply::json(200, &all(&shop.db)?),
        (Method::Post, []) => post(shop, req).await,
        (Method::Get, [id]) => reply::json(200, &one(&shop.db, id.parse().map_err(|_| Refusal::NotFound)?)?),
        (_, []) => Err(Refusal::Method("GET, POST")),
        (_, [_]) => Err(Refusal::Method("GET")),
        _ => Err(Refusal::NotFound),
    }
}

async fn post(shop: &ShopObject, req: &mut Request) -> Result<Response, Refusal> {
    let (body, record) = owner::body(shop, req, BODY_MAX).await?;
    let draft: ErasureDraft = door::object(&body)?;
    let (person, confirmed_by) = draft.check(&record.settings()?.country).map_err(Refusal::faults)?;
    let now = door::now();
    let open = begin(&shop.db, &person, &confirmed_by, now)?;
    search(shop, &record, &open, now)?;
    outbox::wake(shop).await;
    reply::json(202, &one(&shop.db, open.id)?)
}

/// An erasure whose search hasn't ended.
#[derive(Deserialize)]
struct Open {
    id: i64,
    at: i64,
    person: String,
    looked_to: String,
    missed: u32,
}

/// The columns of an [`Open`].
macro_rules! open {
    () => {
        "id, at, person, looked_to, missed"
    };
}

fn begin(db: &Db, person: &Person, confirmed_by: &Name, now: Instant) -> Result<Open, Refusal> {
    let person = json::text(person).ok_or(Refusal::Storage)?;
    db.row(
        concat!("INSERT INTO erasures (at, confirmed_by, person, next_at) VALUES (?1, ?2, ?3, ?1) RETURNING ", open!()),
        params![now.unix(), confirmed_by.as_str(), person],
    )?
    .ok_or(Refusal::Storage)
}

/// Goes on with the search that is due, if one is.
pub fn run(shop: &ShopObject, record: &Record, now: Instant) -> Result<(), Refusal> {
    let due =
        shop.db.row(concat!("SELECT ", open!(), " FROM erasures WHERE next_at <= ? ORDER BY next_at LIMIT 1"), params![now.unix()])?;
    match due {
        Some(open) => search(shop, record, &open, now),
        None => Ok(()),
    }
}

/// Looks through some slices, and erases what is theirs.
fn search(shop: &ShopObject, record: &Record, open: &Open, now: Instant) -> Result<(), Refusal> {
    let person: Person = tickets::stored(&open.person)?;
    let (mut looked_to, mut missed, mut found) = (open.looked_to.clone(), open.missed, 0);
    for _ in 0..SLICES {
        let end = end_of_slice(&shop.db, &looked_to)?;
        let rows = holding(&shop.db, &person, open.at, &looked_to, &end)?;
        for row in &rows {
            // What can't be read holds the very text, and goes too.
            if row.ticket().is_some_and(|ticket| !person.is_in(&ticket)) {
                continue;
            }
            match erase::erase(shop, record, row, Actor::Shop, now) {
                Ok(()) => shop.db.run("UPDATE tickets SET erasure = ? WHERE id = ?", params![open.id, row.id.as_str()])?,
                Err(refusal) => {
                    worker::console_error!("ticket {} can't be erased: {refusal:?}", row.id);
                    missed += 1;
                }
            }
        }
        found += rows.len();
        let last = rows.last().filter(|_| rows.len() >= AT_ONCE);
        looked_to = last.map_or(end, |row| row.id.as_str().to_owned());
        if looked_to == END || found >= AT_ONCE {
            break;
        }
    }
    let (next_at, looked_to, missed) = match (looked_to.as_str(), missed) {
        (END, 0) => (None, "", 0),
        (END, _) => (Some(now.plus_seconds(AGAIN_SECONDS)), "", 0),
        (looked_to, missed) => (Some(now.plus_seconds(REST_SECONDS)), looked_to, missed),
    };
    shop.db.run(
        "UPDATE erasures SET next_at = ?2, looked_to = ?3, missed = ?4, person = CASE WHEN ?2 IS NULL THEN '' ELSE person END WHERE id = ?1",
        params![open.id, next_at.map(|at| at.unix()), looked_to, i64::from(missed)],
    )
}

/// The number at which the slice ends that begins after `looked_to`.
fn end_of_slice(db: &Db, looked_to: &str) -> Result<String, Refusal> {
    #[derive(Deserialize)]
    struct Last {
        id: String,
    }
    let last = db.row::<Last>("SELECT id FROM tickets WHERE id > ? ORDER BY id LIMIT 1 OFFSET ?", params![looked_to, SLICE - 1])?;
    Ok(last.map_or_else(|| END.to_owned(), |last| last.id))
}

/// Tickets of a slice, no younger than the erasure, in whose text the number
/// or the address stands.
fn holding(db: &Db, person: &Person, at: i64, after: &str, end: &str) -> Result<Vec<Row>, Refusal> {
    // As it begins in JSON; an extension may follow the number.
    let phone = person.phone.as_ref().map(|phone| ["\"", phone.number()].concat()).unwrap_or_default();
    let email = person.email.as_ref().map(|email| ["\"", &email.as_str().to_ascii_lowercase(), "\""].concat()).unwrap_or_default();
    db.rows(
        erase::select_rows!(
            "WHERE id > ?1 AND id <= ?2 AND state <> 'erased' AND created_at <= ?3
               AND ((?4 <> '' AND instr(ticket, ?4) > 0) OR (?5 <> '' AND instr(lower(ticket), ?5) > 0))
             ORDER BY id LIMIT ?6"
        ),
        params![after, end, at, phone, email, i64::try_from(AT_ONCE).unwrap_or(1)],
    )
}

/// An erasure as it is stored.
#[derive(Deserialize)]
struct Stored {
    id: u64,
    at: i64,
    confirmed_by: Name,
    next_at: Option<i64>,
    tickets: u32,
}

/// A query for [`Stored`].
macro_rules! select_stored {
    ($rest:literal) => {
        concat!(
            "SELECT id, at, confirmed_by, next_at, (SELECT count(*) FROM tickets WHERE erasure = e.id) AS tickets FROM erasures AS e ",
            $rest
        )
    };
}

fn all(db: &Db) -> Result<Vec<Erasure>, Refusal> {
    let rows: Vec<Stored> = db.rows(select_stored!("ORDER BY id DESC LIMIT ?"), params![LISTED])?;
    rows.into_iter().map(|row| shown(db, row)).collect()
}

fn one(db: &Db, id: i64) -> Result<Erasure, Refusal> {
    shown(db, db.row(select_stored!("WHERE id = ?"), params![id])?.ok_or(Refusal::NotFound)?)
}

/// The record. A channel has confirmed what was delivered to it.
fn shown(db: &Db, row: Stored) -> Result<Erasure, Refusal> {
    let unconfirmed: Vec<Unconfirmed> = db.rows(
        "SELECT o.channel, sum(o.state = 'pending') AS pending, sum(o.state = 'dead') AS dead
         FROM tickets AS t JOIN outbox AS o ON o.ticket = t.id
         WHERE t.erasure = ? AND o.state <> 'delivered' GROUP BY o.channel",
        params![i64::try_from(row.id).unwrap_or(0)],
    )?;
    let Stored { id, at, confirmed_by, next_at, tickets } = row;
    let state = Erasure::state(next_at.is_some(), &unconfirmed);
    Ok(Erasure { id, at: Instant::from_unix(at), confirmed_by, state, tickets, unconfirmed })
}
