//! The hosted page's door: who asks, what is stored; what the pages say is
//! written in `hosted/`.
//!
//! Only our own pages' forms are heard (`Origin`, `Sec-Fetch-Site`), and a
//! ticket only with its cookie and what its page's forms carry beside it.

mod answer;
mod ticket;

use super::record::Record;
use super::{ShopObject, shopper, usage};
use crate::hosted::answer as hosted_answer;
use crate::hosted::form::{self, Form};
use crate::hosted::home::{self, Asked, Search};
use crate::hosted::review::Review;
use crate::hosted::{SHOW, Site, Told, Typed, Words, cookie, key, language, refused, understood};
use crate::limits::Caller;
use crate::refusal::Refusal;
use crate::{door, random, routes, texts, token};
pub(super) use answer::images;
use answer::{Kept, Page, Policy};
use madoguchi_shared::Rules;
use madoguchi_shared::api::{BODY_MAX, Windows};
use madoguchi_shared::faq::Query;
use madoguchi_shared::id::TicketId;
use madoguchi_shared::topic::Topic;
use madoguchi_shared::urgency::{Grounds, urgency};
use std::rc::Rc;
use worker::{Method, Request, Response};

/// The largest form, in bytes: what takes three in JSON takes nine here.
const FORM_MAX: usize = 3 * BODY_MAX;

/// Days for which a ticket's page opens: the ticket is kept from its end, which
/// is later than this; browsers allow no more than 400.
fn days_opened(keep_days: u32) -> u32 {
    keep_days.saturating_add(90).min(400)
}

const FORM: &str = "application/x-www-form-urlencoded";
/// The most answers that are shown for a query.
const HITS: usize = 6;
/// Longest query that is searched for, in bytes.
const QUERY_MAX: usize = 600;

/// Serves a page. Who is turned away is told so by a page too.
pub async fn serve(shop: &ShopObject, rest: &[&str], req: &mut Request) -> Response {
    match dispatch(shop, rest, req).await {
        Ok(response) => response,
        Err(refusal) => {
            door::note(req, &refusal);
            let (status, retry_after) = match refusal {
                // There is nothing that a browser could ask its user for.
                Refusal::Unauthorized => (403, None),
                Refusal::TooMany(seconds) => (429, Some(seconds)),
                Refusal::Storage => (503, Some(5)),
                ref other => (other.status(), None),
            };
            let allow = if let Refusal::Method(allowed) = refusal { allowed } else { "" };
            let language = understood(&door::header(req, "accept-language").unwrap_or_default());
            texts::bring(&shop.env, &[language]).await;
            let opens = refusal == Refusal::Unauthorized && matches!((door::method(req), rest), (Method::Get, ["t", ..]));
            let policy = Policy { script: opens, ..Policy::default() };
            let page = Page { status, policy, kept: Kept::Nowhere, retry_after };
            let answer = page.answer(refused(language, &refusal.body().error.code, opens));
            if !allow.is_empty() {
                drop(answer.headers().set("allow", allow));
            }
            answer
        }
    }
}

async fn dispatch(shop: &ShopObject, rest: &[&str], req: &mut Request) -> Result<Response, Refusal> {
    let record = shop.record()?;
    let number = |id: &str| TicketId::parse(id).map_err(|_| Refusal::NotFound);
    let limited = let_in(shop, &record, req);
    if limited.is_ok() {
        // All of them: each page names the others.
        let languages: Vec<&str> = record.settings()?.languages.iter().map(String::as_str).collect();
        texts::bring(&shop.env, &languages).await;
    }
    // What was typed is not lost because it is too much now.
    match (door::method(req), rest) {
        (Method::Post, [] | [""]) => return send(shop, req, limited).await,
        (Method::Post, ["t", id]) => return ticket::act(shop, &number(id)?, req, limited).await,
        _ => limited?,
    }
    match (door::method(req), rest) {
        (Method::Get | Method::Head, [] | [""]) => open(shop, req),
        (Method::Get | Method::Head, ["t", id]) => ticket::look(shop, &number(id)?, req),
        (Method::Post, ["t", id, "open"]) => ticket::open(shop, &number(id)?, req).await,
        (Method::Get | Method::Head, ["t", id, "call.ics"]) => ticket::calendar(shop, &number(id)?, req),
        (_, [] | [""] | ["t", _]) => Err(Refusal::Method("GET, HEAD, POST")),
        (_, ["t", _, "call.ics"]) => Err(Refusal::Method("GET, HEAD")),
        (_, ["t", _, "open"]) => Err(Refusal::Method("POST")),
        _ => Err(Refusal::NotFound),
    }
}

