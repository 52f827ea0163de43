//! The lead's board: what waits now, and how well promises were kept.
//!
//! Pure: [`Tally`] is told of tickets, one after the other. What each figure
//! means is said at it.

mod table;
mod tally;

pub use table::{Table, csv};
pub use tally::{Fact, Tally};

use crate::day::Day;
use crate::field::Name;
use crate::id::Slug;
use crate::instant::Instant;
use crate::report::Repeats;
use crate::ticket::Closing;
use serde::{Deserialize, Serialize};

/// The most days of one board.
pub const BOARD_DAYS_MAX: i64 = 92;
/// What is due within so many open minutes is at risk.
pub const AT_RISK_MINUTES: i64 = 10;

/// The answer to `GET /v1/desks/{desk}/board`: what waits now, and figures of
/// whole days by the desk's clocks, of all shops or of one.
///
/// **Requests** are tickets that were accepted within these days, but for sales
/// pitches: those that are set aside, or were closed as one. One that was
/// erased counts as a request, of its shop, day and hour, and nothing else is
/// known of it: every other figure is of those that are **known**.
///
/// A request is **answered** by the first that was done: a call, whatever came
/// of it (its beginning counts, where that is known), a hand-over to the shop,
/// or its end by desk or shop. A sales pitch that was put back is a request
/// like others.
///
/// Every rate is in thousandths, rounded half up: 934 is 93.4 %. It is null
/// where there is nothing to divide by.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Board {
    /// The desk's time.
    pub at: Instant,
    /// The first day.
    pub from: Day,
    /// The last day.
    pub to: Day,
    /// The desk's zone, whose days they are.
    pub zone: String,
    /// The shop that it is narrowed to, if it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shop: Option<Slug>,
    /// What waits now, whenever it was accepted.
    pub now: Standing,
    /// All requests of these days, and how many were answered in time (応答率;
    /// the field's goal is 900).
    pub answers: Answers,
    /// The urgent ones among them; an erased one still tells that it was.
    pub urgent: Answers,
    /// Requests that were erased since: the rest are the known ones.
    pub erased: u64,
    /// Sales pitches of these days, which are no requests.
    pub pitches: u64,
    /// How soon the first call came.
    pub speed: Speed,
    /// Whether one call was enough.
    pub first_contact: FirstContact,
    /// Whether people had to come back: of one phone number, with its
    /// extension, at one shop.
    pub repeats: Repeats,
    /// Known requests that ended as unreached (不通).
    pub unreached: u64,
    /// Known requests that their shoppers called off.
    pub cancelled: u64,
    /// Known requests that were handed to the shop (取次) at least once.
    pub handed: u64,
    /// The calls that were made to known requests, whenever they were made.
    pub calls: Calls,
    /// What came of known requests that are done (対応結果), by code; those that
    /// there are any of, in the order of [`Closing`].
    pub outcomes: Vec<OutcomeFigures>,
    /// Known requests that are done and of which nobody has said what came of
    /// them: their sum with that of `outcomes` is all that are done.
    pub untold: u64,
    /// Who called and who closed, by name, in the order of names: counts, no
    /// ranking. Two hundred names at most; what nobody put a name to is under
    /// none.
    pub operators: Vec<OperatorFigures>,
    /// By shop, in the order of their names in addresses.
    pub shops: Vec<ShopFigures>,
    /// By the hour of the day in which they were accepted, from midnight: 24.
    /// Of two hours of one name, when clocks go back, both count.
    pub hours: Vec<Answers>,
    /// By day, each of the span.
    pub days: Vec<DayFigures>,
}

/// What waits at this moment.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "BoardNow"))]
pub struct Standing {
    /// The desk owes the first call, or an answer by mail: tickets that are
    /// `open`, or `calling` without a planned call before.
    pub waiting: u64,
    /// The urgent ones among `waiting`.
    pub urgent: u64,
    /// Those among `waiting` that aren't late and whose deadline is within ten
    /// open minutes ([`AT_RISK_MINUTES`]) of the shop's booked hours.
    pub at_risk: u64,
    /// Those among `waiting` whose deadline has passed.
    pub late: u64,
    /// Those among `waiting` whose window the desk has closed since.
    pub broken: u64,
    /// A call is planned after one in vain, or was agreed on: `retrying`, or
    /// `calling` because of it.
    pub retrying: u64,
    /// Those among `retrying` whose time has come.
    pub retry_due: u64,
    /// Calls under way, of `waiting` and of `retrying`.
    pub calling: u64,
    /// Handed to the shop.
    pub handed: u64,
    /// Those among `handed` whose own deadline has passed.
    pub handed_late: u64,
    /// Set aside as sales pitches, and not looked through yet.
    pub set_aside: u64,
}

/// Requests, and whether they were answered in time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "BoardAnswers"))]
pub struct Answers {
    /// Requests, erased ones too.
    pub requests: u64,
    /// Answered by the deadline that held then, to the second.
    pub in_time: u64,
    /// Answered later, or not although the deadline has passed. What still may
    /// be in time is neither, and so is what its shopper called off in time and
    /// what no deadline was promised for.
    pub late: u64,
    /// `in_time / (in_time + late)`.
    pub rate: Option<u32>,
}

/// How soon the first call came (平均応答時間), in seconds of open time: of the
/// desk's hours, where the shop has booked less of the shop's, as the calendar
/// says now.
///
/// It is of known requests by phone that were answered. What was called before
/// a chosen window began has waited for nothing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "BoardSpeed"))]
pub struct Speed {
    /// So many.
    pub answered: u64,
    /// From the request on, on average, rounded down.
    pub average: Option<i64>,
    /// The same in the middle: half of them waited no longer.
    pub median: Option<i64>,
    /// Without the wait that the shopper chose: with a chosen window from its
    /// start on.
    pub net_average: Option<i64>,
    /// The same in the middle.
    pub net_median: Option<i64>,
}

/// First-contact resolution (一次解決率).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "BoardFirstContact"))]
pub struct FirstContact {
    /// Known requests whose shopper was spoken to.
    pub spoken: u64,
    /// Those of them that are done after just that one conversation: never
    /// handed to the shop, not closed as forwarded to it, and not reopened.
    pub resolved: u64,
    /// `resolved / spoken`.
    pub rate: Option<u32>,
}

/// Calls by what came of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "BoardCalls"))]
#[expect(missing_docs, reason = "see `Outcome`")]
pub struct Calls {
    pub reached: u64,
    pub no_answer: u64,
    pub busy: u64,
    pub voicemail: u64,
    pub wrong_number: u64,
}

/// How many ended so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "BoardOutcome"))]
pub struct OutcomeFigures {
    /// The code.
    pub outcome: Closing,
    /// Requests.
    pub count: u64,
}

/// What one person did to known requests of these days.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "BoardOperator"))]
pub struct OperatorFigures {
    /// Who; none for those that gave no name, and for what is beyond two
    /// hundred.
    pub name: Option<Name>,
    /// Calls that they made.
    pub calls: u64,
    /// Those in which the shopper was spoken to.
    pub reached: u64,
    /// Requests that they ended, as done or as unreached.
    pub ended: u64,
}

/// One shop's requests.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "BoardShop"))]
pub struct ShopFigures {
    /// Which.
    pub shop: Slug,
    /// Its name for people.
    pub name: String,
    /// Its requests.
    pub answers: Answers,
}

/// One day's requests.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "BoardDay"))]
pub struct DayFigures {
    /// Which.
    pub day: Day,
    /// Its requests.
    pub answers: Answers,
}

#[cfg(test)]
#[path = "board/tests.rs"]
mod tests;
