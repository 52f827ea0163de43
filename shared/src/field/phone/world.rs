//! The numbering plans of all countries, by leading digits: as many as the
//! table has (see `xtask/generate/src/world.rs`), so that a number with an
//! area code that doesn't exist may pass, but none that is paid by whoever
//! calls it.

use super::world_table::{LENGTHS, REGIONS, SYMBOLS, TREES};
use super::{japan, tree};
use crate::fault::Code;

/// Longest number with its country code (E.164 §6).
const LONGEST: usize = 15;

/// A country's numbering plan.
pub(super) struct Plan {
    code: String,
    trunk: &'static str,
    /// Its place among the codes.
    place: usize,
}

impl Plan {
    /// The calling code, without `+`.
    pub(super) fn code(&self) -> &str {
        &self.code
    }

    /// What is dialled before a number inside the country; may be empty.
    pub(super) fn trunk(&self) -> &'static str {
        self.trunk
    }

    /// Judges a number without code and trunk prefix.
    pub(super) fn judge(&self, national: &str) -> Result<(), Code> {
        if self.code == "81" {
            return japan::judge(national);
        }
        if self.code.len() + national.len() > LONGEST {
            return Err(Code::Malformed);
        }
        let start = (0..self.place).fold(TREES.as_bytes(), |text, _| tree::after(text));
        match tree::leaf(start, national.as_bytes()) {
            b'-' => Err(Code::Malformed),
            b'!' => Err(Code::NotCallable),
            symbol => {
                let lengths = SYMBOLS.bytes().position(|known| known == symbol).and_then(|place| LENGTHS.get(place));
                let fits = lengths.is_some_and(|mask| mask >> national.len() & 1 == 1);
                if fits { Ok(()) } else { Err(Code::Malformed) }
            }
        }
    }
}

/// The plan of a country, by its ISO code.
pub(super) fn of(region: &str) -> Option<Plan> {
    find(|_, id| id == region.as_bytes())
}

/// The plan of an international number, and the number without its code.
/// 800, 808, 870, 878, 881, 882, 883, 888 and 979 belong to no country:
/// freephone, satellites and networks with tariffs of their own.
pub(super) fn split(digits: &str) -> Result<(Plan, &str), Code> {
    let leads = |code: u16, length: usize| digits.get(..length).is_some_and(|prefix| prefix.parse() == Ok(code));
    let plan = find(|code, _| leads(code, 1 + usize::from(code >= 10) + usize::from(code >= 100)));
    let plan = plan.ok_or_else(|| match digits.get(..3) {
        Some("800" | "808" | "870" | "878" | "881" | "882" | "883" | "888" | "979") => Code::NotCallable,
        _ => Code::Malformed,
    })?;
    let national = digits.get(plan.code.len()..).unwrap_or_default();
    Ok((plan, national))
}

/// The plan of the first region that suits, by calling code and ISO code.
fn find(suits: impl Fn(u16, &[u8]) -> bool) -> Option<Plan> {
    let mut regions = Regions { text: REGIONS.as_bytes(), code: 0, trunk: "", count: 0 };
    while let Some(region) = regions.next() {
        if suits(regions.code, region) {
            return Some(Plan { code: regions.code.to_string(), trunk: regions.trunk, place: regions.count - 1 });
        }
    }
    None
}

/// Reads [`REGIONS`] from left to right.
struct Regions {
    text: &'static [u8],
    code: u16,
    trunk: &'static str,
    /// How many codes came up to here.
    count: usize,
}

impl Regions {
    fn next(&mut self) -> Option<&'static [u8; 2]> {
        if let [b'+', further @ ..] = self.text {
            self.text = further;
        } else {
            let written = self.text.iter().take_while(|b| b.is_ascii_digit()).count();
            let (digits, rest) = self.text.split_at_checked(written)?;
            let number = digits.iter().fold(0, |number, digit| number * 10 + u16::from(digit - b'0'));
            self.code = if written == 0 { self.code + 1 } else { number };
            let (trunk, rest) = match rest {
                [b'-', rest @ ..] => ("", rest),
                [b'a', rest @ ..] => ("1", rest),
                [b'b', rest @ ..] => ("8", rest),
                [b'c', rest @ ..] => ("06", rest),
                rest => ("0", rest),
            };
            (self.trunk, self.text) = (trunk, rest);
            self.count += 1;
        }
        let (region, rest) = self.text.split_first_chunk()?;
        self.text = rest;
        Some(region)
    }
}
