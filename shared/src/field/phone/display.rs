//! Numbers as people write them.

use super::{Country, EXTENSION, japan, world};

/// A number in E.164 (or as [`super::Phone`] stands on the wire) as people
/// write it: a Japanese one hyphenated, as it is dialled in Japan if `home` is
/// there; any other with its country code and in short groups. It may be one
/// that nobody would call, such as the 0120 that a desk calls from. What is no
/// such number comes back as it was.
pub fn display_e164(text: &str, home: &Country) -> String {
    let (number, extension) = text.split_once(EXTENSION).unwrap_or((text, ""));
    let mut shown = String::with_capacity(24);
    let Some((plan, national)) = number.strip_prefix('+').and_then(|digits| world::split(digits).ok()) else {
        return text.to_owned();
    };
    let groups = if plan.code() == "81" { japan::plan(national) } else { None };
    match groups {
        Some((_, [area, exchange, _])) => {
            // The table counts the trunk zero, which is dialled inside only.
            let at_home = *home == Country::japan();
            shown.push_str(if at_home { "0" } else { "+81 " });
            let (first, second) = (area - 1, area - 1 + exchange);
            for (place, digit) in national.chars().enumerate() {
                if place == first || place == second {
                    shown.push('-');
                }
                shown.push(digit);
            }
        }
        None => {
            shown.push('+');
            shown.push_str(plan.code());
            let mut left = national.len();
            // In threes, with a last group of three or four.
            let mut group = 0;
            for digit in national.chars() {
                if group == 0 {
                    shown.push(' ');
                    group = match left {
                        0..=4 => left,
                        5 => 2,
                        8 => 4,
                        _ => 3,
                    };
                }
                shown.push(digit);
                group -= 1;
                left -= 1;
            }
        }
    }
    if !extension.is_empty() {
        shown.push_str(" x");
        shown.push_str(extension);
    }
    shown
}
