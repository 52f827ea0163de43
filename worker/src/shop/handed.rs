//! What the desk handed to the shop (取次): the link that opens just that
//! ticket for the shop's people, what they see there, and what they may do.
//!
//! The key in the link is of that very hand-over. Once it is over the key opens
//! nothing; only a command that ended it, sent again, is answered as before.

use super::record::Record;
use super::{ShopObject, inside, outbox, tickets};
use crate::limits::Caller;
use crate::refusal::Refusal;
use crate::storage::params;
use crate::{door, reply, routes, texts, token};
use madoguchi_shared::api::BODY_MAX;
use madoguchi_shared::command::Command;
use madoguchi_shared::desk::{Handed, HandedList, HandedTicket};
use madoguchi_shared::id::TicketId;
use madoguchi_shared::notice::notice;
use madoguchi_shared::ticket::{Actor, Handover, Refused, State, Ticket};
use serde::Deserialize;
use std::rc::Rc;
use worker::{Env, Method, Request, Response};

/// The hand-over that holds.
fn holding(ticket: &Ticket) -> Option<&Handover> {
    ticket.handover.as_ref().filter(|_| ticket.state == State::Handed)
}

/// Where the shop's people answer a ticket that is handed to them. What stands
/// behind the `#` is sent to nobody.
pub fn link(env: &Env, record: &Record, ticket: &Ticket, base: &str) -> Result<Option<String>, Refusal> {
    let Some(handover) = holding(ticket) else { return Ok(None) };
    let (shop, id) = (record.slug.as_str(), ticket.id.as_str());
    let key = token::answer(&routes::secret(env)?, &record.slug, &ticket.id, handover.at);
    Ok(Some([base, "/desk/answer/?shop=", shop, "#ticket=", id, "&key=", &key].concat()))
}

/// The owner's list: what waits for the shop, by what is due first.
pub fn list(shop: &ShopObject, record: &Record, req: &Request) -> Result<Response, Refusal> {
    #[derive(Deserialize)]
    struct Row {
        ticket: String,
    }
    // The longer condition is that of an index. What can't be read comes last.
    let rows: Vec<Row> = shop.db.rows(
        "SELECT ticket, iif(json_valid(ticket), ticket ->> '$.handover.respond_by', NULL) AS due FROM tickets
         WHERE state IN ('open', 'calling', 'retrying', 'handed', 'set_aside') AND state = 'handed'
         ORDER BY due IS NULL, due, id LIMIT 200",
        params![],
    )?;
    let base = door::own_origin(req).unwrap_or_default();
    let mut tickets = vec![];
    for ticket in rows.iter().filter_map(|row| tickets::stored::<Ticket>(&row.ticket).ok()) {
        let (Some(handover), Some(answer_link)) = (&ticket.handover, link(&shop.env, record, &ticket, &base)?) else { continue };
        tickets.push(HandedTicket {
            topic: ticket.intake.as_ref().map(|intake| intake.topic),
            urgency: ticket.urgency,
            at: handover.at,
            asked: handover.note.clone(),
            respond_by: handover.respond_by,
            answer_link,
            id: ticket.id,
        });
    }
    reply::json(200, &HandedList { now: door::now(), tickets })
}

/// Serves whoever holds a link's key: our own page, or a program.
pub async fn serve(shop: &ShopObject, id: &str, req: &mut Request) -> Result<Response, Refusal> {
    let record = known(shop)?;
    if door::header(req, "origin").is_some_and(|origin| door::own_origin(req) != Some(origin)) {
        return Err(Refusal::ForeignOrigin);
    }
    shop.let_in(&record, req)?;
    match door::method(req) {
        Method::Get => {
            let ticket = opened(shop, &record, id, req)?;
            shown(&record, &ticket, req)?.ok_or_else(|| wrong(shop, req))
        }
        Method::Post => answer(shop, id, req).await,
        _ => Err(Refusal::Method("GET, POST")),
    }
}

/// A shop that was never made is told of like a key that opens nothing.
fn known(shop: &ShopObject) -> Result<Rc<Record>, Refusal> {
    shop.record().map_err(|refusal| if refusal == Refusal::NotFound { Refusal::Unauthorized } else { refusal })
}

fn wrong(shop: &ShopObject, req: &Request) -> Refusal {
    shop.gate.wrong(Caller::of(req))
}

/// The ticket whose last hand-over this key is of, though that may be over. All
/// else is answered alike.
fn opened(shop: &ShopObject, record: &Record, id: &str, req: &Request) -> Result<Ticket, Refusal> {
    let given = door::bearer(req).ok_or(Refusal::Unauthorized)?;
    let found = TicketId::parse(id).ok().map(|id| tickets::find(&shop.db, &id)).transpose()?.flatten();
    if let Some((ticket, _)) = found
        && let Some(handover) = &ticket.handover
        && token::same(&given, &token::answer(&routes::secret(&shop.env)?, &record.slug, &ticket.id, handover.at))
    {
        return Ok(ticket);
    }
    Err(wrong(shop, req))
}

/// What the shop's people see; none once the hand-over is over.
fn shown(record: &Record, ticket: &Ticket, req: &Request) -> Result<Option<Response>, Refusal> {
    let Some(handover) = holding(ticket) else { return Ok(None) };
    let now = door::now();
    let rules = record.rules(now)?;
    let language = door::query(req, "lang").unwrap_or_else(|| record.first_language().to_owned());
    let mut notice = notice(ticket, texts::notice(&language), &rules.shop_zone, "");
    // It leads to the desk's page.
    notice.retain(|row| row.key != "link");
    let handed = Handed {
        id: ticket.id.clone(),
        shop_name: record.settings()?.name.clone(),
        seq: ticket.seq,
        urgency: ticket.urgency,
        now,
        zone: rules.shop_zone.name.clone(),
        at: handover.at,
        by: handover.by.clone(),
        asked: handover.note.clone(),
        respond_by: handover.respond_by,
        notice,
        notes: ticket.notes.clone(),
    };
    reply::json(200, &handed).map(Some)
}

/// Closes it, gives it back to the desk, or adds a remark. Nothing waits between
/// the last reading of the ticket and the writing of its change.
async fn answer(shop: &ShopObject, id: &str, req: &mut Request) -> Result<Response, Refusal> {
    // No stranger's body is read, and of what is over nothing is told.
    let held = holding(&opened(shop, &*known(shop)?, id, req)?).is_some();
    let read = door::body(req, BODY_MAX).await.and_then(|body| door::object::<Command>(&body));
    let command = read.map_err(|refusal| if held { refusal } else { wrong(shop, req) })?;
    let record = known(shop)?;
    let ticket = opened(shop, &record, id, req)?;
    let repeated = tickets::commanded(&shop.db, &command.id)?.is_some_and(|of| of == ticket.id.as_str());
    if !repeated {
        if holding(&ticket).is_none() {
            return Err(wrong(shop, req));
        }
        if !command.act.is_an_answer() {
            return Err(Refusal::NotAllowed(Refused::NotYours));
        }
    }
    let after = inside::carry_out(shop, &record, Actor::Shop, ticket, &command, &outbox::Link::of(req))?;
    outbox::wake(shop).await;
    Ok(shown(&record, &after, req)?.unwrap_or_else(|| reply::empty(204)))
}
