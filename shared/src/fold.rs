//! Text as people in Japan type it, brought to one form for judging.
//!
//! Full-width ASCII becomes ASCII, half-width kana full-width kana with its
//! mark composed (`ｶﾞ` → `ガ`), `①`, `㈱`, `㎏` and the like what they stand
//! for: all of it equal to Unicode's NFKC, which a test proves over all of
//! Unicode. Where NFKC leaves a shopper's dash, wave or space as it is, we
//! don't: every dash is a `-`, every wave a `~`, every space a space. What is
//! stored for people to read stays as typed.

mod compat_table;

use crate::letter::is_letter;
use compat_table::COMPAT;
use std::str::Chars;

/// Full-width forms U+FF01–FF5E lie this far above their ASCII twins.
const WIDE: u32 = 0xFEE0;

/// What U+FF61–FF9F stand for; three bytes each.
const HALF: &str = "。「」、・ヲァィゥェォャュョッーアイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワン\u{3099}\u{309A}";

/// One character in its plain form, where that is one character too: widths,
/// spaces, dashes and waves. Marks are not composed and `①` stays; for those
/// see [`plain`].
pub fn fold_char(c: char) -> char {
    match c {
        '\t' => ' ',
        ..='\u{9F}' => c,
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(c as u32 - WIDE).unwrap_or(c),
        '\u{FF61}'..='\u{FF9F}' => {
            let start = (c as usize - 0xFF61) * 3;
            HALF.get(start..start + 3).and_then(|full| full.chars().next()).unwrap_or(c)
        }
        '\u{3000}' | '\u{00A0}' | '\u{2000}'..='\u{200A}' | '\u{202F}' | '\u{205F}' => ' ',
        // Hyphens and dashes of all lengths, minus signs, and lines drawn in
        // a box, which keyboards in Japan offer as dashes.
        '\u{2010}'..='\u{2015}' | '⁃' | '⁻' | '₋' | '−' | '─' | '━' | '➖' | '⸺' | '⸻' | '︱' | '︲' | '﹘' | '﹣' => {
            '-'
        }
        '〜' | '〰' | '∼' | '∽' | '⁓' => '~',
        other => other,
    }
}

/// The full-width twin of a printable ASCII character.
pub fn wide(c: char) -> char {
    if c.is_ascii_graphic() { char::from_u32(c as u32 + WIDE).unwrap_or(c) } else { c }
}

/// Zero-width and direction characters, which copying brings along unseen,
/// and what else shows nothing but changes how text around it is read: line
/// separators, interlinear notes, tags (Trojan Source, CVE-2021-42574).
pub fn is_unseen(c: char) -> bool {
    matches!(c, '\u{00AD}' | '\u{061C}' | '\u{180E}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}'
        | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}' | '\u{E0000}'..='\u{E007F}')
}

/// The zero-width joiner.
pub(crate) const JOINER: char = '\u{200D}';

/// Whether a joiner between these two makes one picture of them (👩‍🚒): for
/// text that is stored it is no more unseen than they are. Between letters,
/// where it could make two names out of one, it never does.
pub(crate) fn joins(before: Option<char>, after: Option<char>) -> bool {
    let pictures = |c: char| c >= '\u{203C}' && !is_letter(c) && !c.is_whitespace() && !is_unseen(c);
    before.is_some_and(pictures) && after.is_some_and(pictures)
}

/// `text` without what is unseen, as it is stored.
pub(crate) fn seen(text: &str) -> String {
    let mut seen = String::new();
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        if !is_unseen(c) || c == JOINER && joins(seen.chars().next_back(), chars.clone().next()) {
            seen.push(c);
        }
    }
    seen
}

/// Whether a text shows nothing: to people it is empty.
pub fn is_blank(text: &str) -> bool {
    text.chars().all(|c| c.is_whitespace() || c.is_control() || is_unseen(c) || is_selector(c))
}

/// Which of a character's shapes is meant (葛󠄀, ☎️): no other character.
pub(crate) fn is_selector(c: char) -> bool {
    matches!(c, '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}')
}

