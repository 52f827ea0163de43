//! Elements, drawn by Leptos, all of one type.
//!
//! `view!` makes a type of every element, and the compiler a copy of the
//! renderer for every type: this panel was twice as large that way. Here an
//! element is a tag with a list of attributes and a list of children, and
//! what changes is a closure in a box.

use crate::leptos::prelude::*;
use send_wrapper::SendWrapper;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::Event;

/// What a screen is made of.
pub type View = AnyView;

/// An element under construction, handed on as one word; how it comes onto the
/// page is in `drawn.rs`.
pub struct El(pub(crate) Box<Plan>);

/// What an element is made of.
pub struct Plan {
    pub(crate) tag: &'static str,
    pub(crate) attributes: Vec<Attribute>,
    pub(crate) children: Vec<View>,
}

/// What an element has besides children.
pub enum Attribute {
    /// An attribute that stays as it is.
    Fixed(&'static str, String),
    /// An attribute that follows the state, or [`El::TEXT`] or [`El::TICKED`].
    Following(&'static str, Box<dyn Fn() -> Option<String> + Send>),
    /// What to do when something happens.
    On(&'static str, SendWrapper<Box<dyn FnMut(JsValue)>>),
}

/// An element with a class, which may be empty.
pub fn el(tag: &'static str, class: &'static str) -> El {
    let bare = El(Box::new(Plan { tag, attributes: Vec::new(), children: Vec::new() }));
    if class.is_empty() { bare } else { bare.attr("class", class) }
}

impl El {
    /// Names the text, where an attribute is meant otherwise.
    pub const TEXT: &str = "";
    /// Whether a box is ticked: a property, as the attribute says only how it began.
    pub const TICKED: &str = "checked";

    fn with(mut self, attribute: Attribute) -> Self {
        self.0.attributes.push(attribute);
        self
    }

    /// An attribute that stays as it is.
    pub fn attr(self, key: &'static str, value: impl Into<String>) -> Self {
        self.with(Attribute::Fixed(key, value.into()))
    }

    /// An attribute that follows the state; none: it is not there.
    pub fn attr_if(self, key: &'static str, value: impl Fn() -> Option<&'static str> + Send + 'static) -> Self {
        self.with(Attribute::Following(key, Box::new(move || value().map(str::to_owned))))
    }

    /// Whether a box is ticked.
    pub fn checked(self, value: impl Fn() -> bool + Send + 'static) -> Self {
        self.with(Attribute::Following(Self::TICKED, Box::new(move || value().then(String::new))))
    }

    /// What to do when something happens.
    pub fn on(self, event: &'static str, mut act: impl FnMut(Event) + 'static) -> Self {
        self.with(Attribute::On(event, SendWrapper::new(Box::new(move |event| act(event.unchecked_into())))))
    }

    /// Text that follows the state, in an element that holds nothing else.
    pub fn says(self, text: impl Fn() -> String + Send + 'static) -> Self {
        self.with(Attribute::Following(Self::TEXT, Box::new(move || Some(text()))))
    }

    /// A child.
    pub fn child(mut self, child: View) -> Self {
        self.0.children.push(child);
        self
    }

    /// Children, in order.
    pub fn children(mut self, children: impl IntoIterator<Item = View>) -> Self {
        self.0.children.extend(children);
        self
    }

    /// Text.
    pub fn text(self, text: impl Into<String>) -> Self {
        self.child(words(text))
    }

    /// A part that is drawn anew when the state it looks at changes.
    pub fn part(self, draw: impl Fn() -> View + Send + 'static) -> Self {
        self.child(part(draw))
    }

    /// The finished element.
    pub fn view(self) -> View {
        self.into_any()
    }
}

/// Text.
pub fn words(text: impl Into<String>) -> View {
    plain(text.into())
}

fn plain(text: String) -> View {
    text.into_any()
}

/// A part that is drawn anew when the state it looks at changes.
pub fn part(draw: impl Fn() -> View + Send + 'static) -> View {
    boxed(Box::new(draw))
}

fn boxed(draw: Box<dyn Fn() -> View + Send>) -> View {
    draw.into_any()
}

/// Several views, one after the other.
pub fn all(views: impl IntoIterator<Item = View>) -> View {
    views.into_iter().collect::<Vec<_>>().into_any()
}

/// Nothing.
pub fn none() -> View {
    ().into_any()
}
