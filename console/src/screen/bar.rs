//! The bar: which desk, how the line stands, where to go.

use super::door::language;
use crate::browser;
use crate::state::{Desk, Line, Screen};
use crate::time::Clock;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// What only leads have, by the names of their words.
const SCREENS: [(Screen, &str); 4] =
    [(Screen::Inbox, "screen.inbox"), (Screen::Board, "screen.board"), (Screen::Flood, "screen.flood"), (Screen::People, "screen.people")];

/// The button that tells the keys, named by the key that does so too.
const KEYS: &str = "?";

/// The bar at the top.
pub fn bar(desk: Desk) -> AnyView {
    let name =
        move || desk.me.with(|me| me.as_ref().map(|me| if me.desk_name.is_empty() { me.desk.to_string() } else { me.desk_name.clone() }));
    let who = move || desk.me.with(|me| me.as_ref().map(|me| me.person.name.as_str().to_owned()));
    let clock = move || {
        let hours = desk.inbox.with(|inbox| inbox.hours.clone())?;
        Some(Clock { zone: &hours.zone, words: desk.words(), now: desk.now.get() }.time(desk.now.get()))
    };
    let screen = move |(screen, key): (Screen, &'static str)| {
        view! {
            <button class="quiet" type="button" data-screen=key aria-current=move || (desk.screen.get() == screen).then_some("page")
                on:click=move |_| desk.screen.set(screen)>{move || desk.say(key)}</button>
        }
    };
    view! {
        <header id="bar">
            <h1 id="desk-name">{name}</h1>
            {live(desk)}
            <p id="clock">{clock}</p>
            <Show when=move || desk.is_lead()>
                <nav aria-label=move || desk.say("bar.screens")>{SCREENS.map(screen)}</nav>
            </Show>
            <div class="own">
                {bell(desk)}
                <button id="show-keys" class="quiet" type="button" aria-label=move || desk.say("keys.help")
                    on:click=move |_| desk.help.set(true)>{KEYS}</button>
                {language(desk)}
                <span id="who">{who}</span>
                <button id="sign-out" class="quiet" type="button" on:click=move |_| spawn_local(desk.sign_out())>
                    {move || desk.say("bar.sign_out")}
                </button>
            </div>
        </header>
    }
    .into_any()
}

fn live(desk: Desk) -> AnyView {
    let state = move || match desk.line.get() {
        Line::Connecting => ("connecting", "line.connecting"),
        Line::Live => ("live", "line.live"),
        Line::Waiting => ("waiting", "line.waiting"),
    };
    view! {
        <p id="live" role="status" data-state=move || state().0><span>{move || desk.say(state().1)}</span></p>
        <Show when=move || desk.line.get() == Line::Waiting>
            <button id="reconnect" class="quiet" type="button" on:click=move |_| desk.hurry()>{move || desk.say("line.retry")}</button>
        </Show>
    }
    .into_any()
}

/// Whether new tickets sound, and show a notification.
fn bell(desk: Desk) -> AnyView {
    let turn = move |_| {
        let loud = !desk.loud.get_untracked();
        desk.loud.set(loud);
        browser::keep("sound", if loud { "on" } else { "off" });
        if loud {
            browser::sound(false);
            spawn_local(browser::ask_to_notify());
        }
    };
    view! {
        <button id="bell" class="quiet" type="button" aria-pressed=move || desk.loud.get().to_string() on:click=turn>
            {move || desk.say(if desk.loud.get() { "bar.sound_on" } else { "bar.sound_off" })}
        </button>
    }
    .into_any()
}
