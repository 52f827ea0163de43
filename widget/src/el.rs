//! Elements, drawn by Leptos, all of one type.
//!
//! `view!` makes a type of every element, and the compiler a copy of the
//! renderer for every type: this panel was twice as large that way. Here an
//! element is a tag with a list of attributes and a list of children, and
//! what changes is a closure in a box.

use crate::leptos::prelude::*;
use tachys::html::attribute::any_attribute::AnyAttribute;
use tachys::html::attribute::custom::custom_attribute;
use tachys::html::element::custom;
use tachys::html::event::{Custom, on};
use tachys::html::property::prop;
use tachys::svg::{path, svg};
use web_sys::Event;

/// What a screen is made of.
pub type View = AnyView;

/// An element under construction.
pub struct El {
    tag: &'static str,
    attributes: Vec<AnyAttribute>,
    children: Vec<AnyView>,
}

/// An element with a class, which may be empty.
pub fn el(tag: &'static str, class: &'static str) -> El {
    let bare = El { tag, attributes: Vec::new(), children: Vec::new() };
    if class.is_empty() { bare } else { bare.attr("class", class) }
}

impl El {
    /// An attribute that stays as it is.
    pub fn attr(self, key: &'static str, value: impl Into<String>) -> Self {
        self.fixed(key, value.into())
    }

    fn fixed(mut self, key: &'static str, value: String) -> Self {
        self.attributes.push(custom_attribute(key, value).into_any_attr());
        self
    }

    /// An attribute that follows the state; none: it is not there.
    pub fn attr_if(self, key: &'static str, value: impl Fn() -> Option<&'static str> + Send + 'static) -> Self {
        self.following(key, Box::new(value))
    }

    fn following(mut self, key: &'static str, value: Box<dyn Fn() -> Option<&'static str> + Send>) -> Self {
        self.attributes.push(custom_attribute(key, value).into_any_attr());
        self
    }

    /// Whether a box is ticked.
    pub fn checked(self, value: impl Fn() -> bool + Send + 'static) -> Self {
        self.ticked(Box::new(value))
    }

    fn ticked(mut self, value: Box<dyn Fn() -> bool + Send>) -> Self {
        self.attributes.push(prop("checked", value).into_any_attr());
        self
    }

    /// What to do when something happens.
    pub fn on(self, event: &'static str, act: impl FnMut(Event) + 'static) -> Self {
        self.listening(event, Box::new(act))
    }

    fn listening(mut self, event: &'static str, act: Box<dyn FnMut(Event)>) -> Self {
        self.attributes.push(on(Custom::<Event>::new(event), act).into_any_attr());
        self
    }

    /// A child.
    pub fn child(mut self, child: View) -> Self {
        self.children.push(child);
        self
    }

    /// Children, in order.
    pub fn children(mut self, children: impl IntoIterator<Item = View>) -> Self {
        self.children.extend(children);
        self
    }

    /// Text.
    pub fn text(self, text: impl Into<String>) -> Self {
        self.child(words(text))
    }

    /// Text that follows the state.
    pub fn says(self, text: impl Fn() -> String + Send + 'static) -> Self {
        self.child(following(Box::new(text)))
    }

    /// A part that is drawn anew when the state it looks at changes.
    pub fn part(self, draw: impl Fn() -> View + Send + 'static) -> Self {
        self.child(part(draw))
    }

    /// The finished element.
    pub fn view(self) -> View {
        custom(self.tag).add_any_attr(self.attributes).child(self.children).into_any()
    }
}

/// An outline on a grid of 24.
pub fn outline(line: &'static str) -> View {
    let fixed = |key, value| custom_attribute(key, String::from(value)).into_any_attr();
    let path = path().add_any_attr(vec![fixed("d", line)]);
    svg().add_any_attr(vec![fixed("viewBox", "0 0 24 24"), fixed("aria-hidden", "true")]).child(path).into_any()
}

/// Text.
pub fn words(text: impl Into<String>) -> View {
    plain(text.into())
}

fn plain(text: String) -> View {
    text.into_any()
}

fn following(text: Box<dyn Fn() -> String + Send>) -> View {
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
