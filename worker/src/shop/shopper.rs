//! What shoppers' pages may call.

use super::accept::{self, accept};
use super::counts::Counts;
use super::do_not_contact::List;
use super::record::Record;
use super::tickets::{self, Bound};
use super::{ShopObject, outbox, published, usage};
use crate::challenge::{self, Siteverify};
use crate::limits::Caller;
use crate::refusal::Refusal;
use crate::{door, random, reply, routes, token};
use madoguchi_shared::api::{BODY_MAX, Windows};
use madoguchi_shared::command::EventType;
use madoguchi_shared::id::{Key, TicketId};
use madoguchi_shared::intake::Reply;
use madoguchi_shared::json;
use madoguchi_shared::promise::{asap, free_windows};
use madoguchi_shared::settings::Turnstile;
use madoguchi_shared::ticket::{Act, Actor, Facts, MoveDraft, RatingDraft, Refused, State, Status, Ticket};
use madoguchi_shared::topic::Topic;
use madoguchi_shared::urgency::{Grounds, Urgency, urgency};
use madoguchi_shared::{Code, Draft, Fault, Instant};
use worker::{Method, Request, Response};

/// Seconds for which a browser may remember what a preflight told it: an
/// origin taken off the list is off within ten minutes.
const PREFLIGHT_SECONDS: &str = "600";

/// Serves a shopper's call; the answer is readable to the shop's pages alone.
pub async fn serve(shop: &ShopObject, rest: &[&str], req: &mut Request) -> Result<Response, Refusal> {
    let record = shop.record()?;
    let origin = origin(&record, req)?;
    let answer = dispatch(shop, &record, rest, req).await.unwrap_or_else(|refusal| reply::refused(req, &refusal));
    allow(&answer, origin.as_deref())?;
    Ok(answer)
}

async fn dispatch(shop: &ShopObject, record: &Record, rest: &[&str], req: &mut Request) -> Result<Response, Refusal> {
    if let Err(limited) = shop.let_in(record, req) {
        if !repeats(shop, rest, req)? {
            return Err(limited);
        }
        shop.gate.repeat(Caller::of(req))?;
    }
    let ticket = |id: &str| TicketId::parse(id).map_err(|_| Refusal::NotFound);
    match (door::method(req), rest) {
        (Method::Get, ["widget"]) => published::serve(&shop.env, &shop.db, record, req, door::now()).await,
        (Method::Get, ["windows"]) => windows(shop, record, req),
        (Method::Post, ["events"]) => usage::count(shop, req).await,
        (Method::Post, ["tickets"]) => post(shop, record, req).await,
        (Method::Get, ["tickets", id]) => reply::json(200, &status(record, &opened(shop, record, &ticket(id)?, req)?)?),
        (Method::Patch, ["tickets", id]) => move_to(shop, record, &ticket(id)?, req).await,
        (Method::Delete, ["tickets", id]) => cancel(shop, record, &ticket(id)?, req).await,
        (Method::Post, ["tickets", id, "rating"]) => rate(shop, record, &ticket(id)?, req).await,
        (_, ["widget" | "windows"]) => Err(Refusal::Method("GET")),
        (_, ["events" | "tickets"] | ["tickets", _, "rating"]) => Err(Refusal::Method("POST")),
        (_, ["tickets", _]) => Err(Refusal::Method("DELETE, GET, PATCH")),
        _ => Err(Refusal::NotFound),
    }
}

/// Whether this may be what was accepted before, sent again: that is answered
/// though there be too many other calls.
fn repeats(shop: &ShopObject, rest: &[&str], req: &Request) -> Result<bool, Refusal> {
    match (door::method(req), rest, key(req)) {
        (Method::Post, ["tickets"], Ok(key)) => Ok(tickets::bound(&shop.db, &key)?.is_some()),
        _ => Ok(false),
    }
}

fn key(req: &Request) -> Result<Key, Refusal> {
    Key::parse(&door::header(req, "idempotency-key").unwrap_or_default()).map_err(|_| Refusal::BadKey)
}

