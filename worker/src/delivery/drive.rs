//! Does what a channel says comes next: calls, signs, remembers. All of a try
//! together has as long as one call of a webhook.

use super::letter::Letter;
use super::step::{Ask, Heard, Kept, Next, Speaks, Step};
use super::{NO_ANSWER, Outcome, Pace, TIMEOUT_SECONDS, Told, address, answer, sign, stand_in};
use crate::storage::{Db, params};
use crate::{call, timer};
use madoguchi_shared::Instant;
use worker::{AbortController, Date, Env, Fetch, Headers, Result};

/// The most steps of a try.
const STEPS_MAX: usize = 10;

/// Where a channel's try is made.
pub struct Place<'a> {
    /// The worker's settings.
    pub env: &'a Env,
    /// The shop's storage.
    pub db: &'a Db,
    /// The channel's id.
    pub channel: &'a str,
}

/// Makes one try.
pub async fn drive(place: &Place<'_>, channel: &dyn Speaks, letter: &Letter<'_>) -> Told {
    let until = world_ms() + Pace::current().working_ms(TIMEOUT_SECONDS);
    let mut heard: Option<Heard> = None;
    for _ in 0..STEPS_MAX {
        let Next { keep, step } = channel.next(letter, &|key| kept(place, key, letter.now), heard.as_ref());
        for kept in keep {
            if remember(place.db, place.channel, &kept).is_err() {
                return told(Outcome::failed("the shop's storage could not be written"), heard);
            }
        }
        heard = Some(match step {
            Step::Done(outcome) => return told(outcome, heard),
            Step::Sign { key, text } => match sign::rs256(&key, &text).await {
                Some(body) => Heard { name: "sign", status: 200, retry_after: None, body },
                None => return told(Outcome::failed("the private key can't be used"), heard),
            },
            Step::Ask(ask) => match asked(place.env, &ask, until - world_ms()).await {
                Ok(heard) => heard,
                // What an earlier step was answered says nothing of this one.
                Err(outcome) => return outcome.into(),
            },
        });
    }
    told(Outcome::failed("the service asked for too many steps"), heard)
}

/// The world's clock, in milliseconds: a service answers by no other.
fn world_ms() -> i64 {
    i64::try_from(Date::now().as_millis()).unwrap_or(i64::MAX)
}

fn told(outcome: Outcome, heard: Option<Heard>) -> Told {
    // What was signed was never said to anybody.
    let heard = heard.filter(|heard| heard.name != "sign");
    let status = heard.as_ref().map(|heard| heard.status);
    Told { outcome, status, answer: heard.map(|heard| heard.body).unwrap_or_default() }
}

/// Asks once. Once the head of an answer is there it counts, whatever becomes
/// of its body.
pub async fn asked(env: &Env, ask: &Ask, ms: i64) -> std::result::Result<Heard, Outcome> {
    if ms <= 0 {
        return Err(Outcome::late());
    }
    let loopback = address::loopback_allowed(env);
    let url = stand_in::address(env, &ask.url, loopback);
    if !address::may_reach(&url, loopback) {
        return Err(Outcome::failed("the address may not be reached"));
    }
    let (mut heard, mut body, abort) = (Heard { name: ask.name, ..Heard::default() }, vec![], AbortController::default());
    let in_time = timer::within(ms, fetch(ask, &url, &abort, &mut heard, &mut body)).await.is_some();
    // Whatever is still to come of the answer is not wanted.
    abort.abort();
    heard.body = answer::text(&body);
    match heard.status {
        // The platform's words may hold the address, which may hold a secret.
        0 if in_time => Err(Outcome::failed(NO_ANSWER)),
        0 => Err(Outcome::late()),
        _ => Ok(heard),
    }
}

async fn fetch(ask: &Ask, url: &str, abort: &AbortController, heard: &mut Heard, body: &mut Vec<u8>) -> Result<()> {
    let headers = Headers::new();
    for (name, value) in &ask.headers {
        headers.set(name, value)?;
    }
    let mut answer = Fetch::Request(call::request(ask.method, url, &headers, &ask.body)?).send_with_signal(&abort.signal()).await?;
    heard.status = answer.status_code();
    heard.retry_after = answer.headers().get("retry-after")?;
    answer::read(&mut answer, body).await;
    Ok(())
}

fn kept(place: &Place<'_>, key: &str, now: Instant) -> Option<String> {
    #[derive(serde::Deserialize)]
    struct Row {
        value: String,
    }
    let sql = "SELECT value FROM memory WHERE channel = ? AND key = ? AND until > ?";
    place.db.row::<Row>(sql, params![place.channel, key, now.unix()]).ok()?.map(|row| row.value)
}

fn remember(db: &Db, channel: &str, kept: &Kept) -> std::result::Result<(), crate::refusal::Refusal> {
    if kept.value.is_empty() {
        return db.run("DELETE FROM memory WHERE channel = ? AND key = ?", params![channel, kept.key.as_str()]);
    }
    db.run(
        "INSERT INTO memory (channel, key, value, until) VALUES (?1, ?2, ?3, ?4) ON CONFLICT (channel, key) DO UPDATE SET value = ?3, until = ?4",
        params![channel, kept.key.as_str(), kept.value.as_str(), kept.until.unix()],
    )
}
