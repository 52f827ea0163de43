//! How to answer and, by phone, when.

use super::choice::radio;
use super::field::fault;
use crate::clock::Clock;
use crate::panel::Panel;
use crate::ui::{self, shape};
use crate::when::{When, device_zone};
use crate::windows::{self, Offer};
use leptos::prelude::*;
use madoguchi_shared::api::Windows;
use madoguchi_shared::calendar::Span;

/// Days that are shown at first.
const DAYS: usize = 2;

/// The way of the answer and its time.
pub fn reply(panel: Panel) -> AnyView {
    let (shop, request) = (panel.shop, panel.request);
    let ways = ["phone", "email", "none"].into_iter().filter(|way| shop.calls() || *way != "phone");
    let ways: Vec<AnyView> =
        ways.map(|way| radio(panel, "reply", way.to_owned(), "chip", shop.t(&["form.reply.", way].concat()).into_any())).collect();
    let wrong = move || request.fault("reply").is_some().then_some("true");
    // What can be promised depends on the topic.
    let about = Memo::new(move |_| request.draft.with(|draft| (draft.reply == "phone").then(|| draft.topic.clone())));
    Effect::new(move |_| {
        if about.get().is_some() {
            windows::ask(request, shop);
        }
    });
    let by_phone = Memo::new(move |_| about.get().is_some());
    view! {
        <section>
            <fieldset role="radiogroup" aria-describedby="fault-reply" aria-invalid=wrong>
                <legend>{shop.t("form.reply")}</legend>
                <div class="chips">{ways}</div>
            </fieldset>
            {fault(panel, "reply")}
            {move || by_phone.get().then(|| time(panel))}
        </section>
    }
    .into_any()
}

fn time(panel: Panel) -> AnyView {
    let (shop, request) = (panel.shop, panel.request);
    let wrong = move || request.fault("window").is_some().then_some("true");
    let all = RwSignal::new(false);
    let offered = move || match request.offer.get() {
        Offer::Unasked | Offer::Asked => view! { <p class="hint" role="status">{shop.t("form.window_loading")}</p> }.into_any(),
        Offer::Failed => {
            let again = move |_| windows::ask(request, shop);
            view! { <p class="hint" role="status">{shop.t("form.window_failed")}</p>{ui::button("second", "windows-again", "", shop.t("form.window_again"), again)} }
                .into_any()
        }
        Offer::Known(windows) => known(panel, windows, all),
    };
    view! {
        <fieldset role="radiogroup" id="windows" aria-describedby="fault-window" aria-invalid=wrong>
            <legend>{shop.t("form.window")}</legend>
            {offered}
        </fieldset>
        {fault(panel, "window")}
    }
    .into_any()
}

fn known(panel: Panel, offered: Windows, all: RwSignal<bool>) -> AnyView {
    let shop = panel.shop;
    let now = Clock::now(panel.request.clock.get_untracked());
    let when = When::new(shop, now);
    if offered.asap.is_none() && offered.windows.is_empty() {
        return view! { <p class="hint" role="status">{shop.t("form.window_full")}</p> }.into_any();
    }
    let device = device_zone(&shop.published.rules.shop_zone, now);
    let aside = |text: &dyn Fn(&When) -> String| device.as_ref().map(|zone| [" (", &text(&When::new(shop, now).by(zone)), ")"].concat());
    let soon = offered.asap.map(|promise| {
        let by = promise.respond_by.map(|at| when.say("promise.by", at));
        let there = promise.respond_by.and_then(|at| {
            let same_day = |there: &When| there.day_of(at) == when.day_of(at);
            aside(&|there| if same_day(there) { there.time(at) } else { [there.day(at), there.time(at)].join(" ") })
        });
        let words = view! { <strong>{shop.t("form.asap")}</strong><span class="label">{by}{there}</span> };
        radio(panel, "window", "asap".to_owned(), "chip wide", words.into_any())
    });
    let mut days = windows::by_day(&offered.windows, &when);
    let more = days.len() > DAYS && !all.get();
    if more {
        days.truncate(DAYS);
    }
    let slot = |span: &Span| {
        let there = aside(&|when| when.span(*span)).map(|text| view! { <span class="label">{text}</span> });
        let words = view! { <span class="time">{when.span(*span)}</span>{there} };
        radio(panel, "window", span.start.rfc3339(), "chip slot", words.into_any())
    };
    let days: Vec<AnyView> = days
        .iter()
        .map(|(day, spans)| {
            let slots: Vec<AnyView> = spans.iter().map(slot).collect();
            view! { <p class="label">{when.date(*day)}</p><div class="chips">{slots}</div> }.into_any()
        })
        .collect();
    let more = more.then(|| {
        let show = move |_| {
            all.set(true);
            panel.host.focus("#windows input:checked, #windows input");
        };
        ui::button("plain", "windows-more", shape::DOWN, shop.t("form.window_more"), show)
    });
    let zone = device.is_some().then(|| view! { <p class="hint">{shop.say("form.zone", &[("zone", &when.zone_name())])}</p> });
    view! { {soon}{days}{more}{zone} }.into_any()
}