/// What a browser asks before it lets a page call.
pub fn preflight(shop: &ShopObject, req: &Request) -> Result<Response, Refusal> {
    let origin = origin(&*shop.record()?, req)?;
    let answer = reply::empty(204);
    allow(&answer, origin.as_deref())?;
    let headers = answer.headers();
    headers.set("access-control-allow-methods", "GET, POST, PATCH, DELETE")?;
    headers.set("access-control-allow-headers", "authorization, content-type, idempotency-key")?;
    headers.set("access-control-max-age", PREFLIGHT_SECONDS)?;
    Ok(answer)
}

/// The page's origin if it is on the shop's list or our own; none if the
/// request names none. Any other is refused.
fn origin(record: &Record, req: &Request) -> Result<Option<String>, Refusal> {
    let Some(origin) = door::header(req, "origin") else { return Ok(None) };
    let listed = record.settings()?.origins.contains(&origin);
    if listed || door::own_origin(req).as_ref() == Some(&origin) { Ok(Some(origin)) } else { Err(Refusal::ForeignOrigin) }
}

fn allow(answer: &Response, origin: Option<&str>) -> Result<(), Refusal> {
    let headers = answer.headers();
    headers.append("vary", "origin")?;
    if let Some(origin) = origin {
        headers.set("access-control-allow-origin", origin)?;
    }
    Ok(())
}

/// What can be promised now, for `?topic=`.
fn windows(shop: &ShopObject, record: &Record, req: &Request) -> Result<Response, Refusal> {
    let now = door::now();
    let rules = record.rules(now)?;
    let topic =
        Topic::parse(&door::query(req, "topic").unwrap_or_default()).map_err(|code| Refusal::faults(vec![Fault::at("topic", code)]))?;
    let urgency = urgency(&Grounds::topic(topic), &rules, &record.settings()?.service, now);
    reply::json(200, &offered(shop, record, Some(topic), urgency, None, now)?)
}

/// What can be promised at `now` for what is so urgent, about a topic. Who moves a ticket
/// gives its place back: then `own` is the one that doesn't count.
pub(super) fn offered(
    shop: &ShopObject,
    record: &Record,
    topic: Option<Topic>,
    urgency: Urgency,
    own: Option<&TicketId>,
    now: Instant,
) -> Result<Windows, Refusal> {
    let rules = record.rules(now)?;
    let none = Windows { now, asap: None, windows: vec![], paused: false };
    let Some(desk) = &rules.desk else { return Ok(none) };
    if topic.is_some_and(|topic| desk.paused.stops(topic)) {
        return Ok(Windows { paused: true, ..none });
    }
    let taken = tickets::taken(&shop.db, now, own)?;
    let soonest = asap(desk, &record.settings()?.service, urgency, now, &taken);
    Ok(Windows { asap: soonest, windows: free_windows(desk, now, &taken), ..none })
}

/// Accepts a request as JSON, or says again what was accepted.
async fn post(shop: &ShopObject, record: &Record, req: &mut Request) -> Result<Response, Refusal> {
    let key = key(req)?;
    let body = door::body(req, BODY_MAX).await?;
    let body_hash = token::hash(&body);
    let accepted = match repeated(shop, record, &key, &body_hash)? {
        Some(accepted) => accepted,
        None => book(shop, record, &key, body_hash, &door::parse(&body)?, req).await?,
    };
    reply::bytes_as_json(201, accepted.receipt())
}

/// What was accepted.
pub(super) struct Accepted {
    /// The ticket's number.
    pub ticket: TicketId,
    /// Opens it; made again each time.
    pub token: String,
    /// The ticket at its beginning, as JSON.
    status: String,
}

impl Accepted {
    /// The [`Receipt`](madoguchi_shared::ticket::Receipt), the same bytes each time.
    fn receipt(&self) -> Vec<u8> {
        ["{\"token\":\"", &self.token, "\",\"status\":", &self.status, "}"].concat().into_bytes()
    }
}

