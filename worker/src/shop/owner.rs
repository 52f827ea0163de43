//! What the installation and the shop's owner may call.

use super::data::Data;
use super::record::Record;
use super::{ShopObject, digest, do_not_contact, erase, erasures, faq, handed, inside, outbox, report, retired, review, trial, usage};
use crate::delivery::channel::webhook;
use crate::delivery::{Pace, address};
use crate::hours::Told;
use crate::refusal::Refusal;
use crate::{door, reply, routes, token, zones};
use madoguchi_shared::api::{BODY_MAX, NewShop, OWNER_BODY_MAX, Replay, Token};
use madoguchi_shared::faq::Faq;
use madoguchi_shared::fault::Fault;
use madoguchi_shared::id::Slug;
use madoguchi_shared::settings::{Channel, ShopSettings, written};
use madoguchi_shared::{Code, Instant};
use std::rc::Rc;
use worker::{Method, Request, Response};

/// Makes the shop, or gives it a new token and desk. The router has asked for
/// the installation's secret.
pub async fn make(shop: &ShopObject, slug: Slug, req: &mut Request) -> Result<Response, Refusal> {
    let new: NewShop = door::object(&door::body(req, OWNER_BODY_MAX).await?)?;
    let told = told(shop, &slug, &new.desk).await?;
    let known = shop.db.is_made()?;
    let token = token::make("owner")?;
    crate::storage::transaction(&shop.state, || {
        shop.db.migrate(super::schema::STEPS)?;
        erase::leave_desk(&shop.db, &new.desk, door::now())?;
        shop.db.put("slug", &slug)?;
        // What came while this waited may be newer.
        let known = Record::read(&shop.db)?.filter(|record| record.desk == new.desk).and_then(|record| record.told);
        shop.db.put("desk", &new.desk)?;
        shop.db.put("told", &known.filter(|known| known.replaces(told.as_ref())).or_else(|| told.clone()))?;
        // Another desk may have other hours.
        review::mark(&shop.db, door::now())?;
        shop.db.put("token_hash", &token::hash(token.as_bytes()))
    })?;
    shop.forget();
    // What the desk changed before this shop was its own went unheard.
    let told = self::told(shop, &slug, &new.desk).await?;
    if let Some(told) = told.filter(|_| shop.record().is_ok_and(|record| record.desk == new.desk)) {
        inside::hear(shop, &told, None)?;
    }
    outbox::wake(shop).await;
    reply::json(if known { 200 } else { 201 }, &Token { token })
}

/// What the desk has given this shop so far; a desk that was never made is a
/// fault.
async fn told(shop: &ShopObject, slug: &Slug, desk: &Slug) -> Result<Option<Told>, Refusal> {
    let object = shop.env.durable_object(routes::DESKS)?.get_by_name(desk.as_str())?;
    let ask = Request::new(&format!("https://desk/inside/hours/{slug}"), Method::Get)?;
    let mut answer = object.fetch_with_request(ask).await?;
    match answer.status_code() {
        200 => door::parse(&answer.bytes().await?),
        404 => Err(Refusal::faults(vec![Fault::at("desk", Code::Unknown)])),
        _ => Err(Refusal::Storage),
    }
}

