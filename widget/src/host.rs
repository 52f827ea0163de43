//! What lies around the panel: its shadow root, the loader, the page.

use crate::leptos::prelude::*;
use js_sys::{Array, Function, Promise};
use madoguchi_shared::draft::DraftProduct;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, BlobPropertyBag, HtmlDialogElement, HtmlElement, ScrollIntoViewOptions, ScrollLogicalPosition, ShadowRoot, Url};

/// What the shopper is looking at, as the page says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Page {
    /// Its address, without query and fragment.
    pub url: String,
    /// Its product; an empty name: none.
    pub product: DraftProduct,
    /// The token in which the shop says who this is; empty: it doesn't.
    pub identity: String,
}

/// Handles of the world outside, which can be copied into every closure.
#[derive(Clone, Copy)]
pub struct Host(StoredValue<Handles, LocalStorage>);

struct Handles {
    root: ShadowRoot,
    page: Function,
    closed: Function,
}

impl Host {
    /// The loader's shadow root and its two functions.
    pub fn new(root: ShadowRoot, page: Function, closed: Function) -> Self {
        Self(StoredValue::new_local(Handles { root, page, closed }))
    }

    /// Asks what the page shows now; a shop may change it without a new page.
    pub fn page(self) -> Page {
        let told = self.0.with_value(|handles| handles.page.call0(&JsValue::NULL)).ok();
        told.and_then(|value| value.as_string()).and_then(|json| crate::json::read(&json)).unwrap_or_default()
    }

    /// The token of the challenge that the shop asks for; empty: none.
    pub async fn challenge(self) -> String {
        let told = self.0.with_value(|handles| handles.page.call1(&JsValue::NULL, &JsValue::TRUE));
        let Some(promise) = told.ok().and_then(|told| told.dyn_into::<Promise>().ok()) else { return String::new() };
        JsFuture::from(promise).await.ok().and_then(|token| token.as_string()).unwrap_or_default()
    }

    /// Tells the loader that the panel is closed.
    pub fn closed(self) {
        // Its failure would be the loader's own.
        let _ = self.0.with_value(|handles| handles.closed.call0(&JsValue::NULL));
    }

    /// Opens the panel as a touch of the launcher would.
    pub fn open(self) {
        let launcher = self.0.with_value(|handles| handles.root.query_selector(".launcher"));
        if let Some(launcher) = launcher.ok().flatten().and_then(|launcher| launcher.dyn_into::<HtmlElement>().ok()) {
            launcher.click();
        }
    }

    /// The panel's own element.
    pub fn dialog(self) -> Option<HtmlDialogElement> {
        self.0.with_value(|handles| handles.root.query_selector("dialog")).ok()??.dyn_into().ok()
    }

    /// Moves the focus to the first element that `selector` finds, once what
    /// was just decided stands on the page.
    pub fn focus(self, selector: &'static str) {
        request_animation_frame(move || {
            let found = self.0.with_value(|handles| handles.root.query_selector(selector));
            if let Some(element) = found.ok().flatten().and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
                // An element that can't take the focus leaves it where it was.
                let _ = element.focus();
                let nearest = ScrollIntoViewOptions::new();
                nearest.set_block(ScrollLogicalPosition::Nearest);
                element.scroll_into_view_with_scroll_into_view_options(&nearest);
            }
        });
    }
}

/// The page's document.
pub fn document() -> Option<web_sys::Document> {
    web_sys::window()?.document()
}

/// Whether the page is in view.
pub fn visible() -> bool {
    document().is_some_and(|document| document.visibility_state() == web_sys::VisibilityState::Visible)
}

/// Whether a media query holds.
pub fn matches(query: &str) -> bool {
    web_sys::window().and_then(|window| window.match_media(query).ok().flatten()).is_some_and(|list| list.matches())
}

/// Whether the device says that it has a network.
pub fn has_network() -> bool {
    web_sys::window().is_some_and(|window| window.navigator().on_line())
}

/// What to do when the network comes back.
pub fn on_network(act: impl Fn() + 'static) {
    let act = Closure::<dyn Fn()>::new(act).into_js_value();
    if let Some(window) = web_sys::window() {
        // It refuses no listener of this kind.
        let _ = window.add_event_listener_with_callback("online", act.unchecked_ref());
    }
}

/// Hands the shopper a file made on the device.
pub fn download(name: &str, kind: &str, text: &str) {
    let made = || {
        let options = BlobPropertyBag::new();
        options.set_type(kind);
        let blob = Blob::new_with_str_sequence_and_options(&Array::of1(&text.into()), &options).ok()?;
        let url = Url::create_object_url_with_blob(&blob).ok()?;
        let link: HtmlElement = document()?.create_element("a").ok()?.unchecked_into();
        link.set_attribute("href", &url).ok()?;
        link.set_attribute("download", name).ok()?;
        link.click();
        Some(())
    };
    // A browser that takes no files this way has nothing else to offer.
    let _ = made();
}
