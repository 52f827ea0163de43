//! Where a text holds what was looked for, to be marked, and the sentence that
//! holds most of it.

use super::terms::{Detail, Seen, Term, terms};

/// The words that were looked for.
#[derive(Clone, Debug, Default)]
pub struct Marks {
    keys: Vec<u32>,
    seen: Seen,
}

/// What parts a text into sentences.
const STOPS: [char; 6] = ['。', '！', '？', '!', '?', '\n'];

impl Marks {
    pub(super) fn new<'a>(terms: impl Iterator<Item = &'a Term>) -> Self {
        let keys: Vec<u32> = terms.filter(|term| term.counts).map(|term| term.key).collect();
        let mut seen = Seen::default();
        keys.iter().for_each(|key| seen.add(*key));
        Self { keys, seen }
    }

    /// Stands between what is plain and what is marked: Unicode keeps it for
    /// uses like this.
    pub const SIGN: char = '\u{FDD0}';

    /// The text in pieces, by turns plain and marked; the first is plain.
    pub fn parted(&self, text: &str) -> String {
        let (mut parted, mut at, mut marked) = (String::new(), 0, false);
        for (from, to) in self.spans(text) {
            // What touches is one.
            if !marked || from > at {
                if marked {
                    parted.push(Self::SIGN);
                }
                parted.push_str(text.get(at..from).unwrap_or_default());
                parted.push(Self::SIGN);
                (at, marked) = (from, true);
            }
            parted.push_str(text.get(at..to).unwrap_or_default());
            at = to;
        }
        if marked {
            parted.push(Self::SIGN);
        }
        parted.push_str(text.get(at..).unwrap_or_default());
        parted
    }

    /// The sentence that holds most of what was looked for; the first, where
    /// none holds anything.
    pub fn passage<'a>(&self, text: &'a str) -> &'a str {
        // No word lies in two of them.
        let (spans, mut best, mut start) = (self.spans(text), ("", 0), 0);
        for (at, c) in text.char_indices() {
            let end = at + c.len_utf8();
            if STOPS.contains(&c) || end == text.len() {
                let sentence = text.get(start..end).unwrap_or_default().trim();
                let held = spans.iter().filter(|(from, _)| (start..end).contains(from)).count() + 1;
                if held > best.1 && !sentence.is_empty() {
                    best = (sentence, held);
                }
                start = end;
            }
        }
        best.0
    }

    fn spans(&self, text: &str) -> Vec<(usize, usize)> {
        let mut spans = Vec::new();
        for Term { key, counts, span, .. } in terms(text, Detail::Words) {
            if counts && self.seen.has(key) && self.keys.contains(&key) {
                spans.push(span);
            }
        }
        spans
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
        for (query, text, parted) in [
            ("送料", "全国の送料は550円", "全国の|送料|は550円"),
            ("送料無料", "送料は無料", "|送料|は|無料|"),
            ("ｻｲｽﾞ", "サイズ、ｻｲｽﾞ", "|サイズ|、|ｻｲｽﾞ|"),
            ("returns", "Return it", "|Return| it"),
            ("いつですか", "いつですか", "いつですか"),
            ("", "", ""),
        ] {
            assert_eq!(marks(query).parted(text).replace(Marks::SIGN, "|"), parted);
        }
    }

    #[test]
    fn the_passage_is_the_sentence_with_most_of_it() {
        assert_eq!(marks("沖縄の送料").passage("全国一律です。沖縄への送料は別です。船便です。"), "沖縄への送料は別です。");
        assert_eq!(marks("沖縄").passage("一つ。二つ。"), "一つ。");
        assert_eq!(marks("沖縄").passage(""), "");
        assert_eq!(marks("沖縄").passage("。 \n北海道です！\n 沖縄です \n"), "沖縄です");
    }

    proptest::proptest! {
        #[test]
        fn the_parts_are_the_text(query in ".{0,12}", text in ".{0,40}") {
            let parted = marks(&query).parted(&text);
            proptest::prop_assert_eq!(parted.replace(Marks::SIGN, ""), text.replace(Marks::SIGN, ""));
        }
    }
}
