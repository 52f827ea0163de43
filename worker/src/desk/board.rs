//! The lead's board: read from what the desk holds of tickets, a slice at a
//! time, so that neither the object's memory nor its other callers feel how
//! many there are.

use super::{DeskObject, calendar};
use crate::refusal::Refusal;
use crate::storage::params;
use crate::{door, hours, reply, timer};
use madoguchi_shared::desk::board::{BOARD_DAYS_MAX, Fact, Table, Tally, csv};
use madoguchi_shared::fault::Fault;
use madoguchi_shared::id::Slug;
use madoguchi_shared::report::Days;
use madoguchi_shared::{Code, Instant};
use worker::{Request, Response};

/// Tickets that are read in one go.
const SLICE: i64 = 250;

/// What is read of each ticket `s`. When the same number asked before is looked
/// up with it, `tickets_number` at hand.
macro_rules! facts {
    ($rest:literal) => {
        concat!(
            "SELECT id, shop,
                 coalesce(data ->> '$.shop_name', '') AS shop_name,
                 data ->> '$.ticket.created_at' AS created_at,
                 data ->> '$.ticket.state' AS state,
                 data ->> '$.ticket.urgency' AS urgency,
                 data ->> '$.ticket.intake.topic' AS topic,
                 data ->> '$.ticket.intake.reply.phone' AS phone,
                 (SELECT max(e.data ->> '$.ticket.created_at') FROM tickets AS e
                  WHERE e.shop = s.shop
                    AND e.data ->> '$.ticket.intake.reply.phone' = s.data ->> '$.ticket.intake.reply.phone'
                    AND e.data ->> '$.ticket.created_at' < s.data ->> '$.ticket.created_at') AS earlier,
                 coalesce(data ->> '$.ticket.answered.due', data ->> '$.ticket.promise.respond_by') AS respond_by,
                 data ->> '$.ticket.promise.respond_by' AS promised,
                 coalesce(data ->> '$.ticket.answered.at', data ->> '$.ticket.attempts[0].since', data ->> '$.ticket.attempts[0].at') AS answered,
                 iif(data -> '$.ticket.answered' IS NULL, data ->> '$.ticket.intake.reply.window.start', data ->> '$.ticket.answered.window') AS chosen,
                 coalesce(data ->> '$.ticket.promise_broken', 0) AS broken,
                 data ->> '$.ticket.next_try' AS next_try,
                 data ->> '$.ticket.handover.at' AS handed,
                 data ->> '$.ticket.handover.respond_by' AS handed_by,
                 coalesce(data ->> '$.ticket.reopened', 0) AS reopened,
                 data ->> '$.ticket.end.at' AS ended,
                 data ->> '$.ticket.end.by' AS ended_by,
                 data ->> '$.ticket.end.outcome' AS outcome,
                 (SELECT group_concat(value ->> '$.outcome' || ' ' || coalesce(value ->> '$.by', ''), char(10))
                  FROM json_each(data, '$.ticket.attempts')) AS calls
             FROM tickets AS s WHERE ",
            $rest
        )
    };
}

/// Answers with the board of the days from `?from=` to `?to=`, today where they
/// aren't named, of all shops or of `?shop=`; as a table where one is asked for.
pub async fn serve(desk: &DeskObject, req: &Request) -> Result<Response, Refusal> {
    let given = |name| door::query(req, name).unwrap_or_default();
    let settings = calendar::settings(&desk.db)?.ok_or(Refusal::NotSetUp)?;
    let now = door::now();
    let today = hours::today(&hours::zone(&settings.zone, now), now).unwrap_or_default().to_string();
    let day = |name| Some(given(name)).filter(|day| !day.is_empty()).unwrap_or_else(|| today.clone());
    let days = Days::at_most(BOARD_DAYS_MAX, &day("from"), &day("to")).map_err(Refusal::faults)?;
    let unknown = |name| Refusal::faults(vec![Fault::at(name, Code::Unknown)]);
    let shop = Some(given("shop")).filter(|shop| !shop.is_empty());
    let shop = shop.map(|shop| Slug::parse(&shop)).transpose().map_err(|_| unknown("shop"))?;
    let table = match (given("table").as_str(), given("as").as_str()) {
        ("", "csv") => Some(Table::Shops),
        ("", "") => accepts_csv(req).then_some(Table::Shops),
        (name, "csv" | "") => Some(Table::named(name).ok_or_else(|| unknown("table"))?),
        _ => return Err(unknown("as")),
    };
    // The clocks as they went from the first day on.
    let zone = hours::zone(&settings.zone, Instant::from_unix(days.from.epoch_days() * 86_400));
    let mut tally = Tally::new(&settings, zone, days, now, shop);
    let mut last = String::new();
    while let Some(id) = standing(desk, &mut tally, &last)? {
        last = id;
        // Others have their turn.
        timer::delay(0).await;
    }
    let (start, end) = tally.moments();
    let mut last = (start.rfc3339(), String::new());
    while let Some(place) = requests(desk, &mut tally, &last, end)? {
        last = place;
        timer::delay(0).await;
    }
    // Whoever was a lead when it began may be none any more.
    desk.lead(req)?;
    let board = tally.board();
    let Some(table) = table else { return reply::json(200, &board) };
    let answer = reply::bytes_as_json(200, csv(&board, table, settings.language == "ja").into_bytes())?;
    answer.headers().set("content-type", "text/csv; charset=utf-8")?;
    answer.headers().set("content-disposition", &["attachment; filename=\"board-", table.name(), ".csv\""].concat())?;
    Ok(answer)
}

/// Tells of the next tickets that haven't ended, after the one of this number;
/// the last of them, if there are more.
fn standing(desk: &DeskObject, tally: &mut Tally, after: &str) -> Result<Option<String>, Refusal> {
    let rows = desk.db.rows::<Fact>(
        facts!("data ->> '$.ticket.state' IN ('open', 'calling', 'retrying', 'handed', 'set_aside') AND id > ? ORDER BY id LIMIT ?"),
        params![after, SLICE],
    )?;
    rows.iter().for_each(|fact| tally.standing(fact));
    Ok(full(rows).map(|fact| fact.id))
}

/// Tells of the next tickets that were accepted before `end`, after the one of
/// this moment and number; the last of them, if there are more.
fn requests(desk: &DeskObject, tally: &mut Tally, after: &(String, String), end: Instant) -> Result<Option<(String, String)>, Refusal> {
    let rows = desk.db.rows::<Fact>(
        facts!(
            "data ->> '$.ticket.created_at' >= ?1 AND data ->> '$.ticket.created_at' < ?3
                 AND (data ->> '$.ticket.created_at' > ?1 OR id > ?2)
             ORDER BY data ->> '$.ticket.created_at', id LIMIT ?4"
        ),
        params![after.0.as_str(), after.1.as_str(), end.rfc3339(), SLICE],
    )?;
    rows.iter().for_each(|fact| tally.request(fact));
    Ok(full(rows).and_then(|fact| Some((fact.created_at?.rfc3339(), fact.id))))
}

/// The last of as many as are read in one go.
fn full(rows: Vec<Fact>) -> Option<Fact> {
    rows.into_iter().nth(usize::try_from(SLICE).unwrap_or(1) - 1)
}

/// Whether a table is asked for rather than JSON.
fn accepts_csv(req: &Request) -> bool {
    let accept = door::header(req, "accept").unwrap_or_default();
    let mut kinds = accept.split(',').map(|kind| kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase());
    kinds.find(|kind| kind == "text/csv" || kind == "application/json").is_some_and(|kind| kind == "text/csv")
}
