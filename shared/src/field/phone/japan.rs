//! Japan's numbering plan (総務省 電気通信番号計画), by the table of prefixes.

use super::japan_table::TREE;
use super::{PhoneKind, tree};
use crate::fault::Code;

/// Kind, and how many digits each group has, the trunk zero with the first.
pub(super) fn plan(national: &str) -> Option<(PhoneKind, [usize; 3])> {
    use PhoneKind::{Fixed, FreeDial, Ip, Mobile, Navi, Pager, Personal, Premium};
    let class = tree::leaf(TREE.as_bytes(), national.as_bytes());
    Some(match (class, national.len()) {
        (b'a', 9) => (Fixed, [2, 4, 4]),
        (b'b', 9) => (Fixed, [3, 3, 4]),
        (b'c', 9) => (Fixed, [4, 2, 4]),
        (b'd', 9) => (Fixed, [5, 1, 4]),
        (b'm' | b'v', 10) => (Mobile, [3, 4, 4]),
        (b'u' | b'v', 9) => (Personal, [3, 3, 4]),
        (b'i', 10) => (Ip, [3, 4, 4]),
        (b'g', 10) => (Pager, [3, 4, 4]),
        (b'f', 9) => (FreeDial, [4, 3, 3]),
        (b't', 10) => (FreeDial, [4, 3, 4]),
        (b'n', 9) => (Navi, [4, 3, 3]),
        (b'p', 9) => (Premium, [4, 3, 3]),
        // libphonenumber doesn't know 0180 (テレドーム) and 0200, the machines'
        // numbers of fourteen digits.
        (_, 9) if national.starts_with("180") => (Premium, [4, 3, 3]),
        (_, 13) if national.starts_with("200") => (Pager, [4, 5, 5]),
        _ => return None,
    })
}

/// The kind of a number without its trunk zero.
pub(super) fn kind(national: &str) -> Option<PhoneKind> {
    plan(national).map(|(kind, _)| kind)
}

/// Judges a number without its trunk zero.
pub(super) fn judge(national: &str) -> Result<(), Code> {
    match kind(national) {
        Some(kind) if kind.is_callable() => Ok(()),
        Some(_) => Err(Code::NotCallable),
        None => Err(Code::Malformed),
    }
}

/// A number as it is typed in Japan to one without its trunk zero, judged.
pub(super) fn national(digits: &str) -> Result<&str, Code> {
    match digits.as_bytes() {
        // 00XY begins a number of a carrier (事業者識別番号), such as 0077's
        // free-dial: never a person's.
        [b'0', b'0', b'1'..=b'9', ..] if (10..=11).contains(&digits.len()) => Err(Code::NotCallable),
        [b'0', ..] => {
            let national = digits.get(1..).unwrap_or_default();
            judge(national).map(|()| national)
        }
        // A spreadsheet took the zero. Ten digits that begin like a mobile's
        // can be nothing else in Japan. Nine could be a fixed number's or
        // another country's mobile: that is asked again, not guessed.
        _ if matches!(kind(digits), Some(PhoneKind::Mobile | PhoneKind::Ip)) => Ok(digits),
        // 81 90 … without the plus: more digits than any number in Japan has
        // without its zero.
        [b'8', b'1', ..] if digits.len() > 10 => {
            let rest = digits.get(2..).unwrap_or_default();
            let national = rest.strip_prefix('0').unwrap_or(rest);
            judge(national).map(|()| national)
        }
        _ => Err(Code::Malformed),
    }
}
