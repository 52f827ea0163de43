//! Events on their way: written with the change that they tell of, delivered
//! by alarm until each has arrived or is a dead letter.

use super::record::Record;
use super::{ShopObject, clock, review, tickets};
use crate::delivery::{self, schedule};
use crate::refusal::Refusal;
use crate::storage::{Db, params};
use crate::{door, random, texts};
use futures_util::future::join_all;
use madoguchi_shared::api::Delivery;
use madoguchi_shared::command::{Event, EventData, EventType};
use madoguchi_shared::id::Key;
use madoguchi_shared::notice::notice;
use madoguchi_shared::ticket::{Change, Ticket};
use madoguchi_shared::urgency::Urgency;
use madoguchi_shared::{Instant, Rules};
use serde::Deserialize;
use worker::{Request, State};

/// The channel that every shop has.
const DESK: &str = "desk";
/// Deliveries in one run: what the platform lets one object have open at once.
const AT_ONCE: usize = 6;
/// The alarm is set this far ahead before anything is tried, so that a crash
/// in the middle doesn't strand the rest.
const SAFETY_SECONDS: i64 = 60;

/// Where the desk's page is served, for links in notices.
pub struct Link {
    /// The installation's origin.
    pub base: String,
}

impl Link {
    /// Of the address that this request called.
    pub fn of(req: &Request) -> Self {
        Self { base: door::own_origin(req).unwrap_or_default() }
    }

    fn to(&self, record: &Record, ticket: &Ticket) -> String {
        format!("{}/desk/?desk={}#ticket={}", self.base, record.desk, ticket.id)
    }
}

/// What an event says of a ticket.
pub fn data(record: &Record, rules: &Rules, ticket: &Ticket, link: &Link) -> Result<EventData, Refusal> {
    let (zone, language) = rules.desk.as_ref().map_or((&rules.shop_zone, "ja"), |desk| (&desk.zone, desk.language.as_str()));
    let notice = notice(ticket, texts::texts(language), zone, &link.to(record, ticket));
    Ok(EventData { shop_name: record.settings()?.name.clone(), ticket: ticket.clone(), notice })
}

/// Writes an event for every channel, but for the desk alone while a ticket is
/// quiet. To be called inside the transaction that writes the ticket.
pub fn add(db: &Db, record: &Record, rules: &Rules, ticket: &Ticket, kind: EventType, now: Instant, link: &Link) -> Result<(), Refusal> {
    let event = Event { kind, timestamp: now, data: data(record, rules, ticket, link)? };
    let body = serde_json::to_string(&event).map_err(|_| Refusal::Storage)?;
    // Stable by construction: the same event can't get two ids.
    let id = format!("msg_{}_{}", ticket.id, ticket.seq);
    let urgency = tickets::word(&ticket.urgency)?;
    let channels = record.settings()?.channels.iter().map(|channel| channel.id().as_str()).filter(|_| !ticket.quiet);
    for channel in std::iter::once(DESK).chain(channels) {
        db.run(
            "INSERT INTO outbox (id, channel, ticket, urgency, body, due, created_at) VALUES (?, ?, ?, ?, ?, ?, ?)",
            params![id.as_str(), channel, ticket.id.as_str(), urgency.as_str(), body.as_str(), now.unix(), now.unix()],
        )?;
    }
    Ok(())
}

/// Writes a ticket's change with its event, and sets it on its way.
pub async fn change(
    shop: &ShopObject,
    record: &Record,
    rules: &Rules,
    change: &Change,
    now: Instant,
    link: &Link,
    command: Option<&Key>,
) -> Result<(), Refusal> {
    write(shop, record, rules, change, now, link, command)?;
    wake(&shop.state).await
}

/// Writes a ticket's change with its event, as one transaction.
pub fn write(
    shop: &ShopObject,
    record: &Record,
    rules: &Rules,
    change: &Change,
    now: Instant,
    link: &Link,
    command: Option<&Key>,
) -> Result<(), Refusal> {
    let Change { ticket, event } = change;
    crate::storage::transaction(&shop.state, || {
        tickets::update(&shop.db, ticket, &record.settings()?.service)?;
        if let Some(command) = command {
            tickets::remember(&shop.db, command, &ticket.id, now)?;
            // The clock, which ends what a command began, knows no address.
            shop.db.put(clock::BASE, &link.base)?;
        }
        add(&shop.db, record, rules, ticket, *event, now, link)
    })
}

