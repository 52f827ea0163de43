//! A desk that is flooded: what it offers no more for now.

use crate::id::Slug;
use crate::topic::Topic;
use serde::{Deserialize, Serialize};

/// What shoppers are not offered for now.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub struct Paused {
    /// No calls at all: what is left is an answer by mail, and the questions.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub calls: bool,
    /// No calls about these topics.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub topics: Vec<Topic>,
}

impl Paused {
    /// Whether all is on offer.
    pub fn is_nothing(&self) -> bool {
        !self.calls && self.topics.is_empty()
    }

    /// Whether nobody is called about `topic`.
    pub fn stops(&self, topic: Topic) -> bool {
        self.calls || self.topics.contains(&topic)
    }

    /// What either of two stops.
    #[must_use]
    pub fn and(&self, other: &Self) -> Self {
        let more = other.topics.iter().filter(|topic| !self.topics.contains(topic));
        Self { calls: self.calls || other.calls, topics: self.topics.iter().chain(more).copied().collect() }
    }
}

/// The body of `POST /v1/desks/{desk}/flood`: one act, for one shop or for all
/// of the desk's. What is absent stays as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub struct FloodDraft {
    /// The shop; absent: all.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub shop: Option<Slug>,
    /// What is paused from now on: replaces what was.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub paused: Option<Paused>,
    /// The shop's places in each window from now on; only with `shop`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub places: Option<u32>,
}
