//! Text as people in Japan type it, brought to one form for judging.
//!
//! Full-width ASCII becomes ASCII, the ideographic space a space, every dash
//! a `-`. What is stored for people to read stays as typed.

/// Full-width forms U+FF01–FF5E lie this far above their ASCII twins.
const WIDE: u32 = 0xFEE0;

/// One character in its plain form.
pub fn fold_char(c: char) -> char {
    match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(c as u32 - WIDE).unwrap_or(c),
        '\u{3000}' | '\u{00A0}' | '\u{2000}'..='\u{200A}' | '\u{202F}' | '\t' => ' ',
        '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' | '﹣' | '⁃' | '➖' | '﹘' => '-',
        other => other,
    }
}

/// Zero-width and direction characters, which copying brings along unseen.
pub fn is_unseen(c: char) -> bool {
    matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2064}' | '\u{FEFF}' | '\u{00AD}')
}

/// The whole text in its plain form, trimmed.
pub fn fold(text: &str) -> String {
    let plain: String = text.chars().filter(|c| !is_unseen(*c)).map(fold_char).collect();
    plain.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn widths_spaces_and_dashes_fold() {
        assert_eq!(fold("　ＡＢＣ－０１２　"), "ABC-012");
        assert_eq!(fold("a–b—c−d\u{200B}"), "a-b-c-d");
        assert_eq!(fold("カスタマー"), "カスタマー");
    }
}
