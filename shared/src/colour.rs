//! A shop's colour, kept readable (WCAG 2.2: contrast of 4.5 for text).

/// Red, green and blue from 0 to 255.
type Rgb = [f32; 3];

/// The surfaces of panel and hosted page on which ink is hardest to read, light
/// and dark: `--tint` of the style sheets; `--paper` stands out more.
const LIGHT: Rgb = [244.0, 246.0, 247.0];
const DARK: Rgb = [38.0, 42.0, 48.0];
const WHITE: Rgb = [255.0, 255.0, 255.0];
const BLACK: Rgb = [0.0, 0.0, 0.0];

/// What an accent comes to, as CSS colours: the accent itself, what is written
/// on it, and the accent as ink on the light and on the dark surface. None if
/// `accent` is no `#rrggbb`.
pub fn palette(accent: &str) -> Option<[String; 4]> {
    let colour = parse(accent)?;
    let on = if luminance(colour) > 0.179 { BLACK } else { WHITE };
    Some([colour, on, ink(colour, LIGHT), ink(colour, DARK)].map(css))
}

#[inline(never)]
fn css(colour: Rgb) -> String {
    let mut text = String::from("rgb(");
    for c in colour {
        text.push_str(&(c as u8).to_string());
        text.push(' ');
    }
    text.pop();
    text.push(')');
    text
}

fn parse(text: &str) -> Option<Rgb> {
    let &[b'#', r1, r2, g1, g2, b1, b2] = text.as_bytes() else { return None };
    let digit = |c: u8| char::from(c).to_digit(16);
    let byte = |high, low| Some((digit(high)? << 4 | digit(low)?) as f32);
    Some([byte(r1, r2)?, byte(g1, g2)?, byte(b1, b2)?])
}

/// Relative luminance; the power curve as a polynomial that is off by less
/// than what a byte can tell.
fn luminance(colour: Rgb) -> f32 {
    let [r, g, b] = colour.map(|c| {
        let c = c / 255.0;
        c * (c * (c * 0.305_306 + 0.682_171) + 0.012_523)
    });
    0.2126 * r + 0.7152 * g + 0.0722 * b
}

fn contrast(a: Rgb, b: Rgb) -> f32 {
    let (a, b) = (luminance(a) + 0.05, luminance(b) + 0.05);
    if a > b { a / b } else { b / a }
}

/// `colour`, moved away from `surface` until it can be read on it.
fn ink(colour: Rgb, surface: Rgb) -> Rgb {
    let target = if luminance(surface) > 0.179 { BLACK } else { WHITE };
    let mut ink = colour;
    for _ in 0..20 {
        if contrast(ink, surface) >= 4.6 {
            break;
        }
        for (c, t) in ink.iter_mut().zip(target) {
            *c += (t - *c) * 0.12;
        }
    }
    ink
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_accent_becomes_readable_ink() {
        for accent in ["#1f6f54", "#ffe600", "#000000", "#ffffff", "#e60033", "#8a3b12"] {
            let colour = parse(accent).unwrap_or_default();
            for (surface, paper) in [(LIGHT, WHITE), (DARK, parse("#1c1f23").unwrap_or_default())] {
                let ink = ink(colour, surface);
                assert!(contrast(ink, surface) >= 4.5 && contrast(ink, paper) >= 4.5, "{accent}");
            }
        }
        assert_eq!(palette("#1f6f54").map(|[accent, on, ..]| [accent, on]), Some(["rgb(31 111 84)".into(), "rgb(255 255 255)".into()]));
        assert_eq!((palette("red"), palette("#12345"), palette("#+12345")), (None, None, None));
    }
}
