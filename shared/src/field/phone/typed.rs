//! What people put around a number's digits, taken away: labels, brackets,
//! dashes, and the extension set apart.

use super::Phone;
use crate::fault::Code;
use crate::fold::{fold_char, is_selector, is_unseen};

/// Words that say what the number is; the longer before their beginnings.
/// A fax isn't among them: nobody answers it.
const LABELS: &str =
    "telephone tel phone number no mobile cell home work office 電話 番号 携帯 自宅 会社 勤務先 連絡先 固定 代表 代 お ご の ℡ ☎ ☏ ✆ 📞 📱";

/// Words before an extension; they count after digits only.
const EXTENSIONS: &str = ";ext= extension extn. ext. extn ext x # 内線番号 内線 内";

/// A number as typed: its digits, and what else it says.
#[derive(Debug, Default)]
pub(super) struct Typed {
    pub(super) digits: String,
    pub(super) extension: String,
    /// A `+` leads the digits.
    pub(super) plus: bool,
    /// A `#` leads them, as in #7119.
    pub(super) sharp: bool,
}

impl Typed {
    /// Reads the text from left to right, once.
    pub(super) fn read(text: &str) -> Result<Self, Code> {
        let seen = text.chars().filter(|c| !is_unseen(*c) && !is_selector(*c));
        let mut plain = String::with_capacity(text.len().min(4 * Phone::MAX_TYPED));
        for (count, c) in seen.enumerate() {
            if count >= Phone::MAX_TYPED {
                return Err(Code::TooLong);
            }
            plain.push(digit(fold_char(c)).to_ascii_lowercase());
        }
        let mut typed = Self::default();
        let mut rest = plain.trim();
        if rest.is_empty() {
            return Err(Code::Required);
        }
        let mut labelled = false;
        // Digits after a label that came after digits: a second number.
        let mut over = false;
        while let Some(c) = rest.chars().next() {
            if let Some(after) = word(rest, EXTENSIONS).filter(|_| !typed.digits.is_empty()) {
                typed.extension = extension(after)?;
                break;
            }
            if let Some(after) = word(rest, LABELS) {
                labelled = true;
                over = !typed.digits.is_empty();
                rest = after;
                continue;
            }
            match c {
                '0'..='9' if !over => typed.digits.push(c),
                '+' if typed.digits.is_empty() && !typed.plus && !typed.sharp => typed.plus = true,
                '#' if typed.digits.is_empty() && !typed.plus && !typed.sharp => typed.sharp = true,
                ':' if typed.digits.is_empty() && labelled => {}
                _ if is_separator(c) => {}
                _ => return Err(Code::Malformed),
            }
            rest = rest.get(c.len_utf8()..).unwrap_or_default();
        }
        match typed.digits.is_empty() {
            true if labelled || typed.plus || typed.sharp => Err(Code::Malformed),
            true => Err(Code::Required),
            false => Ok(typed),
        }
    }
}

/// The digits of an extension; after them only what closes a bracket or a label.
fn extension(text: &str) -> Result<String, Code> {
    let mut digits = String::new();
    let mut rest = text;
    let mut over = false;
    while let Some(c) = rest.chars().next() {
        if let Some(after) = word(rest, LABELS) {
            over = !digits.is_empty();
            rest = after;
            continue;
        }
        match c {
            '0'..='9' if !over && digits.len() < Phone::MAX_EXTENSION => digits.push(c),
            ':' | '=' if digits.is_empty() => {}
            _ if is_separator(c) => over = !digits.is_empty(),
            _ => return Err(Code::Malformed),
        }
        rest = rest.get(c.len_utf8()..).unwrap_or_default();
    }
    if digits.is_empty() { Err(Code::Malformed) } else { Ok(digits) }
}

/// What follows one of the words, if the text begins with one.
fn word<'a>(text: &'a str, words: &str) -> Option<&'a str> {
    words.split(' ').find_map(|word| text.strip_prefix(word))
}

/// What people put between digits: dashes (a long vowel mark, a line or the
/// kanji 一 is one when typed with an IME), waves, brackets, dots, spaces.
fn is_separator(c: char) -> bool {
    matches!(c, ' ' | '-' | '~' | 'ー' | '一' | '(' | ')' | '[' | ']' | '【' | '】' | '「' | '」' | '.' | '/' | '・')
}

/// Digits as keyboards for Arabic and Persian type them: a different shape of
/// the same digit, so that nothing is guessed.
fn digit(c: char) -> char {
    let zero = match c {
        '\u{0660}'..='\u{0669}' => 0x0660,
        '\u{06F0}'..='\u{06F9}' => 0x06F0,
        _ => return c,
    };
    char::from_digit(c as u32 - zero, 10).unwrap_or(c)
}
