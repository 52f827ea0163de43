//! A channel's trial: a test notice, sent at once, and what came of it in words
//! that its owner understands.

use super::ShopObject;
use super::outbox::what_to_do;
use crate::delivery::{self, letter};
use crate::limits::Caller;
use crate::refusal::Refusal;
use crate::{door, random, reply, texts};
use madoguchi_shared::api::Trial;
use madoguchi_shared::json;
use madoguchi_shared::notice::clean::lines;
use serde::Serialize;
use worker::{Request, Response};

/// Characters of the answer that are shown.
const SHOWN: usize = 500;
/// What a trial counts among an address's calls: somebody else is called.
const COST: i64 = 20;

/// Sends one. It goes past the outbox: neither its failure nor its success says
/// anything of what waits there.
pub async fn serve(shop: &ShopObject, id: &str, req: &Request) -> Result<Response, Refusal> {
    #[derive(Serialize)]
    struct Body {
        r#type: &'static str,
        timestamp: madoguchi_shared::Instant,
    }
    let record = shop.owner_only(req)?;
    let caller = Caller::of(req);
    shop.gate.call(caller, COST, record.limits(caller).calls_minute)?;
    if !record.settings()?.channels.iter().any(|channel| channel.id().as_str() == id) {
        return Err(Refusal::NotFound);
    }
    let body = json::text(&Body { r#type: letter::TRIAL, timestamp: door::now() }).ok_or(Refusal::Storage)?;
    let event = format!("msg_trial_{:016x}", random::bits()?);
    let told = delivery::say(&shop.env, &shop.db, &record, id, (&event, &body)).await;
    let language = door::query(req, "lang").unwrap_or_else(|| record.first_language().to_owned());
    let advice = told.advice();
    reply::json(
        200,
        &Trial {
            arrived: told.outcome == delivery::Outcome::Arrived,
            status: told.status,
            reason: told.outcome.reason().to_owned(),
            advice,
            to_do: advice.map(|advice| what_to_do(texts::notice(&language), advice).to_owned()).unwrap_or_default(),
            answer: lines(&told.answer, SHOWN),
        },
    )
}