/// Serves the owner's calls.
pub async fn serve(shop: &ShopObject, rest: &[&str], req: &mut Request) -> Result<Response, Refusal> {
    let record = shop.owner_only(req)?;
    match (door::method(req), rest) {
        (Method::Get, ["settings"]) => reply::json(200, &written(&without_secrets(record.settings()?.clone()))),
        (Method::Put, ["settings"]) => put_settings(shop, req).await,
        (Method::Get, ["faq"]) => faq::get(&shop.env, &record, req).await,
        (Method::Put, ["faq"]) => faq::put(shop, req).await,
        (Method::Get, ["report"]) => report::serve(shop, &record, req).await,
        (_, ["do-not-contact"]) => do_not_contact::serve(shop, req).await,
        (_, ["erasures", rest @ ..]) => erasures::serve(shop, rest, req).await,
        (Method::Get, ["handed"]) => handed::list(shop, &record, req),
        (Method::Post, ["channels", id, "trial"]) => trial::serve(shop, id, req).await,
        (_, ["channels", _, "trial"]) => Err(Refusal::Method("POST")),
        (Method::Get, ["deliveries"]) => outbox::letters(&shop.db, &record, req),
        (Method::Post, ["deliveries", "replay"]) => {
            let asked: Replay = door::object(&body(shop, req, BODY_MAX).await?.0)?;
            reply::json(200, &outbox::replay(shop, "", asked.channel.as_deref().unwrap_or_default()).await?)
        }
        (Method::Post, ["deliveries", id, "replay"]) => {
            reply::json(200, &outbox::replay(shop, id, &door::query(req, "channel").unwrap_or_default()).await?)
        }
        (_, ["settings" | "faq"]) => Err(Refusal::Method("GET, PUT")),
        (_, ["deliveries" | "report" | "handed"]) => Err(Refusal::Method("GET")),
        (_, ["deliveries", "replay"] | ["deliveries", _, "replay"]) => Err(Refusal::Method("POST")),
        _ => Err(Refusal::NotFound),
    }
}

/// A call's body, and the shop as it is once that has come: a token that was
/// replaced meanwhile opens nothing.
pub async fn body(shop: &ShopObject, req: &mut Request, most: usize) -> Result<(Vec<u8>, Rc<Record>), Refusal> {
    let body = door::body(req, most).await?;
    Ok((body, shop.owner_only(req)?))
}

async fn put_settings(shop: &ShopObject, req: &mut Request) -> Result<Response, Refusal> {
    let (body, record) = body(shop, req, OWNER_BODY_MAX).await?;
    let before = record.settings.as_ref();
    let loopback = address::loopback_allowed(&shop.env);
    let settings = door::document(&body, |settings: &mut ShopSettings| {
        keep_secrets(settings, before);
        let mut faults = outside_faults(settings, loopback);
        // What answers name must be there to be named.
        faults.extend(Data { settings: Some(settings), desk: None }.missing(&mut record.faq.entries.clone()));
        faults
    })?;
    let overlap = Pace::current().ms(retired::OVERLAP_SECONDS);
    let retired = retired::retire(&record.retired, before, &settings, door::now(), door::now_ms() + overlap);
    crate::storage::transaction(&shop.state, || {
        shop.db.put("settings", &written(&settings))?;
        shop.db.put(retired::NAME, &retired)?;
        digest::plan(&shop.db, &settings, door::now())?;
        outbox::renew_channels(&shop.db, before, &settings)
    })?;
    shop.forget();
    usage::forget(&shop.db, &*shop.record()?, door::now())?;
    // Another number of days may have somebody forgotten earlier.
    outbox::wake(shop).await;
    reply::json(200, &written(&without_secrets(settings)))
}

/// What only the worker can judge: the zone, and what channels may reach.
fn outside_faults(settings: &ShopSettings, loopback: bool) -> Vec<Fault> {
    let mut faults = vec![];
    if zones::zone(&settings.zone, Instant::default()).is_none() {
        faults.push(Fault::at("zone", Code::Unknown));
    }
    for (i, channel) in settings.channels.iter().enumerate() {
        let url = match channel {
            Channel::Webhook(hook) => {
                match hook.secret.as_deref().map(webhook::secret) {
                    None => faults.push(Fault::within(format!("channels.{i}.secret"), Code::Required)),
                    Some(None) => faults.push(Fault::within(format!("channels.{i}.secret"), Code::Malformed)),
                    Some(Some(_)) => {}
                }
                &hook.url
            }
            Channel::Chatwoot(chatwoot) => &chatwoot.url,
            // Their services' hosts are known.
            _ => continue,
        };
        if !address::may_reach(url, loopback) {
            faults.push(Fault::within(format!("channels.{i}.url"), Code::AddressRefused));
        }
    }
    faults
}

/// What is wrong with the data that entries name; before there are settings
/// there are none that could be named.
pub fn named(record: &Record, faq: &mut Faq) -> Vec<Fault> {
    let rules = record.rules(door::now()).ok();
    let desk = rules.as_ref().and_then(|rules| rules.desk.as_ref());
    Data { settings: record.settings.as_ref(), desk }.faults(&mut faq.entries)
}

