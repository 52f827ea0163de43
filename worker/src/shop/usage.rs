//! Which answers shoppers look at: counted by day and entry, of nobody in
//! particular, so that the panel can show first what is asked most.
//!
//! Only days that are over are told of, so that what is published changes once
//! a day and not at each touch. There is a row for each entry of the FAQ and
//! each day of the last four weeks, at most.

use super::ShopObject;
use crate::limits::Caller;
use crate::refusal::Refusal;
use crate::storage::{Db, params};
use crate::{door, reply};
use madoguchi_shared::Instant;
use madoguchi_shared::api::EventDraft;
use serde::Deserialize;
use worker::{Request, Response};

/// Longest event, in bytes.
const EVENT_MAX: usize = 1_024;
/// The days that are counted.
const DAYS: i64 = 28;

/// The day of `now`, counted from 1970 (UTC): who asks most is no matter of
/// hours.
pub fn day(now: Instant) -> i64 {
    now.unix().div_euclid(86_400)
}

/// Counts what a shopper did with an answer. Of an entry that is no more, and
/// beyond what a network's shoppers may look at, nothing is kept.
pub async fn count(shop: &ShopObject, req: &mut Request) -> Result<Response, Refusal> {
    let event: EventDraft = door::object(&door::body(req, EVENT_MAX).await?)?;
    if shop.gate.counts(Caller::of(req)) && shop.record()?.faq.entries.iter().any(|entry| entry.id == event.entry) {
        let today = day(door::now());
        let solved = i64::from(event.solved);
        shop.db.run(
            "INSERT INTO asked (day, entry, seen, solved) VALUES (?1, ?2, 1 - ?3, ?3)
             ON CONFLICT (day, entry) DO UPDATE SET seen = seen + excluded.seen, solved = solved + excluded.solved",
            params![today, event.entry.as_str(), solved],
        )?;
        shop.db.run("DELETE FROM asked WHERE day < ?", params![today - DAYS])?;
    }
    Ok(reply::empty(204))
}

/// The entries that were looked at most before `today`, the most first; none
/// that hardly anybody looked at.
pub fn most(db: &Db, today: i64) -> Result<Vec<String>, Refusal> {
    #[derive(Deserialize)]
    struct Row {
        entry: String,
    }
    let rows = db.rows::<Row>(
        "SELECT entry FROM asked WHERE day >= ? AND day < ? GROUP BY entry HAVING sum(seen) >= 3 ORDER BY sum(seen) DESC, entry LIMIT 100",
        params![today - DAYS, today],
    )?;
    Ok(rows.into_iter().map(|row| row.entry).collect())
}
