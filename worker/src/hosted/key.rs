//! The key of a form: it names the request, so that sending it twice makes one
//! ticket, and tells when the form was drawn. A page without script has no
//! clock; its time is signed with the key, so that nobody else can set it.

use crate::token;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use madoguchi_shared::Instant;
use madoguchi_shared::id::{Key, Slug};

/// A key for a form of this shop that is drawn at `now`; `random` bits make it
/// the only one.
pub fn make(secret: &str, shop: &Slug, now: Instant, random: u64) -> String {
    let drawn = [now.unix().to_string(), random.to_string()].join("-");
    [&drawn, ".", &mark(secret, shop, &drawn)].concat()
}

/// A key that was made here for this shop, and when; none for any other.
pub fn read(secret: &str, shop: &Slug, text: &str) -> Option<(Key, Instant)> {
    let (drawn, given) = text.split_once('.')?;
    if !token::same(given, &mark(secret, shop, drawn)) {
        return None;
    }
    let at = drawn.split_once('-')?.0.parse().ok()?;
    Some((Key::parse(text).ok()?, Instant::from_unix(at)))
}

fn mark(secret: &str, shop: &Slug, drawn: &str) -> String {
    let mac = token::sign(secret.as_bytes(), &[["form", shop.as_str(), drawn].join("\0").as_bytes()]);
    URL_SAFE_NO_PAD.encode(mac.get(..16).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_key_that_was_made_here_for_this_shop_is_read() {
        let (shop, now) = (Slug::parse("demo").unwrap(), Instant::from_unix(1_800_000_000));
        let key = make("secret", &shop, now, 7);
        let read = |secret: &str, shop: &str, text: &str| read(secret, &Slug::parse(shop).unwrap(), text).map(|(_, at)| at);
        assert_eq!(read("secret", "demo", &key), Some(now));
        assert_eq!(read("other", "demo", &key), None);
        assert_eq!(read("secret", "demo-en", &key), None);
        let earlier = make("x", &shop, Instant::from_unix(1_700_000_000), 7);
        let forged = [earlier.split_once('.').unwrap().0, key.split_once('.').unwrap().1].join(".");
        for text in [forged.as_str(), "", ".", "1800000000-7.", "key-of-a-test-000001"] {
            assert_eq!(read("secret", "demo", text), None, "{text}");
        }
        assert_ne!(key, make("secret", &shop, now, 8));
    }
}
