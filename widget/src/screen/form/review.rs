//! What will be sent, part by part, each with a way to change it; then what
//! becomes of the data, and the consent.

use super::agree::agree;
use super::reply::chosen;
use crate::el::{View, all, el, none};
use crate::panel::Panel;
use crate::request::{PATHS, get};
use crate::ui;
use crate::when::When;
use madoguchi_shared::day::Day;
use std::ops::Range;

/// What belongs together: the key of its heading, the id of the button that
/// changes it and where that leads, and its fields among [`PATHS`].
type Part = (&'static str, &'static str, &'static str, Range<usize>);

const PARTS: [Part; 4] = [
    ("form.topic_chosen", "change-topic", "#topic-change", 0..1),
    ("form.about", "change-about", "#about :is(input, textarea)", 1..13),
    ("form.reply", "change-reply", "[name=reply]:checked", 13..15),
    ("form.who", "change-who", "#field-name", 15..20),
];

/// All that will be sent of what the shopper typed, as they typed it.
pub fn review(panel: Panel) -> View {
    let parts = PARTS.map(|part| one(panel, part));
    all([
        ui::text("p", "hint", panel.shop.t("form.review_hint")),
        el("div", "review").attr("id", "review").children(parts).view(),
        agree(panel),
    ])
}

fn one(panel: Panel, (heading, id, to, fields): Part) -> View {
    let (shop, draft) = (panel.shop, panel.request.outgoing());
    let mut lines = Vec::new();
    for path in PATHS.get(fields).unwrap_or_default() {
        let typed = get(&draft, path);
        if typed.trim().is_empty() {
            continue;
        }
        let words = el("span", "");
        let words = match *path {
            "topic" => words.text(shop.topic(typed)),
            "reply" => words.text(shop.t(&["form.reply.", typed].concat())),
            "window" => words.says(move || chosen(panel)),
            _ => words.text(match Day::parse(typed) {
                Some(day) => When::new(shop, panel.request.now()).date(day),
                None => typed.to_owned(),
            }),
        };
        // The headings say what those two are.
        let label = match *path {
            "topic" | "reply" => "",
            "product.name" => shop.t("form.product"),
            path => shop.t(&["form.", path].concat()),
        };
        lines.push(el("p", "").child(ui::text("span", "label", label)).child(words.view()).view());
    }
    if lines.is_empty() {
        return none();
    }
    let change = ui::button("plain", id, "", shop.t("form.change"), move || panel.change(to));
    el("section", "card")
        .attr("role", "group")
        .attr("aria-labelledby", heading)
        .child(el("h3", "").attr("id", heading).text(shop.t(heading)).view())
        .child(change)
        .children(lines)
        .view()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_field_that_a_shopper_fills_in_is_in_its_part() {
        let of = |place: usize| PARTS.get(place).and_then(|part| PATHS.get(part.3.clone())).unwrap_or_default();
        assert_eq!(of(0), ["topic"]);
        assert_eq!((of(1).first(), of(1).last()), (Some(&"order_number"), Some(&"looked_up")));
        assert_eq!(of(2), ["reply", "window"]);
        assert_eq!((of(3).first(), of(3).last(), PATHS.get(20)), (Some(&"name"), Some(&"company"), Some(&"consent")));
    }
}
