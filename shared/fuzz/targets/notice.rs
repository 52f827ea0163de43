//! Whatever a shopper types stays inside its row of the notice.

#![no_main]

use libfuzzer_sys::fuzz_target;
use madoguchi_fuzz::{RULES, draft, now, ticket};
use madoguchi_shared::notice::{ROWS, Texts, notice};

fuzz_target!(|bytes: &[u8]| {
    let Some(ticket) = draft(bytes).and_then(|draft| ticket(draft.check(&RULES, now()).ok()?)) else { return };
    let zone = &RULES.desk.as_ref().unwrap().zone;
    let rows = notice(&ticket, &Texts::new(), zone, "https://desk.example/t/1");
    assert_eq!(rows.iter().map(|row| row.key.as_str()).collect::<Vec<_>>(), ROWS);
    for row in rows {
        assert!(!row.value.is_empty(), "{} is empty", row.key);
        let many = row.key == "message";
        let stray = row.value.chars().find(|c| !(many && *c == '\n') && breaks_out(*c));
        assert_eq!(stray, None, "in {}: {:?}", row.key, row.value);
    }
});

/// Controls, line and paragraph separators, and what turns the direction of
/// text or hides in it (Unicode's Bidi_Control and the like).
fn breaks_out(c: char) -> bool {
    let turns = matches!(c, '\u{61C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    c.is_control() || turns || matches!(c, '\u{2028}' | '\u{2029}' | '\u{FEFF}')
}