/// Refuses too many calls from one address. A page that is opened names no
/// origin, but that it is opened by a browser.
pub(super) fn let_in(shop: &ShopObject, record: &Record, req: &Request) -> Result<(), Refusal> {
    let mut caller = Caller::of(req);
    let reads = door::method(req) != Method::Post;
    caller.page |= reads && door::header(req, "sec-fetch-mode").is_some();
    shop.gate.call(caller, if reads { 1 } else { 5 }, record.limits(caller).calls_minute)
}

/// All that a page is written from.
struct Visit {
    record: Rc<Record>,
    rules: Rc<Rules>,
    language: String,
}

impl Visit {
    /// For this request; `own` is the language that it would be answered in
    /// where none is wished for.
    fn of(shop: &ShopObject, req: &Request, own: &str) -> Result<Self, Refusal> {
        let record = shop.record()?;
        let rules = record.rules(door::now())?;
        let wished = door::query(req, "lang").unwrap_or_default();
        let wished = if wished.is_empty() { own } else { &wished };
        let accepted = door::header(req, "accept-language").unwrap_or_default();
        let language = language(record.settings()?, wished, &accepted).to_owned();
        Ok(Self { record, rules, language })
    }

    fn site(&self) -> Result<Site<'_>, Refusal> {
        let settings = self.record.settings()?;
        let words = Words::of(&self.language);
        Ok(Site { shop: &self.record.slug, settings, rules: &self.rules, language: &self.language, words, now: door::now() })
    }
}

/// The first page, or the form of a topic.
fn open(shop: &ShopObject, req: &Request) -> Result<Response, Refusal> {
    let visit = Visit::of(shop, req, "")?;
    let site = visit.site()?;
    let address = req.inner().url();
    let query = address.split_once('?').map_or("", |(_, query)| query.split('#').next().unwrap_or_default());
    let mut typed = Typed::of_link(query.as_bytes());
    if typed.get("topic").is_empty() {
        let query = door::query(req, "q").unwrap_or_default();
        let asked = door::query(req, "answer").unwrap_or_default();
        if !asked.is_empty()
            && let Some(page) = answered(&visit, &site, &asked, &door::query(req, "step").unwrap_or_default(), query.trim())?
        {
            return Ok(page);
        }
        let search = found(&visit, &site, &query)?;
        if !query.trim().is_empty() && door::method(req) == Method::Get {
            usage::searched(shop, req, !search.found.is_empty());
        }
        return front(&visit, &site, &search, None);
    }
    let spoken = visit.record.faq_language(site.language, site.now);
    hosted_answer::take_along(&site, &visit.record.answers(spoken, site.now)?, &mut typed);
    let key = key::make(&routes::secret(&shop.env)?, site.shop, site.now, random::bits()?);
    let told = Told { faults: vec![], notice: String::new() };
    drawn(shop, &visit, &typed, &key, &told, 200, None)
}

/// A question's own page; none where it isn't published.
fn answered(visit: &Visit, site: &Site, id: &str, step: &str, query: &str) -> Result<Option<Response>, Refusal> {
    let spoken = visit.record.faq_language(site.language, site.now);
    let entries = visit.record.answers(spoken, site.now)?;
    Ok(entries.iter().find(|entry| entry.id == id).map(|entry| {
        // Choices that lead nowhere any more: from the beginning.
        let chosen = hosted_answer::chosen(entry, step).unwrap_or_default();
        let query = if query.len() <= QUERY_MAX { query } else { "" };
        let kept = Kept::Here(query.is_empty() && chosen.is_empty());
        let page = Page { status: 200, policy: Policy::of(site, false), kept, retry_after: None };
        page.answer(hosted_answer::page(site, entry, &chosen, query))
    }))
}

