//! What lies around the panel: its shadow root, the loader, the page.

use crate::browser;
use js_sys::{Function, Promise};
use madoguchi_shared::draft::DraftProduct;
use std::cell::RefCell;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{HtmlDialogElement, HtmlElement, ShadowRoot};

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
pub struct Host(&'static RefCell<Handles>);

/// What the entry hands over.
pub struct Handles {
    /// The loader's shadow root.
    pub root: ShadowRoot,
    /// Takes a word and what it is about, and may answer:
    ///
    /// | word | | answer |
    /// | --- | --- | --- |
    /// | `page` | what does the page show? | a [`Page`] as JSON |
    /// | `challenge` | the token of the challenge that the shop asks for | a promise of it |
    /// | `more` | what comes after the first screen is needed | |
    /// | `close` | the panel was closed | |
    /// | `search` | `1` where something was found, else `0`; then the words, scrubbed; nothing where none are typed | |
    /// | `answer`, `solved`, `unsolved` | an entry's id | |
    /// | `ticket` | its number, a space, its topic's slug | |
    /// | `error` | what is wrong, by a code | |
    pub told: Function,
}

impl Host {
    /// Of these.
    pub fn new(handles: Handles) -> Self {
        Self(Box::leak(Box::new(RefCell::new(handles))))
    }

    /// Others in their place.
    pub fn take(self, handles: Handles) {
        *self.0.borrow_mut() = handles;
    }

    /// Tells the entry.
    pub fn tell(self, word: &str, what: &str) -> Option<JsValue> {
        // It may come back here while it runs.
        let told = self.0.borrow().told.clone();
        // Its failure would be the entry's own.
        told.call2(&JsValue::NULL, &word.into(), &what.into()).ok()
    }

    /// Asks what the page shows now; a shop may change it without a new page.
    pub fn page(self) -> Page {
        let told = self.tell("page", "");
        told.and_then(|value| value.as_string()).and_then(|json| crate::json::read(&json)).unwrap_or_default()
    }

    /// The token of the challenge that the shop asks for; empty: none.
    pub async fn challenge(self) -> String {
        let Some(promise) = self.tell("challenge", "").and_then(|told| told.dyn_into::<Promise>().ok()) else { return String::new() };
        JsFuture::from(promise).await.ok().and_then(|token| token.as_string()).unwrap_or_default()
    }

    /// The launcher; none where the panel stands in the flow of the page.
    pub fn launcher(self) -> Option<HtmlElement> {
        self.0.borrow().root.query_selector(".launcher").ok()??.dyn_into().ok()
    }

    /// Opens the panel as a touch of the launcher would.
    pub fn open(self) {
        if let Some(launcher) = self.launcher() {
            launcher.click();
        }
    }

    /// The panel's own element.
    pub fn dialog(self) -> Option<HtmlDialogElement> {
        self.0.borrow().root.query_selector("dialog").ok()??.dyn_into().ok()
    }

    /// Moves the focus to the first element that `selector` finds, once what
    /// was just decided stands on the page.
    pub fn focus(self, selector: &'static str) {
        browser::focus(&self.0.borrow().root, selector);
    }
}

/// The page's document.
pub fn document() -> Option<web_sys::Document> {
    web_sys::window()?.document()
}

/// Whether the page is in view.
pub fn visible() -> bool {
    browser::visible()
}

/// Whether a media query holds.
pub fn matches(query: &str) -> bool {
    browser::matches(query)
}

/// Whether the device says that it has a network.
pub fn has_network() -> bool {
    browser::online()
}

/// Hands the shopper a file made on the device.
pub fn download(name: &str, kind: &str, text: &str) {
    browser::download(name, kind, text);
}
