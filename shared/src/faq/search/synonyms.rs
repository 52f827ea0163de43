//! What shops and their shoppers call the same thing.
//!
//! One group a line; verbs by the stem that all their forms share. A query
//! that holds one of a group's words looks for the others too, at a part of
//! their weight. The groups are the vocabulary of Japanese shops' own help
//! pages, written by hand.

/// The groups.
const GROUPS: &str = include_str!("synonyms.txt");

/// The words that mean what a word of `text` means; `text` folded.
pub(super) fn others(text: &str) -> Vec<&'static str> {
    let mut others = Vec::new();
    for group in GROUPS.lines() {
        if group.split(' ').any(|word| word.split('+').all(|part| text.contains(part))) {
            others.extend(group.split(' ').filter(|word| !word.contains('+') && !text.contains(word)));
        }
    }
    others
}
