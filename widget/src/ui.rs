//! Small pieces that every screen is made of.

use crate::el::{View, el};

/// Outlines on a grid of 24, drawn with the text's colour.
pub mod shape {
    /// To the left.
    pub const BACK: &str = "M15 5l-7 7 7 7";
    /// To the right.
    pub const NEXT: &str = "M9 6l6 6-6 6";
    /// Downwards.
    pub const DOWN: &str = "M6 9l6 6 6-6";
    /// A cross.
    pub const CLOSE: &str = "M6 6l12 12M18 6L6 18";
    /// A lens.
    pub const SEARCH: &str = "M11 4a7 7 0 1 0 0 14 7 7 0 0 0 0-14zM16 16l4.5 4.5";
    /// A receiver.
    pub const PHONE: &str =
        "M8.5 4H5.6C4.7 4 4 4.7 4 5.6 4 13.5 10.5 20 18.4 20c.9 0 1.6-.7 1.6-1.6v-2.9l-4.4-1.4-1.9 2.2a12.6 12.6 0 0 1-6-6L9.9 8.4z";
    /// A tick.
    pub const TICK: &str = "M5 12.5l4.5 4.5L19 7.5";
    /// A clock.
    pub const CLOCK: &str = "M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16zM12 8v4.5l3 1.8";
    /// An exclamation mark in a circle.
    pub const ALERT: &str = "M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16zM12 8v4.5M12 15.8v.2";
}

/// An icon; words beside it say what it means.
pub fn icon(path: &'static str) -> View {
    let line = el("path", "").attr("d", path).view();
    el("svg", "").attr("viewBox", "0 0 24 24").attr("aria-hidden", "true").child(line).view()
}

/// A button with an icon (or none) and words.
pub fn button(class: &'static str, id: &'static str, shape: &'static str, words: &'static str, act: impl Fn() + 'static) -> View {
    pressed(class, id, shape, words, Box::new(act))
}

fn pressed(class: &'static str, id: &'static str, shape: &'static str, words: &'static str, act: Box<dyn Fn()>) -> View {
    let button = el("button", class).attr("type", "button").attr("id", id).on("click", move |_| act());
    let button = if shape.is_empty() { button } else { button.child(icon(shape)) };
    button.text(words).view()
}

/// A button that shows only an icon.
pub fn icon_button(id: &'static str, shape: &'static str, words: &'static str, act: impl Fn() + 'static) -> View {
    let button = el("button", "icon").attr("type", "button").attr("id", id).attr("aria-label", words);
    button.on("click", move |_| act()).child(icon(shape)).view()
}

/// A line of a list that leads on.
pub fn row(words: &str, act: impl Fn() + 'static) -> View {
    lead(words, Box::new(act))
}

fn lead(words: &str, act: Box<dyn Fn()>) -> View {
    let button = el("button", "row").attr("type", "button").on("click", move |_| act());
    el("li", "").child(button.child(text("span", "", words)).view()).view()
}

/// An element that holds only text.
pub fn text(tag: &'static str, class: &'static str, words: impl AsRef<str>) -> View {
    el(tag, class).text(words).view()
}

/// A screen's heading, which takes the focus when the screen comes.
pub fn title(words: impl AsRef<str>) -> View {
    el("h2", "").attr("id", "title").attr("tabindex", "-1").text(words).view()
}

/// Two buttons that answer the question with the id `label`.
pub fn pair(label: &'static str, first: View, second: View) -> View {
    el("div", "pair").attr("role", "group").attr("aria-labelledby", label).child(first).child(second).view()
}

/// A link out of the shop's page, in a tab of its own.
pub fn link(words: &str, url: &str) -> View {
    el("a", "").attr("href", url).attr("target", "_blank").attr("rel", "noopener").text(words).view()
}
