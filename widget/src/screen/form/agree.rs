//! What holds for orders; what becomes of personal data, and the consent.

use super::field::{fault, id};
use crate::el::{El, View, all, el, none};
use crate::leptos::prelude::*;
use crate::panel::Panel;
use crate::ui;
use madoguchi_shared::Topic;

/// The shop's terms, where they answer the question.
pub fn terms(panel: Panel, topic: Memo<String>) -> View {
    let shop = panel.shop;
    let text = &shop.published.terms;
    if text.is_empty() || !topic.with(|slug| Topic::parse(slug)).is_ok_and(Topic::has_terms) {
        return none();
    }
    quiet("terms", shop.t("form.terms"), text).view()
}

fn quiet(id: &str, heading: &str, text: &str) -> El {
    el("section", "quiet").attr("id", id).child(ui::text("h3", "", heading)).child(ui::text("p", "", text))
}

/// The purpose of use, then two boxes that nobody has ticked beforehand.
pub fn agree(panel: Panel) -> View {
    let (shop, request) = (panel.shop, panel.request);
    let published = &shop.published;
    let purpose = quiet("purpose", shop.t("form.purpose"), &published.purpose);
    // The address is the owner's word; only what can be a page is linked.
    let purpose = match published.policy_url.starts_with("https://") {
        true => purpose.child(ui::link(shop.t("form.policy"), &published.policy_url)),
        false => purpose,
    };
    let consent = tick("consent", move || !request.text("consent").is_empty())
        .attr("aria-describedby", "fault-consent")
        .attr_if("aria-invalid", move || request.fault("consent").is_some().then_some("true"))
        .on("change", move |event| {
            let version = if event_target_checked(&event) { published.rules.consent_version.clone() } else { String::new() };
            request.set("consent", version);
        });
    let marketing = tick("marketing", move || request.draft.with(|draft| draft.marketing)).on("change", move |event| {
        let wanted = event_target_checked(&event);
        request.edit(|draft| draft.marketing = wanted);
    });
    let optional = el("span", "").text(shop.t("form.marketing")).child(ui::text("span", "optional", shop.t("form.optional")));
    let boxes = [
        el("label", "box").child(consent.view()).child(ui::text("span", "", shop.t("form.consent"))).view(),
        fault(panel, "consent"),
        el("label", "box").child(marketing.view()).child(optional.view()).view(),
    ];
    all([purpose.view(), el("div", "boxes").children(boxes).view()])
}

fn tick(name: &'static str, ticked: impl Fn() -> bool + Send + 'static) -> El {
    el("input", "").attr("type", "checkbox").attr("id", id("field-", name)).attr("name", name).checked(ticked)
}
