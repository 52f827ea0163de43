//! Writing an event with the change that it tells of.

use super::{DESK, alert, shopper};
use crate::delivery::letter::{Telling, telling};
use crate::refusal::Refusal;
use crate::shop::record::Record;
use crate::shop::{ShopObject, clock, handed, tickets};
use crate::storage::{Db, params};
use crate::{door, texts};
use madoguchi_shared::command::{Event, EventData, EventType};
use madoguchi_shared::id::Key;
use madoguchi_shared::json;
use madoguchi_shared::notice::notice;
use madoguchi_shared::settings::{Channel, Timing};
use madoguchi_shared::ticket::{Change, Ticket};
use madoguchi_shared::urgency::Urgency;
use madoguchi_shared::{Instant, Rules};
use worker::Request;

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
    let notice = notice(ticket, texts::notice(language), zone, &link.to(record, ticket));
    Ok(EventData { shop_name: record.settings()?.name.clone(), ticket: ticket.clone(), notice, answer_link: None })
}

/// Writes an event for every channel, and for its shopper; but for the desk
/// alone while a ticket is quiet. To be called inside the transaction that writes the ticket.
pub fn add(
    shop: &ShopObject,
    record: &Record,
    rules: &Rules,
    ticket: &Ticket,
    kind: EventType,
    now: Instant,
    link: &Link,
) -> Result<(), Refusal> {
    shopper::add(shop, record, ticket, kind, now, link)?;
    let mut body = body(data(record, rules, ticket, link)?, kind, now)?;
    add_for(&shop.db, record, ticket, &body, now, &mut std::iter::once((DESK, now)))?;
    let channels = record.settings()?.channels.iter().filter(|_| !ticket.quiet);
    let mut channels = channels.filter_map(|channel| Some((channel.id().as_str(), hears(channel, kind, ticket, rules, now)?)));
    if kind == EventType::HandedOver {
        // The shop's people are told where they answer. The desk asks for that
        // when it is wanted, and keeps it nowhere.
        let answer_link = handed::link(&shop.env, record, ticket, &link.base)?;
        body = self::body(EventData { answer_link, ..data(record, rules, ticket, link)? }, kind, now)?;
    }
    add_for(&shop.db, record, ticket, &body, now, &mut channels)
}

/// When a channel hears of an event; none if it doesn't. Programs hear of all,
/// people of what concerns them: at once, but for normal tickets after their
/// rest. Those that go into a digest are told singly only when the shop's own
/// people have to answer.
fn hears(channel: &Channel, kind: EventType, ticket: &Ticket, rules: &Rules, now: Instant) -> Option<Instant> {
    let Some(notices) = channel.notices() else { return Some(now) };
    let told = match notices.timing(ticket) {
        Timing::AtOnce => telling(kind) != Telling::Nothing,
        Timing::Daily | Timing::Weekly => kind == EventType::HandedOver,
        Timing::Never => false,
    };
    let rest = notices.quiet.filter(|_| ticket.urgency == Urgency::Normal);
    told.then(|| rest.and_then(|rest| rest.ends(now, &rules.shop_zone)).unwrap_or(now))
}

/// An event's body.
pub fn body(data: EventData, kind: EventType, now: Instant) -> Result<String, Refusal> {
    json::text(&Event { kind, timestamp: now, data }).ok_or(Refusal::Storage)
}

/// The id of a ticket's last event. Stable by construction: the same event
/// can't get two.
pub fn id(ticket: &Ticket) -> String {
    format!("msg_{}_{}", ticket.id, ticket.seq)
}

/// Writes an event for these channels, each from its moment on.
pub fn add_for(
    db: &Db,
    record: &Record,
    ticket: &Ticket,
    body: &str,
    now: Instant,
    channels: &mut dyn Iterator<Item = (&str, Instant)>,
) -> Result<(), Refusal> {
    let id = id(ticket);
    let urgency = tickets::word(&ticket.urgency)?;
    for (channel, from) in channels {
        let alert_at = alert::at(record, channel, ticket, from);
        db.run(
            "INSERT INTO outbox (id, channel, ticket, urgency, body, due_ms, created_at, alert_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            params![id.as_str(), channel, ticket.id.as_str(), urgency.as_str(), body, from.unix() * 1000, now.unix(), alert_at],
        )?;
    }
    Ok(())
}

/// Writes what is about no ticket, so that none waits behind another: an alert,
/// a digest. Once for each id.
pub fn add_other(db: &Db, id: &str, channel: &str, body: &str, urgency: &'static str, now: Instant) -> Result<(), Refusal> {
    db.run(
        "INSERT OR IGNORE INTO outbox (id, channel, ticket, urgency, body, due_ms, created_at) VALUES (?, ?, '', ?, ?, ?, ?)",
        params![id, channel, urgency, body, now.unix() * 1000, now.unix()],
    )
}

/// Writes a ticket's change with its event, as one transaction; [`wake`] sets
/// it on its way.
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
        add(shop, record, rules, ticket, *event, now, link)
    })
}

/// Has the alarm ring at once, or the run that is under way go on: that one's
/// own alarm is set, should it be cut off. Its first poll sets the alarm, so
/// that it belongs to the writes before it. They are stored by now: should it
/// fail, nothing is refused for that, and the watch sets the alarm.
pub async fn wake(shop: &ShopObject) {
    if shop.bell.ring() {
        return;
    }
    if let Err(error) = shop.state.storage().set_alarm(0).await {
        worker::console_error!("alarm: {:?}", Refusal::from(error));
    }
}
