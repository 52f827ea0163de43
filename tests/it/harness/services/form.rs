//! A form as a service reads it.

use super::Call;
use std::collections::BTreeMap;

/// The fields (`application/x-www-form-urlencoded`, WHATWG URL §5.1); none if
/// the body says that it is something else, or holds a field twice.
pub fn fields(call: &Call) -> Option<BTreeMap<String, String>> {
    if call.media_type() != "application/x-www-form-urlencoded" {
        return None;
    }
    let mut fields = BTreeMap::new();
    for field in call.body.split(|b| *b == b'&').filter(|field| !field.is_empty()) {
        let mut parts = field.splitn(2, |b| *b == b'=');
        let (name, value) = (text(parts.next()?)?, text(parts.next().unwrap_or_default())?);
        if fields.insert(name, value).is_some() {
            return None;
        }
    }
    Some(fields)
}

fn text(quoted: &[u8]) -> Option<String> {
    let (mut bytes, mut rest) = (vec![], quoted.iter());
    while let Some(b) = rest.next() {
        bytes.push(match b {
            b'+' => b' ',
            b'%' => u8::from_str_radix(&format!("{}{}", char::from(*rest.next()?), char::from(*rest.next()?)), 16).ok()?,
            other => *other,
        });
    }
    String::from_utf8(bytes).ok()
}

#[test]
fn a_form_is_read_as_browsers_write_it() {
    let read = |kind: &str, body: &str| {
        let headers = [("content-type".to_owned(), kind.to_owned())].into_iter().collect();
        fields(&Call { method: "POST".into(), host: "h".into(), path: "/".into(), headers, body: body.into() })
    };
    let form = "application/x-www-form-urlencoded; charset=utf-8";
    let read_form = read(form, "body=a%26b+c%0A%E7%AA%93&empty=").unwrap();
    assert_eq!(read_form, [("body", "a&b c\n窓"), ("empty", "")].map(|(n, v)| (n.to_owned(), v.to_owned())).into());
    for (kind, body) in [(form, "a=1&a=2"), (form, "a=%2"), (form, "a=%FF"), ("application/json", "a=1")] {
        assert_eq!(read(kind, body), None, "{body}");
    }
}
