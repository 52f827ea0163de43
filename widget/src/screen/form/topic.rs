//! What it is about: large choices in plain words, by phase.

use super::choice::{group, radio, with_fault};
use super::field::fault;
use crate::el::{View, all, el, part, words};
use crate::leptos::prelude::*;
use crate::panel::Panel;
use crate::ui;
use madoguchi_shared::Topic;
use madoguchi_shared::topic::Phase;
use wasm_bindgen::JsCast;
use web_sys::{Event, KeyboardEvent};

/// The choice, or what was chosen.
pub fn topic(panel: Panel) -> View {
    let open = RwSignal::new(panel.request.value("topic").is_empty());
    part(move || if open.get() { choices(panel, open) } else { chosen(panel, open) })
}

fn chosen(panel: Panel, open: RwSignal<bool>) -> View {
    let shop = panel.shop;
    let change = move || {
        open.set(true);
        panel.host.focus("[name=topic]:checked");
    };
    let name = el("strong", "").attr("id", "topic").says(move || shop.topic(&panel.request.text("topic")).to_owned());
    let words = el("span", "").child(ui::text("span", "label", shop.t("form.topic_chosen"))).child(name.view());
    let change = ui::button("plain", "topic-change", "", shop.t("form.change"), change);
    all([el("div", "card chosen").child(words.view()).child(change).view(), fault(panel, "topic")])
}

/// A touch decides at once. With the keyboard arrows pass through choices,
/// so that there Enter decides.
fn choices(panel: Panel, open: RwSignal<bool>) -> View {
    let (shop, request) = (panel.shop, panel.request);
    let touched = RwSignal::new(false);
    let decide = move || {
        open.set(false);
        panel.host.focus("#topic-change");
    };
    let keys = move |event: Event| {
        touched.set(false);
        let enter = event.dyn_ref::<KeyboardEvent>().is_some_and(|event| event.key() == "Enter");
        if enter && !request.value("topic").is_empty() {
            event.prevent_default();
            decide();
        }
    };
    let changed = move |_| {
        if touched.get_untracked() {
            decide();
        }
    };
    let mut group =
        group(panel, "topic", "form.topic").on("pointerdown", move |_| touched.set(true)).on("keydown", keys).on("change", changed);
    for phase in Phase::ALL {
        let own = |topic: &&Topic| topic.row().phase == phase;
        let chip = |topic: &Topic| radio(panel, "topic", topic.slug(), "chip", words(shop.topic(topic.slug())));
        let chips: Vec<View> = shop.published.rules.topics.iter().filter(own).map(chip).collect();
        if !chips.is_empty() {
            group = group.child(ui::text("p", "label", shop.t(phase.key()))).child(el("div", "chips").children(chips).view());
        }
    }
    with_fault(panel, "topic", group)
}
