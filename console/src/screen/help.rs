//! The keys, told.

use crate::keys::KEYS;
use crate::state::Desk;
use leptos::html::Dialog;
use leptos::prelude::*;

/// The dialog with every key.
pub fn help(desk: Desk) -> AnyView {
    let dialog = NodeRef::<Dialog>::new();
    Effect::new(move || {
        let Some(dialog) = dialog.get() else { return };
        match desk.help.get() {
            true if !dialog.open() => drop(dialog.show_modal()),
            false if dialog.open() => dialog.close(),
            _ => {}
        }
    });
    let row =
        move |(key, word): (&'static str, &'static str)| view! { <div><dt><kbd>{key}</kbd></dt><dd>{move || desk.say(word)}</dd></div> };
    view! {
        <dialog id="help" node_ref=dialog aria-labelledby="help-title" on:close=move |_| desk.help.set(false)>
            <h2 id="help-title">{move || desk.say("keys.title")}</h2>
            <dl>{KEYS.map(row).collect_view()}</dl>
            <button class="main" type="button" on:click=move |_| desk.help.set(false)>{move || desk.say("keys.close")}</button>
        </dialog>
    }
    .into_any()
}
