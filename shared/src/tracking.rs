//! Tracking numbers (お問い合わせ送り状番号) of the three big carriers of
//! Japan: whose they can be, and where they are looked up.
//!
//! Carriers publish no full description. The rules are those on which public
//! sources agree: the last digit is the digits before it, read as one number,
//! modulo 7; S10 numbers follow UPU standard S10. A number that passes may
//! still not exist, and of other numbers with 12 digits one in seven passes too.

use crate::fault::Code;
use crate::field::parsed_text;
use crate::fold::fold;
use serde::{Deserialize, Serialize};

/// Who carries parcels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Carrier {
    /// ヤマト運輸.
    Yamato,
    /// 佐川急便.
    Sagawa,
    /// 日本郵便.
    JapanPost,
}

impl Carrier {
    /// Its name on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Yamato => "yamato",
            Self::Sagawa => "sagawa",
            Self::JapanPost => "japan_post",
        }
    }

    /// The address of its public page, up to the number.
    fn page(self) -> &'static str {
        match self {
            Self::Yamato => "https://member.kms.kuronekoyamato.co.jp/parcel/detail?pno=",
            Self::Sagawa => "https://k2k.sagawa-exp.co.jp/p/web/okurijosearch.do?okurijoNo=",
            Self::JapanPost => "https://trackings.post.japanpost.jp/services/srv/search/direct?searchKind=S002&locale=ja&reqCodeNo1=",
        }
    }
}

/// A number with a check digit that is right, without separators and in upper
/// case: 12 digits (parcels of all three), 11 digits (書留 and 特定記録, the
/// registered mail of Japan Post), or two letters, nine digits and two
/// letters (UPU S10, EMS and other international mail).
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct TrackingNumber(String);

parsed_text!(TrackingNumber);

/// More characters than this are no number, however they are spaced.
const TYPED_MAX: usize = 40;
/// How far a text is searched, in characters: a message has at most 1,000.
const SEARCHED_MAX: usize = 4_000;

/// How a number stands in a text: `9` a digit, `A` a letter, `-` a dash or a
/// space. Other groupings are left alone: they are mostly phones and cards.
const SHAPES: [&[u8]; 6] = [b"9999-9999-9999", b"999999999999", b"999-99-99999-9", b"99999999999", b"AA999999999AA", b"AA-999-999-999-AA"];

impl TrackingNumber {
    /// Full width, letter case, dashes and spaces are folded; digits are
    /// never corrected. Fails with `Required`, with `Malformed` where it has
    /// none of the three forms, and with `CheckDigit` where it has one, but a
    /// digit must be wrong: a slip of the pen, which is said otherwise than
    /// "not a number at all".
    pub fn parse(text: &str) -> Result<Self, Code> {
        let typed: String = text.chars().take(TYPED_MAX + 1).collect();
        let folded = fold(&typed);
        if folded.is_empty() {
            return Err(Code::Required);
        }
        if typed.chars().count() > TYPED_MAX {
            return Err(Code::Malformed);
        }
        judged(folded.chars().filter(|c| !is_separator(*c)))
    }

    /// The first number that stands in a text, on its own or between words.
    /// Looks at the first 4,000 characters, in time linear in their number.
    ///
    /// Stricter than [`parse`](Self::parse), since nobody said that there is
    /// one: only the usual groupings are taken, none that goes on in more
    /// digits (a card's), and no 11 digits in a row that begin with 0 (a phone's).
    pub fn find(text: &str) -> Option<Self> {
        let start: String = text.chars().take(SEARCHED_MAX).collect();
        let chars: Vec<char> = fold(&start).chars().collect();
        (0..chars.len()).find_map(|at| {
            let (before, rest) = chars.split_at_checked(at)?;
            SHAPES.iter().find_map(|shape| stands(before, rest, shape))
        })
    }

