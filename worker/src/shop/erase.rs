//! Forgetting the person in one ticket, in all that this object holds, and
//! having everybody told who may hold a copy.

use super::outbox::{self, DESK, FORMER_DESK, Link};
use super::record::Record;
use super::{ShopObject, tickets};
use crate::delivery::shopper::word::SHOPPER;
use crate::refusal::Refusal;
use crate::storage::{Db, params};
use madoguchi_shared::Instant;
use madoguchi_shared::command::EventType;
use madoguchi_shared::id::{Slug, TicketId};
use madoguchi_shared::json;
use madoguchi_shared::ticket::{Act, Actor, Facts, Ticket};
use serde::Deserialize;

/// A ticket as it is stored, which may be older than what can be read.
#[derive(Deserialize)]
pub struct Row {
    /// Its number.
    pub id: TicketId,
    seq: u64,
    created_at: i64,
    ticket: String,
}

/// Begins a query for [`Row`]s.
macro_rules! select_rows {
    ($rest:literal) => {
        concat!("SELECT id, seq, created_at, ticket FROM tickets ", $rest)
    };
}
pub(super) use select_rows;

impl Row {
    /// The ticket, if it can be read.
    pub fn ticket(&self) -> Option<Ticket> {
        json::read(self.ticket.as_bytes())
    }
}

/// Makes a tombstone of the ticket in `row`, as one transaction: what was asked
/// and said, its key's receipt, the commands and deliveries of it and what it was before the last act all go. One
/// that was erased before stays as it is. What can't be read is forgotten too.
pub fn erase(shop: &ShopObject, record: &Record, row: &Row, actor: Actor, now: Instant) -> Result<(), Refusal> {
    let (rules, settings) = (record.rules(now)?, record.settings()?);
    let facts = Facts { now, rules: &rules, service: &settings.service, taken: &|_| 0, do_not_contact: false };
    let (tombstone, quiet) = match row.ticket() {
        Some(ticket) => match ticket.apply(actor, &Act::Erase {}, None, &facts) {
            Ok(change) => (change.ticket, ticket.quiet),
            Err(_) => return Ok(()),
        },
        None => {
            let created_at = Instant::from_unix(row.created_at);
            (Ticket::unreadable(row.id.clone(), record.slug.clone(), row.seq.saturating_add(1), created_at, now), false)
        }
    };
    // A tombstone's notice says nothing; not even where the ticket is.
    let link = Link { base: String::new() };
    let body = outbox::body(outbox::data(record, &rules, &tombstone, &link)?, EventType::Erased, now)?;
    let former = former_desks(&shop.db, &record.desk, row.created_at)?;
    let configured: Vec<&str> = settings.channels.iter().map(|channel| channel.id().as_str()).collect();
    let complete = row.created_at > now.plus_seconds(-outbox::KEPT_SECONDS).unix();
    crate::storage::transaction(&shop.state, || {
        let told = told(&shop.db, &row.id)?;
        tickets::update(&shop.db, &tombstone, &settings.service)?;
        empty(&shop.db, &row.id, now)?;
        outbox::add_for(
            &shop.db,
            record,
            &tombstone,
            &body,
            now,
            &mut holders(&told, &former, &configured, quiet, complete).into_iter().map(|channel| (channel, now)),
        )
    })
}

/// The name under which the desks are kept that answered for this shop before,
/// each with the second until which it did.
const FORMER_DESKS: &str = "former_desks";

/// Notes the desk that the shop has so far, if `next` is another: it keeps its
/// copies of what came until now. To be called before the new one is written.
pub fn leave_desk(db: &Db, next: &Slug, now: Instant) -> Result<(), Refusal> {
    let Some(desk) = db.get::<Slug>("desk")?.filter(|desk| desk != next) else { return Ok(()) };
    let mut former: Vec<(Slug, i64)> = db.get(FORMER_DESKS)?.unwrap_or_default();
    former.retain(|(known, _)| *known != desk);
    former.push((desk, now.unix()));
    db.put(FORMER_DESKS, &former)
}

/// Desks other than `current` that may hold a ticket of the second
/// `created_at`, as channels.
fn former_desks(db: &Db, current: &Slug, created_at: i64) -> Result<Vec<String>, Refusal> {
    let former: Vec<(Slug, i64)> = db.get(FORMER_DESKS)?.unwrap_or_default();
    let holding = former.into_iter().filter(|(desk, until)| desk != current && created_at <= *until);
    Ok(holding.map(|(desk, _)| [FORMER_DESK, desk.as_str()].concat()).collect())
}

/// No try is under way for longer than this; one that began earlier was cut off.
const TRY_SECONDS: i64 = 60;

