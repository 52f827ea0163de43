//! The desk's projection of tickets, and its list.

use super::{DeskObject, calendar, live};
use crate::refusal::Refusal;
use crate::storage::{Db, params};
use crate::{door, reply};
use madoguchi_shared::api::OWNER_BODY_MAX;
use madoguchi_shared::command::{Event, EventData, List, Listed};
use madoguchi_shared::id::{Slug, TicketId};
use madoguchi_shared::json;
use madoguchi_shared::ticket::{State, Ticket};
use madoguchi_shared::urgency::Urgency;
use serde::Deserialize;
use worker::{Request, Response};

/// Tickets that wait for the desk, on the first page.
const WAITING: i64 = 200;
/// Those that wait elsewhere: handed to the shop, or set aside.
const ELSEWHERE: i64 = 100;
/// Ended ones, the newest.
const ENDED: i64 = 20;

/// Takes an event from a shop. A repeat, or one that is older than what is
/// known, changes nothing and is welcome.
pub async fn receive(desk: &DeskObject, req: &mut Request) -> Result<Response, Refusal> {
    let event: Event = door::parse(&door::body(req, OWNER_BODY_MAX).await?)?;
    take(desk, event.data)?;
    Ok(reply::empty(204))
}

/// Replaces the projection by a higher sequence number only, and shows it.
pub fn take(desk: &DeskObject, data: EventData) -> Result<Listed, Refusal> {
    #[derive(Deserialize)]
    struct Known {
        shop: Slug,
        seq: u64,
        version: u64,
        data: String,
    }
    let (shop, id) = (data.ticket.shop.clone(), data.ticket.id.clone());
    let known = desk.db.row::<Known>("SELECT shop, seq, version, data FROM tickets WHERE id = ?", params![id.as_str()])?;
    if let Some(known) = known {
        if known.shop != shop {
            // Two shops drew the same 60 bits. The first keeps the number here.
            return Err(Refusal::KeyReused);
        }
        if known.seq >= data.ticket.seq {
            return Ok(Listed { shop, id, version: known.version, data: read(&known.data)? });
        }
    }
    let row = Listed { shop, id, version: 0, data };
    let row = write(&desk.db, row)?;
    live::show(desk, &row);
    Ok(row)
}

fn write(db: &Db, mut row: Listed) -> Result<Listed, Refusal> {
    let ticket = &row.data.ticket;
    let data = json::text(&row.data).ok_or(Refusal::Storage)?;
    let urgency = if ticket.urgency == Urgency::Urgent { "urgent" } else { "normal" };
    let written = db.row::<Version>(
        "INSERT OR REPLACE INTO tickets (id, shop, seq, version, open, urgency, respond_by, data)
         SELECT ?, ?, ?, coalesce(max(version), 0) + 1, ?, ?, ?, ? FROM tickets RETURNING version",
        params![
            ticket.id.as_str(),
            ticket.shop.as_str(),
            i64::try_from(ticket.seq).unwrap_or(i64::MAX),
            place_on_list(ticket),
            urgency,
            ticket.due().map(|at| at.unix()),
            data,
        ],
    )?;
    row.version = written.ok_or(Refusal::Storage)?.version;
    Ok(row)
}

/// A row's place in the order of changes: each gets the next number.
#[derive(Deserialize)]
struct Version {
    version: u64,
}

/// The version that the list has reached. No row ever leaves the table.
pub fn version(db: &Db) -> Result<u64, Refusal> {
    let newest = db.row::<Version>("SELECT coalesce(max(version), 0) AS version FROM tickets", vec![])?;
    Ok(newest.map_or(0, |newest| newest.version))
}

/// The column `open`: 1 for what waits for the desk, 2 for what waits
/// elsewhere, 0 for what has ended, 3 for a tombstone, which is on no list: it
/// stays so that nothing older can take its place.
fn place_on_list(ticket: &Ticket) -> i64 {
    match ticket.state {
        State::Erased => 3,
        state if state.is_at_desk() => 1,
        state if state.is_ended() => 0,
        _ => 2,
    }
}

/// The list: what waits for the desk, urgent first, then by what is left of
/// its time; what waits elsewhere; then the newest that have ended.
pub fn list(desk: &DeskObject) -> Result<List, Refusal> {
    let waiting = "SELECT shop, id, version, data FROM tickets WHERE open = 1
                   ORDER BY urgency DESC, respond_by IS NULL, respond_by, id LIMIT ?";
    let elsewhere = "SELECT shop, id, version, data FROM tickets WHERE open = 2
                     ORDER BY urgency DESC, respond_by IS NULL, respond_by, id LIMIT ?";
    let ended = "SELECT shop, id, version, data FROM tickets WHERE open = 0 ORDER BY version DESC LIMIT ?";
    let mut tickets = rows(&desk.db, waiting, WAITING)?;
    tickets.extend(rows(&desk.db, elsewhere, ELSEWHERE)?);
    tickets.extend(rows(&desk.db, ended, ENDED)?);
    let zone = calendar::settings(&desk.db)?.map_or_else(|| "Asia/Tokyo".to_owned(), |settings| settings.zone);
    Ok(List { version: version(&desk.db)?, now: door::now(), zone, tickets })
}

fn rows(db: &Db, sql: &'static str, most: i64) -> Result<Vec<Listed>, Refusal> {
    #[derive(Deserialize)]
    struct Row {
        shop: Slug,
        id: TicketId,
        version: u64,
        data: String,
    }
    let rows = db.rows::<Row>(sql, params![most])?;
    rows.into_iter().map(|row| Ok(Listed { shop: row.shop, id: row.id, version: row.version, data: read(&row.data)? })).collect()
}

/// The shop that a ticket on the list belongs to.
pub fn shop_of(db: &Db, id: &TicketId) -> Result<Slug, Refusal> {
    #[derive(Deserialize)]
    struct Row {
        shop: Slug,
    }
    let row = db.row::<Row>("SELECT shop FROM tickets WHERE id = ?", params![id.as_str()])?;
    row.map(|row| row.shop).ok_or(Refusal::NotFound)
}

fn read(text: &str) -> Result<EventData, Refusal> {
    json::read(text.as_bytes()).ok_or(Refusal::Storage)
}
