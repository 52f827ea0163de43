//! Word to the shopper, written with the event that it tells of; see
//! `delivery/shopper.rs`.
//!
//! Nobody can be bombed through us: of one ticket a few are sent, and a few to
//! one address within a day. What is more stands among the dead letters, with
//! nothing in it, so that a replay sends nothing.

use super::write::{self, Link, add_for};
use crate::delivery::Pace;
use crate::delivery::shopper::word::{Way, Word, waits, word};
use crate::refusal::Refusal;
use crate::routes;
use crate::shop::counts::Told;
use crate::shop::do_not_contact::List;
use crate::shop::record::Record;
use crate::shop::{ShopObject, tickets};
use crate::storage::{Db, params};
use madoguchi_shared::Instant;
use madoguchi_shared::api::Advice;
use madoguchi_shared::command::{EventData, EventType};
use madoguchi_shared::do_not_contact::Contact;
use madoguchi_shared::ticket::{Ticket, UNDO_SECONDS};
use serde::Deserialize;

/// The most that is sent of one ticket.
const TICKET_MAX: i64 = 6;
/// The most that is sent to one address within a day.
const DAY_MAX: i64 = 5;

/// Why something isn't sent; none if it is. What the desk writes by hand has no
/// limit by the day: else strangers could use it up.
fn withheld(word: Word, do_not_contact: bool, of_ticket: i64, of_day: i64) -> Option<&'static str> {
    match word {
        _ if do_not_contact => Some("not sent: they asked not to be contacted"),
        _ if of_ticket >= TICKET_MAX => Some("not sent: as much as may be was sent of this ticket"),
        Word::Answer => None,
        _ if of_day >= DAY_MAX => Some("not sent: as much as may be was sent to this address within a day"),
        _ => None,
    }
}

/// Writes what the ticket's shopper is told of an event, if anything. To be
/// called inside the transaction that writes the ticket.
pub fn add(shop: &ShopObject, record: &Record, ticket: &Ticket, kind: EventType, now: Instant, link: &Link) -> Result<(), Refusal> {
    let (db, settings) = (&shop.db, record.settings()?);
    if kind == EventType::Undone {
        return take_back(db, ticket);
    }
    let Some((word, way)) = word(kind, ticket, settings.shoppers) else { return Ok(()) };
    let Some(contact) = ticket.intake.as_ref().and_then(|intake| Contact::of(&intake.reply)) else { return Ok(()) };
    let told = Told::of(&routes::secret(&shop.env)?, &record.slug, &contact.listed_as());
    let do_not_contact = List::of(shop, record)?.since(&contact)?.is_some();
    if let Some(reason) = withheld(word, do_not_contact, of_ticket(db, ticket)?, told.count(db, now)?) {
        return withhold(db, ticket, way, reason, now);
    }
    told.add(db, now)?;
    let page = [&link.base, "/s/", record.slug.as_str(), "/t/", ticket.id.as_str()].concat();
    let data = EventData {
        shop_name: settings.name.clone(),
        ticket: ticket.clone(),
        notice: vec![],
        // To whom this goes it is the page where the ticket is seen. What opens
        // that is added when it is sent, and stored nowhere.
        answer_link: Some(page).filter(|_| !link.base.is_empty()),
    };
    let wait = if waits(word) { Pace::current().ms(UNDO_SECONDS) / 1_000 } else { 0 };
    add_for(db, record, ticket, &write::body(data, kind, now)?, now, &mut std::iter::once((way.channel(), now.plus_seconds(wait))))
}

/// What the desk has taken back before it was sent was never said.
fn take_back(db: &Db, ticket: &Ticket) -> Result<(), Refusal> {
    db.run(
        "DELETE FROM outbox WHERE ticket = ? AND channel IN ('shopper:mail', 'shopper:sms') AND state = 'pending' AND attempts = 0 AND due_ms > created_at * 1000",
        params![ticket.id.as_str()],
    )
}

fn of_ticket(db: &Db, ticket: &Ticket) -> Result<i64, Refusal> {
    #[derive(Deserialize)]
    struct Count {
        n: i64,
    }
    let sql = "SELECT count(*) AS n FROM outbox WHERE ticket = ? AND channel IN ('shopper:mail', 'shopper:sms')";
    Ok(db.row::<Count>(sql, params![ticket.id.as_str()])?.map_or(0, |row| row.n))
}

/// Notes what isn't sent. It belongs to no ticket, so that nothing waits behind
/// it and it is forgotten in time; its id names the ticket.
fn withhold(db: &Db, ticket: &Ticket, way: Way, reason: &str, now: Instant) -> Result<(), Refusal> {
    let id = write::id(ticket);
    let urgency = tickets::word(&ticket.urgency)?;
    db.run(
        "INSERT OR IGNORE INTO outbox (id, channel, ticket, urgency, body, state, due_ms, last, advice, created_at) VALUES (?, ?, '', ?, '', 'dead', ?, ?, ?, ?)",
        params![id.as_str(), way.channel(), urgency.as_str(), now.unix() * 1000, reason, Advice::Withheld.as_str(), now.unix()],
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_few_of_a_ticket_and_a_few_a_day() {
        assert_eq!(withheld(Word::Receipt, false, 0, 4), None);
        assert!(withheld(Word::Receipt, false, 0, 5).is_some_and(|why| why.contains("within a day")));
        assert!(withheld(Word::Moved, false, 6, 0).is_some_and(|why| why.contains("this ticket")));
        assert_eq!(withheld(Word::Answer, false, 5, 100), None, "nobody keeps the desk from answering");
        assert!(withheld(Word::Answer, false, 6, 0).is_some());
        assert!(withheld(Word::Answer, true, 0, 0).is_some_and(|why| why.contains("not to be contacted")));
    }
}
