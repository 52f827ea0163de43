//! What the desk asks a shop's object to do, and what the object tells others.

use crate::id::{Key, Slug, TicketId};
use crate::instant::Instant;
use crate::notice::Notice;
use crate::ticket::{Act, Ticket};
use serde::{Deserialize, Serialize};

/// An act of the desk on one ticket. A repeat of the same `id` does nothing;
/// an act on an older state than the object's is refused as stale.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Command {
    /// Names this command.
    pub id: Key,
    /// The sequence number that the operator saw.
    pub seq: u64,
    /// What to do.
    pub act: Act,
}

/// What happened to a ticket.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum EventType {
    /// It was accepted.
    #[serde(rename = "ticket.created")]
    Created,
    /// An attempt was made; it is open still.
    #[serde(rename = "ticket.attempted")]
    Attempted,
    /// It has come to its end by the desk.
    #[serde(rename = "ticket.closed")]
    Closed,
    /// Its shopper called it off.
    #[serde(rename = "ticket.cancelled")]
    Cancelled,
}

impl EventType {
    /// The event that `act` gives rise to.
    pub fn of(act: Act) -> Self {
        match act {
            Act::Reached | Act::GiveUp => Self::Closed,
            Act::NoAnswer => Self::Attempted,
            Act::Cancel => Self::Cancelled,
        }
    }
}

/// The body of every delivery, to the built-in desk and to a webhook alike,
/// in the shape of Standard Webhooks: type, timestamp, data.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// What happened.
    #[serde(rename = "type")]
    pub kind: EventType,
    /// When it happened; not when it is sent.
    pub timestamp: Instant,
    /// To what.
    pub data: EventData,
}

/// The ticket after the event, and its notice in the desk's words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EventData {
    /// The shop's name for people.
    pub shop_name: String,
    /// The whole ticket; `seq` numbers a ticket's events.
    pub ticket: Ticket,
    /// The same at a glance.
    pub notice: Notice,
}

/// A ticket on the desk's list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Listed {
    /// The shop.
    pub shop: Slug,
    /// The ticket's number.
    pub id: TicketId,
    /// The list's version at which this row changed last.
    pub version: u64,
    /// The newest that the desk has heard.
    pub data: EventData,
}

/// The desk's list, most pressing first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct List {
    /// Only grows; a reader who missed some asks for the list again.
    pub version: u64,
    /// The desk's time.
    pub now: Instant,
    /// Its zone, by name.
    pub zone: String,
    /// The rows.
    pub tickets: Vec<Listed>,
}