/// Has the alarm ring at once. Its first poll sets it, so that it belongs to
/// the writes before it.
pub async fn wake(state: &State) -> Result<(), Refusal> {
    Ok(state.storage().set_alarm(0).await?)
}

/// A delivery that is due.
#[derive(Deserialize)]
pub struct Due {
    n: i64,
    /// Stable over all tries.
    pub id: String,
    /// Which channel.
    pub channel: String,
    urgency: Urgency,
    /// The event.
    pub body: String,
    attempts: u32,
}

/// Delivers what is due and sets the next alarm. Never fails.
pub async fn run(shop: &ShopObject) {
    if let Err(refusal) = deliver(shop).await {
        worker::console_error!("outbox: {refusal:?}");
    }
    if let Err(error) = next_alarm(shop).await {
        worker::console_error!("alarm: {error:?}");
    }
}

async fn deliver(shop: &ShopObject) -> Result<(), Refusal> {
    shop.state.storage().set_alarm(SAFETY_SECONDS * 1000).await?;
    let record = shop.record()?;
    if let Err(refusal) = clock::run(shop, &record) {
        worker::console_error!("clock: {refusal:?}");
    }
    if let Err(refusal) = review::run(shop, &record) {
        worker::console_error!("review: {refusal:?}");
    }
    loop {
        let rows = due(&shop.db, door::now())?;
        if rows.is_empty() {
            return Ok(());
        }
        let (due, spent) = sort_out(rows);
        for row in &spent {
            bury(&shop.db, row)?;
        }
        // The attempt is on record before anything is sent: a crash between
        // here and the answer counts as one that failed.
        for row in &due {
            begin(&shop.db, row, door::now())?;
        }
        let sent = join_all(due.iter().map(|row| delivery::send(&shop.env, &record, row))).await;
        for (row, outcome) in due.iter().zip(sent) {
            settle(&shop.db, row, outcome, door::now())?;
        }
    }
}

/// What is due, in order; a ticket's later event waits behind its earlier one.
fn due(db: &Db, now: Instant) -> Result<Vec<Due>, Refusal> {
    db.rows(
        "SELECT n, id, channel, urgency, body, attempts FROM outbox AS o
         WHERE state = 'pending' AND due <= ?
           AND NOT EXISTS (SELECT 1 FROM outbox AS p
                           WHERE p.ticket = o.ticket AND p.channel = o.channel AND p.n < o.n AND p.state <> 'delivered')
         ORDER BY due, n LIMIT ?",
        params![now.unix(), i64::try_from(AT_ONCE).unwrap_or(1)],
    )
}

/// Those that may be tried, and those whose tries are spent: the last was cut
/// off before its outcome was written.
fn sort_out(rows: Vec<Due>) -> (Vec<Due>, Vec<Due>) {
    rows.into_iter().partition(|row| schedule::wait(row.urgency, row.attempts, 0).is_some())
}

/// Counts the try before it is made, and has the row come back soon should
/// its outcome never be written.
fn begin(db: &Db, row: &Due, now: Instant) -> Result<(), Refusal> {
    let due = now.plus_seconds(schedule::UNKNOWN_SECONDS);
    db.run("UPDATE outbox SET attempts = attempts + 1, due = ? WHERE n = ?", params![due.unix(), row.n])
}

fn bury(db: &Db, row: &Due) -> Result<(), Refusal> {
    db.run("UPDATE outbox SET state = 'dead', last = 'the last try was cut off' WHERE n = ?", params![row.n])
}

fn settle(db: &Db, row: &Due, outcome: delivery::Outcome, now: Instant) -> Result<(), Refusal> {
    let (state, last, wait) = verdict(row, outcome, random::bits()?);
    let due = now.plus_seconds(wait);
    db.run("UPDATE outbox SET state = ?, last = ?, due = ? WHERE n = ?", params![state, last, due.unix(), row.n])
}

