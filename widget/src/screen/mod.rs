//! What the panel shows: a dialog with a bar, a screen and a foot.

mod acts;
mod answer;
mod form;
pub mod home;
mod receipt;
mod requests;
mod twice;
mod unsent;

pub use requests::requests;
pub use unsent::{card as unsent, news};

use crate::el::{View, all, el, none};
use crate::later::{self, Part};
use crate::panel::{Panel, Screen};
use crate::ui::{self, shape};
use wasm_bindgen::JsCast;
use web_sys::{Event, KeyboardEvent};

/// The dialog, and what is said beside the launcher while it is closed.
pub fn app(panel: Panel) -> View {
    let news = el("div", "").attr("role", "status").attr("lang", panel.shop.tag()).attr("dir", "ltr");
    all([dialog(panel), news.part(move || later::draw(panel, Part::News)).view()])
}

fn dialog(panel: Panel) -> View {
    let shop = panel.shop;
    let cancel = move |event: Event| {
        event.prevent_default();
        panel.hide();
    };
    el("dialog", "")
        .attr("id", "panel")
        .attr("role", "dialog")
        .attr("lang", shop.tag())
        // All our languages run so, whatever the page's does.
        .attr("dir", "ltr")
        .attr("aria-label", [shop.t("panel.label"), &shop.published.name].join(" – "))
        .attr_if("aria-modal", move || panel.modal.get().then_some("true"))
        .on("keydown", move |event| keys(panel, &event))
        .on("cancel", cancel)
        .child(bar(panel))
        .child(el("div", "body").part(move || screen(panel)).view())
        .part(move || foot(panel))
        .view()
}

fn screen(panel: Panel) -> View {
    match panel.screen.get() {
        Screen::Home => home::home(panel),
        Screen::Answer(place) => answer::answer(panel, place),
        _ if later::is_here() => later::draw(panel, Part::Screen),
        _ => coming(panel),
    }
}

/// In the place of a screen that is still on its way, or could not be fetched.
fn coming(panel: Panel) -> View {
    // By this the entry knows that the form was asked for.
    let place = el("div", "").attr("id", if panel.screen.now() == Screen::Form { "form" } else { "coming" });
    let shop = panel.shop;
    if !panel.lost.get() {
        return place.child(ui::title(shop.t("panel.coming"))).view();
    }
    let again = ui::button("primary", "again", "", shop.t("panel.again"), move || panel.go(panel.screen.now()));
    let page = [&*shop.api.replace("/v1/shops/", "/s/"), "?lang=", &shop.published.language].concat();
    let page = ui::link(shop.t("panel.page"), &page);
    place.child(ui::title(shop.t("panel.lost"))).child(el("div", "acts").child(again).child(page).view()).view()
}

/// A screen that comes after the first ones.
pub fn later(panel: Panel) -> View {
    if panel.screen.now() == Screen::Form { form::form(panel) } else { receipt::receipt(panel) }
}

fn bar(panel: Panel) -> View {
    let shop = panel.shop;
    let back = move || match panel.screen.get() {
        Screen::Home => none(),
        _ => ui::icon_button("back", shape::BACK, shop.t("panel.back"), move || panel.back()),
    };
    el("div", "bar")
        .part(back)
        .child(ui::text("p", "shop", &shop.published.name))
        .child(ui::icon_button("close", shape::CLOSE, shop.t("panel.close"), move || panel.hide()))
        .view()
}

/// The way to a person, always in the same place.
fn foot(panel: Panel) -> View {
    let shop = panel.shop;
    if panel.screen.get() != Screen::Home {
        return none();
    }
    let words = shop.t(if shop.calls() { "home.call" } else { "home.write" });
    el("div", "foot").child(ui::button("primary", "call", shape::PHONE, words, move || panel.ask(None))).view()
}

/// Escape closes. Enter and Escape inside a conversion belong to the input
/// method (Safari tells it by the key code 229 alone), and submit nothing.
fn keys(panel: Panel, event: &Event) {
    let Some(key) = event.dyn_ref::<KeyboardEvent>() else { return };
    let converting = key.is_composing() || key.key_code() == 229;
    match (key.key().as_str(), converting) {
        ("Escape", false) => {
            event.prevent_default();
            panel.hide();
        }
        ("Enter", true) => event.prevent_default(),
        _ => {}
    }
}