/// Accepts a request that was not accepted before. From reading the key to
/// storing the ticket nothing else can come between: there is no await, and
/// the writes are one transaction.
pub(super) async fn book(
    shop: &ShopObject,
    record: &Record,
    key: &Key,
    body_hash: String,
    draft: &Draft,
    req: &Request,
) -> Result<Accepted, Refusal> {
    let proven = match &record.settings()?.turnstile {
        None => true,
        Some(keys) => {
            let proven = proven(shop, record, keys, draft, key, req).await?;
            // Its twin may have come in meanwhile.
            if let Some(accepted) = repeated(shop, record, key, &body_hash)? {
                return Ok(accepted);
            }
            proven
        }
    };
    // The last wait is over: what follows goes by the shop as it is now.
    let record = &*shop.record()?;
    let settings = record.settings()?;
    let now = door::now();
    let rules = record.rules(now)?;
    let taken = tickets::taken(&shop.db, now, None)?;
    let secrets: Vec<&str> = settings.identity_secret.as_deref().into_iter().chain(record.retired_for("", now)).collect();
    let list = List::of(shop, record)?;
    let facts = accept::Facts {
        shop: &record.slug,
        rules: &rules,
        service: &settings.service,
        now,
        id: TicketId::from_random(random::bits()?),
        taken: &taken,
        identity_secrets: &secrets,
        proven,
        do_not_contact: &|contact| Ok(list.since(contact)?.is_some()),
    };
    let ticket = accept(draft, facts)?;
    let caller = Caller::of(req);
    let secret = routes::secret(&shop.env)?;
    let reply = ticket.intake.as_ref().map_or(&Reply::None, |intake| &intake.reply);
    let counts = Counts::of(&secret, &record.slug, caller, reply, &record.limits(caller));
    counts.check(&shop.db, now)?;
    let status = json::text(&status(record, &ticket)?).ok_or(Refusal::Storage)?;
    let bound = Bound { body_hash, receipt: status };
    let link = outbox::Link::of(req);
    crate::storage::transaction(&shop.state, || {
        tickets::insert(&shop.db, &ticket, &settings.service, key)?;
        tickets::bind(&shop.db, key, &bound, now)?;
        counts.add(&shop.db, now)?;
        outbox::add(shop, record, &rules, &ticket, EventType::Created, now, &link)
    })?;
    outbox::wake(shop).await;
    receipt(shop, record, key, ticket.id, bound)
}

/// Whether the shop's challenge was passed.
async fn proven(shop: &ShopObject, record: &Record, keys: &Turnstile, draft: &Draft, key: &Key, req: &Request) -> Result<bool, Refusal> {
    // What is faulty anyway needs no check, which serves once.
    let now = door::now();
    draft.check(&*record.rules(now)?, now).map_err(Refusal::faults)?;
    let own = door::own_origin(req).unwrap_or_default();
    challenge::passed(&Siteverify::new(&shop.env, keys), draft, record.settings()?, &own, key.as_str()).await
}

/// The answer to what was accepted before under this key, if anything was.
pub(super) fn repeated(shop: &ShopObject, record: &Record, key: &Key, body_hash: &str) -> Result<Option<Accepted>, Refusal> {
    match tickets::bound(&shop.db, key)? {
        None => Ok(None),
        Some(bound) if bound.body_hash == body_hash => {
            let status: Status = tickets::stored(&bound.receipt)?;
            receipt(shop, record, key, status.ticket, bound).map(Some)
        }
        Some(_) => Err(Refusal::KeyReused),
    }
}

fn receipt(shop: &ShopObject, record: &Record, key: &Key, ticket: TicketId, bound: Bound) -> Result<Accepted, Refusal> {
    let token = token::receipt(&routes::secret(&shop.env)?, &record.slug, &ticket, key);
    Ok(Accepted { ticket, token, status: bound.receipt })
}

fn status(record: &Record, ticket: &Ticket) -> Result<Status, Refusal> {
    Ok(ticket.status(&record.settings()?.caller_number))
}

