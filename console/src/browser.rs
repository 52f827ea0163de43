//! What the console asks of the browser besides drawing.

use leptos::web_sys;
use std::cell::Cell;
use wasm_bindgen::prelude::*;
use web_sys::{
    AudioContext, HtmlElement, Notification, NotificationOptions, NotificationPermission, Storage, Url, UrlSearchParams, window,
};

/// Our own origin.
pub fn origin() -> String {
    window().and_then(|window| window.location().origin().ok()).unwrap_or_default()
}

/// A text as part of an address.
pub fn encode(text: &str) -> String {
    js_sys::encode_uri_component(text).into()
}

/// What the address says for `name` after its `?`.
pub fn query(name: &str) -> Option<String> {
    let search = window()?.location().search().ok()?;
    UrlSearchParams::new_with_str(&search).ok()?.get(name)
}

/// What the address says for `name` after its `#`. A `+` is a `+`.
pub fn fragment(name: &str) -> Option<String> {
    let hash = window()?.location().hash().ok()?;
    UrlSearchParams::new_with_str(&hash.trim_start_matches('#').replace('+', "%2B")).ok()?.get(name)
}

/// Writes the address anew, without a load: the desk, the language, and the
/// ticket that is looked at.
pub fn readdress(pairs: &[(&str, &str)], ticket: Option<&str>) {
    let Some(window) = window() else { return };
    let Ok(url) = Url::new(&window.location().href().unwrap_or_default()) else { return };
    for (name, value) in pairs {
        url.search_params().set(name, value);
    }
    url.set_hash(&ticket.map(|ticket| ["ticket=", ticket].concat()).unwrap_or_default());
    if let Ok(history) = window.history() {
        drop(history.replace_state_with_url(&JsValue::NULL, "", Some(&url.href())));
    }
}

/// The language that the person asked for, or the browser's.
pub fn language() -> String {
    query("lang")
        .or_else(|| kept().and_then(|kept| kept.get_item("madoguchi-desk-lang").ok().flatten()))
        .unwrap_or_else(|| window().and_then(|window| window.navigator().language()).unwrap_or_default())
}

/// What this browser keeps for the desk: a language, whether it may sound.
/// Nothing of a ticket.
fn kept() -> Option<Storage> {
    window()?.local_storage().ok().flatten()
}

/// Keeps a choice.
pub fn keep(name: &str, value: &str) {
    if let Some(kept) = kept() {
        drop(kept.set_item(&["madoguchi-desk-", name].concat(), value));
    }
}

/// A choice that was kept.
pub fn recall(name: &str) -> Option<String> {
    kept()?.get_item(&["madoguchi-desk-", name].concat()).ok().flatten()
}

/// Milliseconds since the page began, by a clock that nobody sets.
pub fn elapsed_ms() -> f64 {
    window().and_then(|window| window.performance()).map_or(0.0, |clock| clock.now())
}

/// A new random id.
pub fn random_id() -> String {
    window().and_then(|window| window.crypto().ok()).map(|crypto| crypto.random_uuid()).unwrap_or_default()
}

/// Puts a text on the clipboard.
pub async fn copy(text: &str) -> bool {
    let Some(window) = window() else { return false };
    wasm_bindgen_futures::JsFuture::from(window.navigator().clipboard().write_text(text)).await.is_ok()
}

/// Has the browser dial a number.
pub fn dial(number: &str) {
    if let Some(window) = window() {
        drop(window.location().set_href(&["tel:", number].concat()));
    }
}

/// The page's title.
pub fn title(text: &str) {
    if let Some(document) = window().and_then(|window| window.document()) {
        document.set_title(text);
    }
}

/// The page's language.
pub fn speak(tag: &str) {
    if let Some(root) = window().and_then(|window| window.document()).and_then(|document| document.document_element()) {
        drop(root.set_attribute("lang", tag));
    }
}

/// Moves the focus to an element by its id, and brings it into sight.
pub fn focus(id: &str) {
    let found = window().and_then(|window| window.document()).and_then(|document| document.get_element_by_id(id));
    if let Some(element) = found.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        drop(element.focus());
    }
}

/// Whether the focus is where somebody types.
pub fn is_typing() -> bool {
    let active = window().and_then(|window| window.document()).and_then(|document| document.active_element());
    active.is_some_and(|element| matches!(element.tag_name().as_str(), "INPUT" | "TEXTAREA" | "SELECT"))
}

thread_local!(static TOUCHED: Cell<bool> = const { Cell::new(false) });

/// Somebody has pressed a key or clicked: from now on browsers allow sound.
pub fn touched() {
    TOUCHED.set(true);
}

/// Two short tones; higher for what is urgent. Silent before the first click
/// or key, as browsers wish it.
pub fn sound(urgent: bool) {
    if !TOUCHED.get() {
        return;
    }
    let play = || -> Result<(), JsValue> {
        thread_local!(static AUDIO: AudioContext = AudioContext::new().unwrap_throw());
        AUDIO.with(|audio| {
            let start = audio.current_time();
            for (n, pitch) in if urgent { [880.0, 1174.7] } else { [587.3, 659.3] }.into_iter().enumerate() {
                let (tone, volume) = (audio.create_oscillator()?, audio.create_gain()?);
                tone.frequency().set_value(pitch);
                let at = start + 0.16 * n as f64;
                volume.gain().set_value_at_time(0.001, at)?;
                volume.gain().exponential_ramp_to_value_at_time(0.2, at + 0.02)?;
                volume.gain().exponential_ramp_to_value_at_time(0.001, at + 0.15)?;
                tone.connect_with_audio_node(&volume)?.connect_with_audio_node(&audio.destination())?;
                tone.start_with_when(at)?;
                tone.stop_with_when(at + 0.16)?;
            }
            Ok(())
        })
    };
    drop(play());
}

/// Whether notifications may be shown; none if nobody was asked yet.
pub fn may_notify() -> Option<bool> {
    match Notification::permission() {
        NotificationPermission::Granted => Some(true),
        NotificationPermission::Denied => Some(false),
        _ => None,
    }
}

/// Asks whether they may be.
pub async fn ask_to_notify() {
    if let Ok(asked) = Notification::request_permission() {
        drop(wasm_bindgen_futures::JsFuture::from(asked).await);
    }
}

/// Shows one, where the console isn't in sight: of no person, only what and
/// where.
pub fn notify(title: &str, tag: &str) {
    let hidden = window().and_then(|window| window.document()).is_some_and(|document| document.hidden());
    if hidden && may_notify() == Some(true) {
        let options = NotificationOptions::new();
        options.set_tag(tag);
        drop(Notification::new_with_options(title, &options));
    }
}
