//! The browser, as far as the panel needs it and the events don't hand it over:
//! see `browser.js`, which says what each call does.

use js_sys::Promise;
use wasm_bindgen::prelude::*;
use web_sys::Event;

// In a namespace, so that the glue has all that is imported in one list.
#[wasm_bindgen(module = "/src/browser.js", js_namespace = browser)]
extern "C" {
    /// An element with a class, which may be empty.
    pub fn make(tag: &str, class: &str) -> JsValue;
    /// Sets an attribute, or takes it away; also what is no attribute.
    pub fn put(element: &JsValue, name: &str, value: Option<&str>);
    /// Adds a node, or text.
    pub fn add(parent: &JsValue, child: &JsValue);
    /// Has `act` called with each such event.
    pub fn on(element: &JsValue, event: &str, act: JsValue);
    /// Several nodes that go where the first of them goes.
    pub fn list() -> JsValue;
    /// A place whose content changes.
    pub fn gap() -> JsValue;
    /// Puts other content there.
    pub fn fill(gap: &JsValue, content: &JsValue);
    /// Makes a list hold these lines of buttons, and touches only what differs.
    pub fn rows(list: &JsValue, lines: &str, act: &JsValue);
    /// What stands in the field where something happened, or is a button's value.
    pub fn value(event: &Event) -> String;
    /// Whether the box is ticked where something happened.
    pub fn ticked(event: &Event) -> bool;

    /// Moves the focus to what `selector` finds, once what was just decided
    /// stands on the page; where it can't take the focus that stays.
    pub fn focus(root: &JsValue, selector: &str);
    /// Sets a style's property.
    pub fn paint(element: &JsValue, name: &str, colour: &str);
    /// Whether a media query holds.
    pub fn matches(query: &str) -> bool;
    /// Whether the page is in view.
    pub fn visible() -> bool;
    /// Whether the device says that it has a network.
    pub fn online() -> bool;
    /// Hands the shopper a file made on the device.
    pub fn download(name: &str, kind: &str, text: &str);

    /// A promise of an answer's status and text. It may be broken, but calling
    /// this throws nothing, whatever a page has put in the place of `fetch`.
    pub fn fetch(method: &str, url: &str, headers: &str, body: Option<&str>, patience: u32) -> Promise;
    /// Whether there is a storage: one that stays, or one that ends with the tab.
    pub fn keeps(stays: bool) -> bool;
    /// What it keeps under a name.
    pub fn read(stays: bool, name: &str) -> Option<String>;
    /// Has it keep a text, or forget it; whether it does.
    pub fn write(stays: bool, name: &str, text: Option<&str>) -> bool;
    /// 128 random bits.
    pub fn random() -> String;

    /// Milliseconds by a clock that nobody can set.
    pub fn elapsed() -> f64;
    /// Minutes that the device's clocks are behind UTC at a moment.
    pub fn offset(seconds: f64) -> f64;
    /// A day, counted from 1970, as people write it.
    pub fn day(language: &str, days: f64) -> Option<String>;
    /// A zone's name for people; none where the browser doesn't know the zone.
    pub fn zone(language: &str, name: &str) -> Option<String>;
}