/// Empties all that belongs to a ticket but the ticket itself.
///
/// The key stays bound, to nothing: its body's hash is of what the person
/// wrote. Deliveries go whole, whether they wait, are dead or have arrived;
/// with a dead one in front the event that says that they are forgotten would
/// never come. One that is just being tried stays until that try has ended or
/// was cut off, so that nothing overtakes it; with nothing left to say it isn't
/// tried again. Tries go all: the answer to the one under way, which may tell
/// of the person, then finds no place.
fn empty(db: &Db, id: &TicketId, now: Instant) -> Result<(), Refusal> {
    db.run(
        "UPDATE outbox SET body = '', alert_at = NULL, state = CASE
             WHEN state = 'pending' AND EXISTS (SELECT 1 FROM tries WHERE row = n AND ended_at IS NULL AND at >= ?2) THEN 'pending' ELSE 'gone' END
         WHERE ticket = ?1",
        params![id.as_str(), now.plus_seconds(-TRY_SECONDS).unix()],
    )?;
    for sql in [
        "DELETE FROM tries WHERE row IN (SELECT n FROM outbox WHERE ticket = ?)",
        "DELETE FROM outbox WHERE ticket = ? AND state = 'gone'",
        "DELETE FROM commands WHERE ticket = ?",
        "DELETE FROM undo WHERE ticket = ?",
        "UPDATE keys SET body_hash = '', receipt = '' WHERE key = (SELECT key FROM tickets WHERE id = ?)",
    ] {
        db.run(sql, params![id.as_str()])?;
    }
    Ok(())
}

/// A channel for which there are deliveries of a ticket.
#[derive(Deserialize)]
struct Told {
    channel: String,
    /// Whether anything may have arrived: a try counts, whatever came of it.
    told: u32,
}

fn told(db: &Db, id: &TicketId) -> Result<Vec<Told>, Refusal> {
    db.rows(
        "SELECT channel, max(state = 'delivered' OR attempts > 0 OR EXISTS (SELECT 1 FROM tries WHERE row = n)) AS told
         FROM outbox WHERE ticket = ? GROUP BY channel",
        params![id.as_str()],
    )
}

/// The channels that may hold something of a ticket: the desk, and those that
/// the shop had before; every other that was sent something, though it may be
/// none of the shop's any more; and the shop's own of which nothing is on file
/// (what has arrived is not kept for as long as tickets are), unless the ticket
/// is `quiet`.
///
/// Unless the file is `complete`, what was sent earlier may be forgotten: then
/// a channel for which nothing but an untried delivery is left may hold it too.
fn holders<'a>(told: &'a [Told], former: &'a [String], configured: &[&'a str], quiet: bool, complete: bool) -> Vec<&'a str> {
    // What a shopper was told they have themselves.
    let elsewhere = |channel: &str| channel != DESK && !channel.starts_with(SHOPPER);
    let sent = told.iter().filter(|one| (one.told != 0 || !(complete || quiet)) && elsewhere(&one.channel)).map(|one| one.channel.as_str());
    let unknown = configured.iter().copied().filter(|id| !quiet && told.iter().all(|one| one.channel != *id));
    std::iter::once(DESK).chain(former.iter().map(String::as_str)).chain(sent).chain(unknown).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_may_hold_something_is_told() {
        let asked = |rows: &[(&str, u32)], configured: &[&str], quiet, complete| {
            let rows: Vec<_> = rows.iter().map(|(channel, told)| Told { channel: (*channel).to_owned(), told: *told }).collect();
            holders(&rows, &["desk:old".to_owned()], configured, quiet, complete).join(" ")
        };
        let told = |rows: &[(&str, u32)], configured: &[&str], quiet| asked(rows, configured, quiet, true);
        assert_eq!(told(&[], &[], false), "desk desk:old");
        assert_eq!(told(&[("desk", 0)], &[], false), "desk desk:old");
        assert_eq!(told(&[("desk", 1), ("crm", 1)], &["crm"], false), "desk desk:old crm");
        assert_eq!(told(&[("desk", 1), ("crm", 0)], &["crm"], false), "desk desk:old", "it never left this object");
        assert_eq!(told(&[("desk", 1), ("old", 1)], &["crm"], false), "desk desk:old old crm", "removed since, but it may hold its copy");
        assert_eq!(told(&[], &["crm", "mail"], false), "desk desk:old crm mail", "long ago, so that nothing is on file");
        assert_eq!(told(&[("desk", 1), ("shopper:mail", 1)], &[], false), "desk desk:old", "who is forgotten isn't told by us");
        assert_eq!(told(&[("desk", 1)], &["crm"], true), "desk desk:old");
        let old = [("desk", 1), ("crm", 0)];
        assert_eq!(asked(&old, &["crm"], false, false), "desk desk:old crm", "what arrived first is forgotten by now");
        assert_eq!(asked(&old, &["crm"], true, false), "desk desk:old");
    }
}