/// What a query finds.
fn found<'a>(visit: &Visit, site: &Site, query: &'a str) -> Result<Search<'a>, Refusal> {
    if query.trim().is_empty() || query.len() > QUERY_MAX {
        return Ok(Search { query, found: vec![] });
    }
    let spoken = visit.record.faq_language(site.language, site.now);
    let entries = visit.record.answers(spoken, site.now)?;
    let hits = visit.record.index(spoken, site.now)?.search(&entries, &Query { text: query, most: HITS, ..Query::default() }).hits;
    Ok(Search { query, found: hits.iter().map(|hit| hit.entry).collect() })
}

fn front(visit: &Visit, site: &Site, search: &Search, asked: Option<&Asked>) -> Result<Response, Refusal> {
    let spoken = visit.record.faq_language(site.language, site.now);
    let entries = visit.record.answers(spoken, site.now)?;
    let faulty = asked.is_some_and(|asked| asked.fault.is_some());
    let page = Page {
        status: if faulty { 422 } else { 200 },
        policy: Policy::of(site, false),
        kept: if faulty { Kept::Nowhere } else { Kept::Here(search.query.is_empty() && asked.is_none()) },
        retry_after: None,
    };
    Ok(page.answer(home::page(site, &entries, search, asked)))
}

/// The form with what was typed. Where there is no such topic, the choice of
/// one.
fn drawn(
    shop: &ShopObject,
    visit: &Visit,
    typed: &Typed,
    key: &str,
    told: &Told,
    status: u16,
    retry_after: Option<u32>,
) -> Result<Response, Refusal> {
    let site = visit.site()?;
    let topic = match form::topic(&site, typed) {
        Ok(topic) => topic,
        Err(fault) => return front(visit, &site, &Search::default(), Some(&Asked { typed, fault: Some(fault) })),
    };
    let offered = offered(shop, visit, topic)?;
    let form = Form { site: &site, topic, typed, told, offered: &offered, key };
    // A page that browsers may keep for the way back: nothing that was typed is lost.
    let kept = if status == 200 { Kept::Here(false) } else { Kept::Nowhere };
    Ok(Page { status, policy: Policy::of(&site, false), kept, retry_after }.answer(form.page()))
}

fn offered(shop: &ShopObject, visit: &Visit, topic: Topic) -> Result<Windows, Refusal> {
    let site = visit.site()?;
    let urgency = urgency(&Grounds::topic(topic), &visit.rules, &site.settings.service, site.now);
    shopper::offered(shop, &visit.record, Some(topic), urgency, None, site.now)
}

/// What will be sent, to be looked through; the form where something is wrong
/// with it.
fn reviewed(
    shop: &ShopObject,
    visit: &Visit,
    typed: &Typed,
    key: &str,
    told: &Told,
    status: u16,
    retry_after: Option<u32>,
) -> Result<Response, Refusal> {
    let site = visit.site()?;
    let intake = match typed.draft(site.language, String::new()).check(&visit.rules, site.now) {
        Ok(intake) => intake,
        Err(faults) => return drawn(shop, visit, typed, key, &Told { faults, notice: String::new() }, 422, None),
    };
    let offered = offered(shop, visit, intake.topic)?;
    let review = Review { site: &site, typed, intake: &intake, offered: &offered, told, key };
    let kept = if status == 200 { Kept::Here(false) } else { Kept::Nowhere };
    let policy = Policy::of(&site, site.settings.turnstile.is_some());
    Ok(Page { status, policy, kept, retry_after }.answer(review.page()))
}

/// A page on the way to sending: it goes on with what was typed, and sends
/// nothing.
fn on_the_way(shop: &ShopObject, visit: &Visit, typed: &Typed, key: &str) -> Result<Response, Refusal> {
    let told = Told { faults: vec![], notice: String::new() };
    match typed.get(SHOW) {
        "topic" => front(visit, &visit.site()?, &Search::default(), Some(&Asked { typed, fault: None })),
        "review" => reviewed(shop, visit, typed, key, &told, 200, None),
        _ => drawn(shop, visit, typed, key, &told, 200, None),
    }
}

