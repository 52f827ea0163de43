//! A text's terms: what is looked up in the index, and how much each says.
//!
//! Runs of one script are taken apart, each as its script is read. No
//! dictionary: a pair of neighbours is most of a word, in kanji and in Hangul.

use super::old_kanji::renewed;
use crate::fold::plain;
use crate::letter::is_letter;

/// One term of a text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Term {
    /// What it is known by: a hash of kind and characters.
    pub key: u32,
    /// What it counts for, 1 being a pair of kanji.
    pub weight: f32,
    /// Whether it counts for a text's length: one term a place.
    pub counts: bool,
    /// Where in the text it begins and ends, in bytes.
    pub span: (usize, usize),
}

/// Hiragana is mostly grammar; it counts, for those who don't convert, but little.
pub(super) const HIRAGANA: f32 = 0.1;
/// Neighbours of two scripts say something of a short query only.
pub(super) const BORDER: f32 = 0.0;
/// One kanji of a longer run: 料 of 送料.
const ONE_OF_RUN: f32 = 0.4;
/// A kanji alone, most often a verb's stem: 届 of 届く.
const ALONE: f32 = 0.7;

/// How a character is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Script {
    Kanji,
    Katakana,
    Hangul,
    Hiragana,
    /// Latin and all other letters, and digits.
    Word,
    Other,
}

pub(super) fn script(c: char) -> Script {
    match c {
        '\u{3041}'..='\u{309F}' => Script::Hiragana,
        '\u{30A1}'..='\u{30FA}' | 'ー' => Script::Katakana,
        '々' | '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3134F}' => Script::Kanji,
        '\u{AC00}'..='\u{D7A3}' => Script::Hangul,
        c if is_letter(c) => Script::Word,
        _ => Script::Other,
    }
}

/// A character of a folded text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Char {
    pub c: char,
    pub script: Script,
    /// Where it begins in the text, in bytes.
    pub at: usize,
}

/// The text's characters in their plain form, Latin small.
pub(super) fn folded(text: &str) -> Vec<Char> {
    let mut plain = plain(text);
    let mut chars: Vec<Char> = Vec::with_capacity(text.len() / 3 + 1);
    loop {
        let at = text.len() - plain.left();
        let Some(c) = plain.next() else { return chars };
        let c = match c {
            // A dash after katakana was meant as a long vowel.
            '-' | '~' if chars.last().is_some_and(|before| before.script == Script::Katakana) => 'ー',
            '\u{4E00}'..='\u{FAFF}' => renewed(c),
            c => c.to_ascii_lowercase(),
        };
        chars.push(Char { c, script: script(c), at });
    }
}

/// The runs of one script.
pub(super) fn runs(chars: &[Char]) -> impl Iterator<Item = &[Char]> {
    chars.chunk_by(|a, b| a.script == b.script)
}

/// Which terms are made of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Detail {
    /// All: of queries and questions.
    Whole,
    /// Those of words: of answers, whose grammar says nothing of them.
    Words,
}

/// The terms of a text, in its order.
pub(super) fn terms(text: &str, detail: Detail) -> Vec<Term> {
    terms_of(&folded(text), text.len(), detail)
}

/// The terms of a text that is folded and was `length` bytes long.
pub(super) fn terms_of(chars: &[Char], length: usize, detail: Detail) -> Vec<Term> {
    let mut terms = Vec::with_capacity(chars.len() * 2);
    let mut seen = 0;
    for run in runs(chars) {
        let before = seen;
        seen += run.len();
        let mut add = |kind: u32, from: usize, to: usize, weight: f32, counts: bool| {
            let Some(part) = chars.get(from..to) else { return };
            let key = part.iter().fold(kind, |key, char| (key ^ char.c as u32).wrapping_mul(0x0100_0193).rotate_left(5));
            let start = part.first().map_or(0, |char| char.at);
            let end = chars.get(to).map_or(length, |char| char.at);
            terms.push(Term { key, weight, counts, span: (start, end) });
        };
        let script = run.first().map_or(Script::Other, |char| char.script);
        let alone = run.len() == 1;
        match script {
            Script::Other => continue,
            Script::Word => add(1, before, before + stem(run), 1.0, true),
            Script::Kanji => {
                (before..seen).for_each(|at| add(2, at, at + 1, ONE_OF_RUN, false));
                (before..seen - 1).for_each(|at| add(3, at, at + 2, 1.0, true));
                if alone {
                    add(4, before, seen, ALONE, true);
                }
            }
            Script::Katakana if alone => {}
            Script::Katakana => {
                (before..seen - 1).for_each(|at| add(3, at, at + 2, 1.0, true));
                add(5, before, seen, 1.0, false);
            }
            Script::Hangul if alone => add(4, before, seen, 1.0, true),
            Script::Hangul => (before..seen - 1).for_each(|at| add(3, at, at + 2, 1.0, true)),
            Script::Hiragana if detail == Detail::Words => {}
            Script::Hiragana => (before..seen - 1).for_each(|at| add(3, at, at + 2, HIRAGANA, false)),
        }
        if detail == Detail::Whole && chars.get(seen).is_some_and(|next| next.script != Script::Other) {
            add(6, seen - 1, seen + 1, BORDER, false);
        }
    }
    terms
}

/// Tells of most characters or keys that they aren't among some, by their
/// lowest twelve bits.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Seen(u64, u64);

impl Seen {
    pub fn add(&mut self, key: u32) {
        self.0 |= 1 << (key & 63);
        self.1 |= 1 << (key >> 6 & 63);
    }

    pub fn has(&self, key: u32) -> bool {
        self.0 >> (key & 63) & self.1 >> (key >> 6 & 63) & 1 == 1
    }
}

/// How long a word is without an English plural's ending.
fn stem(word: &[Char]) -> usize {
    match word {
        [.., Char { c: 's', .. }, Char { c: 's', .. }] => word.len(),
        [_, _, _, .., Char { c: 's', .. }] => word.len() - 1,
        _ => word.len(),
    }
}
