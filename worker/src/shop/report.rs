//! The owner's report: read from tickets and counts a slice at a time, so that
//! neither the object's memory nor its other callers feel how many there are.

use super::record::Record;
use super::{ShopObject, usage};
use crate::refusal::Refusal;
use crate::storage::{Db, params};
use crate::{door, hours, reply, timer};
use madoguchi_shared::Instant;
use madoguchi_shared::report::{Asked, Days, Said, Tally, Used};
use worker::{Request, Response};

/// Tickets that are read in one go.
const SLICE: usize = 250;
/// Entries, and products, whose counts are read.
const MOST: i64 = 5_000;
/// Texts that are compared.
const TEXTS: i64 = 500;

/// Answers with the report of the days from `?from=` to `?to=`.
pub async fn serve(shop: &ShopObject, record: &Record, req: &Request) -> Result<Response, Refusal> {
    let given = |name| door::query(req, name).unwrap_or_default();
    let days = Days::parse(&given("from"), &given("to")).map_err(Refusal::faults)?;
    let now = door::now();
    // The clocks as they went from the first day on.
    let zone = hours::zone(&record.settings()?.zone, Instant::from_unix(days.from.epoch_days() * 86_400));
    let mut tally = Tally::new(zone, days, now);
    let (start, end) = tally.moments();
    let mut last = (start.unix(), String::new());
    loop {
        let rows = tickets(&shop.db, &last, end)?;
        rows.iter().for_each(|row| tally.ticket(row));
        match rows.into_iter().nth(SLICE - 1) {
            Some(row) => last = (row.created_at, row.id),
            None => break,
        }
        // Others have their turn.
        timer::delay(0).await;
    }
    let (first, after) = days.hours();
    for used in shop.db.rows::<Used>(
        "SELECT entry, topic, sum(searches) AS searches, sum(unfound) AS unfound, sum(opened) AS opened, sum(solved) AS solved,
             sum(unsolved) AS unsolved, sum(asked) AS asked
         FROM usage WHERE hour >= ? AND hour < ? GROUP BY entry, topic ORDER BY entry, topic LIMIT ?",
        params![first, after, MOST],
    )? {
        tally.used(&used);
    }
    for used in shop.db.rows::<Used>(
        "SELECT product AS entry, sum(opened) AS opened, sum(solved) AS solved
         FROM usage WHERE hour >= ? AND hour < ? AND product <> '' GROUP BY product ORDER BY sum(opened) DESC, product LIMIT ?",
        params![first, after, MOST],
    )? {
        tally.used_product(&used);
    }
    // The settings may have changed meanwhile.
    usage::forget(&shop.db, &*shop.record()?, now)?;
    let unanswered = shop.db.rows::<Said>(
        "SELECT query AS text, sum(n) AS count FROM queries WHERE day BETWEEN ? AND ? GROUP BY query ORDER BY sum(n) DESC, query LIMIT ?",
        params![days.from.epoch_days(), days.to.epoch_days(), TEXTS],
    )?;
    reply::json(200, &tally.report(unanswered))
}

/// The next slice of the tickets that were accepted before `end`.
fn tickets(db: &Db, (after, id): &(i64, String), end: Instant) -> Result<Vec<Asked>, Refusal> {
    db.rows(
        "SELECT id, created_at, state,
             t ->> '$.intake.topic' AS topic,
             t ->> '$.end.outcome' AS outcome,
             t ->> '$.intake.reply.phone' AS phone,
             (SELECT max(created_at) FROM tickets AS e
              WHERE iif(json_valid(ticket), ticket ->> '$.intake.reply.phone', NULL) = t ->> '$.intake.reply.phone'
                AND e.created_at < s.created_at) AS earlier,
             coalesce(t ->> '$.answered.due', t ->> '$.promise.respond_by') AS respond_by,
             coalesce(t ->> '$.answered.at', t ->> '$.attempts[0].since', t ->> '$.attempts[0].at') AS called,
             t ->> '$.handover.at' AS handed,
             t ->> '$.end.at' AS ended,
             t ->> '$.intake.product.sku' AS sku,
             t ->> '$.intake.product.name' AS product,
             t ->> '$.intake.product.category' AS category,
             coalesce(t ->> '$.intake.symptom', t ->> '$.intake.message') AS reason
         FROM (SELECT id, created_at, state, iif(json_valid(ticket), ticket, '{}') AS t FROM tickets
               WHERE (created_at, id) > (?1, ?2) AND created_at < ?3 ORDER BY created_at, id LIMIT ?4) AS s
         ORDER BY created_at, id",
        params![*after, id.as_str(), end.unix(), i64::try_from(SLICE).unwrap_or(1)],
    )
}
