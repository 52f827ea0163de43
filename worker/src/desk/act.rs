//! What an operator does to a ticket: a command to the shop's object, which
//! alone decides.
//!
//! A person acts on what nobody else has taken, and takes what is free. A
//! program, which holds the desk's own token, needs no claim and is held back by
//! none: it acts for many people whom only it knows, a claim in its name would
//! tell nobody who is at work on a ticket and would shut all of them out, and
//! the sequence number that it names keeps it from acting on what has changed.

use super::deeds::{self, Done};
use super::{DeskObject, Who, alarm, calendar, card, claims, list, live};
use crate::refusal::Refusal;
use crate::shop::Order;
use crate::storage::transaction;
use crate::{door, reply};
use madoguchi_shared::Instant;
use madoguchi_shared::api::BODY_MAX;
use madoguchi_shared::command::{Command, EventData};
use madoguchi_shared::desk::{Claim, Role, Taker};
use madoguchi_shared::id::{Slug, TicketId};
use madoguchi_shared::ticket::{Act, Refused, State};
use worker::{Request, Response};

/// Sends the command and takes the ticket as it is after. A refusal by the
/// shop's object is the operator's to see. Whoever has a name acts under it,
/// whatever the command says.
pub async fn act(desk: &DeskObject, who: &Who, id: &TicketId, req: &mut Request) -> Result<Response, Refusal> {
    // What is not on this desk's list is told before anything is read.
    list::row(&desk.db, id)?;
    let mut command: Command = door::object(&desk.body(req, BODY_MAX).await?)?;
    if who.name.is_some() {
        command.by.clone_from(&who.name);
    }
    let now = door::now();
    let name = deeds::name(&desk.db, who, command.by.as_ref())?;
    let person = who.name.is_some().then(|| claims::taker(who, &name));
    // A repeat is answered as before, whoever has the ticket by now.
    let repeated = deeds::knows(&desk.db, id, &command.id)?;
    let taken = !repeated && begin(desk, who, id, &command, person, now)?;

    let shop = list::row(&desk.db, id)?.shop;
    let base = door::own_origin(req).unwrap_or_default();
    let order = Order { desk: desk.slug()?, base, order: (id, &command) };
    let told = ask(desk, &shop, &order).await;
    if taken && !matches!(told, Ok((200, _))) {
        let_go(desk, who, id, now)?;
    }
    let (status, body) = told?;
    if status != 200 {
        return reply::bytes_as_json(status, body);
    }
    let data: EventData = door::parse(&body)?;

    let list::Known { mut row, newer } = list::known(&desk.db, &data)?;
    if row.state == State::Erased {
        return Err(Refusal::NotFound);
    }
    let claim = match repeated {
        true => row.claim.clone(),
        false => Claim::after_act(row.claim.clone(), row.state, person, claims::until(&desk.db, now)?, now),
    };
    let changed = newer || claim != row.claim;
    row.claim = claim;
    let last = command.act.is_undoable() && data.ticket.seq == command.seq.saturating_add(1);
    let undoable = last.then_some(data.ticket.seq);
    let what = command.act.as_str();
    let done = Done { ticket: id, at: now, person: &who.id, name: &name, what, command: Some(&command.id), undoable };
    transaction(&desk.state, || {
        if changed {
            list::put(&desk.db, &mut row, newer.then_some(&data))?;
        }
        deeds::write(&desk.db, &done)
    })?;
    if changed {
        live::show(desk, &row);
        alarm::wake(desk).await;
    }
    reply::json(200, &card::of(&desk.db, who, row, data)?)
}

/// Whether the act may be sent: nobody else has the ticket. A free one is taken
/// before anything is asked of the shop, so that no two begin at once; true if
/// it was.
fn begin(desk: &DeskObject, who: &Who, id: &TicketId, command: &Command, person: Option<Taker<'_>>, now: Instant) -> Result<bool, Refusal> {
    let mut row = list::row(&desk.db, id)?;
    if let Act::Undo {} = command.act {
        let last = deeds::undoable(&desk.db, id, command.seq)?.ok_or(Refused::NotNow)?;
        return if last.person == who.id || who.role == Role::Lead { Ok(false) } else { Err(Refused::NotYours.into()) };
    }
    let Some(person) = person else { return Ok(false) };
    let held = row.holder(now).is_some();
    if !held && !row.state.is_at_desk() {
        return Ok(false);
    }
    let claim = Claim::take(row.holder(now), person, None, claims::until(&desk.db, now)?, now)?;
    if !held {
        row.claim = Some(claim);
        claims::change(desk, &mut row, None, now)?;
    }
    Ok(!held)
}

/// Lets go of what was taken for an act that was refused.
fn let_go(desk: &DeskObject, who: &Who, id: &TicketId, now: Instant) -> Result<(), Refusal> {
    let mut row = list::row(&desk.db, id)?;
    if row.claim.as_ref().is_some_and(|claim| claim.by == who.id && claim.since == now) {
        row.claim = None;
        claims::change(desk, &mut row, None, now)?;
    }
    Ok(())
}

/// What the shop's object says to a command: status and body.
async fn ask(desk: &DeskObject, shop: &Slug, order: &Order<(&TicketId, &Command)>) -> Result<(u16, Vec<u8>), Refusal> {
    let mut answer = calendar::ask_shop(desk, shop, "command", order).await?;
    Ok((answer.status_code(), answer.bytes().await?))
}
