//! A phone number that the desk can call.
//!
//! What people type is read by [`typed`], made an international number by the
//! customs of the shop's country, and judged by the numbering plan of the
//! number's country: Japan's exactly, the others' by their leading digits.

mod country;
mod display;
mod japan;
mod japan_table;
mod tree;
mod typed;
mod world;
mod world_table;

pub use country::Country;
pub use display::display_e164;

use crate::fault::Code;
use serde::{Deserialize, Serialize};
use typed::Typed;

/// A callable number in E.164 form, `+81312345678`, perhaps with an extension
/// (内線) after it as in RFC 3966: `+81312345678;ext=123`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(extend("pattern" = r"^\+[1-9][0-9]{6,14}(;ext=[0-9]{1,9})?$", "examples" = ["+819012345678", "+81312345678;ext=123"])))]
#[serde(try_from = "String", into = "String")]
pub struct Phone(String);

/// What a Japanese number is, by its first digits; `Other` abroad.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum PhoneKind {
    /// 060, 070, 080, 090 with eleven digits.
    Mobile,
    /// Geographic.
    Fixed,
    /// 050.
    Ip,
    /// 060 with ten digits: follows a person (UPT).
    Personal,
    /// 0120 and 0800: whoever is called pays.
    FreeDial,
    /// 0990 and 0180 (information services): whoever calls pays.
    Premium,
    /// 0570 (ナビダイヤル): a company's number, often at a price.
    Navi,
    /// 020: pagers and machines.
    Pager,
    /// 110, 119, 117, #7119 and the like.
    Short,
    /// Any number of another country.
    Other,
}

impl PhoneKind {
    /// Whether the desk may promise to call such a number.
    pub fn is_callable(self) -> bool {
        matches!(self, Self::Mobile | Self::Fixed | Self::Ip | Self::Personal | Self::Other)
    }
}

/// What stands between number and extension (RFC 3966 §5.3).
const EXTENSION: &str = ";ext=";

impl Phone {
    /// Longest text that is looked at, in characters: a number with all its
    /// separators, labels and extension is far shorter.
    pub const MAX_TYPED: usize = 64;

    /// Longest extension, in digits; exchanges have at most eight.
    pub const MAX_EXTENSION: usize = 9;

    /// Reads what was typed, by the customs of `country`. Digits are never
    /// corrected: a number that can't be is [`Code::Malformed`], one that
    /// nobody should be promised a call at is [`Code::NotCallable`].
    pub fn parse(text: &str, country: &Country) -> Result<Self, Code> {
        let typed = Typed::read(text)?;
        let digits = if typed.plus { judge(&typed.digits)? } else { national(&typed, country)? };
        Ok(Self::of(&digits, &typed.extension))
    }

    fn of(digits: &str, extension: &str) -> Self {
        let between = if extension.is_empty() { "" } else { EXTENSION };
        Self(["+", digits, between, extension].concat())
    }

    /// Number and extension as they stand on the wire.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The number alone, E.164.
    pub fn number(&self) -> &str {
        self.0.split(';').next().unwrap_or_default()
    }

    /// The extension's digits.
    pub fn extension(&self) -> Option<&str> {
        self.0.split_once(EXTENSION).map(|(_, extension)| extension)
    }

    /// Its kind.
    pub fn kind(&self) -> PhoneKind {
        self.number().strip_prefix("+81").and_then(japan::kind).unwrap_or(PhoneKind::Other)
    }

    /// As people write it, seen from `home`: `03-1234-5678` in Japan,
    /// `+81 3-1234-5678` abroad. An extension follows as `x123`; whoever has
    /// words for it takes [`Phone::number`] and [`Phone::extension`].
    pub fn display(&self, home: &Country) -> String {
        display_e164(&self.0, home)
    }
}

impl TryFrom<String> for Phone {
    type Error = &'static str;
    fn try_from(text: String) -> Result<Self, Self::Error> {
        read_wire(&text).map_err(Code::as_str)
    }
}

