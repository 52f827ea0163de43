//! What is done in a shop's other tools and comes back to its tickets: the door
//! that their webhooks call. Who calls is known by the signature alone; no page
//! is heard.

use super::record::Record;
use super::{ShopObject, inside, outbox, tickets};
use crate::delivery::back::{self, Asked, Call};
use crate::limits::Caller;
use crate::refusal::Refusal;
use crate::{delivery, door, reply, texts};
use madoguchi_shared::api::BODY_MAX;
use madoguchi_shared::command::Command;
use madoguchi_shared::notice::Texts;
use madoguchi_shared::settings::Channel;
use madoguchi_shared::ticket::Actor;
use std::rc::Rc;
use worker::{Method, Request, Response};

/// Hears what came for the channel `id`. A shop or a channel that isn't there
/// is told of like a wrong signature.
pub async fn serve(shop: &ShopObject, id: &str, req: &mut Request) -> Result<Response, Refusal> {
    if door::method(req) != Method::Post {
        return Err(Refusal::Method("POST"));
    }
    hear(shop, id, req).await.map_err(|refusal| if refusal == Refusal::Unauthorized { shop.gate.wrong(Caller::of(req)) } else { refusal })
}

async fn hear(shop: &ShopObject, id: &str, req: &mut Request) -> Result<Response, Refusal> {
    let record = known(shop)?;
    shop.let_in(&record, req)?;
    if !back::is_signed(channel(&record, id)?, &|name| door::header(req, name)) {
        return Err(Refusal::Unauthorized);
    }
    let body = door::bytes(req, BODY_MAX).await?;
    // The settings may have changed while the body came.
    let record = known(shop)?;
    let call = Call { slug: record.slug.as_str(), header: &|name| door::header(req, name), body: &body, now: door::now() };
    // What is about nothing of this shop's is none of our business.
    let Some(asked) = back::read(channel(&record, id)?, &call)? else { return Ok(reply::empty(204)) };
    // A repeat isn't judged by the ticket, which may have changed since.
    if tickets::commanded(&shop.db, &asked.id)?.is_some() {
        return Ok(reply::empty(204));
    }
    let words = texts::notice(record.rules(door::now())?.desk.as_ref().map_or("ja", |desk| desk.language.as_str()));
    let done = carry_out(shop, &record, &asked, words, req);
    outbox::wake(shop).await;
    match back::answer(&asked, done.is_ok(), words) {
        // Who asked hears it there; to the tool itself all is well, or it would show an error of its own.
        Some(answer) => {
            delivery::tell(&shop.env, &answer).await;
            Ok(reply::empty(200))
        }
        None => done.map(|()| reply::empty(204)),
    }
}

/// Does what is asked, if that is anything.
fn carry_out(shop: &ShopObject, record: &Record, asked: &Asked, words: &Texts, req: &Request) -> Result<(), Refusal> {
    let (ticket, _) = tickets::find(&shop.db, &asked.ticket)?.ok_or(Refusal::NotFound)?;
    if let Some(act) = asked.act(&ticket, words)? {
        let command = Command { id: asked.id.clone(), seq: ticket.seq, by: asked.by.clone(), act };
        inside::carry_out(shop, record, Actor::Desk, ticket, &command, &outbox::Link::of(req))?;
    }
    Ok(())
}

fn known(shop: &ShopObject) -> Result<Rc<Record>, Refusal> {
    shop.record().map_err(|refusal| if refusal == Refusal::NotFound { Refusal::Unauthorized } else { refusal })
}

fn channel<'a>(record: &'a Record, id: &str) -> Result<&'a Channel, Refusal> {
    let mut channels = record.settings.iter().flat_map(|settings| &settings.channels);
    channels.find(|channel| channel.id().as_str() == id).ok_or(Refusal::Unauthorized)
}
