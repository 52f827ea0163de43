//! How to answer and, by phone, when.

use super::choice::{group, radio, with_fault};
use crate::el::{View, all, el, none, watch, words};
use crate::leptos::prelude::*;
use crate::panel::Panel;
use crate::ui::{self, shape};
use crate::when::{When, device_zone};
use crate::windows::{self, Offer};
use madoguchi_shared::Topic;
use madoguchi_shared::api::Windows;
use madoguchi_shared::calendar::Span;
use madoguchi_shared::promise::Promise;
use madoguchi_shared::topic::Fact;

/// Days that are shown at first.
const DAYS: usize = 2;

/// The way of the answer and its time.
pub fn reply(panel: Panel, topic: Memo<String>, reply: Memo<String>) -> View {
    let (shop, request) = (panel.shop, panel.request);
    let by_phone = move || reply.with(|way| way == "phone");
    // What can be promised depends on the topic.
    watch(move || {
        topic.track();
        if by_phone() {
            windows::ask(request, shop);
        }
    });
    let ways = move || {
        let needed = topic.with(|slug| Topic::parse(slug)).is_ok_and(|topic| topic.needs(Fact::Contact));
        let offered = |way: &&str| if *way == "phone" { shop.calls() } else { !needed || *way == "email" };
        let ways = ["phone", "email", "none"].into_iter().filter(offered);
        let ways = ways.map(|way| radio(panel, "reply", way, "chip", words(shop.t(&["form.reply.", way].concat()))));
        el("div", "chips").children(ways).view()
    };
    let group = group(panel, "reply", "form.reply").part(ways);
    let time = move || match by_phone() {
        true => time(panel),
        false if shop.paused() => status(shop.t("form.window_paused")),
        false => none(),
    };
    el("section", "").child(with_fault(panel, "reply", group)).part(time).view()
}

/// The windows that can be had for the topic of the panel's request.
pub fn time(panel: Panel) -> View {
    let (shop, request) = (panel.shop, panel.request);
    let all_days = RwSignal::new(false);
    let offered = move || match request.offer.get() {
        Offer::Unasked | Offer::Asked => status(shop.t("form.window_loading")),
        Offer::Failed => again(panel, shop.t("form.window_failed")),
        Offer::Later(seconds) => again(panel, &shop.wait(seconds)),
        Offer::Known(windows) if windows.paused => status(shop.t("form.window_paused")),
        Offer::Known(windows) if windows.asap.is_none() && windows.windows.is_empty() => status(shop.t("form.window_full")),
        Offer::Known(windows) => known(panel, &windows, all_days),
    };
    with_fault(panel, "window", group(panel, "window", "form.window").part(offered))
}

fn again(panel: Panel, words: &str) -> View {
    let (shop, request) = (panel.shop, panel.request);
    let again = ui::button("second", "windows-again", "", shop.t("form.window_again"), move || windows::ask(request, shop));
    all([status(words), again])
}

fn status(words: &str) -> View {
    el("p", "hint").attr("role", "status").text(words).view()
}

fn known(panel: Panel, offered: &Windows, all_days: RwSignal<bool>) -> View {
    let shop = panel.shop;
    let now = panel.request.now();
    let when = When::new(shop, now);
    let device = device_zone(&shop.published.rules.shop_zone, now);
    // The same by the device's clocks, where they differ.
    let there = device.as_ref().map(|zone| When::new(shop, now).by(zone));
    let mut parts = Vec::new();
    if let Some(promise) = offered.asap {
        let by = ui::text("span", "label", soonest(promise, &when, there.as_ref()));
        let words = all([ui::text("strong", "", shop.t("form.asap")), by]);
        parts.push(radio(panel, "window", "asap", "chip wide", words));
    }
    let slot = |span: &Span| {
        let words = all([ui::text("span", "time", when.span(*span)), ui::text("span", "label", elsewhere(*span, there.as_ref()))]);
        radio(panel, "window", &span.start.rfc3339(), "chip slot", words)
    };
    let days = windows::by_day(&offered.windows, &when);
    let shown = if all_days.get() { days.len() } else { DAYS };
    let holiday = |day| shop.published.rules.desk.as_ref()?.calendar.special(day)?.holiday.as_deref();
    for (day, spans) in days.iter().take(shown) {
        let name = holiday(*day).map(|name| [" ", shop.holiday(name)].concat()).unwrap_or_default();
        parts.push(ui::text("p", "label", when.date(*day) + &name));
        parts.push(el("div", "chips").children(spans.iter().map(slot)).view());
    }
    if days.len() > shown {
        let show = move || {
            all_days.set(true);
            panel.host.focus("#group-window :checked");
        };
        parts.push(ui::button("plain", "windows-more", shape::DOWN, shop.t("form.window_more"), show));
    }
    if there.is_some() {
        parts.push(ui::text("p", "hint", shop.say("form.zone", &[("zone", &when.zone_name())])));
    }
    all(parts)
}

/// By when "as soon as possible" is, by both clocks where they differ.
fn soonest(promise: Promise, when: &When, there: Option<&When>) -> String {
    let by = promise.respond_by.map(|at| when.say("promise.by", at)).unwrap_or_default();
    let (Some(at), Some(there)) = (promise.respond_by, there) else { return by };
    let day = if there.day_of(at) == when.day_of(at) { String::new() } else { there.day(at) + " " };
    [&by, " (", &day, &there.time(at), ")"].concat()
}

/// A window by the device's clocks, in brackets, where they differ.
fn elsewhere(span: Span, there: Option<&When>) -> String {
    there.map(|there| ["(", &there.span(span), ")"].concat()).unwrap_or_default()
}

/// The time that was chosen, in words, as far as is known what it comes to.
pub fn chosen(panel: Panel) -> String {
    let (shop, now) = (panel.shop, panel.request.now());
    let when = When::new(shop, now);
    let device = device_zone(&shop.published.rules.shop_zone, now);
    let there = device.as_ref().map(|zone| When::new(shop, now).by(zone));
    let start = panel.request.text("window");
    let (asap, span) = panel.request.offer.with(|offer| match offer {
        Offer::Known(windows) => (windows.asap, windows.windows.iter().find(|span| span.start.rfc3339() == start).copied()),
        _ => (None, None),
    });
    match (span, asap) {
        _ if start == "asap" => {
            let by = asap.map(|promise| soonest(promise, &when, there.as_ref())).unwrap_or_default();
            [shop.t("form.asap"), "\n", &by].concat()
        }
        (Some(span), _) => {
            let day = when.day_of(span.start).map(|day| when.date(day)).unwrap_or_default();
            [&*day, " ", &when.span(span), " ", &elsewhere(span, there.as_ref())].concat()
        }
        _ => String::new(),
    }
}
