//! What will be sent, part by part, each with a way to change it; then what
//! becomes of the data, and the consent.

use super::agree::agree;
use super::reply::chosen;
use crate::el::{View, all, el, none};
use crate::panel::Panel;
use crate::request::get;
use crate::ui;
use crate::when::When;
use madoguchi_shared::day::Day;

/// What belongs together.
struct Part {
    heading: &'static str,
    /// The id of the button that changes it, and where that leads.
    change: (&'static str, &'static str),
    /// Fields by their paths, with the keys of what they are called.
    fields: &'static [(&'static str, &'static str)],
}

const PARTS: [Part; 4] = [
    Part { heading: "form.topic_chosen", change: ("change-topic", "#topic-change"), fields: &[("topic", "")] },
    Part {
        heading: "form.about",
        change: ("change-about", "#about :is(input, textarea)"),
        fields: &[
            ("order_number", "form.order_number"),
            ("order_date", "form.order_date"),
            ("order_phone", "form.order_phone"),
            ("product.name", "form.product"),
            ("quantity", "form.quantity"),
            ("wanted_date", "form.wanted_date"),
            ("symptom", "form.symptom"),
            ("solution", "form.solution"),
            ("tried", "form.tried"),
            ("address", "form.address"),
            ("company", "form.company"),
            ("message", "form.message"),
        ],
    },
    Part { heading: "form.reply", change: ("change-reply", "[name=reply]:checked"), fields: &[("reply", ""), ("window", "form.window")] },
    Part {
        heading: "form.who",
        change: ("change-who", "#field-name"),
        fields: &[("name", "form.name"), ("kana", "form.kana"), ("phone", "form.phone"), ("email", "form.email")],
    },
];

/// All that will be sent of what the shopper typed, as they typed it.
pub fn review(panel: Panel) -> View {
    let parts = PARTS.iter().map(|part| one(panel, part));
    all([
        ui::text("p", "hint", panel.shop.t("form.review_hint")),
        el("div", "review").attr("id", "review").children(parts).view(),
        agree(panel),
    ])
}

fn one(panel: Panel, part: &'static Part) -> View {
    let (shop, draft) = (panel.shop, panel.request.outgoing());
    let mut lines = Vec::new();
    for (path, label) in part.fields {
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
        lines.push(el("p", "").child(ui::text("span", "label", shop.t(label))).child(words.view()).view());
    }
    if lines.is_empty() {
        return none();
    }
    let (id, to) = part.change;
    let change = ui::button("plain", id, "", shop.t("form.change"), move || panel.change(to));
    let heading = el("h3", "").attr("id", part.heading).text(shop.t(part.heading)).view();
    el("section", "card").attr("role", "group").attr("aria-labelledby", part.heading).children([heading, change]).children(lines).view()
}
