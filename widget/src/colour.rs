//! The shop's colour on the panel's host.

use crate::browser;
use madoguchi_shared::colour::palette;
use web_sys::HtmlElement;

/// The names that `panel.css` and the loader know, in the palette's order.
const NAMES: [&str; 4] = ["--mdg-accent", "--mdg-on-accent", "--mdg-ink-light", "--mdg-ink-dark"];

/// Sets the host's colours: the accent, what is written on it, and the accent
/// as ink on the light and on the dark surface.
pub fn paint(host: &HtmlElement, accent: &str) {
    for (name, colour) in NAMES.into_iter().zip(palette(accent).into_iter().flatten()) {
        browser::paint(host, name, &colour);
    }
}
