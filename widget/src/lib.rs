//! The panel that shoppers see: answers on the spot, or a call back.
//!
//! It knows [`madoguchi_shared`], the browser and the HTTP API, nothing else.
//! The loader (`www/embed.js`) fetches it, the entry (`www/panel.js`) mounts
//! it closed into the loader's shadow root and gets back the function that
//! opens and closes it.

mod api;
mod browser;
mod clock;
mod colour;
mod el;
mod host;
mod json;
mod kept;
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
use host::Host;
use js_sys::Function;
use panel::Panel;
use shop::Shop;
use wasm_bindgen::prelude::*;
use web_sys::{HtmlElement, ShadowRoot};

/// Mounts the closed panel into the shadow root `root` of `host`.
///
/// `api` is the address under which the shop's routes lie, `settings` the
/// answer of its route `widget`; `page` tells (as JSON) what the shopper is
/// looking at, `closed` is called when the shopper closes the panel. The
/// function given back opens the panel with `true` and closes it with `false`.
#[wasm_bindgen]
pub fn mount(
    root: ShadowRoot,
    host: HtmlElement,
    api: String,
    slug: String,
    settings: &str,
    page: Function,
    closed: Function,
) -> Result<Function, JsError> {
    let published = json::read(settings).ok_or_else(|| JsError::new("the settings can not be read"))?;
    // One panel per page, for as long as the page lives.
    let shop: &'static Shop = Box::leak(Box::new(Shop::new(published, api, slug)));
    colour::paint(&host, &shop.published.accent);

    let slot: HtmlElement = host::document().and_then(|document| document.create_element("div").ok()).ok_or_else(gone)?.unchecked_into();
    root.append_child(&slot).map_err(|_| gone())?;
    let owner = Owner::new();
    let panel = owner.with(|| Panel::new(shop, Host::new(root, page, closed)));
    mount_to(&slot, move || screen::app(panel));
    std::mem::forget(owner);

    let show = Closure::<dyn Fn(bool)>::new(move |open| if open { panel.show() } else { panel.hide() });
    Ok(show.into_js_value().unchecked_into())
}

fn gone() -> JsError {
    JsError::new("the page is gone")
}
