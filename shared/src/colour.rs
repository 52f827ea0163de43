//! A shop's colour, kept readable (WCAG 2.2: contrast of 4.5 for text).

/// Red, green and blue from 0 to 255.
type Rgb = [f32; 3];

/// The tinted surfaces of panel and hosted page, light and dark: what can be
/// read on them can be read on the plain ones, which lie further away.
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
        if contrast(ink, surface) >= 4.7 {
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
        // By WCAG's own curve, and rounded down as CSS is told.
        let exact = |colour: Rgb| {
            let part = |c: f32| {
                let c = f64::from(c.floor()) / 255.0;
                if c <= 0.04045 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
            };
            let [r, g, b] = colour.map(part);
            0.2126 * r + 0.7152 * g + 0.0722 * b
        };
        let contrast = |a: Rgb, b: Rgb| {
            let (a, b) = (exact(a) + 0.05, exact(b) + 0.05);
            if a > b { a / b } else { b / a }
        };
        let (paper, night) = (WHITE, [28.0, 31.0, 35.0]);
        let steps = || (0..=255_u8).step_by(15);
        for (r, g, b) in steps().flat_map(|r| steps().flat_map(move |g| steps().map(move |b| (r, g, b)))) {
            let colour = [r, g, b].map(f32::from);
            let on = if luminance(colour) > 0.179 { BLACK } else { WHITE };
            assert!(contrast(on, colour) >= 4.5, "on {colour:?}");
            for surface in [LIGHT, paper] {
                assert!(contrast(ink(colour, LIGHT), surface) >= 4.5, "{colour:?} as ink on {surface:?}");
            }
            for surface in [DARK, night] {
                assert!(contrast(ink(colour, DARK), surface) >= 4.5, "{colour:?} as ink on {surface:?}");
            }
        }
        assert_eq!(palette("#1f6f54").map(|[accent, on, ..]| [accent, on]), Some(["rgb(31 111 84)".into(), "rgb(255 255 255)".into()]));
        assert_eq!((palette("red"), palette("#12345"), palette("#+12345")), (None, None, None));
    }
}
