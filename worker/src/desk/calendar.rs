//! The desk's calendar and allotments, and how the shops hear of them.

use super::{DeskObject, alarm, live};
use crate::hours::Told;
use crate::refusal::Refusal;
use crate::shop::Order;
use crate::storage::{Db, params};
use crate::{call, door, reply, routes, zones};
use futures_util::future::join_all;
use madoguchi_shared::api::{BODY_MAX, OWNER_BODY_MAX};
use madoguchi_shared::desk::{FloodDraft, Paused};
use madoguchi_shared::fault::Fault;
use madoguchi_shared::id::Slug;
use madoguchi_shared::json;
use madoguchi_shared::rules::DeskHours;
use madoguchi_shared::settings::{Allotment, CalendarSettings, DeskSettings, written};
use madoguchi_shared::{Code, Instant};
use serde::Deserialize;
use worker::{Headers, Request, Response};

/// Shops that are told in one go; the rest by the next alarm.
const TOLD_AT_ONCE: i64 = 500;

/// The settings, once put.
pub fn settings(db: &Db) -> Result<Option<DeskSettings>, Refusal> {
    db.document("settings")
}

fn version(db: &Db) -> Result<u64, Refusal> {
    Ok(db.get("calendar_version")?.unwrap_or(0))
}

/// What the desk gives to `shop`; none if it has given it nothing.
pub fn hours(db: &Db, shop: &Slug) -> Result<Option<Told>, Refusal> {
    let Some(settings) = settings(db)? else { return Ok(None) };
    let Some(allotment) = settings.allotments.get(shop) else { return Ok(None) };
    Ok(Some(hours_of(&settings, version(db)?, allotment)))
}

fn hours_of(settings: &DeskSettings, version: u64, allotment: &Allotment) -> Told {
    Told {
        version,
        language: settings.language.clone(),
        zone: settings.zone.clone(),
        calendar: settings.calendar_for(allotment),
        windows: settings.windows,
        places: allotment.places,
        paused: settings.paused_for(allotment),
    }
}

/// The desk's own open time and windows at `now`; none before it has settings.
pub fn own_hours(db: &Db, now: Instant) -> Result<Option<DeskHours>, Refusal> {
    let Some(settings) = settings(db)? else { return Ok(None) };
    let whole = Allotment { places: settings.capacity, week: None, paused: Paused::default() };
    Ok(Some(hours_of(&settings, version(db)?, &whole).at(now)))
}

/// Takes new settings and tells every shop that they touch.
pub async fn put(desk: &DeskObject, req: &mut Request) -> Result<Response, Refusal> {
    let new: DeskSettings = door::document(&desk.body(req, OWNER_BODY_MAX).await?, |new: &mut DeskSettings| {
        let zone = zones::zone(&new.zone, Instant::default());
        if zone.is_none() { vec![Fault::at("zone", Code::Unknown)] } else { vec![] }
    })?;
    take(desk, req, &new).await
}

/// One act against a flood: to stop calls, all or about some topics, or to take
/// a shop more or fewer of them.
pub async fn flood(desk: &DeskObject, req: &mut Request) -> Result<Response, Refusal> {
    let draft: FloodDraft = door::object(&desk.body(req, BODY_MAX).await?)?;
    let mut new = settings(&desk.db)?.ok_or(Refusal::NotSetUp)?;
    let faults = new.flood(draft);
    if !faults.is_empty() {
        return Err(Refusal::faults(faults));
    }
    take(desk, req, &new).await
}

/// Stores settings, and tells every shop that they touch, and who listens.
async fn take(desk: &DeskObject, req: &Request, new: &DeskSettings) -> Result<Response, Refusal> {
    let base = door::own_origin(req).unwrap_or_default();
    crate::storage::transaction(&desk.state, || {
        desk.db.put("settings", &written(new))?;
        desk.db.put("base", &base)?;
        desk.db.put("calendar_version", &(version(&desk.db)? + 1))?;
        // A shop that has lost its share hears of it too: it is on file.
        for shop in new.allotments.keys() {
            desk.db.run("INSERT OR IGNORE INTO told (shop, version) VALUES (?, 0)", params![shop.as_str()])?;
        }
        Ok(())
    })?;
    live::tell_settings(desk);
    if let Err(refusal) = alarm::run(desk).await {
        worker::console_error!("calendar: {refusal:?}");
    }
    reply::json(200, &written(new))
}

/// When shops have to be told, in milliseconds; none if all have heard.
pub fn next_work(db: &Db) -> Result<Option<i64>, Refusal> {
    let behind = behind(db, version(db)?, 1)?;
    Ok((!behind.is_empty()).then(door::now_ms))
}

/// Shops that haven't heard of `version`.
fn behind(db: &Db, version: u64, most: i64) -> Result<Vec<Slug>, Refusal> {
    #[derive(Deserialize)]
    struct Row {
        shop: Slug,
    }
    let version = i64::try_from(version).unwrap_or(i64::MAX);
    let rows = db.rows::<Row>("SELECT shop FROM told WHERE version < ? LIMIT ?", params![version, most])?;
    Ok(rows.into_iter().map(|row| row.shop).collect())
}

/// Tells the shops that have not heard the newest version; whether all have
/// heard then.
pub async fn try_tell(desk: &DeskObject) -> Result<bool, Refusal> {
    let Some(settings) = settings(&desk.db)? else { return Ok(true) };
    let version = version(&desk.db)?;
    let shops = behind(&desk.db, version, TOLD_AT_ONCE)?;
    let told = join_all(shops.iter().map(|shop| tell_one(desk, &settings, version, shop))).await;
    let heard = i64::try_from(version).unwrap_or(i64::MAX);
    for (shop, told) in shops.iter().zip(told) {
        if told.is_ok() {
            desk.db.run("UPDATE told SET version = max(version, ?) WHERE shop = ?", params![heard, shop.as_str()])?;
        }
    }
    Ok(behind(&desk.db, version, 1)?.is_empty())
}

async fn tell_one(desk: &DeskObject, settings: &DeskSettings, version: u64, shop: &Slug) -> Result<(), Refusal> {
    let order = match settings.allotments.get(shop) {
        Some(allotment) => hours_of(settings, version, allotment),
        // Who has no share any more has no open time either.
        None => Told { calendar: CalendarSettings::default(), ..hours_of(settings, version, &Allotment::default()) },
    };
    let order = Order { desk: desk.slug()?, base: base(&desk.db)?, order };
    let answer = ask_shop(desk, shop, "hours", &order).await?;
    // A shop that isn't made yet asks by itself when it is; one that has gone
    // over to another desk has no use for ours.
    match answer.status_code() {
        204 | 404 => Ok(()),
        _ => Err(Refusal::Storage),
    }
}

/// Where the desk's page is served.
pub fn base(db: &Db) -> Result<String, Refusal> {
    Ok(db.get("base")?.unwrap_or_default())
}

/// Calls a shop's object.
pub async fn ask_shop<T: serde::Serialize>(desk: &DeskObject, shop: &Slug, what: &str, order: &Order<T>) -> Result<Response, Refusal> {
    let body = json::text(order).ok_or(Refusal::Storage)?;
    let request = call::post(&format!("https://shop/inside/{what}"), &Headers::new(), &body)?;
    Ok(desk.env.durable_object(routes::SHOPS)?.get_by_name(shop.as_str())?.fetch_with_request(request).await?)
}
