//! A run of the alarm: delivers what is due, each try for itself. As one ends
//! it is settled and the next row taken; nobody waits for anybody else.

use super::channel::{self, Health, Turn};
use super::places::full;
use super::store::{self, Due};
use super::verdict::{Verdict, is_spent, verdict};
use super::{DESK, alarm, alert};
use crate::delivery::{self, Pace, Told, schedule};
use crate::refusal::Refusal;
use crate::shop::{Record, ShopObject, clock, retention, review};
use crate::storage::{Db, transaction};
use crate::{door, random, timer};
use futures_util::stream::{FuturesUnordered, StreamExt};
use madoguchi_shared::api::ChannelState;
use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::task::Poll;
use worker::Delay;

/// What is in trouble isn't looked at again for so long.
const REST_MS: i64 = 60_000;
/// After so long a run begins no new try; the next one goes on.
const RUN_MS: i64 = 60_000;
/// Delivered events are kept for so long.
pub const KEPT_SECONDS: i64 = 30 * 24 * 3_600;

/// A try that has ended.
type Ended = (Due, i64, Told);

/// Delivers what is due and sets the next alarm; fails only where that can't
/// be set.
pub async fn run(shop: &ShopObject) -> Result<(), Refusal> {
    let outcome = deliver(shop).await;
    if let Err(refusal) = &outcome {
        worker::console_error!("outbox: {refusal:?}");
    }
    alarm::set_next(shop, if outcome.is_err() { REST_MS } else { 0 }).await
}

async fn deliver(shop: &ShopObject) -> Result<(), Refusal> {
    // A crash in the middle doesn't strand the rest.
    shop.state.storage().set_alarm(cut_off_ms()).await?;
    let record = shop.record()?;
    // Each for itself, and no delivery waits for them; but a run in which one
    // failed as a whole is followed by a rest.
    let done = [clock::run(shop, &record), review::run(shop, &record), retention::run(shop, &record)];
    let unwell = done.into_iter().find_map(Result::err);
    let began = door::now_ms();
    store::forget(&shop.db, (began - Pace::current().ms(KEPT_SECONDS)) / 1000)?;
    let (mut tries, mut channels) = (FuturesUnordered::new(), Vec::<String>::new());
    let mut trouble = None;
    loop {
        let now = door::now_ms();
        let goes_on = trouble.is_none() && now - began < RUN_MS;
        if goes_on {
            trouble = overdue(shop, now).err();
        }
        while goes_on && trouble.is_none() {
            match begin(shop, &channels) {
                Ok(Some((due, number))) => {
                    channels.push(due.channel.clone());
                    tries.push(attempt(shop, due, number));
                }
                Ok(None) => break,
                Err(refusal) => trouble = Some(refusal),
            }
        }
        if tries.is_empty() {
            return trouble.or(unwell).map_or(Ok(()), Err);
        }
        let next = if goes_on { alarm::next_after(&shop.db, now)? } else { None };
        let ended = turn(shop, &mut tries, next.map(|at| timer::delay(at - now))).await;
        if let Some((due, number, told)) = ended {
            if let Some(at) = channels.iter().position(|id| *id == due.channel) {
                channels.swap_remove(at);
            }
            trouble = settle(shop, &due, number, &told).err().or(trouble);
        }
    }
}

/// Tells whom it may concern of what hasn't arrived for too long.
fn overdue(shop: &ShopObject, now: i64) -> Result<(), Refusal> {
    let record = shop.record()?;
    transaction(&shop.state, || alert::of_overdue(&shop.db, &record, now / 1000))
}

/// After so long a try that has not ended was cut off, in milliseconds.
fn cut_off_ms() -> i64 {
    let pace = Pace::current();
    pace.working_ms(delivery::TIMEOUT_SECONDS) + pace.working_ms(schedule::MARGIN_SECONDS)
}

/// The next try that ends; none if the bell rings or something else is due
/// before.
async fn turn<F>(shop: &ShopObject, tries: &mut FuturesUnordered<F>, mut next: Option<Delay>) -> Option<Ended>
where
    F: Future<Output = Ended>,
{
    poll_fn(|cx| {
        if let Poll::Ready(ended) = tries.poll_next_unpin(cx) {
            return Poll::Ready(ended);
        }
        let due = next.as_mut().is_some_and(|delay| Pin::new(delay).poll(cx).is_ready());
        if shop.bell.heard(cx) || due { Poll::Ready(None) } else { Poll::Pending }
    })
    .await
}

/// Takes the next row that may be tried, and puts the try on record before
/// anything is sent: a crash between here and the answer counts as one that
/// failed. Rows that can't be tried become dead letters on the way.
fn begin(shop: &ShopObject, under_way: &[String]) -> Result<Option<(Due, i64)>, Refusal> {
    loop {
        let healths = channel::all(&shop.db)?;
        let full = full(under_way, &healths);
        let now = door::now_ms();
        let Some(due) = store::due(&shop.db, now, &full.channels, full.all_webhooks.then_some(DESK))? else { return Ok(None) };
        let off = healths.iter().find(|health| health.id == due.channel && health.state == ChannelState::Off);
        if let Some(off) = off {
            store::bury_all(&shop.db, &due.channel, &off.why_dead())?;
        } else if due.is_behind() {
            store::bury(&shop.db, &due, "an earlier event of this ticket is a dead letter")?;
        } else if is_spent(&due) {
            store::bury(&shop.db, &due, "the last try was cut off")?;
        } else {
            let back = now + cut_off_ms();
            let mut number = 0;
            transaction(&shop.state, || {
                number = store::begin(&shop.db, &due, now, back)?;
                Ok(())
            })?;
            return Ok(Some((due, number)));
        }
    }
}

async fn attempt(shop: &ShopObject, due: Due, number: i64) -> Ended {
    let told = match shop.record() {
        Ok(record) => delivery::send(&shop.env, &record, &due).await,
        Err(_) => delivery::Outcome::failed("the shop's storage could not be read").into(),
    };
    (due, number, told)
}

/// Writes what came of a try: of the try, the row and the channel at once.
fn settle(shop: &ShopObject, due: &Due, number: i64, told: &Told) -> Result<(), Refusal> {
    let (now, random, db, pace) = (door::now_ms(), random::bits()?, &shop.db, Pace::current());
    let record = shop.record()?;
    let reason = told.outcome.reason();
    transaction(&shop.state, || {
        store::end(db, due, number, told, now)?;
        match verdict(due, &told.outcome, random) {
            Verdict::Delivered => store::delivered(db, due)?,
            Verdict::Again(seconds) => store::again(db, due, reason, now + pace.ms(seconds))?,
            Verdict::Dead => store::bury(db, due, reason)?,
        }
        let before = channel::of(db, &due.channel)?;
        let (after, turn) = before.after(&told.outcome, now / 1000, pace, due.channel != DESK);
        if after != before {
            channel::put(db, &after)?;
        }
        match turn {
            Some(turn) => took_a_turn(db, &record, &after, turn, now / 1000),
            None => Ok(()),
        }
    })
}

/// What follows when a channel takes a turn for the worse.
fn took_a_turn(db: &Db, record: &Record, health: &Health, turn: Turn, now: i64) -> Result<(), Refusal> {
    if turn == Turn::Off {
        store::bury_all(db, &health.id, &health.why_dead())?;
    }
    alert::of_channel(db, record, health, turn, now)
}
