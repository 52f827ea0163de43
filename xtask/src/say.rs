//! What the person at the terminal reads while waiting.
//!
//! Every step says what it does, and every long one why. Nothing that takes
//! longer than a moment happens in silence.

use std::time::{Duration, Instant};

/// One announced step; its time is told by [`Step::done`].
pub struct Step {
    began: Instant,
}

/// Announces a step: what is done, and why it has to be.
pub fn step(what: &str) -> Step {
    eprintln!("▸ {what}");
    Step { began: Instant::now() }
}

/// A remark that belongs to the step before it.
pub fn note(text: &str) {
    for line in text.lines() {
        eprintln!("  {line}");
    }
}

impl Step {
    /// Closes the step with its result and the time that it took.
    pub fn done(&self, result: &str) {
        note(&format!("{result} ({})", seconds(self.took())));
    }

    /// The time since the announcement.
    pub fn took(&self) -> Duration {
        self.began.elapsed()
    }
}

/// A duration as people say it.
pub fn seconds(time: Duration) -> String {
    let all = time.as_secs();
    if all < 100 { format!("{:.1} s", time.as_secs_f64()) } else { format!("{} min {:02} s", all / 60, all % 60) }
}

/// Lines in a frame, wide characters counted as two columns.
pub fn framed(lines: &[String]) -> String {
    let inner = lines.iter().map(|line| columns(line)).max().unwrap_or(0);
    let bar = "─".repeat(inner + 2);
    let mut out = format!("┌{bar}┐\n");
    for line in lines {
        let pad = " ".repeat(inner - columns(line));
        out.push_str(&format!("│ {line}{pad} │\n"));
    }
    out.push_str(&format!("└{bar}┘"));
    out
}

/// Pairs as lines of two columns, of which the second begins below itself.
pub fn aligned(pairs: &[(String, String)]) -> Vec<String> {
    let left = pairs.iter().map(|(name, _)| columns(name)).max().unwrap_or(0);
    pairs.iter().map(|(name, value)| [name, &*" ".repeat(left - columns(name) + 2), value].concat()).collect()
}

/// Terminal columns of a text: East Asian wide forms take two.
fn columns(text: &str) -> usize {
    let wide = |c: char| matches!(u32::from(c), 0x1100..=0x115F | 0x2E80..=0xA4CF | 0xAC00..=0xD7A3 | 0xF900..=0xFAFF | 0xFE30..=0xFE6F | 0xFF00..=0xFF60);
    text.chars().map(|c| if wide(c) { 2 } else { 1 }).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_frame_closes_straight_around_wide_characters() {
        let frame = framed(&["窓口".into(), "desk".into()]);
        assert_eq!(frame, "┌──────┐\n│ 窓口 │\n│ desk │\n└──────┘");
    }

    #[test]
    fn a_second_column_is_straight_behind_wide_characters() {
        let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        assert_eq!(aligned(&[pair("窓口", "a"), pair("desk 1", "b"), pair("", "")]), ["窓口    a", "desk 1  b", "        "]);
    }

    #[test]
    fn short_times_keep_a_decimal_and_long_ones_become_minutes() {
        assert_eq!(seconds(Duration::from_millis(2340)), "2.3 s");
        assert_eq!(seconds(Duration::from_secs(125)), "2 min 05 s");
    }
}
