//! A ticket's page: opened by its cookie, moved, called off and rated by forms
//! that carry what belongs to that cookie.

use super::answer::{Kept, Page, Policy};
use super::{FORM, FORM_MAX, Visit, days_opened, own_page};
use crate::hosted::ticket::{self, Shown};
use crate::hosted::{Site, Told, Typed, cookie};
use crate::limits::Caller;
use crate::refusal::Refusal;
use crate::shop::{ShopObject, shopper, tickets};
use crate::{door, routes, token};
use madoguchi_shared::id::TicketId;
use madoguchi_shared::ticket::{Refused, Ticket};
use worker::{Headers, Request, Response, ResponseBuilder};

/// The largest form with a key, in bytes.
const OPEN_MAX: usize = 1_024;

/// The ticket that the request's cookie opens, and the cookie's token.
fn opened(shop: &ShopObject, id: &TicketId, req: &Request) -> Result<(Ticket, String), Refusal> {
    let origin = door::own_origin(req).unwrap_or_default();
    let cookies = door::header(req, "cookie").unwrap_or_default();
    let token = cookie::read(&origin, &cookies).ok_or(Refusal::Unauthorized)?;
    let ticket = shopper::opened_by(shop, &*shop.record()?, id, token, req)?;
    Ok((ticket, token.to_owned()))
}

/// A ticket's page.
pub(super) fn look(shop: &ShopObject, id: &TicketId, req: &Request) -> Result<Response, Refusal> {
    let (ticket, token) = opened(shop, id, req)?;
    let done = door::query(req, "did").unwrap_or_default();
    let told = Told { faults: vec![], notice: String::new() };
    shown(shop, req, &ticket, &token, &Typed::default(), &told, (200, &done, None))
}

/// Opens the page by the key of a message: from now on by a cookie as for whoever
/// sent the request from this browser.
pub(super) async fn open(shop: &ShopObject, id: &TicketId, req: &mut Request) -> Result<Response, Refusal> {
    own_page(req)?;
    let typed = Typed::parse(&door::body_of(req, FORM, OPEN_MAX).await?);
    let (record, secret) = (shop.record()?, routes::secret(&shop.env)?);
    let until = token::page_until(&secret, &record.slug, id, typed.get("key"));
    let (Some(until), Some((ticket, key))) = (until, tickets::find(&shop.db, id)?) else {
        return Err(shop.gate.wrong(Caller::of(req)));
    };
    let visit = Visit::of(shop, req, own_language(&ticket))?;
    let site = visit.site()?;
    if until <= site.now {
        let page = Page { status: 410, policy: Policy::of(&site, false), kept: Kept::Nowhere, retry_after: None };
        return Ok(page.answer(ticket::over(&site)));
    }
    let origin = door::own_origin(req).unwrap_or_default();
    let token = token::receipt(&secret, site.shop, id, &key);
    let answer = to_ticket(&site, id, "")?;
    let days = days_opened(site.settings.privacy.keep_days);
    answer.headers().set("set-cookie", &cookie::set(&origin, site.shop, id, &token, days))?;
    Ok(answer)
}

fn shown(
    shop: &ShopObject,
    req: &Request,
    ticket: &Ticket,
    token: &str,
    typed: &Typed,
    told: &Told,
    (status, done, retry_after): (u16, &str, Option<u32>),
) -> Result<Response, Refusal> {
    let visit = Visit::of(shop, req, own_language(ticket))?;
    let site = visit.site()?;
    let topic = ticket.intake.as_ref().map(|intake| intake.topic);
    let offered = shopper::offered(shop, &visit.record, topic, ticket.urgency, Some(&ticket.id), site.now)?;
    let form_token = cookie::form_token(token);
    let shown = Shown { site: &site, ticket, offered: &offered, form_token: &form_token, typed, told, done };
    Ok(Page { status, policy: Policy::of(&site, false), kept: Kept::Nowhere, retry_after }.answer(shown.page()))
}

/// The language that the request was made in.
fn own_language(ticket: &Ticket) -> &str {
    ticket.intake.as_ref().map_or("", |intake| &intake.language)
}

