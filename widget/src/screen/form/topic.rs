//! What it is about: large choices in plain words, by phase.

use super::choice::radio;
use super::field::fault;
use crate::panel::Panel;
use crate::ui;
use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use madoguchi_shared::Topic;
use madoguchi_shared::topic::Phase;

/// The phases in their order.
const PHASES: [(Phase, &str); 5] = [
    (Phase::Before, "phase.before"),
    (Phase::After, "phase.after"),
    (Phase::Trouble, "phase.trouble"),
    (Phase::Procedure, "phase.procedure"),
    (Phase::Any, "phase.any"),
];

/// The choice, or what was chosen.
pub fn topic(panel: Panel) -> AnyView {
    let open = RwSignal::new(untrack(|| panel.request.topic().is_none()));
    view! { {move || if open.get() { choices(panel, open) } else { chosen(panel, open) }} }.into_any()
}

fn chosen(panel: Panel, open: RwSignal<bool>) -> AnyView {
    let shop = panel.shop;
    let words = move || panel.request.draft.with(|draft| shop.topic(&draft.topic));
    let change = move |_| {
        open.set(true);
        panel.host.focus("[name=topic]:checked");
    };
    view! {
        <div class="card chosen">
            <span><span class="label">{shop.t("form.topic_chosen")}</span><strong id="topic">{words}</strong></span>
            {ui::button("plain", "topic-change", "", shop.t("form.change"), change)}
        </div>
        {fault(panel, "topic")}
    }
    .into_any()
}

/// A touch decides at once. With the keyboard arrows pass through choices,
/// so that there Enter decides.
fn choices(panel: Panel, open: RwSignal<bool>) -> AnyView {
    let (shop, request) = (panel.shop, panel.request);
    let touched = StoredValue::new(false);
    let decide = move || {
        open.set(false);
        panel.host.focus("#topic-change");
    };
    let keys = move |event: KeyboardEvent| {
        touched.set_value(false);
        if event.key() == "Enter" && untrack(|| request.topic().is_some()) {
            event.prevent_default();
            decide();
        }
    };
    let changed = move |_| {
        if touched.get_value() {
            decide();
        }
    };
    let groups = PHASES.into_iter().filter_map(|(phase, key)| {
        let own = |topic: &&Topic| topic.row().phase == phase;
        let topics: Vec<AnyView> = shop.published.rules.topics.iter().filter(own).map(|topic| choice(panel, *topic)).collect();
        (!topics.is_empty()).then(|| view! { <p class="label">{shop.t(key)}</p><div class="chips">{topics}</div> }.into_any())
    });
    let groups: Vec<AnyView> = groups.collect();
    let wrong = move || request.fault("topic").is_some().then_some("true");
    view! {
        <fieldset
            role="radiogroup"
            aria-describedby="fault-topic"
            aria-invalid=wrong
            on:pointerdown=move |_| touched.set_value(true)
            on:keydown=keys
            on:change=changed
        >
            <legend>{shop.t("form.topic")}</legend>
            {groups}
        </fieldset>
        {fault(panel, "topic")}
    }
    .into_any()
}

fn choice(panel: Panel, topic: Topic) -> AnyView {
    radio(panel, "topic", topic.slug().to_owned(), "chip", panel.shop.topic(topic.slug()).into_any())
}
