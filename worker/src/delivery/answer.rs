//! What a receiver's answer means. Only its status and one header count; the
//! start of its body is kept for the owner to read.

use super::Outcome;
use futures_util::TryStreamExt;
use madoguchi_shared::Instant;
use worker::Response;

/// The most of an answer's body that is read and kept, in bytes.
pub const KEPT: usize = 20_000;

/// Judges an answer's status: only 2xx is success, a redirect is not followed,
/// and 410 asks that nothing more be sent (Standard Webhooks).
pub fn judge(status: u16, retry_after: Option<&str>, now: Instant) -> Outcome {
    let reason = format!("answered {status}");
    match status {
        200..=299 => Outcome::Arrived,
        410 => Outcome::Unwelcome(reason),
        429 | 503 => Outcome::Failed { reason, rest: status == 429, retry_after: retry_after.and_then(|text| seconds(text, now)) },
        _ => Outcome::failed(reason),
    }
}

/// `Retry-After` in seconds from `now`: a number, or an HTTP date. What is
/// neither is passed over.
fn seconds(text: &str, now: Instant) -> Option<i64> {
    let text = text.trim();
    if !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit()) {
        // More digits than a number holds are a long time, too.
        return Some(text.parse().unwrap_or(i64::MAX));
    }
    Some(date(text)?.unix() - now.unix())
}

/// An HTTP date as RFC 9110 has it today (IMF-fixdate):
/// `Sun, 06 Nov 1994 08:49:37 GMT`.
fn date(text: &str) -> Option<Instant> {
    const MONTHS: &str = "JanFebMarAprMayJunJulAugSepOctNovDec";
    let mut words = text.split(' ').skip(1);
    let (day, month, year, time) = (words.next()?, words.next()?, words.next()?, words.next()?);
    if words.next()? != "GMT" || words.next().is_some() || month.len() != 3 {
        return None;
    }
    let month = MONTHS.find(month).filter(|at| at % 3 == 0)? / 3 + 1;
    Instant::parse(&format!("{year}-{month:02}-{day}T{time}Z"))
}

/// Reads into `kept`, and no further than [`KEPT`]. An answer that breaks off
/// keeps what came before.
pub async fn read(answer: &mut Response, kept: &mut Vec<u8>) {
    // No body at all has no stream.
    let Ok(mut stream) = answer.stream() else { return };
    while kept.len() < KEPT {
        let Ok(Some(chunk)) = stream.try_next().await else { return };
        kept.extend(chunk.into_iter().take(KEPT - kept.len()));
    }
}

/// The bytes as text of at most [`KEPT`] bytes; what isn't UTF-8 is replaced,
/// and so is NUL, at which SQLite would end it.
pub fn text(bytes: &[u8]) -> String {
    let mut text = String::from_utf8_lossy(bytes).replace('\0', "\u{fffd}");
    let end = (0..=KEPT.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    text.truncate(end);
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn now() -> Instant {
        Instant::parse("1994-11-06T08:49:00Z").unwrap()
    }

    #[test]
    fn only_2xx_is_success() {
        for good in [200, 201, 204, 299] {
            assert!(matches!(judge(good, None, now()), Outcome::Arrived), "{good}");
        }
        for bad in [100, 199, 300, 301, 302, 304, 307, 400, 403, 404, 429, 500, 502, 503, 599] {
            let Outcome::Failed { reason, rest, retry_after } = judge(bad, None, now()) else { panic!("{bad}") };
            assert_eq!((reason, rest, retry_after), (format!("answered {bad}"), bad == 429, None));
        }
        assert!(matches!(judge(410, Some("5"), now()), Outcome::Unwelcome(_)));
    }

    #[test]
    fn a_wish_to_wait_is_read_in_both_forms_and_garbage_passed_over() {
        let wish = |text: &str| match judge(503, Some(text), now()) {
            Outcome::Failed { retry_after, .. } => retry_after,
            _ => panic!("{text}"),
        };
        assert_eq!(wish(" 120 "), Some(120));
        assert_eq!(wish("0"), Some(0));
        assert_eq!(wish("99999999999999999999999"), Some(i64::MAX));
        assert_eq!(wish("Sun, 06 Nov 1994 08:49:37 GMT"), Some(37));
        assert_eq!(wish("Sun, 06 Nov 1994 08:48:00 GMT"), Some(-60), "over already; clamped later");
        for garbage in [
            "",
            "soon",
            "-5",
            "1.5",
            "5 seconds",
            "Sun, 06 Nov 1994 08:49:37",
            "Sun, 06 anF 1994 08:49:37 GMT",
            "Sun, 99 Nov 1994 08:49:37 GMT",
            "Sunday, 06-Nov-94 08:49:37 GMT",
            "Sun Nov  6 08:49:37 1994",
            "Sun, 06 Nov 1994 08:49:37 GMT and more",
        ] {
            assert_eq!(wish(garbage), None, "{garbage}");
        }
        assert!(matches!(judge(500, Some("7"), now()), Outcome::Failed { retry_after: None, .. }), "not for this status");
    }

    #[test]
    fn what_is_kept_is_text_of_a_bounded_length() {
        assert_eq!(text(b"thanks"), "thanks");
        assert_eq!(text(&[b'x'; KEPT + 1]).len(), KEPT);
        let long = "窓".repeat(KEPT / 3 + 5);
        assert_eq!(text(long.as_bytes()).len(), KEPT / 3 * 3);
        assert!(text(&[0xff; KEPT]).len() <= KEPT);
        assert_eq!(text(&[0xff, b'a', 0, b'b']), "\u{fffd}a\u{fffd}b");
    }
}
