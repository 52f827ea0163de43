//! What shops and their shoppers call the same thing.
//!
//! One group a line; verbs by the stem that all their forms share; `a+b` is met
//! where both stand, and looked for by nobody. A query that holds one of a
//! group's words looks for the others too, at a part of their weight. The
//! groups are the vocabulary of Japanese shops' own help pages, by hand.

use super::terms::Seen;

/// The groups.
const GROUPS: &str = include_str!("synonyms.txt");

/// The groups, taken apart once.
#[derive(Debug)]
pub(super) struct Synonyms {
    groups: Vec<Vec<&'static str>>,
}

impl Default for Synonyms {
    fn default() -> Self {
        Self { groups: GROUPS.lines().map(|group| group.split(' ').collect()).collect() }
    }
}

impl Synonyms {
    /// The words that mean what a word of `text` means; `text` folded.
    pub fn others(&self, text: &str) -> Vec<&'static str> {
        let mut begun = Seen::default();
        text.chars().for_each(|c| begun.add(c as u32));
        let begins = |word: &str| word.chars().next().is_some_and(|c| begun.has(c as u32));
        let mut others = Vec::new();
        for group in &self.groups {
            if group.iter().any(|word| begins(word) && word.split('+').all(|part| holds(text, part))) {
                for word in group {
                    if !word.contains('+') && !holds(text, word) {
                        others.push(*word);
                    }
                }
            }
        }
        others
    }
}

/// Whether a short text holds a short word: std's search prepares itself for
/// long ones first.
fn holds(text: &str, word: &str) -> bool {
    let (text, word) = (text.as_bytes(), word.as_bytes());
    let Some(first) = word.first() else { return true };
    text.len() >= word.len()
        && text
            .iter()
            .take(text.len() + 1 - word.len())
            .enumerate()
            .any(|(at, byte)| byte == first && text.get(at..at + word.len()) == Some(word))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fold::fold;

    #[test]
    fn words_lead_to_their_likes() {
        for (typed, other) in [
            ("まだ届かない", "配送状況"),
            ("払い戻し", "返金"),
            ("レシートください", "インボイス"),
            ("お金が戻ってこない", "返金"),
            ("サブスク", "定期便"),
        ] {
            assert!(Synonyms::default().others(typed).contains(&other), "{typed}");
        }
        assert_eq!(Synonyms::default().others("深煎り"), [""; 0]);
    }

    #[test]
    fn every_group_can_be_met() {
        let parts = || GROUPS.lines().flat_map(|group| group.split(' ')).flat_map(|word| word.split('+'));
        for part in parts() {
            assert!(!part.is_empty() && fold(part).to_lowercase() == part, "{part:?} is never typed so");
        }
        for group in GROUPS.lines() {
            assert!(group.split(' ').filter(|word| !word.contains('+')).count() > 1, "{group}");
        }
    }
}
