//! A run of the alarm: delivers what is due, each try for itself. As one ends
//! it is settled and the next row taken; nobody waits for anybody else.

use super::agenda::{self, Agenda, is_due};
use super::channel::{self, Health, Turn};
use super::store::{self, Due, Standing};
use super::verdict::{Verdict, is_spent, verdict};
use super::{alert, places};
use crate::delivery::{self, Pace, Told, schedule};
use crate::refusal::Refusal;
use crate::shop::{Record, ShopObject, clock, counts, digest, retention, review, usage};
use crate::storage::{Db, transaction};
use crate::{clockwork, door, random, timer};
use futures_util::future::join;
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
/// What is old is swept away so often at most.
const SWEEP_SECONDS: i64 = 300;
/// Delivered events are kept for so long.
pub const KEPT_SECONDS: i64 = 30 * 24 * 3_600;

/// A try that has ended.
type Ended = (Due, Told);

/// Delivers what is due and sets the next alarm; fails only where that can't
/// be set.
pub async fn run(shop: &ShopObject) -> Result<(), Refusal> {
    // A crash in the middle doesn't strand the rest: this alarm is written with
    // the first tries, before any of them is made.
    let cut_off = shop.state.storage();
    let (set, outcome) = join(cut_off.set_alarm(cut_off_ms()), deliver(shop)).await;
    let outcome = set.map_err(Refusal::from).and(outcome);
    if let Err(refusal) = &outcome {
        worker::console_error!("outbox: {refusal:?}");
    }
    agenda::set_alarm(shop, outcome, REST_MS).await
}

/// Delivers what is due, and answers what is due next.
async fn deliver(shop: &ShopObject) -> Result<Agenda, Refusal> {
    let began = door::now_ms();
    let record = shop.record()?;
    shop.bell.hush();
    let mut agenda = Agenda::read(&shop.db, began)?;
    let rung_for = agenda.chores(&record, began);
    let unwell = chores(shop, &record, rung_for, began).err();
    if rung_for.contains(&true) {
        agenda = Agenda::read(&shop.db, began)?;
    }
    let (mut tries, mut channels) = (FuturesUnordered::new(), Vec::<String>::new());
    let mut trouble = None;
    loop {
        let now = door::now_ms();
        let goes_on = trouble.is_none() && now - began < RUN_MS;
        if goes_on {
            let mut begun = vec![];
            trouble = begin(shop, &agenda, &mut channels, &mut begun, now).err();
            // Those that were begun before the trouble are on record, and made.
            tries.extend(begun.into_iter().map(|due| attempt(shop, due)));
        }
        if tries.is_empty() {
            return trouble.or(unwell).map_or(Ok(agenda), Err);
        }
        let goes_on = goes_on && trouble.is_none();
        let next = agenda.next_delivery(now).filter(|_| goes_on);
        let ended = turn(shop, &mut tries, goes_on, next.map(|at| timer::delay(clockwork::wait(at - now)))).await;
        for (due, ..) in &ended {
            if let Some(at) = channels.iter().position(|id| *id == due.channel) {
                channels.swap_remove(at);
            }
        }
        trouble = settle(shop, &agenda, &ended).err().or(trouble);
        match Agenda::read(&shop.db, door::now_ms()) {
            Ok(read) => agenda = read,
            Err(refusal) => trouble = trouble.or(Some(refusal)),
        }
    }
}

/// What else the alarm has rung for, each for itself; no delivery waits for
/// any of it. A run in which one failed as a whole is followed by a rest.
fn chores(shop: &ShopObject, record: &Record, [lapsed, changed, kept, digest]: [bool; 4], now: i64) -> Result<(), Refusal> {
    let done = [
        if lapsed { clock::run(shop, record) } else { Ok(()) },
        if changed { review::run(shop, record) } else { Ok(()) },
        if kept { retention::run(shop, record) } else { Ok(()) },
        if digest { digest::run(shop, record) } else { Ok(()) },
        sweep(shop, now),
    ];
    done.into_iter().collect()
}

