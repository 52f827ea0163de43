//! The first screen: search, questions by heading, the request under way.

use super::receipt;
use crate::el::{View, all, el, none, part};
use crate::panel::{Panel, Screen};
use crate::ui::{self, shape};
use leptos::prelude::*;

/// The most questions that are shown about the product; the headings hold all.
const ABOUT: usize = 4;

/// The first screen.
pub fn home(panel: Panel) -> View {
    let shop = panel.shop;
    let said = move || match (panel.query.with(|query| query.trim().to_owned()), panel.found.with(Vec::len)) {
        (query, _) if query.is_empty() => String::new(),
        (query, 0) => shop.say("home.none", &[("query", &query)]),
        (_, count) => shop.say("home.found", &[("count", &count.to_string())]),
    };
    let found = move || match panel.found.get() {
        _ if panel.query.with(|query| query.trim().is_empty()) => browse(panel),
        found if found.is_empty() => ui::text("p", "hint", shop.t(if shop.calls() { "home.none_hint" } else { "home.none_hint_mail" })),
        found => list(panel, &found),
    };
    all([
        part(move || request_card(panel)),
        ui::title(shop.t("home.greeting")),
        search(panel),
        el("p", "said").attr("id", "found").attr("role", "status").says(said).view(),
        part(found),
    ])
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

fn list(panel: Panel, places: &[usize]) -> View {
    let question = |&place: &usize| {
        let entry = panel.shop.entry(place)?;
        Some(ui::row(&entry.question, move || panel.go(Screen::Answer(place))))
    };
    el("ul", "rows").children(places.iter().filter_map(question)).view()
}

/// With nothing typed: what is about this product, then the headings.
fn browse(panel: Panel) -> View {
    let shop = panel.shop;
    let mut about = panel.page.with(|page| shop.about(&page.product.sku));
    about.truncate(ABOUT);
    let product = if about.is_empty() { none() } else { all([ui::text("h3", "", shop.t("home.product")), list(panel, &about)]) };
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
        .child(ui::text("span", "", name))
        .child(ui::text("span", "count", places.len().to_string()))
        .child(ui::icon(shape::DOWN));
    el("li", "").child(button.view()).part(move || if open.get() { list(panel, &places) } else { none() }).view()
}

/// The request under way: its promise, and the way to its receipt.
fn request_card(panel: Panel) -> View {
    let shop = panel.shop;
    let Some(kept) = panel.kept.get() else { return none() };
    let words = panel.status.with(|status| status.as_ref().map(|status| receipt::headline(panel, &kept, status)));
    let words =
        el("span", "").child(ui::text("span", "label", shop.t("home.request"))).child(ui::text("strong", "", words.unwrap_or(kept.ticket)));
    el("button", "card request")
        .attr("type", "button")
        .attr("id", "request")
        .on("click", move |_| panel.go(Screen::Receipt))
        .children([ui::icon(shape::CLOCK), words.view(), ui::icon(shape::NEXT)])
        .view()
}