fn read_wire(text: &str) -> Result<Phone, Code> {
    let (number, extension) = match text.split_once(EXTENSION) {
        Some((number, extension)) if (1..=Phone::MAX_EXTENSION).contains(&extension.len()) => (number, extension),
        Some(_) => return Err(Code::Malformed),
        None => (text, ""),
    };
    let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    let number = number.strip_prefix('+').filter(|number| digits(number) && digits(extension)).ok_or(Code::Malformed)?;
    Ok(Phone::of(&judge(number)?, extension))
}

impl From<Phone> for String {
    fn from(phone: Phone) -> Self {
        phone.0
    }
}

/// Judges country code and number, and leaves out a trunk prefix between them:
/// in `+81 (0)90 …` the zero is written, but never dialled from abroad.
fn judge(digits: &str) -> Result<String, Code> {
    let (country, national) = world::split(digits)?;
    let with = |national: &str| [country.code(), national].concat();
    let plain = country.judge(national);
    match national.strip_prefix(country.trunk()).filter(|_| plain.is_err() && !country.trunk().is_empty()) {
        Some(stripped) => country.judge(stripped).map(|()| with(stripped)).map_err(|fault| worse(fault, plain)),
        None => plain.map(|()| with(national)),
    }
}

/// Of two readings that both failed: that one is known and must not be called
/// says more than that the other can't be.
fn worse(fault: Code, other: Result<(), Code>) -> Code {
    if other == Err(Code::NotCallable) { Code::NotCallable } else { fault }
}

/// National digits to country code and number, judged.
fn national(typed: &Typed, country: &Country) -> Result<String, Code> {
    let digits = typed.digits.as_str();
    let Some(home) = world::of(country.as_str()) else { return Err(Code::Malformed) };
    let japan = home.code() == "81";
    if short(typed, japan) {
        return Err(Code::NotCallable);
    }
    // The international prefix as it is dialled there. In Japan 00 begins a
    // carrier's number, so that only 0081 can be meant by it.
    let abroad = match home.code() {
        "81" if digits.starts_with("0081") => "00",
        "81" => "010",
        "1" => "011",
        "61" if digits.starts_with("0011") => "0011",
        _ => "00",
    };
    if let Some(rest) = digits.strip_prefix(abroad).filter(|rest| rest.len() > 8) {
        return judge(rest);
    }
    if japan {
        return japan::national(digits).map(|national| ["81", national].concat());
    }
    // As libphonenumber does: without the trunk prefix if that makes a number,
    // else as typed, else with the country's own code in front.
    let stripped = digits.strip_prefix(home.trunk()).filter(|_| !home.trunk().is_empty());
    let fault = match stripped.map(|stripped| (stripped, home.judge(stripped))) {
        Some((stripped, Ok(()))) => return Ok([home.code(), stripped].concat()),
        Some((_, fault)) => fault,
        None => Err(Code::Malformed),
    };
    match home.judge(digits) {
        Ok(()) => Ok([home.code(), digits].concat()),
        Err(other) => match digits.strip_prefix(home.code()).map(|_| judge(digits)) {
            Some(Ok(digits)) => Ok(digits),
            _ => Err(worse(other, fault)),
        },
    }
}

/// A number of an emergency or another service: three digits that begin with
/// 1 in Japan (1XY番号), four after `#` (#7119, #8000); the best known abroad.
fn short(typed: &Typed, japan: bool) -> bool {
    match (typed.sharp, typed.digits.as_bytes()) {
        (true, digits) => japan && digits.len() == 4,
        (false, [b'1', _, _]) if japan => true,
        (false, digits) => matches!(digits, b"110" | b"118" | b"119" | b"911" | b"112" | b"999" | b"000"),
    }
}

#[cfg(test)]
#[path = "phone/tests.rs"]
mod tests;

#[cfg(test)]
#[path = "phone/reference_tests.rs"]
mod reference_tests;
