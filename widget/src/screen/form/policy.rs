//! What the shop's terms say to the topic, told before anything is typed.

use crate::el::{View, el};
use crate::leptos::prelude::*;
use crate::panel::Panel;
use crate::when::When;
use madoguchi_shared::Topic;
use madoguchi_shared::day::Day;
use madoguchi_shared::order_policy::{OrderFacts, Reason, Shipping, Want, answer, words};
use madoguchi_shared::zone::Local;

/// Whether it is granted, until when and for what fee, as far as that can be
/// said of an order that nobody has looked up; nothing where it is left to the
/// desk. With the order's date it may be more.
pub fn policy(panel: Panel, topic: Memo<String>) -> View {
    let (shop, request) = (panel.shop, panel.request);
    let said = move || {
        let rules = &shop.published.rules;
        let Some(want) = topic.with(|slug| Topic::parse(slug).ok()).and_then(Want::of) else { return String::new() };
        let (zone, now) = (&rules.shop_zone, request.now());
        // Placed at the day's beginning it ships first: no more is promised.
        let placed_at = Day::parse(&request.text("order_date")).map(|day| zone.instant_at(Local { day, second: 0 }));
        let answer = answer(want, &OrderFacts { placed_at, shipping: Shipping::Unknown }, &rules.order_policy, zone, now);
        if answer.reason == Reason::Ask {
            return String::new();
        }
        let when = When::new(shop, now);
        words(&answer, &shop.published.texts, &|at| [&when.day(at), " ", &when.time(at)].concat())
    };
    el("p", "quiet").attr("id", "policy").attr("role", "status").says(said).view()
}
