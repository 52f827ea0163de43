//! Who the shop says the shopper is: a signed identity with expiry.
//!
//! A shop's own backend makes it for a signed-in customer: a JSON Web Token
//! (RFC 7519) in compact form (RFC 7515 §7.1), signed with HMAC-SHA-256
//! (`HS256`, RFC 7518 §3.2) under the secret of the shop's settings. It is
//! never stored, only what it said. The worker checks the signature; here is
//! all that can be judged without the secret.

use crate::fault::Code;
use crate::field::{Country, Email, Line, Name, Phone};
use crate::id::Slug;
use crate::instant::Instant;
use serde::de::IgnoredAny;
use serde::{Deserialize, Serialize};

/// The longest time for which a token may be good, in seconds: a day. It lies
/// open in the page, so that a lost one must soon be worth nothing.
pub const LIFETIME_MAX: i64 = 24 * 60 * 60;
/// How far two clocks may be apart, in seconds (RFC 7519 §4.1.4: a leeway of
/// a few minutes at most).
pub const LEEWAY: i64 = 60;
/// Shortest secret, in bytes (RFC 7518 §3.2: as long as the hash).
pub const SECRET_MIN: usize = 32;
/// Longest secret, in bytes.
pub const SECRET_MAX: usize = 256;

/// A token that has the shape of one: three parts in base 64 for addresses,
/// between dots. It proves nothing yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token<'a> {
    signed: &'a str,
    header: &'a str,
    claims: &'a str,
    signature: &'a str,
}

impl<'a> Token<'a> {
    /// Longest token, in bytes: some claims and room for a shop's own.
    pub const MAX: usize = 2_048;

    /// Reads a token; space around it is dropped.
    pub fn parse(text: &'a str) -> Result<Self, Code> {
        let text = text.trim();
        if text.is_empty() {
            return Err(Code::Required);
        }
        if text.len() > Self::MAX {
            return Err(Code::TooLong);
        }
        let (signed, signature) = text.rsplit_once('.').ok_or(Code::Malformed)?;
        let (header, claims) = signed.split_once('.').ok_or(Code::Malformed)?;
        let shaped = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_');
        if [header, claims, signature].into_iter().all(shaped) {
            Ok(Self { signed, header, claims, signature })
        } else {
            Err(Code::Malformed)
        }
    }

    /// What the signature is over: header and claims with the dot between.
    pub fn signed(self) -> &'a str {
        self.signed
    }

    /// The [`Header`], encoded.
    pub fn header(self) -> &'a str {
        self.header
    }

    /// The [`Claims`], encoded.
    pub fn claims(self) -> &'a str {
        self.claims
    }

    /// The signature, encoded.
    pub fn signature(self) -> &'a str {
        self.signature
    }
}

/// A token's header, as far as it matters.
#[derive(Debug, Deserialize)]
pub struct Header {
    alg: String,
    crit: Option<IgnoredAny>,
}

impl Header {
    /// `HS256` and nothing else, above all not `none`; nor a token that asks
    /// for extensions to be understood (`crit`, RFC 7515 §4.1.11).
    pub fn judge(&self) -> Result<(), Code> {
        if self.alg == "HS256" && self.crit.is_none() { Ok(()) } else { Err(Code::Unverified) }
    }
}

/// What a token claims. To be judged only once its signature holds.
#[derive(Debug, Deserialize)]
pub struct Claims {
    sub: String,
    exp: f64,
    nbf: Option<f64>,
    aud: Audience,
    name: Option<String>,
    email: Option<String>,
    phone: Option<String>,
}

/// For whom a token is: one or several (RFC 7519 §4.1.3).
#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Audience {
    One(String),
    Several(Vec<String>),
}

impl Claims {
    /// Judges them for `shop` at `now`: a token for another shop is
    /// [`Code::Unverified`], one that has run out [`Code::Expired`], one that
    /// is good for more than [`LIFETIME_MAX`] or not yet good
    /// [`Code::TooFar`]; a `sub` that is empty, too long or holds what nobody sees is
    /// [`Code::Malformed`]. A name, mail address or phone number that can't
    /// be read is left out.
    pub fn judge(&self, shop: &Slug, country: &Country, now: Instant) -> Result<Identity, Code> {
        let ours = match &self.aud {
            Audience::One(audience) => audience == shop.as_str(),
            Audience::Several(audiences) => audiences.iter().any(|audience| audience == shop.as_str()),
        };
        if !ours {
            return Err(Code::Unverified);
        }
        // Fractions of a second are allowed (RFC 7519 §2); a conversion to
        // whole ones saturates.
        let (expires, now) = (self.exp as i64, now.unix());
        if now >= expires.saturating_add(LEEWAY) {
            return Err(Code::Expired);
        }
        let early = self.nbf.is_some_and(|from| now.saturating_add(LEEWAY) < from as i64);
        if early || expires > now.saturating_add(LIFETIME_MAX + LEEWAY) {
            return Err(Code::TooFar);
        }
        let told = |text: &Option<String>| text.clone().unwrap_or_default();
        Ok(Identity {
            // As written: two ids must not become one.
            customer: Line::parse(&self.sub).ok().filter(|id| id.as_str() == self.sub).ok_or(Code::Malformed)?,
            name: Name::parse(&told(&self.name)).ok(),
            email: Email::parse(&told(&self.email)).ok(),
            phone: Phone::parse(&told(&self.phone), country).ok(),
            expires_at: Instant::from_unix(expires),
        })
    }
}

/// Who the shop has said that this is, proven at the time of the request.
/// [`Claims::judge`] makes it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Identity {
    customer: Line,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    name: Option<Name>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    email: Option<Email>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    phone: Option<Phone>,
    expires_at: Instant,
}

