//! Where a text holds what was looked for, to be marked, and the sentence that
//! holds most of it.

use super::terms::{Detail, Term, terms};

/// The words that were looked for.
#[derive(Clone, Debug, Default)]
pub struct Marks {
    /// Sorted.
    keys: Vec<u32>,
}

/// What parts a text into sentences.
const STOPS: [char; 6] = ['。', '！', '？', '!', '?', '\n'];

impl Marks {
    pub(super) fn new<'a>(terms: impl Iterator<Item = &'a Term>) -> Self {
        let mut keys: Vec<u32> = terms.filter(|term| term.counts).map(|term| term.key).collect();
        keys.sort_unstable();
        Self { keys }
    }

    /// The text in pieces, by turns plain and marked; the first is plain.
    pub fn parted<'a>(&self, text: &'a str) -> Vec<&'a str> {
        let mut ends = vec![0];
        for (from, to) in self.spans(text) {
            // What touches is one.
            if ends.len() > 1 && ends.last().is_some_and(|end| *end >= from) {
                ends.pop();
                ends.push(to);
            } else {
                ends.extend([from, to]);
            }
        }
        ends.push(text.len());
        ends.windows(2).map(|pair| if let [from, to] = pair { text.get(*from..*to).unwrap_or_default() } else { "" }).collect()
    }

    /// The sentence that holds most of what was looked for; the first, where
    /// none holds anything.
    pub fn passage<'a>(&self, text: &'a str) -> &'a str {
        let sentences = text.split_inclusive(STOPS).map(str::trim).filter(|sentence| !sentence.is_empty());
        let mut best = ("", 0);
        for sentence in sentences {
            let held = self.spans(sentence).count() + 1;
            if held > best.1 {
                best = (sentence, held);
            }
        }
        best.0
    }

    fn spans<'a>(&'a self, text: &str) -> impl Iterator<Item = (usize, usize)> + 'a {
        let found = terms(text, Detail::Words).into_iter().filter(|term| term.counts && self.keys.binary_search(&term.key).is_ok());
        found.map(|term| term.span)
    }
}
