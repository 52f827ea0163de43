//! Small pieces that every screen is made of.

use leptos::ev::MouseEvent;
use leptos::prelude::*;

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
    pub const PHONE: &str = "M8.5 4H5.6C4.7 4 4 4.7 4 5.6 4 13.5 10.5 20 18.4 20c.9 0 1.6-.7 1.6-1.6v-2.9l-4.4-1.4-1.9 2.2a12.6 12.6 0 0 1-6-6L9.900 8.400z";
    /// A tick.
    pub const TICK: &str = "M5 12.500l4.500 4.500L19 7.500";
    /// A clock.
    pub const CLOCK: &str = "M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16zM12 8v4.500l3 1.800";
    /// An exclamation mark in a circle.
    pub const ALERT: &str = "M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16zM12 8v4.500M12 15.800v.2";
}

/// An icon; words beside it say what it means.
pub fn icon(path: &'static str) -> AnyView {
    view! { <svg viewBox="0 0 24 24" aria-hidden="true"><path d=path></path></svg> }.into_any()
}

/// A button with an icon (or none) and words.
pub fn button(class: &'static str, id: &'static str, shape: &'static str, words: &'static str, act: impl FnMut(MouseEvent) + 'static) -> AnyView {
    pressed(class, id, shape, words, Box::new(act))
}

fn pressed(class: &'static str, id: &'static str, shape: &'static str, words: &'static str, act: Box<dyn FnMut(MouseEvent)>) -> AnyView {
    let drawn = (!shape.is_empty()).then(|| icon(shape));
    view! { <button type="button" class=class id=id on:click=act>{drawn}{words}</button> }.into_any()
}

/// A button that shows only an icon.
pub fn icon_button(id: &'static str, shape: &'static str, words: &'static str, act: impl FnMut(MouseEvent) + 'static) -> AnyView {
    let act: Box<dyn FnMut(MouseEvent)> = Box::new(act);
    view! { <button type="button" class="icon" id=id aria-label=words on:click=act>{icon(shape)}</button> }.into_any()
}

/// A line of a list that leads on.
pub fn row(words: &'static str, act: impl FnMut(MouseEvent) + 'static) -> AnyView {
    let act: Box<dyn FnMut(MouseEvent)> = Box::new(act);
    view! { <li><button type="button" class="row" on:click=act><span>{words}</span>{icon(shape::NEXT)}</button></li> }.into_any()
}

/// A screen's heading, which takes the focus when the screen comes.
pub fn title(words: &'static str) -> AnyView {
    view! { <h2 id="title" tabindex="-1">{words}</h2> }.into_any()
}
