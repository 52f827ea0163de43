//! The notice as plain text: for mail, SMS, and the line that a phone shows
//! while it is locked.

use super::link::link;
use super::{NOTHING, Row, clean, limit};
use crate::urgency::Urgency;

/// Longest shop's name that the headline shows, in characters.
const SHOP_MAX: usize = 40;
/// Longest label, in characters.
const LABEL_MAX: usize = 40;
/// Before every line of a message that has more than one, so that no line of
/// it can pass for a row of the notice.
const INSIDE: &str = "│ ";

/// What a channel shows: the rows, whose they are, and how pressing.
#[derive(Clone, Copy, Debug)]
pub struct Sheet<'a> {
    /// The shop's name for people.
    pub shop: &'a str,
    /// The ticket's urgency.
    pub urgency: Urgency,
    /// The rows, as [`notice`](super::notice()) wrote them.
    pub rows: &'a [Row],
}

impl Sheet<'_> {
    /// One line that is enough to act on: urgency, matter, deadline, shop. The
    /// last goes first where a screen is too small.
    pub fn headline(&self) -> String {
        let mut line = String::new();
        for key in ["urgency", "matter", "deadline"] {
            let Some(row) = self.rows.iter().find(|row| row.key == key && row.value != NOTHING) else { continue };
            if !line.is_empty() {
                line.push_str(" | ");
            }
            if key == "deadline" {
                line.push_str(&label(row));
                line.push(' ');
            }
            line.push_str(&value(row));
        }
        let shop = clean::one_line(self.shop, SHOP_MAX);
        if !line.is_empty() && !shop.is_empty() {
            line.push_str(" | ");
        }
        line.push_str(&shop);
        line
    }

    /// The whole notice: the headline, then every row as `label: value`; a
    /// message of more than one line stands below its label, each line behind
    /// a bar. Ends with a line break.
    pub fn text(&self) -> String {
        let mut text = self.headline();
        text.push('\n');
        for row in self.rows {
            let value = value(row);
            text.push_str(&label(row));
            text.push(':');
            if value.contains('\n') {
                for line in value.split('\n') {
                    text.push('\n');
                    text.push_str(INSIDE);
                    text.push_str(line);
                }
            } else {
                text.push(' ');
                text.push_str(&value);
                // A number to call and an address to write to show themselves.
                let page = href(row).filter(|page| page.starts_with("http") && !value.starts_with("http"));
                if let Some(page) = page {
                    text.push(' ');
                    text.push_str(&page);
                }
            }
            text.push('\n');
        }
        text
    }
}

/// A row's value within its bounds, wherever the row came from.
pub(super) fn value(row: &Row) -> String {
    let value = if row.key == "message" { clean::lines(&row.value, limit(&row.key)) } else { clean::one_line(&row.value, limit(&row.key)) };
    if value.is_empty() { NOTHING.to_owned() } else { value }
}

pub(super) fn label(row: &Row) -> String {
    clean::one_line(&row.label, LABEL_MAX)
}

pub(super) fn href(row: &Row) -> Option<String> {
    link(row.href.as_deref()?)
}
