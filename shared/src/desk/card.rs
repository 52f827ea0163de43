//! All that a caller needs, on one card.

use super::{Row, Talk};
use crate::command::EventData;
use crate::field::Name;
use crate::id::TicketId;
use crate::instant::Instant;
use crate::ticket::{Closing, State};
use crate::topic::Topic;
use serde::{Deserialize, Serialize};

/// The answer to `GET /v1/desks/{desk}/tickets/{ticket}`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Card {
    /// As the list has it.
    pub row: Row,
    /// The ticket and its notice, the newest that the desk has heard.
    pub data: EventData,
    /// What was done here to it, the oldest first.
    pub deeds: Vec<Deed>,
    /// Other requests from this phone number at this shop, the newest first, 20
    /// at most.
    pub past: Vec<Past>,
    /// What is said on the phone; none where the shop could not be asked, and
    /// in the answer to an act, which doesn't ask it again: what was told
    /// before holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub talk: Option<Talk>,
    /// Until when whoever reads this may take back what was done last (`undo`),
    /// if they may.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub undo_until: Option<Instant>,
    /// With a ticket that is handed to the shop: the address by which the
    /// shop's people open just this ticket, and answer. A secret. Not in the
    /// answer to an act.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer_link: Option<String>,
    /// Whether whoever is to be answered asked not to be contacted by this
    /// number or address: no call is begun then. Not in the answer to an act,
    /// nor where the shop could not be asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub do_not_contact: Option<bool>,
}

/// Something that was done at the desk, for the record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Deed {
    /// When.
    pub at: Instant,
    /// By whom.
    pub by: Name,
    /// What: an act's name (`start_call`, `attempt` …), or `claim`, `release`,
    /// `pass_on`, `claim_ran_out`.
    pub what: String,
}

/// An earlier or later request of the same phone number.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Past {
    /// Its number.
    pub id: TicketId,
    /// When it was accepted.
    pub created_at: Instant,
    /// What it was about.
    pub topic: Option<Topic>,
    /// Where it stands.
    pub state: State,
    /// What came of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outcome: Option<Closing>,
}
