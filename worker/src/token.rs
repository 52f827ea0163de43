//! Tokens: random, hashed at rest, compared in constant time.

use crate::random;
use crate::refusal::Refusal;
use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use hmac::{Hmac, KeyInit, Mac};
use madoguchi_shared::Instant;
use madoguchi_shared::id::{Key, Slug, TicketId};
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

/// A new token of 256 random bits, with a prefix that tells what it opens.
pub fn make(prefix: &str) -> Result<String, Refusal> {
    Ok(format!("{prefix}_{}", URL_SAFE_NO_PAD.encode(random::bytes::<32>()?)))
}

/// What is stored of a token, and of a request's body.
pub fn hash(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(Sha256::digest(bytes))
}

/// A SHA-256 as policies of content name it, in base 64.
pub fn digest(bytes: &[u8]) -> String {
    STANDARD.encode(Sha256::digest(bytes))
}

/// Whether two secrets are the same, in a time that doesn't tell where they differ.
pub fn same(a: &str, b: &str) -> bool {
    // Of equal length by hashing first.
    Sha256::digest(a).ct_eq(&Sha256::digest(b)).into()
}

/// HMAC-SHA-256.
pub fn sign(secret: &[u8], parts: &[&[u8]]) -> [u8; 32] {
    // HMAC takes a key of any length; the error type says otherwise.
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(secret) else { return [0; 32] };
    for part in parts {
        mac.update(part);
    }
    mac.finalize().into_bytes().into()
}

/// The receipt's token: made from what is stored, so that it need not be.
pub fn receipt(secret: &str, shop: &Slug, ticket: &TicketId, key: &Key) -> String {
    let parts = ["receipt", shop.as_str(), ticket.as_str(), key.as_str()].join("\0");
    URL_SAFE_NO_PAD.encode(sign(secret.as_bytes(), &[parts.as_bytes()]))
}

/// The key in the link by which the shop's people answer a ticket that was
/// handed to them at `at`: no other hand-over's, and not stored either.
pub fn answer(secret: &str, shop: &Slug, ticket: &TicketId, at: Instant) -> String {
    let parts = ["answer", shop.as_str(), ticket.as_str(), &at.unix().to_string()].join("\0");
    URL_SAFE_NO_PAD.encode(sign(secret.as_bytes(), &[parts.as_bytes()]))
}

/// What opens a ticket's page from a message, until a moment: it says that
/// moment, and is stored nowhere.
pub fn page(secret: &str, shop: &Slug, ticket: &TicketId, until: Instant) -> String {
    let until = format!("{:x}", until.unix());
    let parts = ["page", shop.as_str(), ticket.as_str(), &until].join("\0");
    // Half of it is plenty against chance, and an SMS is short.
    let mac = sign(secret.as_bytes(), &[parts.as_bytes()]);
    [&until, ".", &URL_SAFE_NO_PAD.encode(mac.get(..16).unwrap_or_default())].concat()
}

/// Until when a key that was made here opens this ticket's page; none for any
/// other.
pub fn page_until(secret: &str, shop: &Slug, ticket: &TicketId, given: &str) -> Option<Instant> {
    let until = Instant::from_unix(i64::from_str_radix(given.split_once('.')?.0, 16).ok()?);
    same(given, &page(secret, shop, ticket, until)).then_some(until)
}

/// Standard base 64, as Standard Webhooks writes secrets and signatures.
pub fn base64(bytes: &[u8]) -> String {
    STANDARD.encode(bytes)
}

/// Reads standard base 64.
pub fn from_base64(text: &str) -> Option<Vec<u8>> {
    STANDARD.decode(text).ok()
}

/// Base 64 for addresses, without padding (RFC 4648 §5).
pub fn base64url(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

/// Reads base 64 for addresses, as JSON Web Tokens write it.
pub fn from_base64url(text: &str) -> Option<Vec<u8>> {
    URL_SAFE_NO_PAD.decode(text).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_receipts_token_depends_on_all_that_it_is_made_of() {
        let slug = |text: &str| Slug::parse(text).unwrap();
        let key = |text: &str| Key::parse(text).unwrap();
        let (one, two) = (TicketId::from_random(1), TicketId::from_random(2));
        let token = receipt("secret", &slug("demo"), &one, &key("0123456789abcdef"));
        assert_eq!(token, receipt("secret", &slug("demo"), &one, &key("0123456789abcdef")));
        for other in [
            receipt("other", &slug("demo"), &one, &key("0123456789abcdef")),
            receipt("secret", &slug("demo-en"), &one, &key("0123456789abcdef")),
            receipt("secret", &slug("demo"), &two, &key("0123456789abcdef")),
            receipt("secret", &slug("demo"), &one, &key("0123456789abcdeg")),
        ] {
            assert_ne!(token, other);
        }
        let answer = |secret: &str, shop: &str, ticket: &TicketId, at: i64| answer(secret, &slug(shop), ticket, Instant::from_unix(at));
        let mine = answer("secret", "demo", &one, 7);
        assert_eq!(mine, answer("secret", "demo", &one, 7));
        for other in [
            answer("other", "demo", &one, 7),
            answer("secret", "demo-en", &one, 7),
            answer("secret", "demo", &two, 7),
            answer("secret", "demo", &one, 8),
            token.clone(),
        ] {
            assert_ne!(mine, other);
        }
        let until = Instant::from_unix(1_800_000_000);
        let page = page("secret", &slug("demo"), &one, until);
        assert_eq!(page_until("secret", &slug("demo"), &one, &page), Some(until));
        let later = ["6b49d201", page.split_once('.').unwrap().1].join(".");
        for (secret, shop, ticket, given) in [
            ("other", "demo", &one, page.as_str()),
            ("secret", "demo-en", &one, &page),
            ("secret", "demo", &two, &page),
            ("secret", "demo", &one, &later),
            ("secret", "demo", &one, ""),
            ("secret", "demo", &one, "zz.x"),
            ("secret", "demo", &one, &token),
        ] {
            assert_eq!(page_until(secret, &slug(shop), ticket, given), None, "{given}");
        }
        assert!(same(&token, &token.clone()) && !same(&token, "") && !same("a", "b"));
    }
}
