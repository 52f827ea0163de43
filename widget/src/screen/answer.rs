//! One question and its answer, and whether that was enough.

use crate::el::{View, all, el, none};
use crate::leptos::prelude::*;
use crate::panel::Panel;
use crate::ui::{self, shape};
use madoguchi_shared::Topic;
use madoguchi_shared::faq::{Piece, paragraphs, pieces};

/// The answer at `place`.
pub fn answer(panel: Panel, place: usize) -> View {
    let Some(entry) = panel.shop.entry(place) else { return none() };
    let solved = RwSignal::new(false);
    all([
        el("p", "label").attr("lang", panel.shop.faq_tag()).text(&entry.category).view(),
        el("h2", "").attr("id", "title").attr("tabindex", "-1").attr("lang", panel.shop.faq_tag()).text(&entry.question).view(),
        el("div", "answer").attr("lang", panel.shop.faq_tag()).children(paragraphs(&entry.answer).map(paragraph)).view(),
        el("div", "solved").attr("aria-live", "polite").part(move || asked(panel, place, entry.topic, solved)).view(),
    ])
}

fn asked(panel: Panel, place: usize, topic: Option<Topic>, solved: RwSignal<bool>) -> View {
    let shop = panel.shop;
    if solved.get() {
        return el("p", "thanks").child(ui::icon(shape::TICK)).text(shop.t("answer.thanks")).view();
    }
    let helped = move || {
        solved.set(true);
        panel.tell_of("solved", place);
        panel.host.focus("#title");
    };
    let yes = ui::button("second", "solved", "", shop.t("answer.yes"), helped);
    let no = ui::button("second", "unsolved", "", shop.t("answer.no"), move || panel.ask(topic));
    all([el("p", "").attr("id", "solved-label").text(shop.t("answer.solved")).view(), ui::pair("solved-label", yes, no)])
}

fn paragraph(text: &str) -> View {
    pieces(text)
        .into_iter()
        .fold(el("p", ""), |paragraph, piece| match piece {
            Piece::Text(text) => paragraph.text(text),
            Piece::Link(words, url) => paragraph.child(ui::link(words, url)),
        })
        .view()
}
