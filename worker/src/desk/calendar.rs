//! The desk's calendar and allotments, and how the shops hear of them.

use super::DeskObject;
use crate::hours::Told;
use crate::refusal::Refusal;
use crate::shop::Order;
use crate::storage::{Db, params};
use crate::{door, reply, routes, zones};
use futures_util::future::join_all;
use madoguchi_shared::api::OWNER_BODY_MAX;
use madoguchi_shared::fault::Fault;
use madoguchi_shared::id::Slug;
use madoguchi_shared::settings::{CalendarSettings, DeskSettings, written};
use madoguchi_shared::{Code, Instant};
use serde::Deserialize;
use worker::{Headers, Method, Request, RequestInit, Response};

/// A shop that could not be told is told again after this.
const AGAIN_SECONDS: i64 = 30;

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
    Ok(Some(hours_of(&settings, version(db)?, settings.calendar_for(allotment), allotment.places)))
}

fn hours_of(settings: &DeskSettings, version: u64, calendar: CalendarSettings, places: u32) -> Told {
    let (language, zone) = (settings.language.clone(), settings.zone.clone());
    Told { version, language, zone, calendar, windows: settings.windows, places }
}

/// Takes new settings and tells every shop that they touch.
pub async fn put(desk: &DeskObject, req: &mut Request) -> Result<Response, Refusal> {
    let new: DeskSettings = door::document(&door::body(req, OWNER_BODY_MAX).await?, |new: &mut DeskSettings| {
        let zone = zones::zone(&new.zone, Instant::default());
        if zone.is_none() { vec![Fault::at("zone", Code::Unknown)] } else { vec![] }
    })?;
    let base = door::own_origin(req).unwrap_or_default();
    crate::storage::transaction(&desk.state, || {
        desk.db.put("settings", &written(&new))?;
        desk.db.put("base", &base)?;
        desk.db.put("calendar_version", &(version(&desk.db)? + 1))?;
        // A shop that has lost its share hears of it too: it is on file.
        for shop in new.allotments.keys() {
            desk.db.run("INSERT OR IGNORE INTO told (shop, version) VALUES (?, 0)", params![shop.as_str()])?;
        }
        Ok(())
    })?;
    tell(desk).await;
    reply::json(200, &written(&new))
}

/// Tells the shops that have not heard the newest version; the alarm comes
/// back for those that could not be told. Never fails.
pub async fn tell(desk: &DeskObject) {
    if let Err(refusal) = try_tell(desk).await {
        worker::console_error!("calendar: {refusal:?}");
    }
}

async fn try_tell(desk: &DeskObject) -> Result<(), Refusal> {
    #[derive(Deserialize)]
    struct Row {
        shop: Slug,
    }
    let Some(settings) = settings(&desk.db)? else { return Ok(()) };
    let version = version(&desk.db)?;
    let storage = desk.state.storage();
    // First the alarm, should this be cut short.
    storage.set_alarm(AGAIN_SECONDS * 1000).await?;
    let behind = i64::try_from(version).unwrap_or(i64::MAX);
    let rows = desk.db.rows::<Row>("SELECT shop FROM told WHERE version < ? LIMIT 500", params![behind])?;
    let told = join_all(rows.iter().map(|row| tell_one(desk, &settings, version, &row.shop))).await;
    let mut all = true;
    for (row, heard) in rows.iter().zip(told) {
        if heard.is_ok() {
            desk.db.run("UPDATE told SET version = max(version, ?) WHERE shop = ?", params![behind, row.shop.as_str()])?;
        } else {
            all = false;
        }
    }
    if all {
        storage.delete_alarm().await?;
    }
    Ok(())
}

async fn tell_one(desk: &DeskObject, settings: &DeskSettings, version: u64, shop: &Slug) -> Result<(), Refusal> {
    let order = match settings.allotments.get(shop) {
        Some(allotment) => hours_of(settings, version, settings.calendar_for(allotment), allotment.places),
        None => hours_of(settings, version, CalendarSettings::default(), 0),
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
    let body = serde_json::to_string(order).map_err(|_| Refusal::Storage)?;
    let headers = Headers::new();
    headers.set("content-type", "application/json")?;
    let mut init = RequestInit::new();
    init.with_method(Method::Post).with_headers(headers).with_body(Some(body.into()));
    let request = Request::new_with_init(&format!("https://shop/inside/{what}"), &init)?;
    Ok(desk.env.durable_object(routes::SHOPS)?.get_by_name(shop.as_str())?.fetch_with_request(request).await?)
}
