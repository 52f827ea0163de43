//! What the shop's people see of a ticket that the desk handed to them (取次),
//! and the owner of all such tickets.

use crate::field::{Name, Paragraph};
use crate::id::TicketId;
use crate::instant::Instant;
use crate::notice::Notice;
use crate::ticket::Note;
use crate::topic::Topic;
use crate::urgency::Urgency;
use serde::{Deserialize, Serialize};

/// The answer to `GET /v1/shops/{shop}/handed/{ticket}`: one ticket, for
/// whoever holds the key in its link, and only as long as it is handed over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Handed {
    /// The ticket's number.
    pub id: TicketId,
    /// The shop's name for people.
    pub shop_name: String,
    /// What a command names.
    pub seq: u64,
    /// Urgent or not.
    pub urgency: Urgency,
    /// The server's time.
    pub now: Instant,
    /// The shop's zone, by name.
    pub zone: String,
    /// When it was handed over.
    pub at: Instant,
    /// By whom, if they gave a name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<Name>,
    /// What the desk asks.
    pub asked: Paragraph,
    /// By when it is to be answered; none where no desk is open at all.
    pub respond_by: Option<Instant>,
    /// The ticket at a glance, by the shop's clocks.
    pub notice: Notice,
    /// Remarks of both sides, the oldest first.
    pub notes: Vec<Note>,
}

/// The answer to `GET /v1/shops/{shop}/handed`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct HandedList {
    /// The server's time.
    pub now: Instant,
    /// What waits for the shop, 200 at most, by what is due first.
    pub tickets: Vec<HandedTicket>,
}

/// One of them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct HandedTicket {
    /// The ticket's number.
    pub id: TicketId,
    /// What it is about.
    pub topic: Option<Topic>,
    /// Urgent or not.
    pub urgency: Urgency,
    /// When it was handed over.
    pub at: Instant,
    /// What the desk asks.
    pub asked: Paragraph,
    /// By when it is to be answered; what is before `now` is late.
    pub respond_by: Option<Instant>,
    /// The address by which the shop's people open just this ticket, and
    /// answer. A secret: whoever has it can.
    pub answer_link: String,
}
