//! A phone number that the desk can call.

use crate::fault::Code;
use crate::fold::{fold_char, is_unseen};
use serde::{Deserialize, Serialize};

/// A callable number in E.164 form, `+81312345678`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Phone(String);

/// What a Japanese number is, by its first digits; `Other` abroad.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PhoneKind {
    /// 060, 070, 080, 090.
    Mobile,
    /// Geographic.
    Fixed,
    /// 050.
    Ip,
    /// Any number of another country.
    Other,
}

/// A country by its ISO 3166-1 code: whose numbers are meant when none is named.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Country(String);

impl Country {
    /// Japan.
    pub fn japan() -> Self {
        Self("JP".to_owned())
    }

    /// Reads two capital letters.
    pub fn parse(text: &str) -> Result<Self, Code> {
        if text.len() == 2 && text.bytes().all(|b| b.is_ascii_uppercase()) { Ok(Self(text.to_owned())) } else { Err(Code::Malformed) }
    }

    /// The code.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Country code and trunk prefix (ITU-T E.164 and E.123 national notes).
    /// For a country that isn't listed only numbers with `+` are read.
    fn dialling(&self) -> Option<(&'static str, &'static str)> {
        Some(match self.0.as_str() {
            "JP" => ("81", "0"),
            "AU" => ("61", "0"),
            "CA" | "US" => ("1", "1"),
            "CN" => ("86", "0"),
            "DE" => ("49", "0"),
            "FR" => ("33", "0"),
            "GB" => ("44", "0"),
            "HK" => ("852", ""),
            "KR" => ("82", "0"),
            "NZ" => ("64", "0"),
            "SG" => ("65", ""),
            "TW" => ("886", "0"),
            _ => return None,
        })
    }
}

impl TryFrom<String> for Country {
    type Error = &'static str;
    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text).map_err(Code::as_str)
    }
}

impl From<Country> for String {
    fn from(country: Country) -> Self {
        country.0
    }
}

impl Phone {
    /// Longest text that is looked at, in characters: a number with all its
    /// separators and brackets is far shorter.
    pub const MAX_TYPED: usize = 40;

    /// Reads what was typed, by the customs of `country`. Digits are never
    /// corrected: a number that can't be is refused.
    pub fn parse(text: &str, country: &Country) -> Result<Self, Code> {
        let typed = Typed::read(text)?;
        let number = match (typed.plus, country.dialling()) {
            (true, _) => typed.digits,
            (false, None) => return Err(Code::Malformed),
            (false, Some((code, trunk))) => international(&typed.digits, code, trunk)?,
        };
        Self::judge(&number)
    }

    /// `digits`: country code and number, no `+`.
    fn judge(digits: &str) -> Result<Self, Code> {
        // "+81 (0)90 …": the trunk zero is written but never dialled from abroad.
        let number = match digits.strip_prefix("81") {
            Some(national) => {
                let national = national.strip_prefix('0').unwrap_or(national);
                japanese(national)?;
                format!("81{national}")
            }
            None => digits.to_owned(),
        };
        // E.164 §6: at most 15 digits, none of them a leading zero.
        if !(7..=15).contains(&number.len()) || number.starts_with('0') {
            return Err(Code::Malformed);
        }
        Ok(Self(format!("+{number}")))
    }

    /// E.164.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Its kind.
    pub fn kind(&self) -> PhoneKind {
        match self.0.strip_prefix("+81") {
            Some(national) => japanese(national).unwrap_or(PhoneKind::Other),
            None => PhoneKind::Other,
        }
    }
}

impl TryFrom<String> for Phone {
    type Error = &'static str;
    fn try_from(text: String) -> Result<Self, Self::Error> {
        let digits = text.strip_prefix('+').filter(|d| d.bytes().all(|b| b.is_ascii_digit()));
        digits.ok_or(Code::Malformed).and_then(Self::judge).map_err(Code::as_str)
    }
}

impl From<Phone> for String {
    fn from(phone: Phone) -> Self {
        phone.0
    }
}

/// Digits, and whether a `+` led them.
struct Typed {
    digits: String,
    plus: bool,
}

impl Typed {
    fn read(text: &str) -> Result<Self, Code> {
        let mut typed = Self { digits: String::new(), plus: false };
        let text = text.trim_start();
        // Copied from a link (RFC 3966).
        let text = text.get(..4).filter(|scheme| scheme.eq_ignore_ascii_case("tel:")).map_or(text, |_| text.get(4..).unwrap_or_default());
        for (count, c) in text.chars().filter(|c| !is_unseen(*c)).map(fold_char).enumerate() {
            if count >= Phone::MAX_TYPED {
                return Err(Code::TooLong);
            }
            match c {
                '0'..='9' => typed.digits.push(c),
                '+' if typed.digits.is_empty() && !typed.plus => typed.plus = true,
                // What people put between digits: dashes (a long vowel mark or
                // wave is one when typed with an IME), brackets, dots, spaces.
                ' ' | '-' | 'ー' | 'ｰ' | '〜' | '~' | '─' | '━' | '一' | '(' | ')' | '.' | '/' | '・' => {}
                _ => return Err(Code::Malformed),
            }
        }
        if typed.digits.is_empty() && !typed.plus { Err(Code::Required) } else { Ok(typed) }
    }
}

