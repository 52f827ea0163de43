//! What can be promised: asked of the server for a topic, and laid out by day.

use crate::api;
use crate::clock::Clock;
use crate::request::Request;
use crate::shop::Shop;
use crate::when::When;
use madoguchi_shared::api::Windows;
use madoguchi_shared::calendar::Span;
use madoguchi_shared::day::Day;
use wasm_bindgen_futures::spawn_local;

/// What the panel knows of what can be promised.
#[derive(Clone, Debug, PartialEq)]
pub enum Offer {
    /// Nothing was asked yet.
    Unasked,
    /// The answer is on its way.
    Asked,
    /// It did not come.
    Failed,
    /// It is too much now; in so many seconds it may be asked again.
    Later(u32),
    /// This.
    Known(Windows),
}

/// Asks what can be promised for the request's topic.
pub fn ask(request: Request, shop: &'static Shop) {
    if request.offer.peek(|offer| !matches!(offer, Offer::Known(_))) {
        request.offer.set(Offer::Asked);
    }
    spawn_local(load(request, shop));
}

/// The same, awaited. An answer that was overtaken by another topic is dropped.
pub async fn load(request: Request, shop: &'static Shop) {
    let topic = request.value("topic");
    let answer = api::windows(shop, &topic).await;
    if request.value("topic") != topic {
        return;
    }
    request.offer.set(match answer {
        Ok(windows) => {
            request.set_clock(Clock::start(windows.now));
            // What was chosen may be gone; then it is chosen anew.
            let there = match request.value("window").as_str() {
                "asap" => windows.asap.is_some(),
                start => windows.windows.iter().any(|window| window.start.rfc3339() == start),
            };
            if !there {
                request.set("window", String::new());
            }
            Offer::Known(windows)
        }
        Err(failure) => failure.wait().map_or(Offer::Failed, Offer::Later),
    });
}

/// The windows by day, by the clocks of `when`.
pub fn by_day(windows: &[Span], when: &When) -> Vec<(Day, Vec<Span>)> {
    let mut days: Vec<(Day, Vec<Span>)> = Vec::new();
    for window in windows {
        let Some(day) = when.day_of(window.start) else { continue };
        match days.last_mut() {
            Some((last, spans)) if *last == day => spans.push(*window),
            _ => days.push((day, vec![*window])),
        }
    }
    days
}
