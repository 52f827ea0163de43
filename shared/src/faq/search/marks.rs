//! Where a text holds what was looked for, to be marked, and the sentence that
//! holds most of it.

use super::terms::{Detail, Term, terms};

/// The words that were looked for.
#[derive(Clone, Debug, Default)]
pub struct Marks {
    keys: Vec<u32>,
}

/// What parts a text into sentences.
const STOPS: [char; 6] = ['。', '！', '？', '!', '?', '\n'];

impl Marks {
    pub(super) fn new<'a>(terms: impl Iterator<Item = &'a Term>) -> Self {
        Self { keys: terms.filter(|term| term.counts).map(|term| term.key).collect() }
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
        let found = terms(text, Detail::Words).into_iter().filter(|term| term.counts && self.keys.contains(&term.key));
        found.map(|term| term.span)
    }
}

#[cfg(test)]
mod tests {
    use super::super::terms::terms;
    use super::*;

    fn marks(query: &str) -> Marks {
        Marks::new(terms(query, Detail::Whole).iter())
    }

    #[test]
    fn what_was_looked_for_is_marked_where_it_stands() {
        assert_eq!(marks("送料").parted("全国の送料は550円"), ["全国の", "送料", "は550円"]);
        assert_eq!(marks("送料無料").parted("送料は無料"), ["", "送料", "は", "無料", ""]);
        assert_eq!(marks("ｻｲｽﾞ").parted("サイズ、ｻｲｽﾞ"), ["", "サイズ", "、", "ｻｲｽﾞ", ""]);
        assert_eq!(marks("returns").parted("Return it"), ["", "Return", " it"]);
        assert_eq!(marks("いつですか").parted("いつですか"), ["いつですか"]);
        assert_eq!(marks("").parted(""), [""]);
    }

    #[test]
    fn the_passage_is_the_sentence_with_most_of_it() {
        assert_eq!(marks("沖縄の送料").passage("全国一律です。沖縄への送料は別です。船便です。"), "沖縄への送料は別です。");
        assert_eq!(marks("沖縄").passage("一つ。二つ。"), "一つ。");
        assert_eq!(marks("沖縄").passage(""), "");
    }

    proptest::proptest! {
        #[test]
        fn the_parts_are_the_text(query in ".{0,12}", text in ".{0,40}") {
            proptest::prop_assert_eq!(marks(&query).parted(&text).concat(), text);
        }
    }
}
