//! The inbox: many tickets, each as little as its line shows.

use super::Claim;
use crate::calendar::Span;
use crate::id::{Slug, TicketId};
use crate::instant::Instant;
use crate::rules::DeskHours;
use crate::ticket::State;
use crate::topic::Topic;
use crate::urgency::Urgency;
use serde::{Deserialize, Serialize};

/// A ticket as the list shows it: some 400 bytes, so that 5,000 of them fit
/// into a console's memory whole.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "ListRow"))]
pub struct Row {
    /// The ticket's number.
    pub id: TicketId,
    /// The shop.
    pub shop: Slug,
    /// The shop's name for people.
    pub shop_name: String,
    /// The list's version at which this row changed last, by a change of the
    /// ticket or of who has taken it. A row is replaced by a higher one only.
    pub version: u64,
    /// The ticket's sequence number: what a command names.
    pub seq: u64,
    /// Where it stands.
    pub state: State,
    /// Urgent or not.
    pub urgency: Urgency,
    /// What it is about; none once the person is forgotten.
    pub topic: Option<Topic>,
    /// Who is to be called; empty once the person is forgotten.
    pub name: String,
    /// Whether a call was asked for.
    pub by_phone: bool,
    /// When it was accepted.
    pub created_at: Instant,
    /// By when somebody has to act ([`Ticket::due`](crate::ticket::Ticket::due)).
    pub due: Option<Instant>,
    /// The window that was promised.
    pub window: Option<Span>,
    /// Whether the desk has closed that window since.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub promise_broken: bool,
    /// When the first call ended that was made, if any was: the promise is kept
    /// by it, or was not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first_call: Option<Instant>,
    /// Calls so far.
    #[serde(default)]
    pub calls: u32,
    /// When it ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended_at: Option<Instant>,
    /// Who has taken it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub claim: Option<Claim>,
}

/// The answer to `GET /v1/desks/{desk}/tickets`.
///
/// Without `since`: a page of the list: what waits for the desk, urgent first,
/// then by what is due first; then what waits elsewhere (handed to the shop, set
/// aside); then the 200 that ended last. `after` takes `next` of the page before.
///
/// With `since`: every row whose version is higher, erased ones too, in the
/// order of versions: whoever has all up to `since` has all up to `version`
/// after it. Where they would be more than 1,000 it is the first page instead,
/// and `whole` says so: what the reader has is to be forgotten.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "ListPage"))]
pub struct Page {
    /// The version that the list has reached; it only grows.
    pub version: u64,
    /// The desk's time.
    pub now: Instant,
    /// Its open time, zone and windows; absent on the pages after the first,
    /// and as long as the desk has no settings.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hours: Option<DeskHours>,
    /// Whether this begins the list anew.
    pub whole: bool,
    /// The rows.
    pub rows: Vec<Row>,
    /// What the next page comes after; none after the last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
}

/// What comes over `GET /v1/desks/{desk}/live`, a text frame each.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "LiveFrame"))]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Frame {
    /// The line is open; the list has reached this version.
    Hello {
        /// Whoever knows less asks for what is missing (`since`).
        version: u64,
    },
    /// A row is new or has changed.
    Row {
        /// As it is now.
        row: Box<Row>,
    },
    /// The desk's settings have changed: ask for the first page's `hours`.
    Settings,
}