impl Identity {
    /// The shop's own id of the customer (`sub`).
    pub fn customer(&self) -> &str {
        self.customer.as_str()
    }

    /// Their name, as the shop knows it.
    pub fn name(&self) -> Option<&Name> {
        self.name.as_ref()
    }

    /// Their mail address, as the shop knows it.
    pub fn email(&self) -> Option<&Email> {
        self.email.as_ref()
    }

    /// Their phone number, as the shop knows it.
    pub fn phone(&self) -> Option<&Phone> {
        self.phone.as_ref()
    }

    /// Until when the shop stood by this.
    pub fn expires_at(&self) -> Instant {
        self.expires_at
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::{Value, json};

    const NOW: i64 = 1_800_000_000;

    fn judge(change: impl FnOnce(&mut Value)) -> Result<Identity, Code> {
        let mut claims = json!({"sub": "cust-7", "aud": "demo", "exp": NOW + 600, "name": "山田 花子", "phone": "090-1234-5678"});
        change(&mut claims);
        let claims: Claims = serde_json::from_value(claims).map_err(|_| Code::Malformed)?;
        claims.judge(&Slug::parse("demo").unwrap(), &Country::japan(), Instant::from_unix(NOW))
    }

    #[test]
    fn good_claims_become_an_identity() {
        let identity = judge(|_| ()).unwrap();
        assert_eq!((identity.customer(), identity.expires_at().unix()), ("cust-7", NOW + 600));
        assert_eq!(identity.phone().map(Phone::as_str), Some("+819012345678"));
        assert_eq!(identity.email(), None);
        assert!(judge(|c| c["aud"] = json!(["other", "demo"])).is_ok());
        assert!(judge(|c| c["exp"] = json!(NOW as f64 + 0.5)).is_ok());
        let vague = judge(|c| c["email"] = json!("nobody")).unwrap();
        assert_eq!(vague.email(), None, "what can't be read is left out");
        let stored = serde_json::to_value(&identity).unwrap();
        assert_eq!(serde_json::from_value::<Identity>(stored).unwrap(), identity);
    }

    #[test]
    fn claims_that_prove_nothing_here_and_now() {
        let cases: [(&str, Value, Code); 13] = [
            ("aud", json!("demo-en"), Code::Unverified),
            ("aud", json!([]), Code::Unverified),
            ("aud", json!(null), Code::Malformed),
            ("exp", json!(NOW - LEEWAY), Code::Expired),
            ("exp", json!(-1e300), Code::Expired),
            ("exp", json!(NOW + LIFETIME_MAX + LEEWAY + 1), Code::TooFar),
            ("exp", json!(1e300), Code::TooFar),
            ("exp", json!("tomorrow"), Code::Malformed),
            ("nbf", json!(NOW + LEEWAY + 1), Code::TooFar),
            ("sub", json!(""), Code::Malformed),
            ("sub", json!("x".repeat(201)), Code::Malformed),
            ("sub", json!("cust\u{200B}-7"), Code::Malformed),
            ("sub", json!(7), Code::Malformed),
        ];
        for (claim, value, code) in cases {
            assert_eq!(judge(|c| c[claim] = value.clone()), Err(code), "{claim} {value}");
        }
        assert!(judge(|c| c["exp"] = json!(NOW - LEEWAY + 1)).is_ok(), "clocks differ");
        assert!(judge(|c| c["nbf"] = json!(NOW + LEEWAY)).is_ok(), "clocks differ");
        assert!(judge(|c| c["exp"] = json!(NOW + LIFETIME_MAX)).is_ok());
    }

    #[test]
    fn headers_name_the_one_algorithm() {
        let header = |json: Value| serde_json::from_value::<Header>(json).map_err(|_| Code::Malformed).and_then(|header| header.judge());
        assert_eq!(header(json!({"alg": "HS256", "typ": "JWT", "kid": "1"})), Ok(()));
        for alg in ["none", "hs256", "HS512", "RS256", ""] {
            assert_eq!(header(json!({ "alg": alg })), Err(Code::Unverified), "{alg}");
        }
        assert_eq!(header(json!({"alg": "HS256", "crit": ["exp"]})), Err(Code::Unverified));
        assert_eq!(header(json!({})), Err(Code::Malformed));
    }

    #[test]
    fn tokens_have_their_shape() {
        let token = Token::parse(" eyJh.eyJz.c2ln\n").unwrap();
        assert_eq!((token.signed(), token.header(), token.claims(), token.signature()), ("eyJh.eyJz", "eyJh", "eyJz", "c2ln"));
        for bad in ["abc", "a.b", "a.b.", "a..c", ".b.c", "a.b.c.d", "a.b.c=", "a.b.あ", "a b.c.d"] {
            assert_eq!(Token::parse(bad), Err(Code::Malformed), "{bad}");
        }
        assert_eq!(Token::parse(" "), Err(Code::Required));
        assert_eq!(Token::parse(&"a".repeat(Token::MAX + 1)), Err(Code::TooLong));
    }

    proptest! {
        #[test]
        fn no_claims_harm_whoever_judges(sub in ".{0,300}", exp in any::<f64>(), nbf in any::<Option<f64>>(), phone in ".{0,40}") {
            let claims = Claims { sub, exp, nbf, aud: Audience::One("demo".into()), name: None, email: None, phone: Some(phone) };
            let now = Instant::from_unix(NOW);
            if let Ok(identity) = claims.judge(&Slug::parse("demo").unwrap(), &Country::japan(), now) {
                prop_assert!((identity.expires_at().unix() - NOW).abs() <= LIFETIME_MAX + LEEWAY);
            }
        }
    }
}
