//! Files as people's programs write them: in which characters, told by the file
//! or by whoever sends it, and decoded by the runtime, which knows them all.

use js_sys::{Object, Reflect, Uint8Array};
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    type TextDecoder;
    #[wasm_bindgen(constructor, catch)]
    fn new(label: &str, options: &Object) -> Result<TextDecoder, JsValue>;
    #[wasm_bindgen(method, structural, catch)]
    fn decode(this: &TextDecoder, bytes: &Uint8Array) -> Result<String, JsValue>;
}

/// Why a file has no text.
#[derive(Debug, PartialEq)]
pub enum Undecoded {
    /// It is said to be in characters that nobody knows.
    UnknownCharset,
    /// The first line that isn't in them.
    At(u32),
}

/// The text of a file. `charset` is what its sender says, or its page.
pub fn text(bytes: Vec<u8>, charset: &str) -> Result<String, Undecoded> {
    let label = label(&bytes, charset);
    let bytes = match label {
        "utf-8" => match String::from_utf8(bytes) {
            Ok(text) => return Ok(text),
            Err(error) => error.into_bytes(),
        },
        _ => bytes,
    };
    let options = Object::new();
    Reflect::set(&options, &"fatal".into(), &JsValue::TRUE).map_err(|_| Undecoded::UnknownCharset)?;
    let decoder = TextDecoder::new(label, &options).map_err(|_| Undecoded::UnknownCharset)?;
    let decoded = |bytes: &[u8]| decoder.decode(&Uint8Array::from(bytes));
    decoded(&bytes).map_err(|_| {
        // In none of them but UTF-16 is this byte a part of another character.
        let line = bytes.split(|byte| *byte == b'\n').position(|line| decoded(line).is_err());
        Undecoded::At(line.and_then(|line| u32::try_from(line + 1).ok()).unwrap_or(1))
    })
}

/// In which characters: as the mark at its beginning says, else its sender, else
/// UTF-8 if it could be that, else what spreadsheets in Japan write. To the
/// runtime Shift_JIS is Windows-31J, as to them (Encoding Standard, §4.2): with
/// ①, ㈱ and 髙.
fn label<'a>(bytes: &[u8], charset: &'a str) -> &'a str {
    match bytes {
        [0xEF, 0xBB, 0xBF, ..] => "utf-8",
        [0xFF, 0xFE, ..] => "utf-16le",
        [0xFE, 0xFF, ..] => "utf-16be",
        _ if charset.eq_ignore_ascii_case("utf8") || charset.eq_ignore_ascii_case("utf-8") => "utf-8",
        _ if !charset.is_empty() => charset,
        _ if std::str::from_utf8(bytes).is_ok() => "utf-8",
        _ => "shift_jis",
    }
}

/// What a page says in its first bytes: `<meta charset="euc-jp">`, or the same
/// in an older way.
pub fn of_page(bytes: &[u8]) -> String {
    let head = bytes.get(..1024).unwrap_or(bytes).to_ascii_lowercase();
    let Some(at) = head.windows(8).position(|part| part == b"charset=") else { return String::new() };
    let said = head.get(at + 8..).unwrap_or_default().iter().map(|byte| char::from(*byte));
    said.skip_while(|c| matches!(c, '"' | '\'')).take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_')).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_is_surer_than_a_word_and_a_word_than_a_guess() {
        for (bytes, charset, expected) in [
            (&b"\xEF\xBB\xBFa"[..], "shift_jis", "utf-8"),
            (b"\xFF\xFEa\0", "", "utf-16le"),
            (b"\xFE\xFF\0a", "", "utf-16be"),
            ("送料".as_bytes(), "", "utf-8"),
            ("送料".as_bytes(), "EUC-JP", "EUC-JP"),
            (b"\x91\x97\x97\xBF", "", "shift_jis"),
            (b"\x91\x97\x97\xBF", "UTF-8", "utf-8"),
            (b"", "", "utf-8"),
        ] {
            assert_eq!(label(bytes, charset), expected, "{bytes:?}");
        }
        assert_eq!(of_page(b"<!doctype html><META Charset='EUC-JP'>"), "euc-jp");
        assert_eq!(of_page(b"<meta http-equiv=x content=\"text/html; charset=Shift_JIS\">"), "shift_jis");
        assert_eq!(of_page(b"<p>"), "");
        assert_eq!(text("送料".into(), ""), Ok("送料".to_owned()));
    }
}
