//! A shop's questions and answers.

mod rich;
mod search;

pub use rich::{Piece, paragraphs, pieces};
pub use search::{Hit, Index};

use crate::fault::{Code, Fault, Faults};
use crate::field::{EntryId, sized};
use crate::settings::is_language;
use crate::topic::Topic;
use serde::{Deserialize, Serialize};

/// One question with its answer, in one language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "FaqEntry"))]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// `a-z`, `0-9` and `-`; the same id in another language is its translation.
    pub id: String,
    /// Two letters.
    pub lang: String,
    /// The heading that it stands under.
    pub category: String,
    /// The question.
    pub question: String,
    /// Plain text; an empty line parts paragraphs, `[text](https://…)` is a link.
    pub answer: String,
    /// Other ways in which people ask this.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub wordings: Vec<String>,
    /// The topic of a call back about this.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub topic: Option<Topic>,
    /// The products (by SKU) that this is about; none: all.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub products: Vec<String>,
}

/// The body of `PUT /v1/shops/{shop}/faq`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Faq {
    /// The entries, in the order shown.
    pub entries: Vec<Entry>,
}

/// The most entries of a shop, all languages together.
const ENTRIES_MAX: usize = 5_000;
/// Longest question, heading or wording, in characters.
const QUESTION_MAX: usize = 300;
/// Longest answer, in characters.
const ANSWER_MAX: usize = 4_000;

impl Faq {
    /// All faults, by path.
    pub fn faults(&self) -> Vec<Fault> {
        let mut faults = Faults::default();
        if self.entries.len() > ENTRIES_MAX {
            faults.add("entries", Code::OutOfRange);
        }
        let mut seen = std::collections::BTreeSet::new();
        for (i, entry) in self.entries.iter().enumerate() {
            let mut fault = |name: &str, code| faults.add_within(format!("entries.{i}.{name}"), code);
            if EntryId::parse(&entry.id).is_err() {
                fault("id", Code::Malformed);
            }
            if !seen.insert((&entry.lang, &entry.id)) {
                fault("id", Code::Duplicate);
            }
            if !is_language(&entry.lang) {
                fault("lang", Code::Malformed);
            }
            let texts = [
                ("category", &entry.category, QUESTION_MAX),
                ("question", &entry.question, QUESTION_MAX),
                ("answer", &entry.answer, ANSWER_MAX),
            ];
            for (name, text, max) in texts {
                if let Err(code) = sized(text, max) {
                    fault(name, code);
                }
            }
            if entry.wordings.iter().any(|wording| wording.chars().count() > QUESTION_MAX) {
                fault("wordings", Code::TooLong);
            }
        }
        faults.into_vec()
    }
}
