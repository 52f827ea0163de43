//! What is said on the phone (talk script): 挨拶/本人確認 → 要件判定 →
//! 必要情報の収集 → クロージング. As the shop wrote it, else by default.

use serde::{Deserialize, Serialize};

/// The talk for one ticket, in the desk's language. Names are filled in;
/// `{operator}` is left for the console, which knows who speaks. A sentence that
/// begins with `※` or `*` is a hint for the caller, and is not said.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Talk {
    /// Who calls, and whether it is they (挨拶・本人確認): sentences.
    pub greeting: Vec<String>,
    /// What it is about, in one's own words (要件判定).
    pub matter: Vec<String>,
    /// What is still to be known, with what is known already.
    pub ask: Vec<Ask>,
    /// What may be answered: the shop's own sentences for this topic.
    pub say: Vec<String>,
    /// The terms that hold for this order now (受注方針), a sentence each.
    pub policy: Vec<String>,
    /// Published questions of this topic, with their answers as plain text.
    pub answers: Vec<Said>,
    /// How the call ends, with what is promised (クロージング).
    pub closing: Vec<String>,
}

/// A fact to ask for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Ask {
    /// A fact's name on the wire (`order`, `product` …), or empty for a
    /// question of the shop's own.
    pub key: String,
    /// The question or the fact's name, for people.
    pub label: String,
    /// What the shopper gave already; empty if nothing.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub known: String,
}

/// A published question and its answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "AnswerSaid"))]
pub struct Said {
    /// The question.
    pub question: String,
    /// The answer, without marks.
    pub answer: String,
    /// Whether the shopper has read it already, before they asked.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub read: bool,
}
