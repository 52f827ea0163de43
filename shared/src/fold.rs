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

/// Zero-width and direction characters, which copying brings along unseen,
/// and what else shows nothing but changes how text around it is read: line
/// separators, interlinear notes, tags (Trojan Source, CVE-2021-42574).
pub fn is_unseen(c: char) -> bool {
    matches!(c, '\u{00AD}' | '\u{061C}' | '\u{180E}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}'
        | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}' | '\u{E0000}'..='\u{E007F}')
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
        assert_eq!(fold("a\u{2066}b\u{2069}\u{2028}c\u{61C}\u{E0041}"), "abc", "nothing that turns text around stays");
    }
}
