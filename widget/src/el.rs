//! Elements, made at once, and kept up to date by Leptos' effects.
//!
//! `view!` makes a type of every element, and the compiler a copy of the
//! renderer for every type: this panel was twice as large that way. Nor does
//! anything here need to be compared with what was drawn before: what changes
//! is a closure, run by an effect that belongs to whatever is drawn around it
//! and ends with that.

use crate::browser;
use crate::leptos::prelude::*;
use reactive_graph::effect::RenderEffect;
use wasm_bindgen::JsValue;
use wasm_bindgen::closure::Closure;
use web_sys::Event;

/// What a screen is made of: a node that isn't on the page yet, or text.
pub type View = JsValue;

/// An element under construction.
pub struct El(JsValue);

/// An element with a class, which may be empty.
pub fn el(tag: &'static str, class: &'static str) -> El {
    El(browser::make(tag, class))
}

impl El {
    /// Names the text, where an attribute is meant otherwise (`browser.js`).
    const TEXT: &str = "";
    /// Whether a box is ticked: a property (`browser.js`).
    const TICKED: &str = "checked";

    /// An attribute that stays as it is.
    pub fn attr(self, name: &'static str, value: impl AsRef<str>) -> Self {
        browser::put(&self.0, name, Some(value.as_ref()));
        self
    }

    /// An attribute that follows the state; none: it is not there.
    pub fn attr_if(self, name: &'static str, value: impl Fn() -> Option<&'static str> + 'static) -> Self {
        self.following(name, Box::new(move || value().map(str::to_owned)))
    }

    /// Whether a box is ticked.
    pub fn checked(self, value: impl Fn() -> bool + 'static) -> Self {
        self.following(Self::TICKED, Box::new(move || value().then(String::new)))
    }

    /// Text that follows the state, in an element that holds nothing else.
    pub fn says(self, text: impl Fn() -> String + 'static) -> Self {
        self.following(Self::TEXT, Box::new(move || Some(text())))
    }

    /// Keeps a part of the element up to date, and leaves alone what is so already.
    fn following(self, name: &'static str, value: Box<dyn Fn() -> Option<String>>) -> Self {
        let element = self.0.clone();
        effect(Box::new(move |before| {
            let now = value();
            if now != before {
                browser::put(&element, name, now.as_deref());
            }
            now
        }));
        self
    }

    /// What to do when something happens.
    pub fn on(self, event: &'static str, act: impl FnMut(Event) + 'static) -> Self {
        self.listening(event, Box::new(act))
    }

    fn listening(self, event: &'static str, act: Box<dyn FnMut(Event)>) -> Self {
        browser::on(&self.0, event, called(act));
        self
    }

    /// A child.
    pub fn child(self, child: View) -> Self {
        browser::add(&self.0, &child);
        self
    }

    /// Children, in order.
    pub fn children(self, children: impl IntoIterator<Item = View>) -> Self {
        children.into_iter().fold(self, Self::child)
    }

    /// Text.
    pub fn text(self, text: impl AsRef<str>) -> Self {
        self.child(words(text))
    }

    /// A part that is drawn anew when the state it looks at changes.
    pub fn part(self, draw: impl Fn() -> View + 'static) -> Self {
        self.child(part(draw))
    }

    /// The finished element.
    pub fn view(self) -> View {
        self.0
    }
}

/// What the browser may call; it gives it back with the elements that do.
pub fn called(act: Box<dyn FnMut(Event)>) -> JsValue {
    Closure::wrap(act).into_js_value()
}

/// Text.
pub fn words(text: impl AsRef<str>) -> View {
    JsValue::from_str(text.as_ref())
}

/// A part that is drawn anew when the state it looks at changes.
pub fn part(draw: impl Fn() -> View + 'static) -> View {
    changing(Box::new(draw))
}

fn changing(draw: Box<dyn Fn() -> View>) -> View {
    let view = browser::gap();
    let gap = view.clone();
    effect(Box::new(move |_| {
        browser::fill(&gap, &draw());
        None
    }));
    view
}

/// Does something now, and again when the state it looks at changes, until what
/// is drawn around it is drawn anew.
pub fn watch(mut act: impl FnMut() + 'static) {
    effect(Box::new(move |_| {
        act();
        None
    }));
}

/// Runs now, and again when the state it looks at changes, until what is drawn
/// around it is drawn anew. It is given what it gave back last.
fn effect(mut run: Box<dyn FnMut(Option<String>) -> Option<String>>) {
    let effect = RenderEffect::new(move |before: Option<Option<String>>| run(before.flatten()));
    Owner::on_cleanup(move || drop(effect));
}

/// Several views, one after the other.
pub fn all(views: impl IntoIterator<Item = View>) -> View {
    El(none()).children(views).view()
}

/// Nothing.
pub fn none() -> View {
    browser::list()
}
