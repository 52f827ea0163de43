//! What the desk can't work without for the topic, and nothing else.

use super::field::{Kind, text_field};
use crate::el::{View, all, el, none, part};
use crate::leptos::prelude::*;
use crate::panel::Panel;
use crate::ui;
use madoguchi_shared::Topic;
use madoguchi_shared::topic::Fact;

/// The facts of the chosen topic, then room for the shopper's own words. Only
/// another topic or way to answer draws these anew; typing doesn't.
pub fn facts(panel: Panel, topic: Memo<String>, reply: Memo<String>) -> View {
    let fields = move || {
        let Ok(topic) = topic.with(|slug| Topic::parse(slug)) else { return none() };
        let mut fields: Vec<View> = topic.row().needs.iter().map(|fact| one(panel, *fact, reply)).collect();
        if topic.tries() {
            fields.push(text_field(panel, "tried", "form.tried", "", Kind::OptionalLines));
        }
        if topic.trades() {
            fields.push(text_field(panel, "company", "form.company", "", Kind::Company));
        }
        if !topic.needs(Fact::Message) {
            // What is answered in writing has to be asked in writing.
            let asks = topic.needs(Fact::Question);
            fields.push(part(move || match asks && reply.with(|way| way == "email") {
                true => one(panel, Fact::Message, reply),
                false => text_field(panel, "message", "form.message_more", "", Kind::OptionalLines),
            }));
        }
        if !panel.request.value("looked_up").is_empty() {
            fields.push(text_field(panel, "looked_up", "form.looked_up", "", Kind::OptionalLines));
        }
        all(fields)
    };
    el("section", "").attr("id", "about").child(ui::text("h3", "", panel.shop.t("form.about"))).part(fields).view()
}

fn one(panel: Panel, fact: Fact, reply: Memo<String>) -> View {
    let (path, label, hint, kind) = match fact {
        Fact::Order => return order(panel, reply),
        Fact::Product => return product(panel),
        Fact::Quantity => ("quantity", "form.quantity", "", Kind::Count),
        Fact::WantedDate => ("wanted_date", "form.wanted_date", "", Kind::Date),
        Fact::Symptom => ("symptom", "form.symptom", "form.symptom_hint", Kind::Lines),
        Fact::Solution => ("solution", "form.solution", "form.solution_hint", Kind::Line),
        Fact::Address => ("address", "form.address", "form.address_hint", Kind::Address),
        Fact::Message => ("message", "form.message", "", Kind::Lines),
        // Asked for elsewhere.
        Fact::Question | Fact::Contact => return none(),
    };
    text_field(panel, path, label, hint, kind)
}

/// The order's number or, for those who don't have it, its date; and the phone
/// number that it was placed with, where none is asked for the answer.
fn order(panel: Panel, reply: Memo<String>) -> View {
    let (shop, request) = (panel.shop, panel.request);
    let shown = move || {
        let by_date = request.by_date.get();
        let (field, id, other, next) = match by_date {
            true => (
                text_field(panel, "order_date", "form.order_date", "form.order_date_hint", Kind::Date),
                "order-number-have",
                "form.order_number_have",
                "#field-order_number",
            ),
            false => (
                text_field(panel, "order_number", "form.order_number", "form.order_number_hint", Kind::Line),
                "order-number-none",
                "form.order_number_none",
                "#field-order_date",
            ),
        };
        let switch = move || {
            request.switch_order(!by_date);
            panel.host.focus(next);
        };
        let phone = part(move || match by_date && reply.with(|way| way == "none") {
            true => text_field(panel, "order_phone", "form.order_phone", "", Kind::Phone),
            false => none(),
        });
        all([field, phone, ui::button("plain", id, "", shop.t(other), switch)])
    };
    el("div", "order").part(shown).view()
}

/// The product: shown where the page tells it, asked for where it doesn't.
fn product(panel: Panel) -> View {
    let (shop, request) = (panel.shop, panel.request);
    let asked = RwSignal::new(request.value("product.name").is_empty());
    let shown = move || {
        if asked.get() {
            return text_field(panel, "product.name", "form.product_name", "", Kind::Line);
        }
        let other = move || {
            request.other_product();
            asked.set(true);
            panel.host.focus("#field-product-name");
        };
        let words = el("span", "")
            .child(ui::text("span", "label", shop.t("form.product")))
            .child(el("strong", "").attr("id", "product").text(request.value("product.name")).view())
            .child(ui::text("span", "label", request.draft.peek(|draft| draft.product.price.clone())));
        let other = ui::button("plain", "product-other", "", shop.t("form.product_other"), other);
        el("div", "card chosen").child(words.view()).child(other).view()
    };
    el("div", "field").part(shown).view()
}
