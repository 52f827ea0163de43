//! A call as an appointment for the shopper's own calendar (iCalendar, RFC
//! 5545), made on the device.

use madoguchi_shared::Instant;
use madoguchi_shared::calendar::Span;

/// The most bytes of a line (RFC 5545 §3.1).
const LINE: usize = 75;

/// The file: one event with a `uid`, over `span`, called `summary`.
pub fn file(uid: &str, now: Instant, span: Span, summary: &str, description: &str) -> String {
    let lines = [
        ("BEGIN:", "VCALENDAR"),
        ("VERSION:", "2.0"),
        ("PRODID:", "-//Madoguchi//JA"),
        ("BEGIN:", "VEVENT"),
        ("UID:", uid),
        ("DTSTAMP:", &utc(now)),
        ("DTSTART:", &utc(span.start)),
        ("DTEND:", &utc(span.end)),
        ("SUMMARY:", &escaped(summary)),
        ("DESCRIPTION:", &escaped(description)),
        ("END:", "VEVENT"),
        ("END:", "VCALENDAR"),
    ];
    lines.iter().map(|(name, value)| folded(&[*name, *value].concat())).collect()
}

/// `20261124T010000Z`.
fn utc(at: Instant) -> String {
    at.rfc3339().replace(['-', ':'], "")
}

fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace(';', "\\;").replace(',', "\\,").replace('\n', "\\n")
}

/// A line in pieces that are short enough, none of them cut inside a letter.
fn folded(line: &str) -> String {
    let (mut folded, mut length) = (String::new(), 0);
    for letter in line.chars() {
        if length + letter.len_utf8() > LINE {
            folded.push_str("\r\n ");
            length = 1;
        }
        folded.push(letter);
        length += letter.len_utf8();
    }
    folded + "\r\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_event_in_utc() {
        let at = |text| Instant::parse(text).unwrap_or_default();
        let span = Span { start: at("2026-11-24T10:00:00+09:00"), end: at("2026-11-24T11:00:00+09:00") };
        let made = file("M1", at("2026-11-22T08:00:00+09:00"), span, "木もれび商店, お電話", "03-1234-5678\nM1");
        assert_eq!(
            made,
            "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Madoguchi//JA\r\nBEGIN:VEVENT\r\nUID:M1\r\nDTSTAMP:20261121T230000Z\r\n\
             DTSTART:20261124T010000Z\r\nDTEND:20261124T020000Z\r\nSUMMARY:木もれび商店\\, お電話\r\n\
             DESCRIPTION:03-1234-5678\\nM1\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
        );
    }

    #[test]
    fn long_lines_are_folded_between_letters() {
        let made = folded(&"窓".repeat(60));
        assert!(made.split("\r\n").all(|line| line.len() <= LINE));
        assert_eq!(made.replace("\r\n ", "").trim_end(), "窓".repeat(60));
    }
}
