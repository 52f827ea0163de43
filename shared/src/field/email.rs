//! A mail address.

use super::parsed_text;
use super::text::overlong;
use crate::fault::Code;
use crate::fold::fold;
use serde::{Deserialize, Serialize};

/// A mail address that mail can be sent to: `local@domain.tld`, ASCII.
///
/// Addresses that Japanese carriers once gave out against RFC 5321, with
/// `..` or a dot before the `@`, are taken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(extend("pattern" = r"^[!-?A-~]+@[0-9A-Za-z.-]+\.[0-9A-Za-z-]{2,}$", "maxLength" = Email::MAX)))]
#[serde(try_from = "String", into = "String")]
pub struct Email(String);

parsed_text!(Email);

impl Email {
    /// Longest address, in bytes: RFC 5321 §4.5.3.1.3 less the angle brackets.
    pub const MAX: usize = 254;
    /// Longest part before the `@`, in bytes: RFC 5321 §4.5.3.1.1.
    const LOCAL_MAX: usize = 64;

    /// Full width is folded; upper case stays.
    pub fn parse(text: &str) -> Result<Self, Code> {
        if overlong(text, Self::MAX) {
            return Err(Code::TooLong);
        }
        let address = fold(text);
        if address.is_empty() {
            return Err(Code::Required);
        }
        if address.len() > Self::MAX {
            return Err(Code::TooLong);
        }
        let (local, domain) = address.rsplit_once('@').ok_or(Code::Malformed)?;
        if is_local(local) && is_domain(domain) { Ok(Self(address)) } else { Err(Code::Malformed) }
    }

    /// One form for all addresses that reach the same person: in lower case and
    /// without a tag (`+…`). Mail goes to the address as it was given.
    pub fn mailbox(&self) -> String {
        let address = self.as_str().to_ascii_lowercase();
        let Some((local, domain)) = address.rsplit_once('@') else { return address };
        // A name that is all tag is a name.
        [local.split('+').next().filter(|name| !name.is_empty()).unwrap_or(local), "@", domain].concat()
    }
}

fn is_local(local: &str) -> bool {
    let allowed = |b: u8| b.is_ascii_alphanumeric() || b"!#$%&'*+-/=?^_`{|}~.".contains(&b);
    !local.is_empty() && local.len() <= Email::LOCAL_MAX && local.bytes().all(allowed)
}

fn is_domain(domain: &str) -> bool {
    let label = |part: &str| {
        (1..=63).contains(&part.len())
            && part.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
            && !part.starts_with('-')
            && !part.ends_with('-')
    };
    let top = domain.rsplit('.').next().unwrap_or_default();
    domain.contains('.') && domain.split('.').all(label) && top.len() >= 2 && !top.bytes().all(|b| b.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses() {
        let check = |text: &str| Email::parse(text).map(String::from);
        for good in ["a@b.jp", "hana.yamada+shop@mail.example.co.jp", "old..style.@docomo.ne.jp", "x@xn--eckwd4c7c.jp"] {
            assert_eq!(check(good), Ok(good.into()));
        }
        assert_eq!(check("ｈａｎａ＠ｅｘａｍｐｌｅ．ｊｐ"), Ok("hana@example.jp".into()));
        assert_eq!(check(" "), Err(Code::Required));
        for bad in ["a", "a@b", "@b.jp", "a@.jp", "a@b..jp", "a b@c.jp", "a@b.1", "a@-b.jp", "a@b.jp\r\nBcc: x@y.jp", "山@b.jp"] {
            assert_eq!(check(bad), Err(Code::Malformed), "{bad}");
        }
        assert_eq!(check(&format!("{}@b.jp", "a".repeat(250))), Err(Code::TooLong));
    }
}
