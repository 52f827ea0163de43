//! The first screen: search, questions by heading, the request under way.

use super::receipt;
use crate::panel::{Panel, Screen};
use crate::ui::{self, shape};
use leptos::prelude::*;
use madoguchi_shared::faq::Hit;

/// The most questions that are shown about the product; the headings hold all.
const ABOUT: usize = 4;

/// The first screen.
pub fn home(panel: Panel) -> AnyView {
    let shop = panel.shop;
    let hits = Memo::new(move |_| {
        let query = panel.query.get();
        (!query.trim().is_empty()).then(|| panel.page.with(|page| shop.search(&query, &page.product.sku)))
    });
    let said = move || match hits.get() {
        Some(hits) if !hits.is_empty() => shop.say("home.found", &[("count", &hits.len().to_string())]),
        Some(_) => shop.say("home.none", &[("query", panel.query.get().trim())]),
        None => String::new(),
    };
    let found = move || match hits.get() {
        Some(hits) if hits.is_empty() => nothing(panel),
        Some(hits) => list(panel, hits.iter().map(|hit: &Hit| hit.entry)),
        None => browse(panel),
    };
    view! {
        {move || request_card(panel)}
        {ui::title(shop.t("home.greeting"))}
        {search(panel)}
        <p role="status" class="said" id="found">{said}</p>
        {found}
    }
    .into_any()
}

fn search(panel: Panel) -> AnyView {
    let shop = panel.shop;
    view! {
        <div class="field">
            <label for="search">{shop.t("home.search")}</label>
            <div class="search">
                {ui::icon(shape::SEARCH)}
                <input
                    type="search"
                    id="search"
                    name="search"
                    autocomplete="off"
                    enterkeyhint="search"
                    aria-describedby="search-hint"
                    value=panel.query.get_untracked()
                    on:input=move |event| panel.query.set(event_target_value(&event))
                />
            </div>
            <p class="hint" id="search-hint">{shop.t("home.search_hint")}</p>
        </div>
    }
    .into_any()
}

fn nothing(panel: Panel) -> AnyView {
    let shop = panel.shop;
    view! { <p class="hint">{shop.t(if shop.calls() { "home.none_hint" } else { "home.none_hint_mail" })}</p> }.into_any()
}

fn list(panel: Panel, places: impl Iterator<Item = usize>) -> AnyView {
    let question = |place: usize| {
        let entry = panel.shop.entry(place)?;
        Some(ui::row(&entry.question, move |_| panel.go(Screen::Answer(place))))
    };
    let rows: Vec<AnyView> = places.filter_map(question).collect();
    view! { <ul class="rows">{rows}</ul> }.into_any()
}

/// With nothing typed: what is about this product, then the headings, each
/// opened by a touch.
fn browse(panel: Panel) -> AnyView {
    let shop = panel.shop;
    let mut about = panel.page.with(|page| shop.about(&page.product.sku));
    about.truncate(ABOUT);
    let first = about.is_empty().then_some(0);
    let open = RwSignal::new(first);
    let product = (!about.is_empty()).then(|| view! { <h3>{shop.t("home.product")}</h3>{list(panel, about.into_iter())} }.into_any());
    let headings = shop.headings().into_iter().enumerate().map(|(number, (name, places))| {
        let shown = move || open.get() == Some(number);
        let toggle = move |_| open.update(|open| *open = if *open == Some(number) { None } else { Some(number) });
        let count = places.len();
        view! {
            <li>
                <button type="button" class="row heading" aria-expanded=move || shown().to_string() on:click=toggle>
                    <span>{name}</span><span class="count">{count}</span>{ui::icon(shape::DOWN)}
                </button>
                {move || shown().then(|| list(panel, places.iter().copied()))}
            </li>
        }
        .into_any()
    });
    let headings: Vec<AnyView> = headings.collect();
    let any = (!headings.is_empty()).then(|| view! { <h3>{shop.t("home.faq")}</h3><ul class="rows">{headings}</ul> }.into_any());
    view! { {product}{any} }.into_any()
}

/// The request under way: its promise, and the way to its receipt.
fn request_card(panel: Panel) -> AnyView {
    let shop = panel.shop;
    let Some(kept) = panel.kept.get() else { return ().into_any() };
    let words = panel.status.with(|status| status.as_ref().map(|status| receipt::headline(panel, &kept, status)));
    view! {
        <button type="button" class="card request" id="request" on:click=move |_| panel.go(Screen::Receipt)>
            {ui::icon(shape::CLOCK)}
            <span>
                <span class="label">{shop.t("home.request")}</span>
                <strong>{words.unwrap_or_else(|| kept.ticket.clone())}</strong>
            </span>
            {ui::icon(shape::NEXT)}
        </button>
    }
    .into_any()
}
