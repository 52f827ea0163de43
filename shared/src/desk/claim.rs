//! Who has taken a ticket. A claim is a compare-and-set in the desk's object,
//! never somebody's presence.

use super::PersonId;
use crate::field::{Name, Paragraph};
use crate::instant::Instant;
use serde::{Deserialize, Serialize};

/// Somebody has taken a ticket: others see it, and can't act on it until it is
/// let go, handed over, or has run out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Claim {
    /// Who.
    pub by: PersonId,
    /// Their name.
    pub name: Name,
    /// Since when.
    pub since: Instant,
    /// When it runs out, if nothing is done to the ticket before: then it waits
    /// for everybody again. What is done to the ticket makes it last anew.
    pub until: Instant,
    /// Who handed it over, if somebody did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Name>,
    /// What they want the next one to know.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<Paragraph>,
}

/// The body of `POST /v1/desks/{desk}/tickets/{ticket}/claim`; `{}` takes it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub struct ClaimDraft {
    /// Who is to have it; absent: whoever asks.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<PersonId>,
    /// What they should know (引継ぎメモ).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<Paragraph>,
}
