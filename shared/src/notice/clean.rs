//! Text that stays in its place: without what is hidden, with no more lines
//! than its row has, and not longer than its row allows.

use crate::fold::{JOINER, is_unseen, joins};

/// Whether a character shows nothing by itself but changes how others are
/// shown or read: controls, direction (Trojan Source, CVE-2021-42574),
/// zero width, interlinear annotation, tags. Variation selectors are none of
/// these: names are written with them (葛󠄀, 邉󠄀).
pub fn is_hidden(c: char) -> bool {
    c.is_control() || is_unseen(c)
}

/// Whether a program may begin a new line there (UAX #14, BK, CR, LF, NL).
fn is_break(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{0B}' | '\u{0C}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// One line of at most `max` characters: breaks and tabs become a space. Of
/// what is hidden only the joiner within a picture stays.
pub fn one_line(text: &str, max: usize) -> String {
    let mut line = String::new();
    let mut broken = false;
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        let joiner = || c == JOINER && !broken && joins(line.chars().next_back(), chars.clone().next());
        if is_break(c) || c == '\t' {
            broken = true;
        } else if !is_hidden(c) || joiner() {
            if std::mem::take(&mut broken) {
                line.truncate(line.trim_end().len());
                line.push(' ');
                if c == ' ' {
                    continue;
                }
            }
            line.push(c);
        }
    }
    shortened(line.trim(), max)
}

/// Some lines, in all at most `max` characters: every break becomes `\n`, and
/// no more than one empty line stands between two.
pub fn lines(text: &str, max: usize) -> String {
    let mut kept = String::new();
    let mut empty = false;
    for part in text.replace("\r\n", "\n").split(is_break) {
        let line = one_line(part, max);
        if line.is_empty() {
            empty = true;
            continue;
        }
        if !kept.is_empty() {
            kept.push_str(if empty { "\n\n" } else { "\n" });
        }
        empty = false;
        kept.push_str(&line);
    }
    shortened(&kept, max)
}

/// At most `max` characters, the last of them `…` where some were left out.
pub fn shortened(text: &str, max: usize) -> String {
    if text.chars().nth(max).is_none() {
        return text.to_owned();
    }
    let mut short: String = text.chars().take(max.saturating_sub(1)).collect();
    short.truncate(short.trim_end_matches(|c: char| c.is_whitespace() || c == JOINER).len());
    short.push('…');
    short
}

/// What no clean text holds.
#[cfg(test)]
pub(super) fn is_loose(c: char) -> bool {
    c != JOINER && is_hidden(c)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_is_hidden_is_dropped_and_breaks_become_spaces() {
        assert_eq!(one_line(" 山田\u{202E}\u{2066}\u{E0041}\r\n\u{85}花子\u{0}\t様 ", 60), "山田 花子 様");
        assert_eq!(one_line("葛\u{E0100}飾", 60), "葛\u{E0100}飾");
        assert_eq!(one_line("a\u{2028}b \n c", 60), "a b c");
        assert_eq!(one_line("👩\u{200D}🚒 a\u{200D}b 👩\n\u{200D}🚒\u{200D}", 60), "👩\u{200D}🚒 ab 👩 🚒");
        assert_eq!(one_line("👩\u{200D}🚒🚒", 3), "👩…");
        assert_eq!(lines("一\r\n二\r三\u{2029}\n\n\n四\u{7}", 60), "一\n二\n三\n\n四");
        assert_eq!(lines("\r\n \n", 60), "");
    }

    #[test]
    fn what_is_too_long_says_so() {
        assert_eq!(shortened("あいう", 3), "あいう");
        assert_eq!(shortened("あいうえ", 3), "あい…");
        assert_eq!(one_line("a b c", 3), "a…");
        assert_eq!(shortened("あ", 0), "…");
    }

    proptest! {
        #[test]
        fn clean_text_is_clean_and_stays_so(text in any::<String>(), max in 1usize..80) {
            let line = one_line(&text, max);
            prop_assert!(line.chars().count() <= max && !line.chars().any(is_loose), "{line:?}");
            prop_assert_eq!(one_line(&line, max), line);
            let many = lines(&text, max);
            prop_assert!(many.chars().count() <= max && !many.chars().any(|c| c != '\n' && is_loose(c)), "{many:?}");
            prop_assert_eq!(lines(&many, max), many);
        }
    }
}