    /// Whose it can be, the likelier first: by their shares of the country's
    /// parcels (国土交通省, 宅配便取扱実績). A number alone doesn't tell more.
    pub fn carriers(&self) -> &'static [Carrier] {
        match self.0.len() {
            12 => &[Carrier::Yamato, Carrier::Sagawa, Carrier::JapanPost],
            _ => &[Carrier::JapanPost],
        }
    }

    /// The address of `carrier`'s public page for it; none if it can't be theirs.
    pub fn page(&self, carrier: Carrier) -> Option<String> {
        self.carriers().contains(&carrier).then(|| [carrier.page(), &self.0].concat())
    }
}

/// A dash or a space, also the long vowel's mark that stands in for a dash.
fn is_separator(c: char) -> bool {
    matches!(c, '-' | ' ' | 'ー')
}

fn judged(chars: impl Iterator<Item = char>) -> Result<TrackingNumber, Code> {
    let number: String = chars.map(|c| c.to_ascii_uppercase()).collect();
    let kind = |b: u8| match b {
        b'0'..=b'9' => b'9',
        b'A'..=b'Z' => b'A',
        other => other,
    };
    let right = match number.bytes().map(kind).collect::<Vec<u8>>().as_slice() {
        b"999999999999" | b"99999999999" => modulo_seven(number.as_bytes()),
        b"AA999999999AA" => s10(number.as_bytes()),
        _ => return Err(Code::Malformed),
    };
    if right { Ok(TrackingNumber(number)) } else { Err(Code::CheckDigit) }
}

/// The last digit is the number before it modulo 7; so it is never 7, 8 or 9.
fn modulo_seven(digits: &[u8]) -> bool {
    let Some((last, number)) = digits.split_last() else { return false };
    number.iter().fold(0, |rest, digit| (rest * 10 + u32::from(digit - b'0')) % 7) == u32::from(last - b'0')
}

/// UPU S10: the digits weighted 8 6 4 2 3 5 9 7; their sum's distance to the
/// next multiple of 11 is the check digit, with 0 for 10 and 5 for 11.
fn s10(number: &[u8]) -> bool {
    let digits = number.iter().skip(2).map(|digit| u32::from(digit.wrapping_sub(b'0')));
    let sum: u32 = digits.clone().zip([8, 6, 4, 2, 3, 5, 9, 7]).map(|(digit, weight)| digit * weight).sum();
    let check = match 11 - sum % 11 {
        10 => 0,
        11 => 5,
        other => other,
    };
    digits.skip(8).take(1).eq([check])
}

/// The number at the start of `rest` if it has this shape, and nothing on
/// either side makes it part of something longer.
fn stands(before: &[char], rest: &[char], shape: &[u8]) -> Option<TrackingNumber> {
    let (number, after) = rest.split_at_checked(shape.len())?;
    let fits = |(c, form): (&char, &u8)| match form {
        b'9' => c.is_ascii_digit(),
        b'A' => c.is_ascii_alphabetic(),
        _ => is_separator(*c),
    };
    let phone = shape == b"99999999999" && number.first() == Some(&'0');
    let runs_on = goes_on(before.iter().rev(), shape) || goes_on(after.iter(), shape);
    if phone || runs_on || before.last() == Some(&'+') || !number.iter().zip(shape).all(fits) {
        return None;
    }
    judged(number.iter().copied().filter(|c| !is_separator(*c))).ok()
}

/// Whether what follows, away from the number, belongs to it: a letter or
/// digit at once or after a dash or, where it is written in groups, one more
/// group of four digits.
fn goes_on<'a>(mut away: impl Iterator<Item = &'a char>, shape: &[u8]) -> bool {
    match away.next() {
        Some(c) if c.is_ascii_alphanumeric() => true,
        Some('-') => away.next().is_some_and(char::is_ascii_alphanumeric),
        Some(' ') => {
            let grouped = shape.contains(&b'-');
            grouped
                && away.by_ref().take(4).filter(|c| c.is_ascii_digit()).count() == 4
                && !away.next().is_some_and(char::is_ascii_alphanumeric)
        }
        _ => false,
    }
}

#[cfg(test)]
#[path = "tracking_tests.rs"]
mod tests;
