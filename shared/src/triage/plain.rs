//! Text brought to the form in which phrases are looked for.
//!
//! On top of [`fold`]: Latin letters in lower case with a space on each side
//! of a word, katakana as hiragana, no punctuation, and no space between
//! Japanese characters, so that neither a line break nor a comma hides a
//! phrase. Three kanji that are written as kana as often (御, 頂, 致) become
//! kana. Tables are written as people write and go through the same function.

use crate::fold::fold;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    /// Start of the text or of a phrase.
    Edge,
    Letter,
    Digit,
    /// Kana, kanji, and all other scripts that put no spaces between words.
    Dense,
    Break,
}

fn class(c: char) -> Class {
    match c {
        'a'..='z' | 'A'..='Z' | '\u{C0}'..='\u{24F}' => Class::Letter,
        '0'..='9' | '%' => Class::Digit,
        '々' | '〇' => Class::Dense,
        // Everything up to the CJK symbols is taken for punctuation, and so
        // are the middle dot and what is left of the width forms.
        '\0'..='\u{3040}' | '・' | '゠' | '\u{FE00}'..='\u{FE6F}' | '\u{FF5F}'..='\u{FF65}' | '\u{1F000}'..='\u{1FAFF}' => Class::Break,
        _ => Class::Dense,
    }
}

/// `text` in its plain form.
pub(super) fn plain(text: &str) -> String {
    brought(text, false)
}

/// A table in its plain form. In it `|` parts phrases, `*` after a word lets it
/// go on (`collaborat*`), `+` asks for two things at once, `=` ends a row.
pub(super) fn table(text: &str) -> String {
    brought(text, true)
}

fn brought(text: &str, table: bool) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    let mut last = Class::Edge;
    let mut broken = false;
    for c in fold(text).chars() {
        match c {
            '\'' | '’' => continue,
            '*' if table => {
                last = Class::Edge;
                continue;
            }
            '|' | '+' | '=' if table => {
                if last == Class::Letter {
                    out.push(' ');
                }
                out.push(c);
                last = Class::Edge;
                broken = false;
                continue;
            }
            _ => {}
        }
        let next = class(c);
        if next == Class::Break {
            broken = true;
            continue;
        }
        let word = last == Class::Letter || next == Class::Letter;
        let both = matches!((last, next), (Class::Letter | Class::Digit, Class::Letter | Class::Digit));
        // A word keeps its distance; a number joins what it counts ("30分", "a4").
        if (word && !both) || (both && broken) {
            out.push(' ');
        }
        match c {
            '御' => out.push('ご'),
            '頂' => out.push_str("いただ"),
            '致' => out.push_str("いた"),
            'ァ'..='ヶ' => out.push(char::from_u32(c as u32 - 0x60).unwrap_or(c)),
            other => out.push(other.to_ascii_lowercase()),
        }
        last = next;
        broken = false;
    }
    if last == Class::Letter {
        out.push(' ');
    }
    out
}

/// A text in its plain form, ready to be searched for a great many phrases.
pub(super) struct Text {
    plain: String,
    /// A bit for each pair of neighbouring characters that is there. Most
    /// phrases are told from it without a search.
    pairs: [u64; PAIRS / 64],
}

const PAIRS: usize = 8192;

fn pair(a: char, b: char) -> (usize, u64) {
    let hash = (a as usize).wrapping_mul(31).wrapping_add(b as usize) % PAIRS;
    (hash / 64, 1 << (hash % 64))
}

impl Text {
    pub(super) fn new(plain: String) -> Self {
        let mut pairs = [0; PAIRS / 64];
        let mut last = ' ';
        for c in plain.chars() {
            let (word, bit) = pair(last, c);
            if let Some(word) = pairs.get_mut(word) {
                *word |= bit;
            }
            last = c;
        }
        Self { plain, pairs }
    }

    /// The plain text.
    pub(super) fn as_str(&self) -> &str {
        &self.plain
    }

    /// Whether it holds any of the `phrases`, which are in their plain form.
    pub(super) fn holds(&self, phrases: &str) -> bool {
        phrases.split('|').any(|phrase| !phrase.is_empty() && phrase.split('+').all(|part| self.has(part)))
    }

    fn has(&self, part: &str) -> bool {
        let mut chars = part.chars();
        if let (Some(a), Some(b)) = (chars.next(), chars.next()) {
            let (word, bit) = pair(a, b);
            if self.pairs.get(word).is_some_and(|word| word & bit == 0) {
                return false;
            }
        }
        self.plain.contains(part)
    }
}

/// `text` without the `phrases`, both in their plain form.
pub(super) fn without(mut text: String, phrases: &str) -> String {
    for phrase in phrases.split('|') {
        if !phrase.is_empty() && text.contains(phrase) {
            text = text.replace(phrase, "|");
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn one_form_for_many_writings() {
        for (text, form) in [
            ("", ""),
            ("キャンセル、\nしたい。", "きゃんせるしたい"),
            ("ＡＳＡＰでお願い", " asap でお願い"),
            ("It hasn't come — yet!", " it hasnt come yet "),
            ("御社にて頂きたく致します", "ご社にていただきたくいたします"),
            ("約 30 分, 15：00", "約30分15 00"),
            ("Ａ４サイズ", " a4さいず"),
            ("M&A", " m a "),
            ("営|業=代*行", "営業代行"),
        ] {
            assert_eq!(plain(text), form, "{text}");
        }
        assert_eq!(table("協業|SEO|collaborat*|30分"), "協業| seo | collaborat|30分");
    }

    #[test]
    fn words_are_whole_and_stems_open() {
        let holds = |text: &str, phrases: &str| Text::new(plain(text)).holds(&table(phrases));
        assert!(holds("our SEO.", "seo"));
        assert!(!holds("museo", "seo"));
        assert!(holds("collaborating", "collaborat*"));
        assert!(!holds("anything", "|"));
        assert!(holds("二つ届いた", "届い+二つ") && !holds("届いた", "届い+二つ"));
        assert_eq!(without(plain("お急ぎ便で"), "お急ぎ便"), "|で");
    }

    proptest! {
        #[test]
        fn the_form_is_bounded_and_width_does_not_matter(text in "\\PC{0,200}") {
            // One character becomes three at most, with a space around it.
            prop_assert!(plain(&text).len() <= 4 * text.len() + 2);
        }

        #[test]
        fn full_width_reads_as_half_width(text in "[ -~あ-んア-ン一-丘]{0,80}") {
            let wide: String = text.chars().map(|c| match c {
                '!'..='~' => char::from_u32(c as u32 + 0xFEE0).unwrap(),
                ' ' => '\u{3000}',
                other => other,
            }).collect();
            prop_assert_eq!(plain(&text), plain(&wide));
        }
    }
}
