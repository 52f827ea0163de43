//! A call as an appointment for the shopper's own calendar (iCalendar, RFC 5545).

use crate::calendar::Span;
use crate::instant::Instant;

/// The most bytes of a line, without its end (§3.1).
const LINE: usize = 75;

/// A file with one event: `uid` names it, so that one that was made later takes
/// its place: it goes by the higher sequence (§3.8.7.4), which is the moment.
pub fn file(uid: &str, now: Instant, span: Span, summary: &str, description: &str) -> String {
    let lines = [
        ("BEGIN:", "VCALENDAR"),
        ("VERSION:", "2.0"),
        ("PRODID:", "-//Madoguchi//JA"),
        ("BEGIN:", "VEVENT"),
        ("UID:", uid),
        ("SEQUENCE:", &now.unix().to_string()),
        ("DTSTAMP:", &utc(now)),
        ("DTSTART:", &utc(span.start)),
        ("DTEND:", &utc(span.end)),
        ("SUMMARY:", &quoted(summary)),
        ("DESCRIPTION:", &quoted(description)),
        ("END:", "VEVENT"),
        ("END:", "VCALENDAR"),
    ];
    let mut file = String::new();
    for (name, value) in lines {
        fold(&[name, value].concat(), &mut file);
    }
    file
}

/// `20261124T062000Z` (§3.3.5, form 2).
fn utc(at: Instant) -> String {
    at.rfc3339().replace(['-', ':'], "")
}

/// A text's own signs, quoted (§3.3.11); no other control character.
fn quoted(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' => quoted.push_str("\\n"),
            '\\' | ';' | ',' => quoted.extend(['\\', c]),
            c if c.is_control() => {}
            c => quoted.push(c),
        }
    }
    quoted
}

/// What is longer than a line goes on behind a space, and no letter is cut.
fn fold(line: &str, file: &mut String) {
    let mut room = LINE;
    for c in line.chars() {
        if c.len_utf8() > room {
            file.push_str("\r\n ");
            room = LINE - 1;
        }
        room -= c.len_utf8();
        file.push(c);
    }
    file.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_event_in_short_lines_whose_texts_are_quoted() {
        let at = |text| Instant::parse(text).unwrap();
        let span = Span { start: at("2026-11-24T15:20:00+09:00"), end: at("2026-11-24T16:20:00+09:00") };
        let made = file(
            "M1@shop",
            at("2026-11-22T08:00:00+09:00"),
            span,
            "a;b,c\\d",
            &["03-1234-5678\nEND:VEVENT\r\u{7}", &"窓".repeat(60)].concat(),
        );
        let lines: Vec<&str> = made.replace("\r\n ", "").leak().split_terminator("\r\n").collect();
        let expected = [
            "BEGIN:VCALENDAR",
            "VERSION:2.0",
            "PRODID:-//Madoguchi//JA",
            "BEGIN:VEVENT",
            "UID:M1@shop",
            "SEQUENCE:1795302000",
            "DTSTAMP:20261121T230000Z",
            "DTSTART:20261124T062000Z",
            "DTEND:20261124T072000Z",
            "SUMMARY:a\\;b\\,c\\\\d",
        ];
        assert_eq!(lines.get(..10), Some(&expected[..]));
        assert_eq!(lines.get(10).copied(), Some(&*["DESCRIPTION:03-1234-5678\\nEND:VEVENT", &"窓".repeat(60)].concat()));
        assert_eq!(lines.get(11..), Some(&["END:VEVENT", "END:VCALENDAR"][..]));
        assert!(made.split("\r\n").all(|line| line.len() <= LINE) && !made.contains('\u{7}'));
    }
}
