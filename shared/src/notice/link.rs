//! Addresses that a channel may make into a link.

use super::clean::is_hidden;

/// What a link may do: open a page, call, write. Nothing that runs a script.
const SCHEMES: [&str; 4] = ["https://", "http://", "tel:", "mailto:"];

/// Characters by which an address could end early where a channel writes it
/// as `<url|label>`, `[label](url)` or an attribute.
const ENDS: &str = "\"'<>\\`|^{}[]()*";

/// The address as it can stand in every channel's links, with all that could
/// end it percent-encoded; none for any other scheme.
pub fn link(address: &str) -> Option<String> {
    if !SCHEMES.iter().any(|scheme| address.starts_with(scheme)) {
        return None;
    }
    let mut link = String::new();
    for c in address.chars() {
        if c.is_whitespace() || is_hidden(c) || ENDS.contains(c) {
            encode(c, &mut link);
        } else {
            link.push(c);
        }
    }
    Some(link)
}

/// A mail address as it stands in a link (RFC 6068 §2).
pub(super) fn mailto(address: &str) -> String {
    let mut link = "mailto:".to_owned();
    for c in address.chars() {
        if c.is_ascii_alphanumeric() || "@.-_+".contains(c) {
            link.push(c);
        } else {
            encode(c, &mut link);
        }
    }
    link
}

fn encode(c: char, link: &mut String) {
    for b in c.encode_utf8(&mut [0; 4]).bytes() {
        link.push('%');
        for half in [b >> 4, b & 15] {
            link.push(char::from_digit(u32::from(half), 16).unwrap_or('0').to_ascii_uppercase());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_opens_calls_or_writes_is_a_link() {
        for good in ["https://shop.example/p/1", "http://a.example/商品?x=1&y=%20_~#t", "tel:+819012345678", "mailto:a@b.jp"] {
            assert_eq!(link(good).as_deref(), Some(good));
        }
        for bad in ["javascript:alert(1)", "JavaScript:x", "data:text/html,x", "//a.example", "", " https://a.example"] {
            assert_eq!(link(bad), None, "{bad}");
        }
    }

    #[test]
    fn no_link_ends_early() {
        let hard = "https://a.example/<!channel>|x](y) \"'`\u{202E}\r\n*";
        assert_eq!(link(hard).unwrap(), "https://a.example/%3C!channel%3E%7Cx%5D%28y%29%20%22%27%60%E2%80%AE%0D%0A%2A");
        assert_eq!(mailto("a?bcc=x&y%@b.jp"), "mailto:a%3Fbcc%3Dx%26y%25@b.jp");
    }
}