/// Does what one of the ticket's forms asks for.
pub(super) async fn act(shop: &ShopObject, id: &TicketId, req: &mut Request, limited: Result<(), Refusal>) -> Result<Response, Refusal> {
    own_page(req)?;
    if limited.is_err() {
        shop.gate.repeat(Caller::of(req))?;
    }
    // No stranger's body is read.
    let (ticket, token) = opened(shop, id, req)?;
    let typed = Typed::parse(&door::body_of(req, FORM, FORM_MAX).await?);
    if !token::same(typed.get("form"), &cookie::form_token(&token)) {
        return Err(Refusal::ForeignOrigin);
    }
    let acted = match (limited, ticket::act(&typed)) {
        // The ticket is read after the last wait before anything is written.
        (Ok(()), Ok(act)) => shopper::act(shop, opened(shop, id, req)?.0, &act, req).await,
        (Ok(()), Err(faults)) => Err(Refusal::faults(faults)),
        (Err(limited), _) => Err(limited),
    };
    let visit = Visit::of(shop, req, own_language(&ticket))?;
    let site = visit.site()?;
    let refusal = match acted {
        Ok(_) => return to_ticket(&site, id, typed.get("act")),
        Err(refusal) => refusal,
    };
    let mut retry_after = None;
    let (faults, notice) = match &refusal {
        Refusal::Invalid(faults, _) => (faults.clone(), String::new()),
        Refusal::NotAllowed(Refused::Calling) => (vec![], site.words.t("receipt.calling_hint").to_owned()),
        Refusal::NotAllowed(Refused::Rated) => (vec![], site.words.t("ticket.rated_before").to_owned()),
        Refusal::NotAllowed(_) | Refusal::Stale => (vec![], site.words.t("ticket.not_now").to_owned()),
        Refusal::TooMany(seconds) => {
            retry_after = Some(*seconds);
            (vec![], site.words.wait(*seconds))
        }
        Refusal::Storage => {
            retry_after = Some(5);
            (vec![], site.words.t("page.again").to_owned())
        }
        _ => return Err(refusal),
    };
    let (now, _) = opened(shop, id, req)?;
    shown(shop, req, &now, &token, &typed, &Told { faults, notice }, (refusal.status(), "", retry_after))
}

/// Leads to the ticket's page, so that to load it again sends nothing again.
pub(super) fn to_ticket(site: &Site, id: &TicketId, did: &str) -> Result<Response, Refusal> {
    let did = match did {
        "move" => "&did=move",
        "cancel" => "&did=cancel",
        "rate" => "&did=rate",
        _ => "",
    };
    let headers = Headers::new();
    headers.set("location", &["/s/", site.shop.as_str(), "/t/", id.as_str(), "?lang=", site.language, did].concat())?;
    headers.set("cache-control", "no-store")?;
    Ok(ResponseBuilder::new().with_status(303).with_headers(headers).empty())
}

/// The promised window as a file for calendars.
pub(super) fn calendar(shop: &ShopObject, id: &TicketId, req: &Request) -> Result<Response, Refusal> {
    let (ticket, _) = opened(shop, id, req)?;
    let visit = Visit::of(shop, req, own_language(&ticket))?;
    let site = visit.site()?;
    let file = ticket::calendar(&site, &ticket).ok_or(Refusal::NotFound)?;
    let page = Page { status: 200, policy: Policy::default(), kept: Kept::Nowhere, retry_after: None };
    let answer = page.bytes(file.into_bytes());
    answer.headers().set("content-type", "text/calendar; charset=utf-8")?;
    // Opened where a browser knows what to do with it, saved where not.
    answer.headers().set("content-disposition", "inline; filename=\"call.ics\"")?;
    Ok(answer)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_of_no_field_is_none() {
        assert!(
            ticket::act(&Typed::parse(b"act=erase"))
                .is_err_and(|faults| faults == [madoguchi_shared::Fault::at("act", madoguchi_shared::Code::Unknown)])
        );
    }
}
