//! What only the desk's object calls.

use super::do_not_contact::List;
use super::outbox::Link;
use super::record::Record;
use super::talk::{Sources, talk};
use super::{ShopObject, clock, handed, outbox, review, tickets, undo};
use crate::delivery::shopper::word::may_answer;
use crate::hours::Told;
use crate::refusal::Refusal;
use crate::{door, reply, texts};
use madoguchi_shared::api::OWNER_BODY_MAX;
use madoguchi_shared::command::Command;
use madoguchi_shared::desk::Talk;
use madoguchi_shared::id::{Slug, TicketId};
use madoguchi_shared::ticket::{Act, Actor, Facts, Refused, Ticket};
use serde::{Deserialize, Serialize};
use worker::{Request, Response};

/// What a desk's object asks of a shop's.
#[derive(Serialize, Deserialize)]
pub struct Order<T> {
    /// The desk that asks.
    pub desk: Slug,
    /// Where the desk's page is served.
    pub base: String,
    /// What it asks.
    pub order: T,
}

/// Serves a call from inside. Only the shop's own desk is heard.
pub async fn serve(shop: &ShopObject, what: &str, req: &mut Request) -> Result<Response, Refusal> {
    let body = door::body(req, OWNER_BODY_MAX).await?;
    let record = shop.record()?;
    match what {
        "hours" => {
            let Order { desk, base, order } = door::parse::<Order<Told>>(&body)?;
            if desk != record.desk {
                return Err(Refusal::NotFound);
            }
            if hear(shop, &order, Some(&base))? {
                outbox::wake(shop).await;
            }
            Ok(reply::empty(204))
        }
        "command" => {
            let Order { desk, base, order: (id, command) } = door::parse::<Order<(TicketId, Command)>>(&body)?;
            if desk != record.desk {
                return Err(Refusal::NotFound);
            }
            obey(shop, &id, &command, base).await
        }
        "card" => {
            let Order { desk, base, order } = door::parse::<Order<TicketId>>(&body)?;
            if desk != record.desk {
                return Err(Refusal::NotFound);
            }
            card(shop, &order, &base).await
        }
        _ => Err(Refusal::NotFound),
    }
}

/// What a card of the desk's shows besides the ticket.
#[derive(Serialize, Deserialize)]
pub struct Carded {
    /// What is said on the phone.
    pub talk: Talk,
    /// Where the shop's people answer, while the ticket is handed to them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer_link: Option<String>,
    /// Whether whoever is to be answered asked not to be contacted.
    pub do_not_contact: bool,
}

/// Of whom is forgotten there is no card.
async fn card(shop: &ShopObject, id: &TicketId, base: &str) -> Result<Response, Refusal> {
    let record = shop.record()?;
    let now = door::now();
    let language = record.rules(now)?.desk.as_ref().map_or("ja", |desk| if desk.language == "ja" { "ja" } else { "en" });
    let spoken = record.faq_language(language, now);
    let words = texts::talk(&shop.env, language).await;
    texts::bring(&shop.env, &[spoken]).await;
    let record = shop.record()?;
    let (ticket, _) = tickets::find(&shop.db, id)?.ok_or(Refusal::NotFound)?;
    let (rules, answers) = (record.rules(now)?, record.answers(spoken, now)?);
    let sources = Sources { settings: record.settings()?, rules: &rules, texts: words, language, answers: &answers, now };
    let talk = talk(&ticket, &sources).ok_or(Refusal::NotFound)?;
    let do_not_contact = List::of(shop, &record)?.has(&ticket)?;
    reply::json(200, &Carded { talk, answer_link: handed::link(&shop.env, &record, &ticket, base)?, do_not_contact })
}

/// Takes what the shop's own desk gives it from now on; false if that is known.
pub fn hear(shop: &ShopObject, told: &Told, base: Option<&str>) -> Result<bool, Refusal> {
    if !told.replaces(shop.record()?.told.as_ref()) {
        return Ok(false);
    }
    crate::storage::transaction(&shop.state, || {
        shop.db.put("told", told)?;
        // The clock knows no address of its own.
        base.map_or(Ok(()), |base| shop.db.put(clock::BASE, &base))?;
        review::mark(&shop.db, door::now())
    })?;
    shop.forget();
    Ok(true)
}

/// Carries out the desk's command; answers with the ticket as it is after.
async fn obey(shop: &ShopObject, id: &TicketId, command: &Command, base: String) -> Result<Response, Refusal> {
    let record = shop.record()?;
    let (ticket, _) = tickets::find(&shop.db, id)?.ok_or(Refusal::NotFound)?;
    let link = Link { base };
    let ticket = carry_out(shop, &record, Actor::Desk, ticket, command, &link)?;
    outbox::wake(shop).await;
    reply::json(200, &outbox::data(&record, &*record.rules(door::now())?, &ticket, &link)?)
}

/// Carries out a command, once: the ticket as it is after. It was read without
/// a wait since, and its events are to be woken.
pub fn carry_out(
    shop: &ShopObject,
    record: &Record,
    actor: Actor,
    ticket: Ticket,
    command: &Command,
    link: &Link,
) -> Result<Ticket, Refusal> {
    match tickets::commanded(&shop.db, &command.id)? {
        Some(of) if of == ticket.id.as_str() => return Ok(ticket),
        Some(_) => return Err(Refusal::KeyReused),
        None => {}
    }
    if command.seq != ticket.seq {
        return Err(Refusal::Stale);
    }
    let now = door::now();
    let rules = record.rules(now)?;
    let taken = tickets::taken(&shop.db, now, Some(&ticket.id))?;
    let list = List::of(shop, record)?;
    let do_not_contact = list.has(&ticket)?;
    let facts = Facts { now, rules: &rules, service: &record.settings()?.service, taken: &taken, do_not_contact };
    let (change, taken_back) = match &command.act {
        Act::Undo {} if actor == Actor::Desk => {
            let before = undo::before(&shop.db, &ticket, now)?.ok_or(Refused::NotNow)?;
            (ticket.undo(&before.ticket, &facts)?, before.listed)
        }
        act => {
            may_answer(&ticket, act, record.settings()?.shoppers)?;
            (ticket.apply(actor, act, command.by.as_ref(), &facts)?, String::new())
        }
    };
    let before = Some(&ticket).filter(|_| actor == Actor::Desk && command.act.is_undoable());
    crate::storage::transaction(&shop.state, || {
        outbox::write(shop, record, &rules, &change, now, link, Some(&command.id))?;
        if !taken_back.is_empty() {
            list.take_off(&taken_back)?;
        }
        let listed = list.heed(&change.ticket, &command.act, actor.as_str(), now)?;
        undo::keep(&shop.db, before, listed.as_deref(), &change, now)
    })?;
    Ok(change.ticket)
}
