//! Who has taken a ticket: compare and set, inside the one object that has the
//! list. [`Claim`] decides, this writes.

use super::deeds::{self, Done};
use super::{DeskObject, Who, alarm, calendar, list, live};
use crate::refusal::Refusal;
use crate::storage::{Db, params, transaction};
use crate::{door, reply};
use madoguchi_shared::api::BODY_MAX;
use madoguchi_shared::desk::{Claim, ClaimDraft, PersonId, Role, Row, Taker};
use madoguchi_shared::field::Name;
use madoguchi_shared::id::TicketId;
use madoguchi_shared::ticket::Refused;
use madoguchi_shared::{Code, Fault, Instant};
use serde::Deserialize;
use worker::{Request, Response};

/// After how many minutes a claim runs out before the desk has settings.
const MINUTES: u32 = 60;
/// Claims that are looked at in one go.
const AT_ONCE: i64 = 200;

/// Until when a claim lasts that is taken or renewed now.
pub fn until(db: &Db, now: Instant) -> Result<Instant, Refusal> {
    let minutes = calendar::settings(db)?.map_or(MINUTES, |settings| settings.claim_minutes);
    Ok(now.plus_minutes(i64::from(minutes)))
}

/// Somebody as claims know them.
pub fn taker<'a>(who: &'a Who, name: &'a Name) -> Taker<'a> {
    Taker { id: &who.id, name, lead: who.role == Role::Lead }
}

/// Takes a ticket, takes it for longer, or hands it over.
pub async fn take(desk: &DeskObject, who: &Who, id: &TicketId, req: &mut Request) -> Result<Response, Refusal> {
    list::row(&desk.db, id)?;
    let draft: ClaimDraft = door::object(&desk.body(req, BODY_MAX).await?)?;
    let (now, db) = (door::now(), &desk.db);
    let (until, name) = (until(db, now)?, deeds::name(db, who, None)?);
    let mut row = list::row(db, id)?;
    if !row.state.is_at_desk() {
        return Err(if row.state.is_ended() { Refused::Ended } else { Refused::NotNow }.into());
    }
    let (held, by) = (row.holder(now), taker(who, &name));
    let (claim, what) = match draft.to {
        None => (Claim::take(held, by, draft.note, until, now)?, held.is_none().then_some("claim")),
        Some(to) => {
            let named = colleague(db, who, &to)?.ok_or_else(|| Refusal::faults(vec![Fault::at("to", Code::Unknown)]))?;
            let to = Taker { id: &to, name: named.as_ref().unwrap_or(&name), lead: false };
            let what = if held.is_none() && *to.id == who.id { "claim" } else { "pass_on" };
            (Claim::pass_on(held, by, to, draft.note, until, now)?, Some(what))
        }
    };
    row.claim = Some(claim);
    change(desk, &mut row, what.map(|what| (&who.id, &name, what)), now)?;
    alarm::wake(desk).await;
    reply::json(200, &row)
}

/// Lets a ticket go.
pub fn release(desk: &DeskObject, who: &Who, id: &TicketId) -> Result<Response, Refusal> {
    let (now, mut row) = (door::now(), list::row(&desk.db, id)?);
    let name = deeds::name(&desk.db, who, None)?;
    if let Some(held) = row.holder(now) {
        held.may_be_let_go(taker(who, &name), row.state)?;
        row.claim = None;
        change(desk, &mut row, Some((&who.id, &name, "release")), now)?;
    }
    reply::json(200, &row)
}

/// Lets go of all that `person` has taken: their token was revoked, by `who`.
pub fn let_go_of(desk: &DeskObject, person: &PersonId, who: &Who) -> Result<(), Refusal> {
    let (now, name) = (door::now(), deeds::name(&desk.db, who, None)?);
    loop {
        let rows = list::rows(&desk.db, "SELECT row, place FROM tickets WHERE claimed_by = ? LIMIT ?", params![person.as_str(), AT_ONCE])?;
        if rows.is_empty() {
            return Ok(());
        }
        for mut row in rows {
            row.claim = None;
            change(desk, &mut row, Some((&who.id, &name, "release")), now)?;
        }
    }
}

/// Lets those go that have run out: their tickets wait for everybody again.
pub fn run_out(desk: &DeskObject) -> Result<(), Refusal> {
    let now = door::now();
    let sql = "SELECT row, place FROM tickets WHERE claimed_until <= ? ORDER BY claimed_until LIMIT ?";
    for mut row in list::rows(&desk.db, sql, params![now.unix(), AT_ONCE])? {
        if let Some(Claim { by, name, .. }) = row.claim.take() {
            change(desk, &mut row, Some((&by, &name, "claim_ran_out")), now)?;
        }
    }
    Ok(())
}

/// When the next claim runs out, in milliseconds.
pub fn next_work(db: &Db) -> Result<Option<i64>, Refusal> {
    #[derive(Deserialize)]
    struct Next {
        at: Option<i64>,
    }
    let next = db.row::<Next>("SELECT min(claimed_until) AS at FROM tickets WHERE claimed_until IS NOT NULL", vec![])?;
    Ok(next.and_then(|next| next.at).map(|at| at.saturating_mul(1_000)))
}

/// Writes a row whose claim has changed, with the deed by which it did, and
/// shows it.
pub fn change(desk: &DeskObject, row: &mut Row, deed: Option<(&PersonId, &Name, &str)>, now: Instant) -> Result<(), Refusal> {
    transaction(&desk.state, || {
        list::put(&desk.db, row, None)?;
        let Some((person, name, what)) = deed else { return Ok(()) };
        deeds::write(&desk.db, &Done { ticket: &row.id, at: now, person, name, what, command: None, undoable: None })
    })?;
    live::show(desk, row);
    Ok(())
}

/// The name of somebody who works here, if they do; no name is needed for
/// whoever asks.
fn colleague(db: &Db, who: &Who, id: &PersonId) -> Result<Option<Option<Name>>, Refusal> {
    #[derive(Deserialize)]
    struct Known {
        name: Name,
    }
    if *id == who.id {
        return Ok(Some(None));
    }
    let known = db.row::<Known>("SELECT name FROM people WHERE id = ? AND revoked_at IS NULL", params![id.as_str()])?;
    Ok(known.map(|known| Some(known.name)))
}
