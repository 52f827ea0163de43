//! What a text is about: topics suggested while somebody types.

use super::plain::{holds, plain};
use crate::topic::Topic;

#[path = "topic_table.rs"]
mod table;

/// A topic that fits a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Suggestion {
    /// The topic.
    pub topic: Topic,
    /// How well it fits; comparable within one answer only.
    pub score: i16,
}

/// The topics that fit `text`, best first, three at most.
pub fn rank(text: &str) -> Vec<Suggestion> {
    let text = same(plain(text));
    let mut scores = [0_i16; Topic::ALL.len()];
    for (weights, phrases) in table::ROWS {
        if holds(&text, &plain(phrases)) {
            for (topic, weight) in *weights {
                if let Some(score) = scores.get_mut(*topic as usize) {
                    *score += i16::from(*weight);
                }
            }
        }
    }
    let mut ranked: Vec<Suggestion> =
        Topic::ALL.iter().zip(scores).filter(|(_, score)| *score > 0).map(|(topic, score)| Suggestion { topic: *topic, score }).collect();
    ranked.sort_by_key(|suggestion| -suggestion.score);
    ranked.truncate(MOST);
    ranked
}

/// The topic of `text`, if there is little doubt.
pub fn suggest(text: &str) -> Option<Topic> {
    let ranked = rank(text);
    let best = ranked.first()?;
    let second = ranked.get(1).map_or(0, |second| second.score);
    (best.score >= ENOUGH && best.score - second >= MARGIN).then_some(best.topic)
}

/// `text` with what is written in many ways written in one, and with the
/// table's word for a number that only a company orders.
fn same(mut text: String) -> String {
    for pair in plain(table::SAME).split('|') {
        if let Some((way, form)) = pair.split_once('+') && text.contains(way) {
            text = text.replace(way, form);
        }
    }
    if many(&text) {
        text.push_str(table::MANY);
    }
    text
}

/// Whether the text counts pieces or people, and no fewer than [`FEW`].
fn many(text: &str) -> bool {
    let mut number = 0_u32;
    let mut rest = text.chars();
    while let Some(c) = rest.next() {
        match c.to_digit(10) {
            Some(digit) => number = number.saturating_mul(10).saturating_add(digit),
            None => {
                if number >= FEW && table::COUNTERS.contains(c) && !rest.as_str().starts_with('入') {
                    return true;
                }
                number = 0;
            }
        }
    }
    false
}

/// From here on it is no household that orders.
const FEW: u32 = 20;
const MOST: usize = 3;
const ENOUGH: i16 = 3;
const MARGIN: i16 = 1;

#[cfg(test)]
#[path = "topic_tests.rs"]
mod tests;