/// Secrets are written, never read back.
fn without_secrets(mut settings: ShopSettings) -> ShopSettings {
    settings.secrets().into_iter().for_each(|(_, (_, secret))| *secret = None);
    settings
}

/// Where a request names no secret, the one on file stays; an empty one takes
/// away what can be done without.
fn keep_secrets(settings: &mut ShopSettings, before: Option<&ShopSettings>) {
    let mut before = before.cloned();
    let mut known = before.as_mut().map(ShopSettings::secrets).unwrap_or_default();
    for (of, (field, secret)) in settings.secrets() {
        match secret.as_deref() {
            None => {
                let kept = known.iter_mut().find(|(other, (name, _))| *other == of && *name == field);
                *secret = kept.and_then(|(_, (_, kept))| kept.take());
            }
            Some("") if matches!(field, "identity_secret" | "signing_secret" | "hmac_token") => *secret = None,
            Some(_) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use madoguchi_shared::settings::Turnstile;

    fn settings(secret: Option<&str>) -> ShopSettings {
        serde_json::from_value(serde_json::json!({
            "name": "店", "languages": ["ja"], "zone": "Asia/Tokyo", "country": "JP", "origins": [], "accent": "#000000",
            "caller_number": "+81312345678", "topics": ["other"], "service": {"urgent_minutes": 15},
            "privacy": {"purpose": {"ja": "x"}, "policy_url": "https://shop.example/p", "version": "1", "keep_days": 90},
            "order_policy": {"same_day_cutoff": null, "terms": {"ja": "x"}},
            "channels": [{"kind": "webhook", "id": "crm", "url": "https://crm.example/hook", "secret": secret}],
        }))
        .unwrap()
    }

    fn secret(settings: &ShopSettings) -> Option<&str> {
        let Channel::Webhook(hook) = &settings.channels[0] else { panic!() };
        hook.secret.as_deref()
    }

    #[test]
    fn a_secret_is_kept_when_not_named_and_never_shown() {
        let before = settings(Some("whsec_old"));
        let mut put = settings(None);
        keep_secrets(&mut put, Some(&before));
        assert_eq!(secret(&put), Some("whsec_old"));
        let mut put = settings(Some("whsec_new"));
        keep_secrets(&mut put, Some(&before));
        assert_eq!(secret(&put), Some("whsec_new"));
        let shown = serde_json::to_string(&without_secrets(put)).unwrap();
        assert!(!shown.contains("secret") && !shown.contains("whsec"));
    }

    #[test]
    fn the_secret_of_the_challenge_is_kept_and_never_shown() {
        let put = |secret: Option<&str>| {
            let keys = Turnstile { site_key: "public".to_owned(), secret: secret.map(str::to_owned) };
            ShopSettings { turnstile: Some(keys), ..settings(None) }
        };
        let after = |mut settings: ShopSettings| {
            keep_secrets(&mut settings, Some(&put(Some("old"))));
            settings.turnstile.map(|keys| keys.secret)
        };
        assert_eq!(after(put(None)), Some(Some("old".to_owned())));
        assert_eq!(after(put(Some("new"))), Some(Some("new".to_owned())));
        assert_eq!(after(settings(None)), None, "taken away with its keys");
        assert_eq!(without_secrets(put(Some("old"))), put(None));
    }

    #[test]
    fn the_secret_of_identities_is_kept_taken_away_and_never_shown() {
        let put = |secret: Option<&str>| ShopSettings { identity_secret: secret.map(str::to_owned), ..settings(None) };
        let after = |given: Option<&str>| {
            let mut settings = put(given);
            keep_secrets(&mut settings, Some(&put(Some("old"))));
            settings.identity_secret
        };
        assert_eq!(after(None).as_deref(), Some("old"));
        assert_eq!(after(Some("new")).as_deref(), Some("new"));
        assert_eq!(after(Some("")), None);
        let mut first = put(None);
        keep_secrets(&mut first, None);
        assert_eq!(first.identity_secret, None);
        assert!(!serde_json::to_string(&without_secrets(put(Some("old")))).unwrap().contains("identity_secret"));
    }
}
