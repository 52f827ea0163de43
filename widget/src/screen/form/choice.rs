//! One of several: radio buttons that look like what they offer.

use crate::panel::Panel;
use leptos::prelude::*;

/// A radio button of the field `path`; `class` says how large it is.
pub fn radio(panel: Panel, path: &'static str, value: String, class: &'static str, words: AnyView) -> AnyView {
    let request = panel.request;
    let own = value.clone();
    let checked = move || request.chosen(path, &own);
    let chosen = value.clone();
    let change = move |_| request.set(path, chosen.clone());
    view! {
        <label class=class>
            <input type="radio" name=path value=value prop:checked=checked on:change=change />
            <span>{words}</span>
        </label>
    }
    .into_any()
}
