//! What shoppers did with the answers: added up by hour, entry, topic and
//! product, of nobody in particular. The owner's report is made of it, and the
//! panel shows first what is asked most.
//!
//! Hours are those of the shop's clocks. What is older than 60 days is added up
//! by the day, and goes after 400. Of one day there are 4,000 rows at most, of
//! searches that found nothing 300 texts: what would be one more counts for
//! nothing. So nobody can fill the object, and a year of a busy shop is a few
//! megabytes.

use super::ShopObject;
use super::record::Record;
use crate::limits::Caller;
use crate::refusal::Refusal;
use crate::storage::{Db, params};
use crate::{door, reply, storage};
use madoguchi_shared::Instant;
use madoguchi_shared::events::Events;
use madoguchi_shared::faq::Entry;
use madoguchi_shared::report::hour;
use madoguchi_shared::scrub::scrub;
use serde::Deserialize;
use worker::{Request, Response};

/// Days after which hours are no longer told apart.
const HOURLY_DAYS: i64 = 60;
/// Days after which nothing is kept.
const DAYS: i64 = 400;
/// Rows of one day.
const ROWS: i64 = 4_000;
/// Texts of one day.
const TEXTS: i64 = 300;
/// Texts of one panel.
const TEXTS_AT_ONCE: usize = 5;
/// The days of what is asked most.
const MOST_DAYS: i64 = 28;

/// The day of `now` by the shop's clocks, counted from 1970.
pub fn day(record: &Record, now: Instant) -> Result<i64, Refusal> {
    Ok(hour(&record.rules(now)?.shop_zone, now).div_euclid(24))
}

/// Counts what was done in a panel. Beyond what a network's shoppers may tell
/// nothing is kept.
pub async fn count(shop: &ShopObject, req: &mut Request) -> Result<Response, Refusal> {
    // What is sent as text needs no leave to be asked for, which a browser
    // wouldn't wait for when its page is left.
    let plain = door::header(req, "content-type").is_some_and(|kind| kind.starts_with("text/plain"));
    let body = door::body_of(req, if plain { "text/plain" } else { "application/json" }, Events::BYTES_MAX).await?;
    let events: Events = door::object(&body)?;
    if shop.gate.counts(Caller::of(req)) {
        let (record, now) = (shop.record()?, door::now());
        let rows = rows(&events, &record.faq.entries);
        storage::transaction(&shop.state, || add(&shop.db, &record, &events, &rows, now))?;
    }
    Ok(reply::empty(204))
}

/// Counts a search on the hosted page, not of those who ask not to be tracked.
/// Its words are not kept: that page doesn't say that they would be. What can't
/// be counted costs nobody the answer.
pub fn searched(shop: &ShopObject, req: &Request, found: bool) {
    let untracked = ["dnt", "sec-gpc"].iter().any(|name| door::header(req, name).is_some_and(|asks| asks == "1"));
    if !untracked && shop.gate.counts(Caller::of(req)) && note(shop, found).is_err() {
        worker::console_warn!("usage: a search was not counted");
    }
}

fn note(shop: &ShopObject, found: bool) -> Result<(), Refusal> {
    let events = Events { searches: 1, unfound: u32::from(!found), ..Events::default() };
    let record = shop.record()?;
    storage::transaction(&shop.state, || add(&shop.db, &record, &events, &rows(&events, &[]), door::now()))
}

/// Rows as JSON: `[[entry, topic, searches, unfound, opened, solved, unsolved,
/// asked], …]`. Ids and slugs need no quoting.
fn rows(events: &Events, entries: &[Entry]) -> String {
    let most = u32::try_from(Events::MOST).unwrap_or(u32::MAX);
    let searches = events.searches.min(most);
    let mut all: Vec<(&str, &str, [u32; 6])> = vec![("", "", [searches, events.unfound.min(searches), 0, 0, 0, 0])];
    for (column, ids) in [&events.opened, &events.solved, &events.unsolved, &events.asked].into_iter().enumerate() {
        for id in ids.iter().take(Events::MOST) {
            let Some(entry) = entries.iter().find(|entry| entry.id == *id) else { continue };
            let place = all.iter().position(|row| row.0 == entry.id).unwrap_or(all.len());
            if place == all.len() {
                all.push((&entry.id, entry.topic.map_or("", |topic| topic.slug()), [0; 6]));
            }
            if let Some(count) = all.get_mut(place).and_then(|row| row.2.get_mut(column + 2)) {
                *count = 1;
            }
        }
    }
    let mut json = String::from("[");
    for (entry, topic, counts) in all.iter().filter(|row| row.2 != [0; 6]) {
        for part in [if json.len() > 1 { ",[\"" } else { "[\"" }, entry, "\",\"", topic, "\""] {
            json.push_str(part);
        }
        for count in counts {
            json.push(',');
            json.push_str(&count.to_string());
        }
        json.push(']');
    }
    json.push(']');
    json
}

