//! The first screen: search, questions by heading, the request under way.

use crate::el::{View, all, el, none, part, words};
use crate::later::{self, Part};
use crate::leptos::prelude::*;
use crate::panel::{Panel, Screen};
use crate::ui::{self, shape};
use crate::when::When;
use madoguchi_shared::Instant;
use madoguchi_shared::draft::DraftProduct;
use madoguchi_shared::faq::{self, Found, Hit};

/// The most questions that are shown before the headings, which hold all.
const ABOUT: usize = 4;

/// The first screen.
pub fn home(panel: Panel) -> View {
    let shop = panel.shop;
    let said = move || match (panel.query.with(|query| query.trim().to_owned()), panel.found.with(|found| found.hits.len())) {
        (query, _) if query.is_empty() => String::new(),
        (query, 0) => shop.say("home.none", &[("query", &query)]),
        (_, count) => shop.say("home.found", &[("count", &count.to_string())]),
    };
    let found = move || match panel.found.with(|found| found.hits.is_empty()) {
        _ if panel.query.with(|query| query.trim().is_empty()) => browse(panel),
        true => ui::text("p", "hint", shop.t(if shop.calls() { "home.none_hint" } else { "home.none_hint_mail" })),
        false => panel.found.with(|found| results(panel, found)),
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

/// When the desk takes calls next, and the time now; looked at anew each time
/// the panel is opened.
fn opens(panel: Panel) -> Option<(Instant, Instant)> {
    panel.modal.with(|_| ());
    let (desk, now) = (panel.shop.published.rules.desk.as_ref()?, panel.request.now());
    Some((desk.calendar.next_open(&desk.zone, now)?, now))
}

/// Whether the desk takes calls now, or when it will.
fn hours(panel: Panel) -> String {
    let shop = panel.shop;
    match opens(panel) {
        Some((at, now)) if at > now => When::new(shop, now).say("home.opens", at),
        Some(_) => shop.t("home.open").to_owned(),
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

/// What was found: each question with the sentence of its answer that says
/// most of it, so that two that are nearly the same can be told apart.
fn results(panel: Panel, found: &Found) -> View {
    let marked = |class: &'static str, text: &str| {
        let parts = found.marks.parted(text);
        let part = |(number, part): (usize, &&str)| if number % 2 == 0 { words(part) } else { ui::text("mark", "", part) };
        el("span", class).children(parts.iter().enumerate().filter(|(_, part)| !part.is_empty()).map(part)).view()
    };
    let result = |hit: &Hit| {
        let entry = panel.shop.entry(hit.entry)?;
        let (answer, place) = (faq::words(&entry.answer), hit.entry);
        let both = el("span", "").child(marked("", &entry.question)).child(marked("passage", found.marks.passage(&answer)));
        Some(ui::leading(both.view(), move || panel.go(Screen::Answer(place))))
    };
    el("ul", "rows").attr("lang", panel.shop.faq_tag()).children(found.hits.iter().filter_map(result)).view()
}

fn list(panel: Panel, places: &[usize]) -> View {
    let question = |&place: &usize| {
        let entry = panel.shop.entry(place)?;
        Some(ui::row(&entry.question, move || panel.go(Screen::Answer(place))))
    };
    el("ul", "rows").attr("lang", panel.shop.faq_tag()).children(places.iter().filter_map(question)).view()
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