/// Lets go of what was kept for long enough and is about no person, now and
/// then.
fn sweep(shop: &ShopObject, now: i64) -> Result<(), Refusal> {
    let pace = Pace::current();
    if now - shop.swept.get() < pace.ms(SWEEP_SECONDS) {
        return Ok(());
    }
    shop.swept.set(now);
    store::forget(&shop.db, (now - pace.ms(KEPT_SECONDS)) / 1000)?;
    counts::sweep(&shop.db, door::now())?;
    usage::forget(&shop.db, &*shop.record()?, door::now())?;
    retention::sweep(&shop.db, door::now())
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

/// The tries that end next; none if the bell rings, which it does for nobody
/// unless the run `listens`, or something else is due before.
async fn turn<F>(shop: &ShopObject, tries: &mut FuturesUnordered<F>, listens: bool, mut next: Option<Delay>) -> Vec<Ended>
where
    F: Future<Output = Ended>,
{
    shop.bell.listen(listens);
    let ended = poll_fn(|cx| {
        let (mut ended, rung) = (vec![], shop.bell.heard(cx));
        while let Poll::Ready(Some(one)) = tries.poll_next_unpin(cx) {
            ended.push(one);
        }
        let due = next.as_mut().is_some_and(|delay| Pin::new(delay).poll(cx).is_ready());
        if !ended.is_empty() || rung || due { Poll::Ready(ended) } else { Poll::Pending }
    })
    .await;
    shop.bell.listen(false);
    ended
}

/// Takes the rows that may be tried, and puts the tries on record before
/// anything is sent: a crash between here and the answer counts as one that
/// failed. Rows that can't be tried become dead letters on the way, or go.
fn begin(shop: &ShopObject, agenda: &Agenda, under_way: &mut Vec<String>, begun: &mut Vec<Due>, now: i64) -> Result<(), Refusal> {
    let db = &shop.db;
    let late = is_due(agenda.alert(), now);
    if late {
        overdue(shop, now)?;
    }
    if !late && !is_due(agenda.waiting, now) {
        return Ok(());
    }
    let healths = agenda.healths()?;
    loop {
        let rows = store::due(db, now, &places::full(under_way, &healths))?;
        // What is buried may bring to light what waited behind it.
        let mut again = rows.len() == store::AT_ONCE;
        for due in rows {
            let off = healths.iter().find(|health| health.id == due.channel && health.state == ChannelState::Off);
            if due.is_empty() {
                store::remove(db, &due)?;
            } else if let Some(off) = off {
                store::bury_all(db, &due.channel, &off.why_dead())?;
            } else if due.is_behind() {
                store::bury_behind(db, &due)?;
            } else if is_spent(&due) {
                store::bury(db, &due, "the last try was cut off")?;
            } else {
                if !places::full(under_way, &healths).holds(&due.channel) {
                    store::begin(db, &due, now, now + cut_off_ms())?;
                    under_way.push(due.channel.clone());
                    begun.push(due);
                }
                continue;
            }
            again = true;
        }
        if !again {
            return Ok(());
        }
    }
}

async fn attempt(shop: &ShopObject, due: Due) -> Ended {
    let told = match shop.record() {
        Ok(record) => delivery::send(&shop.env, &shop.db, &record, &due).await,
        Err(_) => delivery::Outcome::failed("the shop's storage could not be read").into(),
    };
    (due, told)
}

/// Writes what came of tries. What can't be written of one keeps no other from
/// being written.
fn settle(shop: &ShopObject, agenda: &Agenda, ended: &[Ended]) -> Result<(), Refusal> {
    let (record, now) = (shop.record()?, door::now_ms());
    // Only a run makes a channel worse; what makes it better has tries that
    // were under way count for nothing.
    let mut healths = agenda.healths()?;
    let mut outcome = Ok(());
    for (due, told) in ended {
        outcome = outcome.and(settle_one(shop, &record, &mut healths, due, told, now));
    }
    outcome
}

/// Of a try, then of its row and its channel. Should that be cut off in
/// between, the row comes back, and its event is sent again under the same id.
fn settle_one(shop: &ShopObject, record: &Record, healths: &mut Vec<Health>, due: &Due, told: &Told, now: i64) -> Result<(), Refusal> {
    let (db, pace, reason) = (&shop.db, Pace::current(), told.outcome.reason());
    let standing = store::end(db, due, told, now)?;
    match verdict(due, &told.outcome, standing, random::bits()?) {
        Verdict::Delivered => store::delivered(db, due)?,
        Verdict::Again(seconds) => store::again(db, due, reason, now + pace.ms(seconds))?,
        Verdict::Anew => store::anew(db, due, reason, now)?,
        Verdict::Gone => store::remove(db, due)?,
        Verdict::Dead => store::bury(db, due, reason)?,
    }
    if standing != Standing::Holds {
        return Ok(());
    }
    let place = healths.iter().position(|health| health.id == due.channel);
    let before = place.map_or_else(|| Health::good(&due.channel), |place| healths.swap_remove(place));
    let (mut after, turn) = before.after(&told.outcome, now / 1000, pace, !due.is_always_on());
    after.advice = told.advice().or(after.advice).filter(|_| after.is_doubtful());
    if after != before {
        transaction(&shop.state, || {
            channel::put(db, &after)?;
            turn.map_or(Ok(()), |turn| took_a_turn(db, record, &after, turn, now / 1000))
        })?;
    }
    healths.push(after);
    Ok(())
}

/// What follows when a channel takes a turn for the worse.
fn took_a_turn(db: &Db, record: &Record, health: &Health, turn: Turn, now: i64) -> Result<(), Refusal> {
    if turn == Turn::Off {
        store::bury_all(db, &health.id, &health.why_dead())?;
    }
    alert::of_channel(db, record, health, turn, now)
}
