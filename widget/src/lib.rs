//! The panel that shoppers see: answers on the spot, or a call back.
//!
//! It knows [`madoguchi_shared`], the browser and the HTTP API, nothing else.
//! The loader (`www/embed.js`) fetches it, the entry (`www/panel.js`) mounts
//! it closed into the loader's shadow root and gets back the function that
//! says what it is to do.

mod api;
mod browser;
mod clock;
mod colour;
mod el;
#[cfg(any(test, target_family = "wasm"))]
mod heap;
mod host;
mod json;
mod kept;
mod later;
mod leptos;
mod panel;
mod request;
mod screen;
mod send;
mod shop;
mod slot;
mod ui;
mod unsent;
mod when;
mod windows;
mod wire;

use crate::leptos::mount_to;
use crate::leptos::prelude::*;
use host::{Handles, Host};
use js_sys::Function;
use panel::{Panel, Screen};
use shop::Shop;
use std::cell::{Cell, RefCell};
use wasm_bindgen::prelude::*;
use web_sys::{HtmlElement, ShadowRoot};

thread_local! {
    /// The panels that there were on this page, each with the settings that it
    /// was made from. One that is taken away is used again: what it holds lives
    /// as long as the page.
    static PANELS: RefCell<Vec<(String, Panel)>> = const { RefCell::new(Vec::new()) };
}

/// Mounts the closed panel into the shadow root `root` of `host`.
///
/// `api` is the address under which the shop's routes lie, `settings` the
/// answer of its route `widget`. What the panel asks and tells goes through
/// `told`, see [`Host`]; what it is to do, through the function given back,
/// which takes a word and what it is about:
///
/// | word | |
/// | --- | --- |
/// | `open`, `close` | shows it, hides it |
/// | `topic` | shows the form, about that topic; of one that the shop doesn't have `error` is told |
/// | `answer` | shows the one with that id, else the first screen |
/// | `order` | takes that for the order's number |
/// | `page` | asks again what the page shows |
/// | `tick` | every [`TICK`](panel::TICK) seconds |
/// | `online` | the network is back |
/// | `more` | what comes after the first screen is here (`later.rs`) |
/// | `lost` | it could not be fetched |
/// | `idle` | there is time to get ready for what will be typed |
/// | `end` | takes it away; nothing else may follow |
#[wasm_bindgen]
pub fn mount(
    root: ShadowRoot,
    host: HtmlElement,
    api: String,
    slug: String,
    settings: String,
    told: Function,
) -> Result<Function, JsError> {
    let slot: HtmlElement = host::document().and_then(|document| document.create_element("div").ok()).ok_or_else(gone)?.unchecked_into();
    let handles = Handles { root: root.clone(), told };
    let (last, known) = PANELS.with_borrow_mut(|panels| {
        let last = panels.iter().rfind(|(_, panel)| panel.shop.slug == slug).map(|(_, panel)| *panel);
        let place = panels.iter().position(|(known, panel)| *known == settings && panel.shop.slug == slug);
        (last, place.map(|place| panels.remove(place).1))
    });
    let panel = if let Some(panel) = known {
        panel.host.take(handles);
        panel.screen.set(Screen::Home);
        panel
    } else {
        let published = json::read(&settings).ok_or_else(|| JsError::new("the settings can not be read"))?;
        let shop: &'static Shop = Box::leak(Box::new(Shop::new(published, api, slug)));
        let owner = Owner::new();
        let panel = owner.with(|| Panel::new(shop, Host::new(handles)));
        std::mem::forget(owner);
        panel
    };
    PANELS.with_borrow_mut(|panels| panels.push((settings, panel)));
    if let Some(last) = last {
        // What was typed and sent goes on in another language.
        panel.request.take(last.request);
        panel.kept.set(last.kept.now());
        panel.status.set(last.status.now());
    }
    panel.look_at_page();
    colour::paint(&host, &panel.shop.published.accent);
    root.append_child(&slot).map_err(|_| gone())?;
    let end = Cell::new(Some(mount_to(slot, move || screen::app(panel))));
    let act = Closure::<dyn Fn(String, String)>::new(move |word: String, what: String| match word.as_str() {
        "open" => panel.show(),
        "close" => panel.hide(),
        "topic" => panel.ask_for(&what),
        "answer" => panel.open_answer(&what),
        "order" => panel.order(what),
        "page" => panel.look_at_page(),
        "tick" => panel.tick(),
        "more" => later::came(panel),
        "lost" => panel.lost.set(true),
        "online" => later::act(panel, later::Act::SendAgain),
        "idle" => panel.shop.prepare(),
        _ => {
            if let Some(end) = end.take() {
                end();
            }
        }
    });
    Ok(act.into_js_value().unchecked_into())
}

fn gone() -> JsError {
    JsError::new("the page is gone")
}
