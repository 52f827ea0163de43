//! Amounts of money.

use crate::notice::Texts;
use serde::{Deserialize, Serialize};

/// A currency by its ISO 4217 code, three capital letters. Whether there is
/// such a currency isn't asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(extend("pattern" = "^[A-Z]{3}$", "examples" = ["JPY"])))]
#[serde(try_from = "String", into = "String")]
pub struct Currency([u8; 3]);

impl Currency {
    /// The yen.
    pub const JPY: Self = Self(*b"JPY");

    /// Reads a code.
    pub fn parse(text: &str) -> Option<Self> {
        let code: [u8; 3] = text.as_bytes().try_into().ok()?;
        code.iter().all(u8::is_ascii_uppercase).then_some(Self(code))
    }

    /// The code.
    pub fn as_str(&self) -> &str {
        // Capital letters only, by its one door.
        std::str::from_utf8(&self.0).unwrap_or_default()
    }

    /// How many of an amount's digits are decimals: the minor unit of ISO 4217,
    /// table A.1 (two, but for those listed).
    pub fn decimals(self) -> usize {
        const NONE: &[u8] = b"BIFCLPDJFGNFISKJPYKMFKRWPYGRWFUGXUYIVNDVUVXAFXOFXPF";
        const THREE: &[u8] = b"BHDIQDJODKWDLYDOMRTND";
        let among = |codes: &[u8]| codes.chunks_exact(3).any(|code| code == self.0);
        if among(NONE) {
            0
        } else if among(THREE) {
            3
        } else {
            2
        }
    }
}

impl Default for Currency {
    fn default() -> Self {
        Self::JPY
    }
}

impl TryFrom<String> for Currency {
    type Error = &'static str;
    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text).ok_or("not an ISO 4217 code")
    }
}

impl From<Currency> for String {
    fn from(currency: Currency) -> Self {
        currency.as_str().to_owned()
    }
}

/// An amount that isn't negative.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Money {
    /// In the currency's minor unit: yen, cents.
    pub amount: u32,
    /// The currency.
    pub currency: Currency,
}

impl Money {
    /// In the words of `texts`: by `money.<code>` with `{amount}`, such as
    /// `1,100円`; a currency without words by its code, such as `AUD 12.50`.
    pub fn words(self, texts: &Texts) -> String {
        let amount = self.grouped();
        let code = self.currency.as_str();
        match texts.get(&["money.", &code.to_ascii_lowercase()].concat()) {
            Some(form) => form.replace("{amount}", &amount),
            None => [code, &amount].join(" "),
        }
    }

    /// Its digits, with a comma before each third and the decimals after a point.
    fn grouped(self) -> String {
        let decimals = self.currency.decimals();
        let digits = format!("{:0width$}", self.amount, width = decimals + 1);
        let whole = digits.len() - decimals;
        let mut text = String::new();
        for (at, digit) in digits.chars().enumerate() {
            if at == whole {
                text.push('.');
            } else if at > 0 && at < whole && (whole - at).is_multiple_of(3) {
                text.push(',');
            }
            text.push(digit);
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_written_by_their_currencys_decimals() {
        let texts = Texts::from_iter([("money.jpy".to_owned(), "{amount}円".to_owned())]);
        let written = |amount, code| Money { amount, currency: Currency::parse(code).unwrap() }.words(&texts);
        let cases = [
            (0, "JPY", "0円"),
            (550, "JPY", "550円"),
            (1_100, "JPY", "1,100円"),
            (1_234_567, "JPY", "1,234,567円"),
            (5, "AUD", "AUD 0.05"),
            (1_250, "AUD", "AUD 12.50"),
            (123_456_789, "USD", "USD 1,234,567.89"),
            (1_500, "KWD", "KWD 1.500"),
            (1_500, "KRW", "KRW 1,500"),
            (u32::MAX, "EUR", "EUR 42,949,672.95"),
        ];
        for (amount, code, text) in cases {
            assert_eq!(written(amount, code), text);
        }
    }

    #[test]
    fn a_currency_is_three_capitals() {
        for bad in ["", "jpy", "YEN1", "JP", "円", "JP1"] {
            assert_eq!(Currency::parse(bad), None, "{bad}");
        }
        assert_eq!(
            serde_json::to_value(Money { amount: 1, currency: Currency::JPY }).unwrap(),
            serde_json::json!({"amount": 1, "currency": "JPY"})
        );
        // Codes lie end to end: none is found across two.
        assert_eq!(["IFC", "YKM", "XPF", "TND"].map(|code| Currency::parse(code).unwrap().decimals()), [2, 2, 0, 3]);
    }
}
