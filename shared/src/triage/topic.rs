//! What a text is about: topics suggested while somebody types.
//!
//! Each row of the table adds its weights if any of its phrases is there, so
//! that saying a thing twice counts once. The phrases are stems (届かな,
//! 壊れ), which stand before a sentence is finished. No topic is suggested for
//! 営業: that is the judgment of [`pitch`](super::pitch), which only the
//! worker makes.

use super::plain::{Text, plain, table as fold_table};
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

/// The topics that fit `text`, best first, three at most. Pure, never panics,
/// linear in the text.
pub fn rank(text: &str) -> Vec<Suggestion> {
    let text = Text::new(same(plain(text)));
    let mut scores = [0_i16; Topic::ALL.len()];
    let table = fold_table(table::PHRASES);
    for (phrases, weights) in table.split('=').zip(table::WEIGHTS.split(|(_, weight)| *weight == 0)) {
        if text.holds(phrases) {
            for (topic, weight) in weights {
                if let Some(score) = scores.get_mut(*topic as usize) {
                    *score += i16::from(*weight);
                }
            }
        }
    }
    // Taking the best three times is smaller than any sort, and as fast.
    let mut ranked = Vec::with_capacity(MOST);
    while ranked.len() < MOST {
        let best = Topic::ALL.iter().zip(&mut scores).reduce(|best, next| if *next.1 > *best.1 { next } else { best });
        match best {
            Some((topic, score)) if *score > 0 => ranked.push(Suggestion { topic: *topic, score: std::mem::take(score) }),
            _ => break,
        }
    }
    ranked
}

/// The topic of `text`, if there is little doubt. None as long as too little
/// is typed.
pub fn suggest(text: &str) -> Option<Topic> {
    let ranked = rank(text);
    let best = ranked.first()?;
    let second = ranked.get(1).map_or(0, |second| second.score);
    (best.score >= ENOUGH && best.score - second >= MARGIN).then_some(best.topic)
}

/// `text` with what is written in many ways written in one, and with the
/// table's word for a number that only a company orders.
fn same(mut text: String) -> String {
    for pair in fold_table(table::SAME).split('|') {
        if let Some((way, form)) = pair.split_once('+')
            && text.contains(way)
        {
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
/// As many as a glance takes in.
const MOST: usize = 3;
/// What one clear word weighs; less is a guess.
const ENOUGH: i16 = 3;
/// How far the best must lie ahead to be suggested alone. On the labelled
/// inquiries that were tuned on, 1 suggests for 88 of 100 texts and is right in
/// 92 % of them, 2 for 77 and in 95 %; a wrong suggestion costs more than none.
const MARGIN: i16 = 2;

#[cfg(test)]
#[path = "topic_tests.rs"]
mod tests;