/// Adds up, in one statement each, what is counted and what wasn't found.
fn add(db: &Db, record: &Record, events: &Events, rows: &str, now: Instant) -> Result<(), Refusal> {
    let hour = hour(&record.rules(now)?.shop_zone, now);
    let day = hour.div_euclid(24);
    if db.row::<Row>("SELECT entry FROM usage WHERE hour >= ? LIMIT 1", params![day * 24])?.is_none() {
        tidy(db, day)?;
        forget(db, record, now)?;
    }
    let named = record.faq.entries.iter().any(|entry| entry.products.contains(&events.product));
    db.run(
        "WITH of (product) AS (SELECT iif(?4 OR EXISTS (
             SELECT 1 FROM tickets WHERE iif(json_valid(ticket), ticket ->> '$.intake.product.sku', NULL) = ?3), ?3, ''))
         INSERT INTO usage SELECT ?1, value ->> 0, value ->> 1, product,
             value ->> 2, value ->> 3, value ->> 4, value ->> 5, value ->> 6, value ->> 7 FROM json_each(?2), of
         WHERE (SELECT count(*) FROM usage WHERE hour >= ?5) < ?6
             OR EXISTS (SELECT 1 FROM usage AS u WHERE u.hour = ?1 AND u.entry = value ->> 0 AND u.topic = value ->> 1 AND u.product = of.product)
         ON CONFLICT DO UPDATE SET searches = searches + excluded.searches, unfound = unfound + excluded.unfound,
             opened = opened + excluded.opened, solved = solved + excluded.solved,
             unsolved = unsolved + excluded.unsolved, asked = asked + excluded.asked",
        params![hour, rows, events.product.as_str(), i64::from(named), day * 24, ROWS],
    )?;
    let keeps = record.settings()?.privacy.query_days > 0;
    for query in events.queries.iter().filter(|_| keeps).take(TEXTS_AT_ONCE) {
        let query = scrub(query);
        if !query.is_empty() {
            db.run(
                "INSERT INTO queries SELECT ?1, ?2, 1
                 WHERE (SELECT count(*) FROM queries WHERE day = ?1) < ?3 OR EXISTS (SELECT 1 FROM queries WHERE day = ?1 AND query = ?2)
                 ON CONFLICT DO UPDATE SET n = n + 1",
                params![day, query, TEXTS],
            )?;
        }
    }
    Ok(())
}

#[derive(Deserialize)]
struct Row {
    entry: String,
}

/// Lets go of what was kept for long enough, and adds up by the day what is old:
/// once a day.
fn tidy(db: &Db, day: i64) -> Result<(), Refusal> {
    let old = (day - HOURLY_DAYS) * 24;
    db.run(
        "INSERT INTO usage SELECT hour - hour % 24, entry, topic, product,
             sum(searches), sum(unfound), sum(opened), sum(solved), sum(unsolved), sum(asked)
         FROM usage WHERE hour < ? AND hour % 24 <> 0 GROUP BY 1, 2, 3, 4
         ON CONFLICT DO UPDATE SET searches = searches + excluded.searches, unfound = unfound + excluded.unfound,
             opened = opened + excluded.opened, solved = solved + excluded.solved,
             unsolved = unsolved + excluded.unsolved, asked = asked + excluded.asked",
        params![old],
    )?;
    db.run("DELETE FROM usage WHERE hour < ?1 AND (hour % 24 <> 0 OR hour < ?2)", params![old, (day - DAYS) * 24])
}

/// Lets go of searches that were kept for as long as the shop says; of all,
/// where it keeps none.
pub fn forget(db: &Db, record: &Record, now: Instant) -> Result<(), Refusal> {
    // Before there are settings there is nothing.
    let Some(settings) = &record.settings else { return Ok(()) };
    db.run("DELETE FROM queries WHERE day <= ?", params![day(record, now)? - i64::from(settings.privacy.query_days)])
}

/// The entries that were opened most before the day `today`, the most first;
/// none that hardly anybody opened. Only days that are over are told of, so
/// that what is published changes once a day and not at each touch.
pub fn most(db: &Db, today: i64) -> Result<Vec<String>, Refusal> {
    let rows = db.rows::<Row>(
        "SELECT entry FROM usage WHERE hour >= ? AND hour < ? AND entry <> ''
         GROUP BY entry HAVING sum(opened) >= 3 ORDER BY sum(opened) DESC, entry LIMIT 100",
        params![(today - MOST_DAYS) * 24, today * 24],
    )?;
    Ok(rows.into_iter().map(|row| row.entry).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn each_entry_of_the_shops_counts_once_and_nothing_else() {
        let entry = |id: &str, topic: Option<&str>| -> Entry {
            serde_json::from_value(json!({"id": id, "lang": "ja", "category": "c", "question": "q", "answer": "a", "topic": topic}))
                .unwrap()
        };
        let entries = [entry("fee", Some("gift")), entry("days", None)];
        let rows = |events: serde_json::Value| rows(&serde_json::from_value(events).unwrap(), &entries);
        assert_eq!(rows(json!({})), "[]");
        assert_eq!(rows(json!({"opened": ["never-was", "\"],["]})), "[]");
        assert_eq!(
            rows(json!({"searches": 3, "unfound": 9, "opened": ["fee", "fee", "days"], "unsolved": ["fee"], "asked": ["days"]})),
            r#"[["","",3,3,0,0,0,0],["fee","gift",0,0,1,0,1,0],["days","",0,0,1,0,0,1]]"#
        );
        assert_eq!(rows(json!({"searches": u32::MAX, "solved": ["days"]})), r#"[["","",50,0,0,0,0,0],["days","",0,0,0,1,0,0]]"#);
        let many: Vec<&str> = std::iter::repeat_n("never-was", Events::MOST).chain(["fee"]).collect();
        assert_eq!(rows(json!({ "opened": many })), "[]", "a list is as long as that");
    }
}
