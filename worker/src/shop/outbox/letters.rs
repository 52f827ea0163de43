//! What the owner sees of deliveries. SQLite writes the answer's JSON: its
//! types are in `shared/src/api.rs`.

use super::DESK;
use crate::delivery::shopper::word::Way;
use crate::refusal::Refusal;
use crate::shop::record::Record;
use crate::storage::{Db, params};
use crate::{door, reply, texts};
use madoguchi_shared::api::Advice;
use madoguchi_shared::json;
use madoguchi_shared::notice::Texts;
use madoguchi_shared::{Code, Fault};
use serde::Deserialize;
use std::collections::BTreeMap;
use worker::{Request, Response};

/// Deliveries on one page.
const PAGE: i64 = 50;
/// Characters of each answer that a page of many shows.
const SHOWN: i64 = 500;

/// Serves `GET deliveries`.
pub fn serve(db: &Db, record: &Record, req: &Request) -> Result<Response, Refusal> {
    let asked = |name| door::query(req, name).unwrap_or_default();
    let (state, before) = (asked("state"), asked("before"));
    let faulty = |path, code| Refusal::faults(vec![Fault::at(path, code)]);
    if !matches!(state.as_str(), "" | "pending" | "dead" | "delivered") {
        return Err(faulty("state", Code::Unknown));
    }
    let before = if before.is_empty() { Ok(i64::from(u32::MAX)) } else { before.parse::<u32>().map(i64::from) };
    let before = before.map_err(|_| faulty("before", Code::Malformed))?;
    let page = page(db, &asked("id"), &asked("channel"), &state, before)?;
    let channels = channels(db, record)?;
    let asked = asked("lang");
    let words = texts::notice(if asked.is_empty() { record.first_language() } else { &asked });
    let advice: BTreeMap<&str, &str> = Advice::ALL.iter().map(|advice| (advice.as_str(), what_to_do(words, *advice))).collect();
    let advice = json::text(&advice).ok_or(Refusal::Storage)?;
    reply::bytes_as_json(200, ["{\"channels\":", &channels, ",\"deliveries\":", &page, ",\"advice\":", &advice, "}"].concat().into_bytes())
}

/// What to do about a trouble.
pub fn what_to_do(words: &Texts, advice: Advice) -> &str {
    words.get(&["advice.", advice.as_str()].concat()).map_or("", String::as_str)
}

#[derive(Deserialize)]
struct Text {
    json: String,
}

fn text(row: Option<Text>) -> String {
    row.map_or_else(|| "[]".to_owned(), |row| row.json)
}

/// Every channel with what waits for it: the desk, those in the settings, the
/// ways to shoppers, and those that were removed while something was on its way.
fn channels(db: &Db, record: &Record) -> Result<String, Refusal> {
    let settings = record.settings.iter().flat_map(|settings| &settings.channels);
    let told = record.settings.as_ref().map(|settings| settings.shoppers).unwrap_or_default();
    let ways = [(told.mail, Way::Mail), (told.sms, Way::Sms)].into_iter().filter_map(|(used, way)| used.then_some(way.channel()));
    let ids: Vec<&str> = std::iter::once(DESK).chain(settings.map(|channel| channel.id().as_str())).chain(ways).collect();
    let ids = json::text(&ids).ok_or(Refusal::Storage)?;
    let row = db.row(
        "WITH waiting AS (SELECT channel, sum(state = 'pending') AS pending, sum(state = 'dead') AS dead FROM outbox
                          WHERE state <> 'delivered' GROUP BY channel),
              named AS (SELECT value AS id FROM json_each(?) UNION SELECT channel FROM waiting)
         SELECT json_group_array(json_object(
                    'id', n.id, 'state', coalesce(c.state, 'on'), 'reason', coalesce(c.reason, ''), 'advice', c.advice, 'failures', coalesce(c.failures, 0),
                    'failing_since', strftime('%Y-%m-%dT%H:%M:%SZ', c.failing_since, 'unixepoch'),
                    'pending', coalesce(w.pending, 0), 'dead', coalesce(w.dead, 0))) AS json
         FROM named AS n LEFT JOIN waiting AS w ON w.channel = n.id LEFT JOIN channels AS c ON c.id = n.id",
        params![ids],
    )?;
    Ok(text(row))
}

fn page(db: &Db, id: &str, channel: &str, state: &str, before: i64) -> Result<String, Refusal> {
    let shown = if id.is_empty() { SHOWN } else { i64::MAX >> 16 };
    let row = db.row(
        "SELECT json_group_array(json_object(
                    'n', n, 'id', id, 'channel', channel, 'ticket', nullif(ticket, ''), 'state', state, 'attempts', attempts, 'last', last, 'advice', advice,
                    'created_at', strftime('%Y-%m-%dT%H:%M:%SZ', created_at, 'unixepoch'),
                    'next_at', iif(state = 'pending', strftime('%Y-%m-%dT%H:%M:%SZ', due_ms / 1000, 'unixepoch'), NULL),
                    'tries', (SELECT json_group_array(json_object(
                                  'at', strftime('%Y-%m-%dT%H:%M:%SZ', at, 'unixepoch'),
                                  'ended_at', strftime('%Y-%m-%dT%H:%M:%SZ', ended_at, 'unixepoch'),
                                  'status', status, 'reason', coalesce(reason, ''), 'answer', substr(coalesce(answer, ''), 1, ?1)))
                              FROM tries WHERE row = o.n))) AS json
         FROM (SELECT * FROM outbox
               WHERE n < ?2 AND (?3 = '' OR id = ?3) AND (?4 = '' OR channel = ?4) AND iif(?5 = '' AND ?3 = '', state <> 'delivered', ?5 = '' OR state = ?5)
               ORDER BY n DESC LIMIT ?6) AS o",
        params![shown, before, id, channel, state, PAGE],
    )?;
    Ok(text(row))
}
