//! What the desk says on the phone, in the shop's own words (トークスクリプト).

use super::nearest;
use crate::fault::{Code, Fault, Faults};
use crate::field::sized;
use crate::named;
use crate::topic::Topic;
use serde::{Deserialize, Serialize};

/// What a sentence may name in braces. One that names what isn't known of a
/// request (the product, the order) is left out for it.
///
/// | name | stands for |
/// | --- | --- |
/// | `{shop}` | the shop's name |
/// | `{name}` | the shopper's name |
/// | `{matter}` | what the request is about, as its topic is called |
/// | `{product}` | the product's name |
/// | `{order}` | the order's number |
/// | `{promise}` | by when the shop answers what is handed to it now |
/// | `{operator}` | who speaks; known when it is said |
const NAMES: [&str; 7] = ["shop", "name", "matter", "product", "order", "promise", "operator"];

/// The most sentences of a greeting, of a closing, and of a topic's answers.
const SENTENCES_MAX: usize = 12;
/// The most questions of a topic.
const QUESTIONS_MAX: usize = 12;
/// Longest sentence or question, in characters.
const SENTENCE_MAX: usize = 300;

/// A shop's own words for calls, in the language that its desk speaks. Each
/// text may name in braces what is filled in when a card is shown: `{shop}`,
/// `{name}` (the shopper's), `{matter}`, `{product}`, `{order}`, `{promise}` (by
/// when the shop answers what is handed to it now) and `{operator}`. A sentence
/// that names what isn't known of a request is left out for it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub struct TalkSettings {
    /// How a call begins (挨拶): sentences, 12 at most, of up to 300 characters.
    /// The check of who it is (本人確認) follows, and is the desk's own. Empty:
    /// by default.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub greeting: Vec<String>,
    /// How it ends (クロージング), likewise.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub closing: Vec<String>,
    /// What is asked and said about a topic, each topic once.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub topics: Vec<TopicTalk>,
}

/// What is asked and said about one topic.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct TopicTalk {
    /// Which.
    pub topic: Topic,
    /// Questions besides what the topic needs anyway (必要情報の収集), 12 at
    /// most, of up to 300 characters. Empty: by default.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ask: Vec<String>,
    /// Sentences that may be said, likewise.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub say: Vec<String>,
}

impl TalkSettings {
    /// Whether all is left to the default.
    pub fn is_empty(&self) -> bool {
        self.greeting.is_empty() && self.closing.is_empty() && self.topics.is_empty()
    }

    /// Notes all that is wrong with it, which stands at `path`.
    ///
    /// | at | code | what |
    /// | --- | --- | --- |
    /// | a list | `out_of_range` | too many sentences |
    /// | a sentence | `required`, `too_long` | |
    /// | a sentence, then a name | `unknown` | no such name |
    /// | `topics.N.topic` | `duplicate` | the topic stands there twice |
    pub(super) fn check(&self, path: &str, faults: &mut Faults) {
        sentences(&[path, ".greeting"].concat(), &self.greeting, SENTENCES_MAX, faults);
        sentences(&[path, ".closing"].concat(), &self.closing, SENTENCES_MAX, faults);
        for (at, own) in self.topics.iter().enumerate().take(Topic::ALL.len() + 1) {
            let here = [path, ".topics.", &at.to_string()].concat();
            if self.topics.iter().take(at).any(|other| other.topic == own.topic) {
                faults.add_within([&*here, ".topic"].concat(), Code::Duplicate);
            }
            sentences(&[&*here, ".ask"].concat(), &own.ask, QUESTIONS_MAX, faults);
            sentences(&[&*here, ".say"].concat(), &own.say, SENTENCES_MAX, faults);
        }
    }
}

fn sentences(path: &str, texts: &[String], most: usize, faults: &mut Faults) {
    if texts.len() > most {
        faults.add_within(path.to_owned(), Code::OutOfRange);
        return;
    }
    for (at, text) in texts.iter().enumerate() {
        let here = [path, ".", &at.to_string()].concat();
        if let Err(code) = sized(text, SENTENCE_MAX) {
            faults.add_within(here, code);
            continue;
        }
        named::fill(text, &mut |name| {
            if !NAMES.contains(&name) {
                let hint = nearest(name, &NAMES).map(Into::into);
                faults.push(Fault { hint, ..Fault::within([&*here, ".", name].concat(), Code::Unknown) });
            }
            None
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    fn faults(talk: Value) -> Vec<String> {
        let talk: TalkSettings = serde_json::from_value(talk).unwrap();
        let mut faults = Faults::default();
        talk.check("talk", &mut faults);
        let hint = |fault: &Fault| fault.hint.as_ref().map(|hint| [" ", hint].concat()).unwrap_or_default();
        faults.into_vec().iter().map(|fault| [&*fault.path, " ", fault.code.as_str(), &hint(fault)].concat()).collect()
    }

    #[test]
    fn nothing_is_needed_and_every_name_may_be_used() {
        let all = NAMES.map(|name| ["{", name, "}"].concat()).concat();
        let topic = json!({"topic": "return", "ask": [all], "say": [all]});
        for talk in [json!({}), json!({"greeting": [all], "closing": [all], "topics": [topic, {"topic": "gift"}]})] {
            assert_eq!(faults(talk), [""; 0]);
        }
        assert!(TalkSettings::default().is_empty());
    }

    #[test]
    fn each_fault_is_told_where_it_is() {
        for (talk, told) in [
            (json!({"greeting": ["{shop}", " "]}), &["talk.greeting.1 required"][..]),
            (
                json!({"greeting": ["{shopp}の{oparator}、{weather}"]}),
                &["talk.greeting.0.shopp unknown shop", "talk.greeting.0.oparator unknown operator", "talk.greeting.0.weather unknown"],
            ),
            (json!({"closing": ["あ".repeat(301)]}), &["talk.closing.0 too_long"]),
            (json!({"closing": vec!["は"; 13]}), &["talk.closing out_of_range"]),
            (
                json!({"topics": [{"topic": "gift"}, {"topic": "gift", "say": ["{x}"]}]}),
                &["talk.topics.1.topic duplicate", "talk.topics.1.say.0.x unknown"],
            ),
            (json!({"topics": [{"topic": "gift", "ask": vec!["？"; 13]}]}), &["talk.topics.0.ask out_of_range"]),
        ] {
            assert_eq!(faults(talk.clone()), told, "{talk}");
        }
        // However much is sent, no more is told than anybody mends at once.
        let many: Vec<Value> = (0..5_000).map(|_| json!({"topic": "gift", "say": ["{x}"]})).collect();
        assert_eq!(faults(json!({"topics": many})).len(), 57);
    }

    #[test]
    fn what_it_does_not_know_is_refused() {
        for bad in [json!({"hello": []}), json!({"topics": [{"say": []}]}), json!({"topics": [{"topic": "gift", "answer": []}]})] {
            assert!(serde_json::from_value::<TalkSettings>(bad.clone()).is_err(), "{bad}");
        }
    }
}