/// Takes a form. What was accepted before is answered before anything is
/// judged, though there be too many other calls.
async fn send(shop: &ShopObject, req: &mut Request, limited: Result<(), Refusal>) -> Result<Response, Refusal> {
    own_page(req)?;
    if limited.is_err() {
        shop.gate.repeat(Caller::of(req))?;
    }
    let body = door::body_of(req, FORM, FORM_MAX).await?;
    let (typed, body_hash) = (Typed::parse(&body), token::hash(&body));
    let visit = Visit::of(shop, req, "")?;
    let site = visit.site()?;
    let secret = routes::secret(&shop.env)?;
    let fresh = || Ok::<_, Refusal>(key::make(&secret, site.shop, site.now, random::bits()?));
    let say = |notice: &str| Told { faults: vec![], notice: notice.to_owned() };
    let known = key::read(&secret, site.shop, typed.get("key"));
    if !typed.get(SHOW).is_empty() && limited.is_ok() {
        let key = known.map_or_else(fresh, |(key, _)| Ok(key.as_str().to_owned()))?;
        return on_the_way(shop, &visit, &typed, &key);
    }
    let Some((key, drawn_at)) = known else {
        limited?;
        return drawn(shop, &visit, &typed, &fresh()?, &say(site.words.t("page.again")), 422, None);
    };
    let accepted = match (shopper::repeated(shop, &visit.record, &key, &body_hash), limited) {
        (Ok(Some(accepted)), _) => Ok(accepted),
        (Err(refusal), _) | (Ok(None), Err(refusal)) => Err(refusal),
        (Ok(None), Ok(())) => {
            // From drawing the form to this try: without script no clock of the
            // shopper's tells more.
            let took = site.now.unix() - drawn_at.unix();
            let draft = typed.draft(site.language, took.max(0).to_string());
            shopper::book(shop, &visit.record, &key, body_hash, &draft, req).await
        }
    };
    let refusal = match accepted {
        Ok(accepted) => {
            let origin = door::own_origin(req).unwrap_or_default();
            let set = cookie::set(&origin, site.shop, &accepted.ticket, &accepted.token, days_opened(site.settings.privacy.keep_days));
            let answer = ticket::to_ticket(&site, &accepted.ticket, "")?;
            answer.headers().set("set-cookie", &set)?;
            return Ok(answer);
        }
        Err(refusal) => refusal,
    };
    let (mut told, mut key, mut retry_after) = (say(""), key.as_str().to_owned(), None);
    match &refusal {
        Refusal::Invalid(faults, _) => told.faults.clone_from(faults),
        Refusal::KeyReused => (told, key) = (say(site.words.t("page.sent_before")), fresh()?),
        Refusal::TooMany(seconds) => (told, retry_after) = (say(&site.words.wait(*seconds)), Some(*seconds)),
        Refusal::Storage => (told, retry_after) = (say(site.words.t("page.again")), Some(5)),
        _ => return Err(refusal),
    }
    // What it takes to send it again stands where it was sent from.
    let from_review = !typed.get("reviewed").is_empty() && told.faults.is_empty();
    let again =
        if from_review || told.faults.iter().all(|fault| fault.path == "challenge") && !told.faults.is_empty() { reviewed } else { drawn };
    again(shop, &visit, &typed, &key, &told, refusal.status(), retry_after)
}

/// Refuses a form that another site's page sent: by what every browser says of
/// it, and scripts can't change.
fn own_page(req: &Request) -> Result<(), Refusal> {
    let origin = door::header(req, "origin");
    let site = door::header(req, "sec-fetch-site");
    // `none`: the shopper sent it again from the address bar.
    let own_site = site.is_none_or(|site| matches!(site.as_str(), "same-origin" | "none"));
    if own_site && (origin.is_none() || origin == door::own_origin(req)) { Ok(()) } else { Err(Refusal::ForeignOrigin) }
}
