//! What the panel is told of the shop.

use super::record::Record;
use crate::refusal::Refusal;
use crate::storage::Db;
use crate::{door, reply, texts, token};
use madoguchi_shared::Instant;
use madoguchi_shared::faq;
use madoguchi_shared::json;
use madoguchi_shared::published::Published;
use madoguchi_shared::settings::ShopSettings;
use worker::{Env, Request, Response};

/// The settings in one language, cacheable for a minute; with the same `ETag`
/// the answer is 304 and empty.
pub async fn serve(env: &Env, db: &Db, record: &Record, req: &Request, now: Instant) -> Result<Response, Refusal> {
    let settings = record.settings()?;
    let language = settings.language(&door::query(req, "lang").unwrap_or_default()).to_owned();
    texts::bring(env, &[&language, record.faq_language(&language, now)]).await;
    let body = json::text(&published(db, record, settings, &language, now)?).map(String::into_bytes).ok_or(Refusal::Storage)?;
    let tag = format!("\"{}\"", token::hash(&body));
    let known = door::header(req, "if-none-match").is_some_and(|tags| tags.split(',').any(|t| t.trim().trim_start_matches("W/") == tag));
    let answer = if known { reply::empty(304) } else { reply::bytes_as_json(200, body)? };
    answer.headers().set("etag", &tag)?;
    // What is said in English for want of words is nothing to keep.
    let cache = if texts::are_here(&language) { "public, max-age=60" } else { "no-store" };
    answer.headers().set("cache-control", cache)?;
    Ok(answer)
}

fn published(db: &Db, record: &Record, settings: &ShopSettings, language: &str, now: Instant) -> Result<Published, Refusal> {
    let spoken = record.faq_language(language, now);
    let answers = record.answers(spoken, now)?;
    let said = |texts: &std::collections::BTreeMap<String, String>| texts.get(language).cloned().unwrap_or_default();
    Ok(Published {
        name: settings.name.clone(),
        language: language.to_owned(),
        languages: settings.languages.clone(),
        accent: settings.accent.clone(),
        caller_number: settings.caller_number.clone(),
        purpose: said(&settings.privacy.purpose),
        policy_url: settings.privacy.policy_url.clone(),
        terms: said(&settings.order_policy.terms),
        rules: (*record.rules(now)?).clone(),
        turnstile: settings.turnstile.as_ref().map(|keys| keys.site_key.clone()).unwrap_or_default(),
        asked: record.asked(db, now)?.to_vec(),
        readings: faq::readings(&answers, texts::readings()),
        faq: answers.to_vec(),
        texts: texts::for_panel(language, spoken, settings.privacy.query_days > 0),
    })
}
