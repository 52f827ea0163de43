//! What the panel is told of a shop: a type of its own, so that nothing of the
//! owner's settings gets out by being forgotten.

use crate::faq::Entry;
use crate::notice::Texts;
use crate::rules::Rules;
use serde::{Deserialize, Serialize};

/// The answer to `GET /v1/shops/{shop}/widget?lang=`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Published {
    /// The shop's name for people.
    pub name: String,
    /// The language of this answer.
    pub language: String,
    /// The languages there are.
    pub languages: Vec<String>,
    /// The shop's colour, `#rrggbb`.
    pub accent: String,
    /// The number that calls come from, E.164.
    pub caller_number: String,
    /// What becomes of personal data, in this language.
    pub purpose: String,
    /// The shop's privacy policy.
    pub policy_url: String,
    /// Terms of orders, in this language.
    pub terms: String,
    /// What a draft is judged by.
    pub rules: Rules,
    /// The site key of the challenge that a browser has to pass; empty: none.
    /// The panel's script reads it, its wasm doesn't.
    #[serde(skip_serializing_if = "String::is_empty", skip_deserializing)]
    pub turnstile: String,
    /// The ids of the entries that shoppers look at most, the most first;
    /// changes once a day.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub asked: Vec<String>,
    /// How the kanji of the questions are read, a kanji a line (`返かえ へん`):
    /// so that who types without converting finds them too.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub readings: String,
    /// Questions and answers in this language, or in another of the shop's
    /// where it has none in this one.
    pub faq: Vec<Entry>,
    /// The panel's words in this language.
    pub texts: Texts,
}
