//! The first screen: search, questions by heading, the request under way.

use crate::browser;
use crate::el::{View, all, called, el, none, part};
use crate::later::{self, Part};
use crate::leptos::prelude::*;
use crate::panel::{Panel, Screen};
use crate::shop::Shop;
use crate::ui::{self, shape};
use crate::when::When;
use madoguchi_shared::Instant;
use madoguchi_shared::draft::DraftProduct;
use madoguchi_shared::faq::{self, Found};

/// The most questions that are shown before the headings, which hold all.
const ABOUT: usize = 4;

/// What parts the lines of a list (`browser::rows`).
const LINE: char = '\u{FDD2}';
/// What parts a line's value and its texts.
const TEXT: char = '\u{FDD1}';

/// The first screen.
pub fn home(panel: Panel) -> View {
    let shop = panel.shop;
    let said = move || match (panel.query.with(|query| query.trim().to_owned()), panel.found.get()) {
        (query, _) if query.is_empty() => String::new(),
        (query, lines) if lines.is_empty() => shop.say("home.none", &[("query", &query)]),
        (_, lines) => shop.say("home.found", &[("count", &lines.split(LINE).count().to_string())]),
    };
    // Kept from one key to the next.
    let (list, open) = (rows(panel), opening(panel));
    let found = move || match panel.found.get() {
        _ if panel.query.with(|query| query.trim().is_empty()) => browse(panel),
        lines if lines.is_empty() => ui::text("p", "hint", shop.t(if shop.calls() { "home.none_hint" } else { "home.none_hint_mail" })),
        lines => {
            browser::rows(&list, &lines, &open);
            list.clone()
        }
    };
    all([
        el("div", "")
            .attr("aria-live", "polite")
            .part(move || later::draw(panel, Part::Unsent))
            .part(move || later::draw(panel, Part::Requests))
            .view(),
        el("p", "label")
            .attr("id", "hours")
            .attr_if("data-open", move || opens(panel).is_some_and(|(at, now)| at <= now).then_some(""))
            .says(move || hours(panel))
            .view(),
        ui::title(shop.t("home.greeting")),
        search(panel),
        ui::text("p", "hint", shop.t("home.kept")),
        ui::text("p", "hint", shop.t("home.faq_note")),
        el("p", "said").attr("id", "found").attr("role", "status").says(said).view(),
        part(found),
    ])
}

/// When the desk takes calls next, unless it has paused them, and the time now;
/// looked at anew each time the panel is opened.
fn opens(panel: Panel) -> Option<(Instant, Instant)> {
    panel.modal.with(|_| ());
    let (desk, now) = (panel.shop.published.rules.desk.as_ref()?, panel.request.now());
    panel.shop.calls().then_some(())?;
    Some((desk.calendar.next_open(&desk.zone, now)?, now))
}

/// Whether the desk takes calls now, or when it will; or that it has paused them.
fn hours(panel: Panel) -> String {
    let shop = panel.shop;
    match opens(panel) {
        Some((at, now)) if at > now => When::new(shop, now).say("home.opens", at),
        Some(_) => shop.t("home.open").to_owned(),
        None if shop.paused() => shop.t("form.window_paused").to_owned(),
        None => String::new(),
    }
}

fn search(panel: Panel) -> View {
    let shop = panel.shop;
    let input = el("input", "")
        .attr("type", "search")
        .attr("id", "search")
        .attr("name", "search")
        .attr("autocomplete", "off")
        .attr("enterkeyhint", "search")
        .attr("aria-describedby", "search-hint")
        .attr("value", panel.query.now())
        .on("input", move |event| panel.search(event_target_value(&event)));
    el("div", "field")
        .child(el("label", "").attr("for", "search").text(shop.t("home.search")).view())
        .child(el("div", "search").child(ui::icon(shape::SEARCH)).child(input.view()).view())
        .child(el("p", "hint").attr("id", "search-hint").text(shop.t("home.search_hint")).view())
        .view()
}

/// What was found, as lines: each question with the sentence of its answer that
/// says most of it, so that two that are nearly the same can be told apart.
pub fn results(shop: &Shop, found: &Found) -> String {
    let mut lines = String::new();
    for hit in &found.hits {
        let Some(entry) = shop.entry(hit.entry) else { continue };
        let answer = faq::words(&entry.answer);
        let passage = found.marks.passage(&answer);
        line(&mut lines, hit.entry, &[&found.marks.parted(&entry.question), &found.marks.parted(passage)]);
    }
    lines
}

/// Adds an entry's line, as `browser::rows` takes it.
fn line(lines: &mut String, place: usize, texts: &[&str]) {
    if !lines.is_empty() {
        lines.push(LINE);
    }
    lines.push_str(&place.to_string());
    for text in texts {
        lines.push(TEXT);
        lines.push_str(text);
    }
}

/// An empty list of questions.
fn rows(panel: Panel) -> View {
    el("ul", "rows").attr("lang", panel.shop.faq_tag()).view()
}

/// What opens the answer of a line.
fn opening(panel: Panel) -> View {
    let open = move |place: u16| panel.go(Screen::Answer(place.into()));
    called(Box::new(move |event| drop(event_target_value(&event).parse().map(open))))
}

fn list(panel: Panel, places: &[usize]) -> View {
    let (list, mut lines) = (rows(panel), String::new());
    for place in places {
        panel.shop.entry(*place).into_iter().for_each(|entry| line(&mut lines, *place, &[&entry.question]));
    }
    browser::rows(&list, &lines, &opening(panel));
    list
}

/// With nothing typed: what is asked most about this product or, where there
/// is nothing of it, about all; then the headings.
fn browse(panel: Panel) -> View {
    let shop = panel.shop;
    let product = panel.page.with(|page| page.product.clone());
    let (mut about, mut words) = (shop.about(&product, ABOUT), "home.product");
    if about.is_empty() || product.sku.is_empty() && product.category.is_empty() {
        (about, words) = (shop.about(&DraftProduct::default(), ABOUT), "home.asked");
    }
    let product = if about.is_empty() { none() } else { all([ui::text("h3", "", shop.t(words)), list(panel, &about)]) };
    let headings = shop.headings();
    if headings.is_empty() {
        return product;
    }
    let open = about.is_empty();
    let headings = headings.into_iter().enumerate().map(|(number, (name, places))| heading(panel, name, places, open && number == 0));
    all([product, ui::text("h3", "", shop.t("home.faq")), el("ul", "rows").children(headings).view()])
}

/// A heading, opened by a touch: its questions are drawn only then.
fn heading(panel: Panel, name: &'static str, places: Vec<usize>, open: bool) -> View {
    let open = RwSignal::new(open);
    let button = el("button", "row heading")
        .attr("type", "button")
        .attr_if("aria-expanded", move || Some(if open.get() { "true" } else { "false" }))
        .on("click", move |_| open.update(|open| *open = !*open))
        .child(el("span", "").attr("lang", panel.shop.faq_tag()).text(name).view())
        .child(ui::text("span", "count", places.len().to_string()))
        .child(ui::icon(shape::DOWN));
    el("li", "").child(button.view()).part(move || if open.get() { list(panel, &places) } else { none() }).view()
}
