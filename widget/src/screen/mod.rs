//! What the panel shows: a dialog with a bar, a screen and a foot.

mod answer;
mod form;
mod home;
mod receipt;
mod rich;

use crate::panel::{Panel, Screen};
use crate::ui::{self, shape};
use leptos::ev::KeyboardEvent;
use leptos::prelude::*;

/// The dialog.
pub fn app(panel: Panel) -> AnyView {
    let shop = panel.shop;
    let label = [shop.t("panel.label"), &shop.published.name].join(" – ");
    let keys = move |event: KeyboardEvent| keys(panel, &event);
    let cancel = move |event: web_sys::Event| {
        event.prevent_default();
        panel.hide();
    };
    let screen = move || match panel.screen.get() {
        Screen::Home => home::home(panel),
        Screen::Answer(place) => answer::answer(panel, place),
        Screen::Form => form::form(panel),
        Screen::Receipt => receipt::receipt(panel),
    };
    view! {
        <dialog
            id="panel"
            role="dialog"
            lang=shop.published.language.as_str()
            aria-label=label
            aria-modal=move || panel.modal.get().then_some("true")
            node_ref=panel.dialog
            on:keydown=keys
            on:cancel=cancel
        >
            {bar(panel)}
            <div class="body">{screen}</div>
            {move || foot(panel)}
        </dialog>
    }
    .into_any()
}

fn bar(panel: Panel) -> AnyView {
    let shop = panel.shop;
    let back = move || match panel.screen.get() {
        Screen::Home => None,
        _ => Some(ui::icon_button("back", shape::BACK, shop.t("panel.back"), move |_| panel.go(Screen::Home))),
    };
    let close = ui::icon_button("close", shape::CLOSE, shop.t("panel.close"), move |_| panel.hide());
    view! { <div class="bar">{back}<p class="shop">{shop.published.name.as_str()}</p>{close}</div> }.into_any()
}

/// The way to a person, always in the same place.
fn foot(panel: Panel) -> AnyView {
    let shop = panel.shop;
    if panel.screen.get() != Screen::Home {
        return ().into_any();
    }
    let words = shop.t(if shop.calls() { "home.call" } else { "home.write" });
    let call = ui::button("primary", "call", shape::PHONE, words, move |_| panel.ask(None));
    view! { <div class="foot">{call}</div> }.into_any()
}

/// Escape closes. Enter and Escape inside a conversion belong to the input
/// method (Safari tells it by the key code 229 alone), and submit nothing.
fn keys(panel: Panel, event: &KeyboardEvent) {
    let converting = event.is_composing() || event.key_code() == 229;
    match (event.key().as_str(), converting) {
        ("Escape", false) => {
            event.prevent_default();
            panel.hide();
        }
        ("Enter", true) => event.prevent_default(),
        _ => {}
    }
}
