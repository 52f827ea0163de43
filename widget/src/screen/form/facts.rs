//! What the desk can't work without for the topic, and nothing else.

use super::field::{Kind, text_field};
use crate::panel::Panel;
use crate::ui;
use leptos::prelude::*;
use madoguchi_shared::Topic;
use madoguchi_shared::topic::Fact;

/// The facts of the chosen topic, then room for the shopper's own words.
pub fn facts(panel: Panel) -> AnyView {
    let shop = panel.shop;
    // Only another topic draws these anew; typing doesn't.
    let chosen = Memo::new(move |_| panel.request.topic());
    let fields = move || {
        let topic = chosen.get();
        let needs: Vec<AnyView> = topic.map_or(&[][..], |topic| topic.row().needs).iter().map(|fact| one(panel, *fact)).collect();
        let message = topic.is_some_and(|topic| topic.needs(Fact::Message));
        let more = (!message).then(|| text_field(panel, "message", shop.t("form.message_more"), "", Kind::OptionalLines));
        let company = (topic == Some(Topic::BulkOrder)).then(|| text_field(panel, "company", shop.t("form.company"), "", Kind::Company));
        view! { {needs}{company}{more} }.into_any()
    };
    view! { <section><h3>{shop.t("form.about")}</h3>{fields}</section> }.into_any()
}

fn one(panel: Panel, fact: Fact) -> AnyView {
    let t = |key| panel.shop.t(key);
    match fact {
        Fact::Order => order(panel),
        Fact::Product => product(panel),
        Fact::Quantity => text_field(panel, "quantity", t("form.quantity"), "", Kind::Count),
        Fact::WantedDate => text_field(panel, "wanted_date", t("form.wanted_date"), "", Kind::Date),
        Fact::Symptom => text_field(panel, "symptom", t("form.symptom"), t("form.symptom_hint"), Kind::Lines),
        Fact::Solution => text_field(panel, "solution", t("form.solution"), t("form.solution_hint"), Kind::Line),
        Fact::Address => text_field(panel, "address", t("form.address"), t("form.address_hint"), Kind::Address),
        Fact::Message => text_field(panel, "message", t("form.message"), "", Kind::Lines),
    }
}

/// The order's number or, for those who don't have it, its date.
fn order(panel: Panel) -> AnyView {
    let (shop, request) = (panel.shop, panel.request);
    let shown = move || {
        let by_date = request.by_date.get();
        let (id, words, next) = match by_date {
            true => ("order-number-have", "form.order_number_have", "#field-order_number"),
            false => ("order-number-none", "form.order_number_none", "#field-order_date"),
        };
        let field = match by_date {
            true => text_field(panel, "order_date", shop.t("form.order_date"), shop.t("form.order_date_hint"), Kind::Date),
            false => text_field(panel, "order_number", shop.t("form.order_number"), shop.t("form.order_number_hint"), Kind::Line),
        };
        let switch = move |_| {
            request.switch_order(!by_date);
            panel.host.focus(next);
        };
        view! { {field}{ui::button("plain", id, "", shop.t(words), switch)} }.into_any()
    };
    view! { <div class="order">{shown}</div> }.into_any()
}

/// The product: shown where the page tells it, asked for where it doesn't.
fn product(panel: Panel) -> AnyView {
    let (shop, request) = (panel.shop, panel.request);
    let asked = RwSignal::new(request.value("product.name").is_empty());
    let shown = move || {
        if asked.get() {
            return text_field(panel, "product.name", shop.t("form.product_name"), "", Kind::Line);
        }
        let product = request.draft.with_untracked(|draft| draft.product.clone());
        let other = move |_| {
            request.other_product();
            asked.set(true);
            panel.host.focus("#field-product-name");
        };
        view! {
            <div class="card chosen">
                <span>
                    <span class="label">{shop.t("form.product")}</span>
                    <strong id="product">{product.name}</strong>
                    <span class="label">{product.price}</span>
                </span>
                {ui::button("plain", "product-other", "", shop.t("form.product_other"), other)}
            </div>
        }
        .into_any()
    };
    view! { <div class="field">{shown}</div> }.into_any()
}