/// The text's characters in their plain form, one after the other: what
/// [`fold`] gives, without its trimming and without a string.
pub fn plain(text: &str) -> Plain<'_> {
    Plain { chars: text.chars(), rest: "".chars(), next: None, left: text.len() }
}

/// See [`plain`].
#[derive(Clone, Debug)]
pub struct Plain<'a> {
    chars: Chars<'a>,
    /// What is left of a character that stands for several.
    rest: Chars<'static>,
    /// Looked at, to see whether it is a mark on the one before.
    next: Option<char>,
    /// How many bytes of the text the next character begins before its end.
    left: usize,
}

impl Plain<'_> {
    /// How many bytes of the text are still to come.
    pub(crate) fn left(&self) -> usize {
        self.left
    }

    fn read(&mut self) -> Option<char> {
        if let Some(c) = self.rest.next() {
            return Some(c);
        }
        let c = self.chars.find(|c| !is_unseen(*c) && !is_selector(*c))?;
        match stands_for(c) {
            Some(text) => {
                self.rest = text.chars();
                self.rest.next()
            }
            None => Some(fold_char(c)),
        }
    }
}

impl Iterator for Plain<'_> {
    type Item = char;

    fn next(&mut self) -> Option<char> {
        let base = self.next.take().or_else(|| self.read())?;
        self.left = self.chars.as_str().len();
        self.next = self.read();
        match self.next.and_then(|mark| marked(base, mark)) {
            Some(whole) => {
                self.next = None;
                self.left = self.chars.as_str().len();
                Some(whole)
            }
            None => Some(base),
        }
    }
}

/// What a compatibility character stands for.
fn stands_for(c: char) -> Option<&'static str> {
    // Nearly all text is outside the table, and most of it can be told at once.
    if matches!(c, '\0'..='\u{A9}' | '\u{2190}'..='\u{222B}' | '\u{24EB}'..='\u{2A0B}' | '\u{3001}'..='\u{3035}' | '\u{3040}'..='\u{309E}' | '\u{30A0}'..='\u{30FE}' | '\u{3400}'..='\u{FAFF}' | '\u{FF01}'..='\u{FF9F}' | '\u{FFE7}'..)
    {
        return None;
    }
    COMPAT.split(' ').find_map(|entry| {
        let first = entry.chars().next()?;
        let place = (c as usize).checked_sub(first as usize)?;
        entry.get(first.len_utf8()..)?.split('|').nth(place).filter(|text| !text.is_empty())
    })
}

/// A kana with a voicing mark (濁点, 半濁点) as one character. The marks that
/// stand alone (゛゜) count as well: whoever types か゛ means が.
fn marked(base: char, mark: char) -> Option<char> {
    let half = match mark {
        '\u{3099}' | '\u{309B}' => 0,
        '\u{309A}' | '\u{309C}' => 1,
        _ => return None,
    };
    let code = base as u32;
    // Katakana lie 0x60 above hiragana; ワ row and the signs differ.
    let hiragana = if matches!(base, 'ァ'..='ヾ') { code - 0x60 } else { code };
    let step = match (char::from_u32(hiragana)?, half) {
        // か to ち: each before its voiced one; from つ on the small っ is past.
        ('か'..='ぢ', 0) if hiragana % 2 == 1 => 1,
        ('つ'..='ど', 0) if hiragana % 2 == 0 => 1,
        ('は'..='ぽ', _) if hiragana.is_multiple_of(3) => 1 + half,
        ('う', 0) => 0x4E,
        ('ゝ', 0) => 1,
        ('わ'..='を', 0) if code != hiragana => 8,
        _ => return None,
    };
    char::from_u32(code + step)
}

/// The whole text in its plain form, trimmed.
pub fn fold(text: &str) -> String {
    let plain: String = plain(text).collect();
    plain.trim().to_owned()
}

#[cfg(test)]
#[path = "fold_tests.rs"]
mod tests;