/// National digits to country code and number.
fn international(digits: &str, code: &str, trunk: &str) -> Result<String, Code> {
    // The international prefix, dialled from Japan (010) or elsewhere (00).
    // In Japan 00 begins a carrier's number, so that only 0081 can be meant.
    let prefix = match code {
        "81" if digits.starts_with("0081") => "00",
        "81" => "010",
        _ => "00",
    };
    if let Some(rest) = digits.strip_prefix(prefix).filter(|rest| rest.len() > 8) {
        return Ok(rest.to_owned());
    }
    if matches!(digits, "110" | "118" | "119" | "911" | "112" | "999" | "000") {
        return Err(Code::NotCallable);
    }
    match digits.strip_prefix(trunk) {
        Some(national) => Ok(format!("{code}{national}")),
        // North America: the trunk prefix is optional.
        None if code == "1" => Ok(format!("{code}{digits}")),
        None => Err(Code::Malformed),
    }
}

/// Judges a Japanese number without its trunk zero by prefix and length
/// (総務省 電気通信番号計画).
fn japanese(national: &str) -> Result<PhoneKind, Code> {
    let (length, kind) = match national.as_bytes() {
        // 0120, 0180, 0800, 0570, 0990: their owner pays or earns; nobody
        // answers them at home. 020: pagers and machines.
        [b'1', b'2' | b'8', b'0', ..] | [b'5', b'7', b'0', ..] | [b'9', b'9', b'0', ..] => (9, Err(Code::NotCallable)),
        [b'8', b'0', b'0', ..] => (10, Err(Code::NotCallable)),
        [b'2', b'0', ..] => (10, Err(Code::NotCallable)),
        [b'6' | b'7' | b'8' | b'9', b'0', b'1'..=b'9', ..] => (10, Ok(PhoneKind::Mobile)),
        [b'5', b'0', b'1'..=b'9', ..] => (10, Ok(PhoneKind::Ip)),
        // No area code has a 0 as its first or second digit.
        [b'1'..=b'9', b'1'..=b'9', ..] => (9, Ok(PhoneKind::Fixed)),
        _ => return Err(Code::Malformed),
    };
    if national.len() == length { kind } else { Err(Code::Malformed) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn jp(text: &str) -> Result<String, Code> {
        Phone::parse(text, &Country::japan()).map(String::from)
    }

    #[test]
    fn numbers_as_people_in_japan_type_them() {
        for typed in [
            "090-1234-5678",
            "09012345678",
            "０９０ー１２３４ー５６７８",
            "０９０－１２３４－５６７８",
            "090−1234−5678",
            "(090) 1234 5678",
            "090.1234.5678",
            "+81 90 1234 5678",
            "+81 (0)90-1234-5678",
            "＋８１（０）９０　１２３４　５６７８",
            "010 81 90 1234 5678",
            "0081-90-1234-5678",
            "tel:+81-90-1234-5678",
            "TEL:090-1234-5678",
            "\u{202A}090-1234-5678\u{202C}",
        ] {
            assert_eq!(jp(typed), Ok("+819012345678".into()), "{typed}");
        }
        assert_eq!(jp("03-1234-5678"), Ok("+81312345678".into()));
        assert_eq!(jp("0467-12-3456"), Ok("+81467123456".into()));
        assert_eq!(jp("050-3123-4567"), Ok("+815031234567".into()));
        assert_eq!(jp("060-1234-5678"), Ok("+816012345678".into()), "mobile since July 2026");
        assert_eq!(jp("+1 415 555 2671"), Ok("+14155552671".into()));
    }

    #[test]
    fn what_nobody_may_promise_to_call() {
        for typed in [
            "110",
            "119",
            "１１８",
            "0120-123-456",
            "0800-123-4567",
            "0570-012-345",
            "0990-512-345",
            "0180-99-1234",
            "+81 120 123 456",
            "020-1234-5678",
        ] {
            assert_eq!(jp(typed), Err(Code::NotCallable), "{typed}");
        }
    }

    #[test]
    fn what_is_no_number() {
        assert_eq!(jp(" － "), Err(Code::Required));
        for typed in [
            "1234-5678",
            "090-1234-567",
            "090-1234-56789",
            "03-1234-567",
            "+",
            "+0",
            "++81",
            "電話",
            "090-1234-5678 内線",
            "000-0000-0000",
            "080-0000-0000x",
            "+1234567890123456",
        ] {
            assert_eq!(jp(typed), Err(Code::Malformed), "{typed}");
        }
        assert_eq!(jp(&"0".repeat(41)), Err(Code::TooLong));
    }

    #[test]
    fn other_countries_by_their_own_customs() {
        let read = |country: &str, text: &str| Phone::parse(text, &Country(country.into())).map(String::from);
        assert_eq!(read("AU", "0412 345 678"), Ok("+61412345678".into()));
        assert_eq!(read("US", "(415) 555-2671"), Ok("+14155552671".into()));
        assert_eq!(read("AU", "+81 90 1234 5678"), Ok("+819012345678".into()));
        assert_eq!(read("AU", "12345678"), Err(Code::Malformed));
        assert_eq!(read("ZW", "0712345678"), Err(Code::Malformed), "not listed: with + only");
        assert_eq!(read("ZW", "+263 71 234 5678"), Ok("+263712345678".into()));
    }

    #[test]
    fn the_wire_cannot_make_a_bad_one() {
        for bad in ["+810", "090-1234-5678", "+81120123456", "", "+"] {
            assert!(Phone::try_from(bad.to_owned()).is_err(), "{bad}");
        }
        assert!(Phone::try_from("+819012345678".to_owned()).is_ok());
    }
}
