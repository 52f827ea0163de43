//! Flood control: pausing calls, and each shop's places, with one act each.

use crate::api::Failure;
use crate::state::Desk;
use leptos::prelude::*;
use leptos::task::spawn_local;
use madoguchi_shared::desk::{FloodDraft, Paused};
use madoguchi_shared::id::Slug;
use madoguchi_shared::settings::DeskSettings;
use madoguchi_shared::topic::Topic;

/// Where nothing is chosen.
const NONE: &str = "–";

/// What the screen knows.
#[derive(Clone, Copy)]
struct Flood {
    desk: Desk,
    settings: RwSignal<Option<DeskSettings>>,
    wrong: RwSignal<Option<String>>,
    busy: RwSignal<bool>,
}

impl Flood {
    fn took(self, found: Result<DeskSettings, Failure>) {
        self.busy.set(false);
        match found {
            Ok(settings) => {
                self.wrong.set(None);
                self.settings.set(Some(settings));
            }
            Err(Failure::SignedOut) => self.desk.signed_out(Some("door.ended")),
            Err(Failure::Lost) => self.wrong.set(Some(self.desk.say_now("board.lost"))),
            Err(Failure::Refused(code)) => self.wrong.set(Some(self.desk.refusal(&code))),
        }
    }

    fn send(self, draft: FloodDraft) {
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        spawn_local(async move { self.took(self.desk.api().flood(&draft).await) });
    }
}

/// The screen.
pub fn flood(desk: Desk) -> AnyView {
    let flood = Flood { desk, settings: RwSignal::new(None), wrong: RwSignal::new(None), busy: RwSignal::new(false) };
    spawn_local(async move { flood.took(desk.api().settings().await) });
    view! {
        <main id="flood" class="screen" aria-busy=move || flood.busy.get().to_string()>
            <p>{move || desk.say("flood.about")}</p>
            <p class="wrong" role="alert">{move || flood.wrong.get()}</p>
            {move || flood.settings.get().map(|settings| {
                let given: u32 = settings.allotments.values().map(|own| own.places).sum();
                let room = desk.words().say("flood.capacity", &[("given", &given.to_string()), ("capacity", &settings.capacity.to_string())]);
                let shops: Vec<_> = settings.allotments.iter().map(|(shop, own)| (shop.clone(), own.places, own.paused.clone())).collect();
                view! {
                    <section class="panel">
                        <h2>{desk.say("flood.all")}</h2>
                        {pause(flood, None, settings.paused.clone())}
                    </section>
                    <p>{room}</p>
                    {shops.into_iter().map(|(shop, places, paused)| { let (name, title) = (shop.to_string(), shop.to_string()); view! {
                        <section class="panel" data-shop=name>
                            <h2>{title}</h2>
                            {places_of(flood, shop.clone(), places)}
                            {pause(flood, Some(shop), paused)}
                        </section>
                    } }).collect_view()}
                }
            })}
        </main>
    }
    .into_any()
}

/// More places or fewer, one by one.
fn places_of(flood: Flood, shop: Slug, places: u32) -> AnyView {
    let desk = flood.desk;
    let button = move |sign: &'static str, key: &'static str, wanted: Option<u32>, shop: Slug| {
        let set = move |_| flood.send(FloodDraft { shop: Some(shop.clone()), paused: None, places: wanted });
        view! { <button type="button" data-places=sign aria-label=move || desk.say(key) disabled=wanted.is_none() on:click=set>{sign}</button> }
    };
    view! {
        <p class="places">
            {button("−", "flood.fewer", places.checked_sub(1), shop.clone())}
            <strong aria-live="polite">{desk.words().say("flood.places", &[("n", &places.to_string())])}</strong>
            {button("+", "flood.more", places.checked_add(1), shop)}
        </p>
    }
    .into_any()
}

/// What is paused, and what may be.
fn pause(flood: Flood, shop: Option<Slug>, paused: Paused) -> AnyView {
    let desk = flood.desk;
    let send = move |paused: Paused, shop: Option<Slug>| flood.send(FloodDraft { shop, paused: Some(paused), places: None });
    let (own, of) = (paused.clone(), shop.clone());
    let all = move |_| send(Paused { calls: !own.calls, topics: own.topics.clone() }, of.clone());
    let key = if paused.calls { "flood.resume" } else { "flood.pause" };
    let chip = |topic: Topic| {
        let (mut left, of) = (paused.clone(), shop.clone());
        left.topics.retain(|other| *other != topic);
        let label = desk.say(&["topic.", topic.slug()].concat());
        let named = desk.words().say("flood.resume_topic", &[("topic", &label)]);
        view! { <button type="button" class="topic" aria-label=named on:click=move |_| send(left.clone(), of.clone())>{label} " ×"</button> }
    };
    let chips = paused.topics.iter().copied().map(chip).collect::<Vec<_>>();
    let (more, of) = (paused.clone(), shop.clone());
    let add = move |event| {
        let slug = event_target_value(&event);
        let Some(topic) = Topic::ALL.iter().copied().find(|topic| topic.slug() == slug) else { return };
        let mut more = more.clone();
        more.topics.push(topic);
        send(more, of.clone());
    };
    let open = Topic::ALL.iter().copied().filter(|topic| !paused.topics.contains(topic)).map(|topic| {
        view! { <option value=topic.slug()>{desk.say(&["topic.", topic.slug()].concat())}</option> }
    });
    let open = open.collect::<Vec<_>>();
    view! {
        <div class="pause" class:paused=paused.calls>
            <button type="button" data-act="pause" class:main=paused.calls on:click=all>{desk.say(key)}</button>
            {paused.calls.then(|| view! { <strong>{desk.say("flood.paused")}</strong> })}
            {chips}
            <label>{desk.say("flood.topic")}
                <select on:change=add><option value=String::new>{NONE}</option>{open}</select>
            </label>
        </div>
    }
    .into_any()
}