/// What becomes of a delivery after a try: its state, why, and the seconds
/// until the next try.
fn verdict(row: &Due, outcome: delivery::Outcome, random: u64) -> (&'static str, String, i64) {
    let wait = schedule::wait(row.urgency, row.attempts.saturating_add(1), random);
    match (outcome, wait) {
        (delivery::Outcome::Arrived, _) => ("delivered", String::new(), 0),
        (delivery::Outcome::Failed(reason), Some(wait)) => ("pending", reason, wait),
        (delivery::Outcome::Failed(reason) | delivery::Outcome::Gone(reason), _) => ("dead", reason, 0),
    }
}

/// An object has one alarm: the earliest due work sets it.
async fn next_alarm(shop: &ShopObject) -> Result<(), Refusal> {
    #[derive(Deserialize)]
    struct Next {
        due: Option<i64>,
    }
    // A row behind an undelivered one waits for that one's time.
    let next = shop.db.row::<Next>(
        "SELECT min(due) AS due FROM outbox AS o
         WHERE state = 'pending'
           AND NOT EXISTS (SELECT 1 FROM outbox AS p
                           WHERE p.ticket = o.ticket AND p.channel = o.channel AND p.n < o.n AND p.state <> 'delivered')",
        vec![],
    )?;
    let storage = shop.state.storage();
    let now = door::now().unix();
    // What the clock left over is in trouble; it isn't looked at without a rest.
    let lapse = tickets::next_lapse(&shop.db)?.map(|at| at.max(now + SAFETY_SECONDS));
    // Marked while this run was at its end.
    let review = review::pending(&shop.db)?.map(|_| now + 1);
    match next.and_then(|next| next.due).into_iter().chain(lapse).chain(review).min() {
        Some(due) => storage.set_alarm((due - now).max(0) * 1000).await?,
        None => storage.delete_alarm().await?,
    }
    Ok(())
}

/// What has not arrived, for the owner: the newest hundred that are pending or
/// dead.
pub fn deliveries(db: &Db) -> Result<Vec<Delivery>, Refusal> {
    db.rows("SELECT id, channel, ticket, state, attempts, last FROM outbox WHERE state <> 'delivered' ORDER BY n DESC LIMIT 100", vec![])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(urgency: Urgency, attempts: u32) -> Due {
        Due { n: 1, id: "msg_1".into(), channel: "hook".into(), urgency, body: String::new(), attempts }
    }

    /// Each try is counted before it is made, and the runtime ends in its midst.
    #[test]
    fn tries_that_are_all_cut_off_end_as_a_dead_letter() {
        for (urgency, most) in [(Urgency::Normal, 10), (Urgency::Urgent, 14)] {
            let mut tried = 0;
            while let ([_], []) = (sort_out(vec![row(urgency, tried)]).0.as_slice(), sort_out(vec![row(urgency, tried)]).1.as_slice()) {
                tried += 1;
                assert!(tried <= most, "tries are bounded");
            }
            assert_eq!(tried, most);
            assert_eq!(sort_out(vec![row(urgency, tried)]).1.len(), 1, "it is buried, not forgotten");
        }
    }

    #[test]
    fn only_what_is_spent_is_sorted_out() {
        let (due, spent) =
            sort_out(vec![row(Urgency::Normal, 0), row(Urgency::Normal, 10), row(Urgency::Urgent, 10), row(Urgency::Normal, u32::MAX)]);
        let tries = |rows: Vec<Due>| rows.iter().map(|row| row.attempts).collect::<Vec<_>>();
        assert_eq!((tries(due), tries(spent)), (vec![0, 10], vec![10, u32::MAX]));
    }

    #[test]
    fn a_failure_waits_until_the_tries_are_spent() {
        let failed = |urgency, attempts| verdict(&row(urgency, attempts), delivery::Outcome::Failed("answered 500".into()), u64::MAX / 2);
        assert_eq!(failed(Urgency::Normal, 0), ("pending", "answered 500".to_owned(), 5));
        assert_eq!(failed(Urgency::Normal, 8).0, "pending");
        assert_eq!(failed(Urgency::Normal, 9), ("dead", "answered 500".to_owned(), 0), "the tenth was the last");
        assert_eq!(failed(Urgency::Urgent, 9).0, "pending");
        assert_eq!(verdict(&row(Urgency::Normal, 9), delivery::Outcome::Arrived, 0).0, "delivered");
        assert_eq!(verdict(&row(Urgency::Normal, 0), delivery::Outcome::Gone("removed".into()), 0).0, "dead");
    }
}
