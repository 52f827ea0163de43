//! What the owner learns: how many found their answer by themselves, what they
//! looked for, what they asked about, and whether promises were kept.
//!
//! Pure: [`Tally`] is told of tickets and counts, one after the other, and
//! keeps no more than it will tell. What each figure means is said at it.

mod days;
mod similar;
mod tally;

pub use days::{DAYS_MAX, Days, hour};
pub use similar::{Alike, Said, similar};
pub use tally::{Asked, Tally, Used};
pub(crate) use tally::{REPEAT_SECONDS, kept};

use crate::day::Day;
use crate::topic::{Category, Topic};
use serde::{Deserialize, Serialize};

/// The answer to `GET /v1/shops/{shop}/report`: figures of whole days by the
/// shop's clocks.
///
/// **Requests** are tickets that were accepted within these days, but for sales
/// pitches: those that are set aside, or were closed as one. One that was
/// erased, for its age or at its person's wish, still counts as a request and
/// in its hour; what it was about is forgotten, so that all shares and rates of
/// requests are of those that are **known**: not erased. That an erased one was
/// a pitch can't be told any more.
///
/// **Searches, opened, solved, unsolved, asked, unfound** are the counts of
/// [`Events`](crate::events::Events): what browsers told that neither ask not
/// to be tracked (Do Not Track, Global Privacy Control) nor were cut off. They
/// are kept by the hour for 60 days, then by the day, for 400 days in all.
///
/// Every rate and share is in thousandths, rounded half up: 734 is 73.4 %. It
/// is null where there is nothing to divide by.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Report {
    /// The first day.
    pub from: Day,
    /// The last day.
    pub to: Day,
    /// The shop's zone, whose days they are.
    pub zone: String,
    /// Self-service rate: first-contact resolution without a person. Of those
    /// who said that an answer solved it and those who made a request, the part
    /// of the former: `solved / (solved + requests)`. Who reads an answer and
    /// says nothing is in neither, so that it is never too high for their sake.
    /// Who says that it is solved and makes a request all the same is in both.
    pub self_service: Option<u32>,
    /// Searches that came to rest, see [`Events`](crate::events::Events).
    pub searches: u64,
    /// Those of them that found nothing.
    pub unfound: u64,
    /// `unfound / searches`.
    pub unfound_rate: Option<u32>,
    /// Answers that were opened, each once for a page that was looked at.
    pub opened: u64,
    /// Answers that were said to have solved it.
    pub solved: u64,
    /// Answers that didn't: the request's form was opened from them.
    pub unsolved: u64,
    /// Requests.
    pub requests: u64,
    /// Those of them that were erased since: the rest are the known ones.
    pub erased: u64,
    /// Sales pitches, which are no requests.
    pub pitches: u64,
    /// Requests by the hour of the day in which they were accepted, from
    /// midnight: 24 numbers. Of two hours of one name, when clocks go back,
    /// both count.
    pub hours: Vec<u64>,
    /// Known requests by category; those that there are any of, in the order of
    /// the topics' table.
    pub categories: Vec<CategoryFigures>,
    /// Known requests by topic; those that there is anything of, in the order
    /// of the topics' table.
    pub topics: Vec<TopicFigures>,
    /// WISMO (where is my order, 配送状況): the part of the known requests whose
    /// topic is `delivery_status`.
    pub wismo: Option<u32>,
    /// Why goods came back: the five reasons that were given most often in known
    /// requests of the category 返品・交換 (return, exchange, defect, missing or
    /// wrong item). A reason is the symptom as the shopper told it, else their
    /// message, scrubbed as a search is (see [`scrub`](crate::scrub::scrub));
    /// those alike are put together. What says more than forty characters, or
    /// nothing, is under the empty text.
    pub return_reasons: Vec<Alike>,
    /// The products of known requests and of pages where answers were opened,
    /// thirty at most: most requests first, then most opened.
    pub products: Vec<ProductFigures>,
    /// Known requests by their product's category, as the shop's page names it;
    /// thirty at most, the most first.
    pub product_categories: Vec<Said>,
    /// Whether people had to come back.
    pub repeats: Repeats,
    /// Whether promises were kept.
    pub promises: Promises,
    /// Every entry that there is a count of, in the order of their ids; also
    /// such as the FAQ holds no more.
    pub entries: Vec<EntryFigures>,
    /// What was searched for and not found, where the shop keeps it
    /// (`privacy.query_days`) and for as long: thirty groups of texts that are
    /// alike at most, the greatest first.
    pub unanswered: Vec<Alike>,
}

/// Requests of one category.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CategoryFigures {
    /// Which.
    pub category: Category,
    /// Known requests.
    pub requests: u64,
    /// Their share of all known ones.
    pub share: Option<u32>,
}

/// What was asked and answered about one topic.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TopicFigures {
    /// Which.
    pub topic: Topic,
    /// Known requests.
    pub requests: u64,
    /// Answers that solved it, of entries whose topic this was.
    pub solved: u64,
    /// `solved / (solved + requests)`.
    pub self_service: Option<u32>,
}

/// What was asked and answered about one product.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ProductFigures {
    /// The shop's number for it.
    pub sku: String,
    /// Its name as a request had it first; empty where there is none.
    pub name: String,
    /// Known requests.
    pub requests: u64,
    /// Answers that were opened on its page.
    pub opened: u64,
    /// Answers that solved it there.
    pub solved: u64,
}

/// Requests of people who had asked before.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Repeats {
    /// Known requests that are to be answered by phone.
    pub by_phone: u64,
    /// Those of them before which the same number, with its extension, made
    /// another within seven days (168 hours), be that before these days or a
    /// cancelled one. Who was erased is no one to compare with.
    pub repeated: u64,
    /// `repeated / by_phone`.
    pub rate: Option<u32>,
}

/// What became of promised deadlines.
///
/// A known request is judged by the first that was done: a call, whatever came
/// of it (its beginning counts, where that is known), a hand-over to the shop,
/// or its end by desk or shop; and by the deadline that it had then, for who
/// moves a call before is promised anew. What waits and may still be in time
/// counts as neither, and so does what its shopper called off in time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Promises {
    /// Something was done by the deadline, to the second.
    pub kept: u64,
    /// It was done later, or nothing was when the deadline passed.
    pub broken: u64,
    /// `kept / (kept + broken)`.
    pub rate: Option<u32>,
}

/// One entry's counts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct EntryFigures {
    /// Its id.
    pub entry: String,
    /// How often it was opened, once for a page that was looked at.
    pub opened: u64,
    /// How often it solved it, as was said.
    pub solved: u64,
    /// How often it didn't: the form was opened from it.
    pub unsolved: u64,
    /// How often a request was accepted on the page after it was opened there.
    pub asked: u64,
    /// `solved / (solved + unsolved)`.
    pub helped: Option<u32>,
}

/// `part` of `whole` in thousandths, rounded half up; none of nothing.
pub(crate) fn rate(part: u64, whole: u64) -> Option<u32> {
    let thousandths = part.saturating_mul(1_000).saturating_add(whole / 2).checked_div(whole)?;
    u32::try_from(thousandths).ok()
}

#[cfg(test)]
#[path = "report/tests.rs"]
mod tests;
