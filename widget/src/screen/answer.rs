//! One question and its answer, and whether that was enough.

use crate::browser;
use crate::el::{self, View, all, el, none, part};
use crate::leptos::prelude::*;
use crate::panel::Panel;
use crate::ui::{self, shape};
use madoguchi_shared::faq::{Entry, Piece, pieces};
use madoguchi_shared::{Topic, script};

/// The answer at `place`.
pub fn answer(panel: Panel, place: usize) -> View {
    let Some(entry) = panel.shop.entry(place) else { return none() };
    all([
        el("p", "label").attr("lang", panel.shop.faq_tag()).text(&entry.category).view(),
        el("h2", "").attr("id", "title").attr("tabindex", "-1").attr("lang", panel.shop.faq_tag()).text(&entry.question).view(),
        part(move || step(panel, place, entry)),
    ])
}

/// The answer; where it leads on in steps, the one to which the choices so far
/// have led, with its choices or its end.
fn step(panel: Panel, place: usize, entry: &'static Entry) -> View {
    let (shop, path) = (panel.shop, panel.path.get());
    let answer = if path.len() < 2 { rich(panel, &entry.answer) } else { none() };
    let Some((step, words)) = script::walk(&entry.steps, path.get(1..).unwrap_or_default()) else {
        return all([answer, solved(panel, place, entry)]);
    };
    let said = rich(panel, &step.text);
    browser::put(&said, "id", Some("said"));
    let whole = el("div", "step")
        .attr("id", "step")
        .attr("role", "group")
        .attr("aria-labelledby", "said")
        .attr("tabindex", "-1")
        .child(el("p", "label").attr("lang", shop.faq_tag()).text(words.join(" › ")).view())
        .child(said);
    let call = move |class: &'static str, topic: Option<Topic>| {
        let ask = move || {
            panel.ask(topic);
            if let Some(ask) = &step.request {
                panel.request.fill(&ask.symptom, &ask.solution);
            }
        };
        ui::button(class, "call", shape::PHONE, shop.t(if shop.calls() { "home.call" } else { "home.write" }), ask)
    };
    match &step.request {
        Some(ask) => all([answer, whole.child(call("primary", Some(ask.topic))).view()]),
        None if step.solved => all([answer, whole.view(), solved(panel, place, entry)]),
        None => {
            let choices = step.choices.iter().enumerate().map(|(place, choice)| ui::row(&choice.label, move || panel.choose(place)));
            let choices = el("ul", "rows").attr("lang", shop.faq_tag()).children(choices).view();
            all([answer, whole.child(choices).child(call("plain", entry.topic)).view()])
        }
    }
}

/// Asks whether that was it; if not, a person goes on.
fn solved(panel: Panel, place: usize, entry: &'static Entry) -> View {
    let solved = RwSignal::new(false);
    el("div", "solved").attr("aria-live", "polite").part(move || asked(panel, place, entry.topic, solved)).view()
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

/// A text with its lists, tables, links and images.
fn rich(panel: Panel, text: &str) -> View {
    let whole = el("div", "answer").attr("lang", panel.shop.faq_tag()).view();
    let mut open = vec![whole.clone()];
    for piece in pieces(text) {
        let child = match piece {
            Piece::Begin(tag) => el(tag, "").view(),
            Piece::End(_) => {
                open.pop();
                continue;
            }
            Piece::Text(words) => el::words(words),
            Piece::Link(words, url) => ui::link(words, url),
            Piece::Image(words, url) => el("img", "").attr("alt", words).attr("loading", "lazy").attr("src", url).view(),
        };
        let around = if matches!(piece, Piece::Begin("table")) {
            // What is too wide is moved within it, by keys too.
            el("div", "scroll").attr("tabindex", "0").attr("role", "group").attr("aria-labelledby", "title").child(child.clone()).view()
        } else {
            child.clone()
        };
        if let Some(last) = open.last() {
            browser::add(last, &around);
        }
        if matches!(piece, Piece::Begin(_)) {
            open.push(child);
        }
    }
    whole
}
