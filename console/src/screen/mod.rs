//! What is drawn.
//!
//! Texts stand in braces, as words or constants: an element in whose `view!`
//! all is literal would be made from markup, which the page's policy (Trusted
//! Types) forbids.

mod acts;
mod bar;
mod board;
mod card;
mod door;
mod flood;
mod form;
mod help;
mod keyboard;
mod list;
mod people;
mod row;
mod talk;

use crate::browser;
use crate::state::{Desk, Screen};
use crate::words::Words;
use leptos::prelude::*;

/// The console: the door, or the desk behind it.
pub fn console(desk: Desk) -> AnyView {
    Effect::new(move || browser::speak(desk.lang.get().tag()));
    keyboard::listen(desk);
    let signed_in = Memo::new(move |_| desk.me.with(Option::is_some));
    (move || if signed_in.get() { desk_view(desk).into_any() } else { door::door(desk).into_any() }).into_any()
}

fn desk_view(desk: Desk) -> AnyView {
    Effect::new(move || {
        let Some(me) = desk.my_id() else { return };
        let counts = desk.inbox.with(|inbox| inbox.counts(&me, desk.turn.get()));
        let words = Words::of(desk.lang.get());
        let (open, urgent) = (counts.lists.first().copied().unwrap_or_default().to_string(), counts.urgent.to_string());
        let key = if counts.urgent > 0 { "title.urgent" } else { "title.open" };
        browser::title(&words.say(key, &[("open", &open), ("urgent", &urgent)]));
    });
    view! {
        {bar::bar(desk)}
        <p id="news" role="status">{move || desk.news.get()}</p>
        {move || match desk.screen.get() {
            Screen::Inbox => view! {
                <main id="inbox" class:with-card=move || desk.open.with(Option::is_some)>
                    {list::list(desk)}
                    {card::pane(desk)}
                </main>
            }.into_any(),
            Screen::Board => board::board(desk).into_any(),
            Screen::Flood => flood::flood(desk).into_any(),
            Screen::People => people::people(desk).into_any(),
        }}
        {help::help(desk)}
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    #[test]
    fn no_text_is_literal() {
        for file in std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/src/screen")).unwrap() {
            let path = file.unwrap().path();
            let text: String = std::fs::read_to_string(&path).unwrap().split_whitespace().collect();
            let literal = |rest: &str| rest.split_once('"').is_some_and(|(_, after)| after.starts_with("</"));
            assert!(!text.split(">\"").skip(1).any(literal), "{}", path.display());
        }
    }
}
