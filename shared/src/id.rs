//! Names of shops, desks, tickets and requests.

use crate::fault::Code;
use serde::{Deserialize, Serialize};
use std::fmt;

macro_rules! text_id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(String);

        impl $name {
            /// The id as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl TryFrom<String> for $name {
            type Error = &'static str;
            fn try_from(text: String) -> Result<Self, Self::Error> {
                Self::parse(&text).map_err(Code::as_str)
            }
        }

        impl From<$name> for String {
            fn from(id: $name) -> Self {
                id.0
            }
        }
    };
}

text_id! {
    /// A shop's or a desk's name in addresses: 1 to 40 of `a-z`, `0-9` and `-`,
    /// beginning and ending with a letter or digit.
    #[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(extend("pattern" = "^[a-z0-9]([a-z0-9-]*[a-z0-9])?$", "maxLength" = Slug::MAX, "examples" = ["my-shop"])))]
    Slug
}

impl Slug {
    /// Longest slug, in bytes: it is part of addresses that people read out.
    pub const MAX: usize = 40;

    /// Reads a slug; upper case is refused, not lowered, so that one shop has
    /// one address.
    pub fn parse(text: &str) -> Result<Self, Code> {
        if text.is_empty() {
            return Err(Code::Required);
        }
        if text.len() > Self::MAX {
            return Err(Code::TooLong);
        }
        let allowed = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
        if !text.bytes().all(allowed) || text.starts_with('-') || text.ends_with('-') {
            return Err(Code::Malformed);
        }
        Ok(Self(text.to_owned()))
    }
}

text_id! {
    /// A ticket's number, `7K3M-9QXT-2HFA`: 60 random bits in Crockford's
    /// base 32, which people can read out on the phone. It is no secret:
    /// what opens a ticket is the receipt's token.
    #[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(extend("pattern" = "^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$", "examples" = ["7K3M-9QXT-2HFA"])))]
    TicketId
}

impl TicketId {
    /// Crockford's alphabet: no I, L, O or U.
    const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    /// From random bits; the highest four are not used.
    pub fn from_random(bits: u64) -> Self {
        let mut text = String::with_capacity(14);
        for place in 0..12 {
            if place == 4 || place == 8 {
                text.push('-');
            }
            let index = (bits >> (55 - place * 5)) & 31;
            text.extend(Self::ALPHABET.get(index as usize).map(|b| char::from(*b)));
        }
        Self(text)
    }

    /// Reads a number as it is written; lower case is taken too.
    pub fn parse(text: &str) -> Result<Self, Code> {
        let upper = text.trim().to_ascii_uppercase();
        let shaped = upper.len() == 14
            && upper.bytes().enumerate().all(|(i, b)| match i {
                4 | 9 => b == b'-',
                _ => Self::ALPHABET.contains(&b),
            });
        if shaped { Ok(Self(upper)) } else { Err(Code::Malformed) }
    }
}

text_id! {
    /// Names somebody who works at a desk: 1 to 20 of `a-z` and `0-9`. It opens
    /// nothing.
    #[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(extend("pattern" = "^[a-z0-9]{1,20}$", "examples" = ["k7m2q9xw"])))]
    PersonId
}

impl PersonId {
    /// Longest id, in bytes.
    pub const MAX: usize = 20;

    /// Reads an id.
    pub fn parse(text: &str) -> Result<Self, Code> {
        match text.len() {
            0 => Err(Code::Required),
            1..=Self::MAX if text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit()) => Ok(Self(text.to_owned())),
            1..=Self::MAX => Err(Code::Malformed),
            _ => Err(Code::TooLong),
        }
    }
}

text_id! {
    /// Names one request or command, so that sending it twice does it once:
    /// 16 to 64 visible ASCII characters, best a random UUID.
    #[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(extend("pattern" = "^[!-~]{16,64}$", "examples" = ["3f0c1c1e-6b1e-4d8e-9c6e-2d8f3a5b7c9d"])))]
    Key
}

impl Key {
    /// Reads a key. Short ones are refused: they would collide.
    pub fn parse(text: &str) -> Result<Self, Code> {
        match text.len() {
            0 => Err(Code::Required),
            65.. => Err(Code::TooLong),
            16..=64 if text.bytes().all(|b| b.is_ascii_graphic()) => Ok(Self(text.to_owned())),
            _ => Err(Code::Malformed),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs() {
        for good in ["demo", "demo-en", "a", "7"] {
            assert!(Slug::parse(good).is_ok(), "{good}");
        }
        for (bad, code) in
            [("", Code::Required), ("Demo", Code::Malformed), ("-a", Code::Malformed), ("窓口", Code::Malformed), ("a/b", Code::Malformed)]
        {
            assert_eq!(Slug::parse(bad), Err(code), "{bad}");
        }
        assert_eq!(Slug::parse(&"a".repeat(41)), Err(Code::TooLong));
    }

    #[test]
    fn ticket_numbers_read_as_written() {
        for bits in [0, 1, u64::MAX, 0x0123_4567_89ab_cdef] {
            let id = TicketId::from_random(bits);
            assert_eq!(TicketId::parse(&id.as_str().to_lowercase()), Ok(id));
        }
        assert_eq!(TicketId::from_random(0).as_str(), "0000-0000-0000");
        for bad in ["", "0000-0000-000", "0000-0000-000U", "0000_0000_0000"] {
            assert!(TicketId::parse(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn keys_are_long_enough_not_to_collide() {
        assert!(Key::parse("3f0c1c1e-6b1e-4d8e-9c6e-2d8f3a5b7c9d").is_ok());
        assert_eq!(Key::parse(""), Err(Code::Required));
        assert_eq!(Key::parse("short"), Err(Code::Malformed));
        assert_eq!(Key::parse(&"k".repeat(65)), Err(Code::TooLong));
        assert_eq!(Key::parse("sixteen bytes or so"), Err(Code::Malformed));
    }
}
