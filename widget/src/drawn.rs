//! How Leptos draws an [`El`]: one type for all elements of the panel.
//!
//! Leptos' own elements take attributes of any type, can be copied from one
//! element to another and written on a server: code for each. Here an attribute
//! is one of a few things, and what follows the state is text or nothing.

use crate::el::{Attribute, El, Plan};
use crate::leptos::prelude::*;
use js_sys::Reflect;
use reactive_graph::effect::RenderEffect;
use tachys::html::attribute::Attribute as AnyKind;
use tachys::html::attribute::any_attribute::AnyAttribute;
use tachys::hydration::Cursor;
use tachys::renderer::RemoveEventHandler;
use tachys::renderer::dom::Dom;
use tachys::view::any_view::AnyViewState;
use tachys::view::{Position, PositionState};
use web_sys::{Element, Node};

/// Where shapes live.
const SVG: &str = "http://www.w3.org/2000/svg";

/// An element on the page, with all that has to live as long as it does.
pub struct Drawn {
    element: Element,
    _children: Vec<AnyViewState>,
    _listeners: Vec<RemoveEventHandler<Element>>,
    _following: Vec<RenderEffect<Option<String>>>,
}

impl Render for El {
    type State = Drawn;

    fn build(self) -> Drawn {
        let Plan { tag, attributes, children } = *self.0;
        let shape = matches!(tag, "svg" | "path");
        let element = Dom::create_element(tag, shape.then_some(SVG));
        let (mut listeners, mut following) = (Vec::new(), Vec::new());
        for attribute in attributes {
            match attribute {
                Attribute::Fixed(key, value) => Dom::set_attribute(&element, key, &value),
                Attribute::On(event, act) => listeners.push(Dom::add_event_listener(&element, event, act.take())),
                Attribute::Following(what, value) => following.push(follow(element.clone(), what, value)),
            }
        }
        let mount = |child: AnyView| {
            let mut child = child.build();
            child.mount(&element, None);
            child
        };
        let children = children.into_iter().map(mount).collect();
        Drawn { element, _children: children, _listeners: listeners, _following: following }
    }

    /// What is drawn anew takes the old one's place.
    fn rebuild(self, state: &mut Drawn) {
        let mut new = self.build();
        state.insert_before_this(&mut new);
        state.unmount();
        *state = new;
    }
}

/// Keeps a part of the element up to date, and leaves alone what is so already.
fn follow(element: Element, what: &'static str, value: Box<dyn Fn() -> Option<String> + Send>) -> RenderEffect<Option<String>> {
    RenderEffect::new(move |before: Option<Option<String>>| {
        let now = value();
        match (what, &now) {
            _ if before.as_ref() == Some(&now) => {}
            (El::TEXT, text) => element.set_text_content(text.as_deref()),
            // An element takes any property.
            (El::TICKED, ticked) => drop(Reflect::set(&element, &El::TICKED.into(), &ticked.is_some().into())),
            (key, Some(value)) => Dom::set_attribute(&element, key, value),
            (key, None) => Dom::remove_attribute(&element, key),
        }
        now
    })
}

impl Mountable for Drawn {
    fn unmount(&mut self) {
        self.element.remove();
    }

    fn mount(&mut self, parent: &Element, marker: Option<&Node>) {
        Dom::insert_node(parent, &self.element, marker);
    }

    fn insert_before_this(&self, child: &mut dyn Mountable) -> bool {
        let parent = self.element.parent_element();
        if let Some(parent) = &parent {
            child.mount(parent, Some(&self.element));
        }
        parent.is_some()
    }

    fn elements(&self) -> Vec<Element> {
        vec![self.element.clone()]
    }
}

impl AddAnyAttr for El {
    type Output<A: AnyKind> = Self;

    fn add_any_attr<A: AnyKind>(self, _: A) -> Self {
        self
    }
}

/// The panel is drawn in browsers alone: there is nothing to wait for, and
/// nothing that a server has drawn before.
impl RenderHtml for El {
    type AsyncOutput = Self;
    type Owned = Self;

    const MIN_LENGTH: usize = 0;

    fn dry_resolve(&mut self) {}

    async fn resolve(self) -> Self {
        self
    }

    fn to_html_with_buf(self, _: &mut String, _: &mut Position, _: bool, _: bool, _: Vec<AnyAttribute>) {}

    fn hydrate<const FROM_SERVER: bool>(self, _: &Cursor, _: &PositionState) -> Drawn {
        self.build()
    }

    fn into_owned(self) -> Self {
        self
    }
}
