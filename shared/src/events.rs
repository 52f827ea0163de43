//! What shoppers did with the answers, as plain numbers.

use serde::{Deserialize, Serialize};

/// What was done in one panel since it told last: the body of `POST …/events`.
///
/// Of nobody in particular: no name, no number, nothing that would tell two of
/// them to be the same person's. Entries are named by their ids; those that the
/// shop doesn't have are passed over, each counts once, and of each list the
/// first [`Events::MOST`] count.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub struct Events {
    /// The product (by SKU) that the page is about. One that neither an entry
    /// nor a request of the shop ever named is not noted.
    pub product: String,
    /// Searches that came to rest: an answer was opened, the words were taken
    /// away, or the panel was closed. Not each key.
    pub searches: u32,
    /// Those of them that found nothing.
    pub unfound: u32,
    /// Answers that were opened.
    pub opened: Vec<String>,
    /// Answers that solved it, as was said.
    pub solved: Vec<String>,
    /// Answers that didn't: the form was opened from them.
    pub unsolved: Vec<String>,
    /// Answers that were opened on the page before a request was accepted there.
    pub asked: Vec<String>,
    /// What was searched for and not found, scrubbed (see
    /// [`scrub`](crate::scrub::scrub)). Taken only where the shop keeps it, and
    /// scrubbed again.
    pub queries: Vec<String>,
}

impl Events {
    /// The most of anything that one of them counts.
    pub const MOST: usize = 50;
    /// The most that it may weigh, in bytes.
    pub const BYTES_MAX: usize = 16 * 1024;
}
