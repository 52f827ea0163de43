//! What shops and their shoppers call the same thing.
//!
//! One group a line; verbs by the stem that all their forms share; `a+b` is met
//! where both stand, and looked for by nobody. A query that holds one of a
//! group's words looks for the others too, at a part of their weight. The
//! groups are the vocabulary of Japanese shops' own help pages, by hand.

/// The groups.
const GROUPS: &str = include_str!("synonyms.txt");

/// The words that mean what a word of `text` means; `text` folded.
pub(super) fn others(text: &str) -> impl Iterator<Item = &'static str> {
    let holds = |word: &str| word.split('+').all(|part| text.contains(part));
    let met = GROUPS.lines().filter(move |group| group.split(' ').any(holds));
    met.flat_map(|group| group.split(' ')).filter(|word| !word.contains('+') && !text.contains(word))
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
            assert!(others(typed).any(|word| word == other), "{typed}");
        }
        assert_eq!(others("").chain(others("深煎り")).count(), 0);
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
