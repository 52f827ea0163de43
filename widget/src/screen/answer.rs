//! One question and its answer, and whether that was enough.

use super::rich::{self, Piece};
use crate::panel::Panel;
use crate::ui::{self, shape};
use leptos::prelude::*;

/// The answer at `place`.
pub fn answer(panel: Panel, place: usize) -> AnyView {
    let Some(entry) = panel.shop.entry(place) else { return ().into_any() };
    let paragraphs: Vec<AnyView> = rich::paragraphs(&entry.answer).map(paragraph).collect();
    let topic = entry.topic;
    let solved = RwSignal::new(false);
    let shop = panel.shop;
    let asked = move || {
        if solved.get() {
            return view! { <p class="thanks">{ui::icon(shape::TICK)}{shop.t("answer.thanks")}</p> }.into_any();
        }
        let yes = ui::button("second", "solved", "", shop.t("answer.yes"), move |_| solved.set(true));
        let no = ui::button("second", "unsolved", "", shop.t("answer.no"), move |_| panel.ask(topic));
        view! { <p id="solved-label">{shop.t("answer.solved")}</p><div class="pair" role="group" aria-labelledby="solved-label">{yes}{no}</div> }
            .into_any()
    };
    view! {
        <p class="label">{entry.category.as_str()}</p>
        {ui::title(&entry.question)}
        <div class="answer">{paragraphs}</div>
        <div class="solved" aria-live="polite">{asked}</div>
    }
    .into_any()
}

fn paragraph(text: &'static str) -> AnyView {
    let pieces: Vec<AnyView> = rich::pieces(text)
        .into_iter()
        .map(|piece| match piece {
            Piece::Text(text) => text.into_any(),
            Piece::Link(words, url) => view! { <a href=url target="_blank" rel="noopener">{words}</a> }.into_any(),
        })
        .collect();
    view! { <p>{pieces}</p> }.into_any()
}
