//! What holds for orders, what becomes of personal data, and the consent.

use super::field::fault;
use crate::panel::Panel;
use leptos::prelude::*;
use madoguchi_shared::Topic;
use madoguchi_shared::topic::{Category, Line};

/// The shop's terms, where they answer the question.
pub fn terms(panel: Panel) -> AnyView {
    let shop = panel.shop;
    let chosen = Memo::new(move |_| panel.request.topic());
    let apply = |topic: Topic| {
        let row = topic.row();
        row.line == Line::Order || matches!(row.category, Category::OrderChange | Category::ReturnExchange)
    };
    let text = shop.published.terms.as_str();
    let shown = move || {
        let wanted = chosen.get().is_some_and(apply) && !text.is_empty();
        wanted.then(|| view! { <section class="quiet" id="terms"><h3>{shop.t("form.terms")}</h3><p>{text}</p></section> })
    };
    view! { {shown} }.into_any()
}

/// The purpose of use, then two boxes that nobody has ticked beforehand.
pub fn agree(panel: Panel) -> AnyView {
    let (shop, request) = (panel.shop, panel.request);
    let published = &shop.published;
    let consent = move |event| {
        let given = event_target_checked(&event);
        request.set("consent", if given { published.rules.consent_version.clone() } else { String::new() });
    };
    let marketing = move |event| {
        let wanted = event_target_checked(&event);
        request.draft.update(|draft| draft.marketing = wanted);
    };
    let (agreed, wanted) = request.draft.with_untracked(|draft| (!draft.consent.is_empty(), draft.marketing));
    let wrong = move || request.fault("consent").is_some().then_some("true");
    // The address is the owner's word; only what can be a page is linked.
    let policy = published.policy_url.starts_with("https://").then(|| {
        view! { <p><a href=published.policy_url.as_str() target="_blank" rel="noopener">{shop.t("form.policy")}</a></p> }
    });
    view! {
        <section class="quiet" id="purpose">
            <h3>{shop.t("form.purpose")}</h3>
            <p>{published.purpose.as_str()}</p>
            {policy}
        </section>
        <div class="boxes">
            <label class="box">
                <input
                    type="checkbox"
                    id="field-consent"
                    name="consent"
                    aria-describedby="fault-consent"
                    aria-invalid=wrong
                    prop:checked=agreed
                    on:change=consent
                />
                <span>{shop.t("form.consent")}</span>
            </label>
            {fault(panel, "consent")}
            <label class="box">
                <input type="checkbox" id="field-marketing" name="marketing" prop:checked=wanted on:change=marketing />
                <span>{shop.t("form.marketing")}<span class="optional">{shop.t("form.optional")}</span></span>
            </label>
        </div>
    }
    .into_any()
}
