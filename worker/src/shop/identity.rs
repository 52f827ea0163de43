//! Who the shop says the shopper is: a token's signature, then its claims.

use crate::token;
use madoguchi_shared::field::Country;
use madoguchi_shared::id::Slug;
use madoguchi_shared::identity::{Claims, Header, Identity, Token};
use madoguchi_shared::{Code, Instant, json};
use serde::de::DeserializeOwned;
use subtle::ConstantTimeEq;

/// Judges the token `text`, if there is one, by each of the shop's secrets:
/// one that was replaced holds on for a while. Where the shop has none, none
/// is taken ([`Code::NotOffered`]): what nobody has proven is never passed
/// over as if it were. A signature that isn't made under one of them is
/// [`Code::Unverified`], whatever the token claims.
pub fn verified(text: &str, secrets: &[&str], shop: &Slug, country: &Country, now: Instant) -> Result<Option<Identity>, Code> {
    if text.trim().is_empty() {
        return Ok(None);
    }
    if secrets.is_empty() {
        return Err(Code::NotOffered);
    }
    let token = Token::parse(text)?;
    decoded::<Header>(token.header())?.judge()?;
    if !secrets.iter().any(|secret| holds(token, secret.as_bytes())) {
        return Err(Code::Unverified);
    }
    decoded::<Claims>(token.claims())?.judge(shop, country, now).map(Some)
}

/// Whether the signature is made under `secret`, in a time that doesn't tell
/// how near it came.
fn holds(token: Token<'_>, secret: &[u8]) -> bool {
    let signature = token::from_base64url(token.signature()).unwrap_or_default();
    token::sign(secret, &[token.signed().as_bytes()]).ct_eq(signature.as_slice()).into()
}

fn decoded<T: DeserializeOwned>(part: &str) -> Result<T, Code> {
    let bytes = token::from_base64url(part).ok_or(Code::Malformed)?;
    json::read(&bytes).ok_or(Code::Malformed)
}

#[cfg(test)]
mod tests {
    use super::*;
    use base64::Engine;
    use base64::engine::general_purpose::URL_SAFE_NO_PAD;
    use serde_json::{Value, json};

    const SECRET: &str = "0123456789abcdef0123456789abcdef";
    const NOW: i64 = 1_800_000_000;

    fn made(header: &Value, claims: &Value, secret: &str) -> String {
        let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
        let signed = [part(header), part(claims)].join(".");
        let signature = token::sign(secret.as_bytes(), &[signed.as_bytes()]);
        [signed, URL_SAFE_NO_PAD.encode(signature)].join(".")
    }

    fn hs256() -> Value {
        json!({"alg": "HS256", "typ": "JWT"})
    }

    fn claims(expires: i64) -> Value {
        json!({"sub": "cust-7", "aud": "demo", "exp": expires})
    }

    fn judge(text: &str, secret: Option<&str>) -> Result<Option<Identity>, Code> {
        verified(text, secret.as_slice(), &Slug::parse("demo").unwrap(), &Country::japan(), Instant::from_unix(NOW))
    }

    /// RFC 7515, appendix A.1.
    #[test]
    fn the_standards_own_example_holds() {
        let token = "eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9\
            .eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ\
            .dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
        let key = "AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow";
        let key = token::from_base64url(key).unwrap();
        let token = Token::parse(token).unwrap();
        assert!(holds(token, &key));
        assert!(!holds(token, &key[1..]));
        assert!(decoded::<Header>(token.header()).unwrap().judge().is_ok());
    }

    #[test]
    fn a_good_token_tells_who_this_is() {
        let identity = judge(&made(&hs256(), &claims(NOW + 600), SECRET), Some(SECRET)).unwrap().unwrap();
        assert_eq!((identity.customer(), identity.expires_at().unix()), ("cust-7", NOW + 600));
        assert_eq!(judge(" ", Some(SECRET)), Ok(None));
        assert_eq!(judge("", None), Ok(None));
    }

    #[test]
    fn what_proves_nothing_is_refused() {
        let good = made(&hs256(), &claims(NOW + 600), SECRET);
        let (signed, signature) = good.rsplit_once('.').unwrap();
        let other_claims = made(&hs256(), &json!({"sub": "cust-8", "aud": "demo", "exp": NOW + 600}), SECRET);
        let swapped = [other_claims.rsplit_once('.').unwrap().0, signature].join(".");
        for (token, code) in [
            (made(&hs256(), &claims(NOW + 600), "another secret of thirty-two byte"), Code::Unverified),
            (made(&json!({"alg": "none"}), &claims(NOW + 600), SECRET), Code::Unverified),
            (made(&json!({"alg": "HS512"}), &claims(NOW + 600), SECRET), Code::Unverified),
            (swapped, Code::Unverified),
            ([signed, "AAAA"].join("."), Code::Unverified),
            ([signed, "!"].join("."), Code::Malformed),
            (made(&hs256(), &claims(NOW - 600), SECRET), Code::Expired),
            (made(&hs256(), &claims(NOW + 7 * 24 * 3_600), SECRET), Code::TooFar),
            (made(&hs256(), &json!({"sub": "cust-7", "aud": "demo-en", "exp": NOW + 600}), SECRET), Code::Unverified),
            (made(&hs256(), &json!({"sub": "cust-7", "aud": "demo"}), SECRET), Code::Malformed),
            (made(&hs256(), &json!([1]), SECRET), Code::Malformed),
            ("x".repeat(60_000), Code::TooLong),
        ] {
            assert_eq!(judge(&token, Some(SECRET)), Err(code), "{token}");
        }
        // An old token under a wrong secret doesn't tell that it is old.
        assert_eq!(judge(&made(&hs256(), &claims(NOW - 600), "x"), Some(SECRET)), Err(Code::Unverified));
        assert_eq!(judge(&good, None), Err(Code::NotOffered));
    }
}
