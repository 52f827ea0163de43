//! SMS, by the HTTP API of the shop's own account.
//!
//! | what | file |
//! | --- | --- |
//! | how many parts a text takes | here |
//! | Twilio | `sms/twilio.rs` |

pub mod twilio;

/// Characters of the GSM 7-bit alphabet (3GPP TS 23.038 §6.2.1), each one unit.
const BASIC: &str =
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
/// Those of its extension, each two (§6.2.1.1).
const EXTENDED: &str = "\u{c}^{}\\[~]|€";

/// How many parts a text is sent in, each of which is paid for. A text of the
/// GSM alphabet alone has 160 units in one part and 153 in each of several; any
/// other goes as UCS-2 with 70 and 67, a character beyond the basic plane (an
/// emoji) being two. No character is torn apart between two parts.
pub fn parts(text: &str) -> usize {
    let gsm = |c: char| match c {
        _ if BASIC.contains(c) => Some(1),
        _ if EXTENDED.contains(c) => Some(2),
        _ => None,
    };
    let units: Option<Vec<usize>> = text.chars().map(gsm).collect();
    match units {
        Some(units) => filled(&units, 160, 153),
        None => filled(&text.chars().map(char::len_utf16).collect::<Vec<_>>(), 70, 67),
    }
}

/// Parts of which one holds `alone`, and several `each`.
fn filled(units: &[usize], alone: usize, each: usize) -> usize {
    if units.iter().sum::<usize>() <= alone {
        return 1;
    }
    let (mut parts, mut used) = (1, 0);
    for unit in units {
        if used + unit > each {
            (parts, used) = (parts + 1, 0);
        }
        used += unit;
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::parts;

    #[test]
    fn parts_are_counted_as_networks_do() {
        for (unit, times, expected) in [
            ("a", 0, 1),
            ("a", 160, 1),
            ("a", 161, 2),
            ("a", 306, 2),
            ("a", 307, 3),
            ("€", 80, 1),
            ("€", 81, 2),
            // 153 units hold 76 of two, and one is left free.
            ("[", 152, 2),
            ("[", 153, 3),
            ("\n", 160, 1),
            ("窓", 70, 1),
            ("窓", 71, 2),
            ("窓", 134, 2),
            ("窓", 135, 3),
            ("窓", 201, 3),
            ("窓", 202, 4),
            // Two units each: 33 in a part of 67.
            ("🙂", 35, 1),
            ("🙂", 36, 2),
            ("🙂", 66, 2),
            ("🙂", 67, 3),
            ("ｶ", 71, 2),
            // No letter of the alphabet, though it looks like one.
            ("’", 71, 2),
            ("–", 70, 1),
            ("á", 71, 2),
            ("é", 160, 1),
        ] {
            assert_eq!(parts(&unit.repeat(times)), expected, "{times} × {unit}");
        }
        // One such letter makes the whole text wide.
        assert_eq!((parts(&"a".repeat(100)), parts(&["a".repeat(100), "窓".into()].concat())), (1, 2));
        // A pair is not torn apart: the first part stays at 66.
        assert_eq!(parts(&["窓".repeat(66), "🙂".into(), "窓".repeat(66)].concat()), 3);
    }
}