/// The ticket, if the receipt's token was sent.
fn opened(shop: &ShopObject, record: &Record, id: &TicketId, req: &Request) -> Result<Ticket, Refusal> {
    opened_by(shop, record, id, &door::bearer(req).ok_or(Refusal::Unauthorized)?, req)
}

/// The ticket, if this token opens it. A ticket that doesn't exist and one that
/// the token doesn't open are answered alike.
pub(super) fn opened_by(shop: &ShopObject, record: &Record, id: &TicketId, given: &str, req: &Request) -> Result<Ticket, Refusal> {
    if let Some((ticket, key)) = tickets::find(&shop.db, id)? {
        let token = token::receipt(&routes::secret(&shop.env)?, &record.slug, id, &key);
        if token::same(given, &token) {
            return Ok(ticket);
        }
    }
    Err(shop.gate.wrong(Caller::of(req)))
}

/// Calls it off.
async fn cancel(shop: &ShopObject, record: &Record, id: &TicketId, req: &Request) -> Result<Response, Refusal> {
    done(shop, opened(shop, record, id, req)?, &Act::Cancel {}, req).await
}

/// Moves the call to another window, whose place it takes; its own it gives
/// back, in the same transaction.
async fn move_to(shop: &ShopObject, record: &Record, id: &TicketId, req: &mut Request) -> Result<Response, Refusal> {
    // No stranger's body is read.
    opened(shop, record, id, req)?;
    let draft: MoveDraft = door::object(&door::body(req, BODY_MAX).await?)?;
    let window = draft.check().map_err(Refusal::faults)?;
    // The ticket is read after the last wait before anything is written.
    done(shop, opened(shop, &*shop.record()?, id, req)?, &Act::Move { window }, req).await
}

/// Takes the shopper's word on how it went, once.
async fn rate(shop: &ShopObject, record: &Record, id: &TicketId, req: &mut Request) -> Result<Response, Refusal> {
    opened(shop, record, id, req)?;
    let draft: RatingDraft = door::object(&door::body(req, BODY_MAX).await?)?;
    let rating = draft.check().map_err(Refusal::faults)?;
    done(shop, opened(shop, &*shop.record()?, id, req)?, &Act::Rate { rating }, req).await
}

async fn done(shop: &ShopObject, ticket: Ticket, act: &Act, req: &Request) -> Result<Response, Refusal> {
    let ticket = self::act(shop, ticket, act, req).await?;
    reply::json(200, &status(&*shop.record()?, &ticket)?)
}

/// Does what the shopper asks; the same again changes nothing and does no
/// harm. Nothing waits between the reading of `ticket` and the writing of its
/// change.
pub(super) async fn act(shop: &ShopObject, ticket: Ticket, act: &Act, req: &Request) -> Result<Ticket, Refusal> {
    let as_it_is = match act {
        Act::Cancel {} => ticket.state == State::Cancelled,
        Act::Move { window } => ticket.waits_for(*window),
        Act::Rate { rating } => ticket.rating.as_ref() == Some(rating),
        _ => false,
    };
    if as_it_is {
        return Ok(ticket);
    }
    let record = &*shop.record()?;
    let now = door::now();
    let rules = record.rules(now)?;
    let taken = tickets::taken(&shop.db, now, Some(&ticket.id))?;
    let do_not_contact = List::of(shop, record)?.has(&ticket)?;
    let facts = Facts { now, rules: &rules, service: &record.settings()?.service, taken: &taken, do_not_contact };
    let change = ticket.apply(Actor::Shopper, act, None, &facts).map_err(|refused| match refused {
        Refused::Faulty("window", code) => accept::no_window(code, &rules, now, &taken),
        Refused::DoNotContact => Refusal::faults(vec![Fault::at("window", Code::DoNotContact)]),
        refused => refused.into(),
    })?;
    outbox::write(shop, record, &rules, &change, now, &outbox::Link::of(req), None)?;
    outbox::wake(shop).await;
    Ok(change.ticket)
}
