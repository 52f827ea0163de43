//! Keys, carried out.

use crate::browser;
use crate::inbox::{Item, List};
use crate::keys::{self, Does};
use crate::state::{Desk, Screen};
use leptos::ev::{self, KeyboardEvent};
use leptos::prelude::*;
use madoguchi_shared::id::TicketId;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// Hears keys from now on, and of a link to a ticket that is followed while
/// the console is open.
pub fn listen(desk: Desk) {
    let keys = window_event_listener(ev::keydown, move |event| {
        browser::touched();
        pressed(desk, &event);
    });
    let click = window_event_listener(ev::pointerdown, |_| browser::touched());
    let link = window_event_listener(ev::hashchange, move |_| desk.follow());
    on_cleanup(move || {
        keys.remove();
        click.remove();
        link.remove();
    });
}

fn pressed(desk: Desk, event: &KeyboardEvent) {
    let signed_in = desk.me.with_untracked(Option::is_some);
    // The dialog of keys has its own; with a modifier a key is the browser's.
    if !signed_in || event.ctrl_key() || event.meta_key() || event.alt_key() || event.is_composing() || desk.help.get_untracked() {
        return;
    }
    let Some(does) = keys::does(&event.key()) else { return };
    if browser::is_typing() && does != Does::Escape || does == Does::Enter && is_on_a_button(event) {
        return;
    }
    match does {
        Does::Help => desk.help.set(true),
        _ if desk.screen.get_untracked() != Screen::Inbox => return,
        Does::Next => step(desk, 1),
        Does::Previous => step(desk, -1),
        Does::Enter if desk.open.with_untracked(Option::is_none) => step(desk, 1),
        Does::Enter => browser::focus("card"),
        Does::Escape => escape(desk),
        Does::Search => browser::focus("search"),
        Does::List(place) => desk.list.set(List::ALL.get(place).copied().unwrap_or_default()),
        Does::Press(name) => press(name),
    }
    event.prevent_default();
}

/// Presses a button of the card, if it is there.
fn press(name: &str) {
    let button = document().query_selector(&["#card [data-act=", name, "]"].concat()).ok().flatten();
    if let Some(button) = button.and_then(|button| button.dyn_into::<HtmlElement>().ok()) {
        button.click();
    }
}

fn is_on_a_button(event: &KeyboardEvent) -> bool {
    let target = event.target().and_then(|target| target.dyn_into::<HtmlElement>().ok());
    target.is_some_and(|target| matches!(target.tag_name().as_str(), "BUTTON" | "A" | "SUMMARY"))
}

/// Closes the innermost thing that is open.
fn escape(desk: Desk) {
    if desk.form.get_untracked().is_some() {
        desk.form.set(None);
        browser::focus("card");
    } else if desk.open.with_untracked(Option::is_some) {
        desk.close();
        browser::focus("list");
    } else {
        desk.filter.set(String::new());
        browser::focus("list");
    }
}

/// Opens the ticket that is so many places further down the list.
fn step(desk: Desk, by: isize) {
    let shown: Vec<TicketId> = super::list::items(desk)
        .into_iter()
        .filter_map(|item| match item {
            Item::Row(id) => Some(id),
            Item::Head(..) => None,
        })
        .collect();
    let place = desk.open.with_untracked(|open| shown.iter().position(|id| Some(id) == open.as_ref()));
    let next = place.map_or(Some(0), |place| place.checked_add_signed(by));
    if let Some(id) = next.and_then(|next| shown.get(next)) {
        desk.open(id.clone());
        browser::focus("list");
    }
}
