//! The talk (台本), beside the card: what is said, what is asked, with fields
//! for what is learnt.

use crate::state::Desk;
use leptos::prelude::*;
use madoguchi_shared::desk::{Ask, Said, Talk};

/// The talk of the open ticket.
pub fn talk(desk: Desk) -> AnyView {
    let talk = Memo::new(move |_| desk.card.with(|card| card.as_ref().and_then(|card| card.talk.clone())));
    (move || talk.get().map(|talk| view! { <aside id="talk" aria-label=move || desk.say("talk.title")>{parts(desk, talk)}</aside> }))
        .into_any()
}

fn parts(desk: Desk, talk: Talk) -> AnyView {
    let operator = desk.me.with_untracked(|me| me.as_ref().map(|me| me.person.name.as_str().to_owned())).unwrap_or_default();
    let speak = move |lines: Vec<String>| {
        let line = |line: String| {
            let class = if is_hint(&line) { "hint" } else { "say" };
            view! { <p class=class>{line.replace("{operator}", &operator)}</p> }
        };
        lines.into_iter().map(line).collect_view()
    };
    let ask = talk.ask.into_iter().enumerate().map(|(place, ask)| question(desk, place, ask)).collect_view();
    let answer = move |Said { question, answer, read }: Said| {
        let read = read.then(|| view! { <span class="chip">{move || desk.say("talk.read")}</span> });
        view! { <details><summary>{question} " " {read}</summary><p class="words">{answer}</p></details> }
    };
    let part = move |key: &'static str, any: bool, inside: AnyView| {
        any.then(|| view! { <section><h3>{move || desk.say(key)}</h3>{inside}</section> })
    };
    view! {
        {part("talk.greeting", !talk.greeting.is_empty(), speak.clone()(talk.greeting).into_any())}
        {part("talk.matter", !talk.matter.is_empty(), speak.clone()(talk.matter).into_any())}
        {part("talk.ask", !ask.is_empty(), ask.into_any())}
        {part("talk.policy", !talk.policy.is_empty(), speak.clone()(talk.policy).into_any())}
        {part("talk.say", !talk.say.is_empty(), speak.clone()(talk.say).into_any())}
        {part("talk.answers", !talk.answers.is_empty(), talk.answers.into_iter().map(answer).collect_view().into_any())}
        {part("talk.closing", !talk.closing.is_empty(), speak(talk.closing).into_any())}
    }
    .into_any()
}

/// What is for the caller, and is not said.
fn is_hint(line: &str) -> bool {
    line.starts_with(['※', '*'])
}

/// A question with its field; what is typed stays with the ticket while the
/// console is open.
fn question(desk: Desk, place: usize, ask: Ask) -> AnyView {
    let id = format!("ask-{place}");
    let key = move || desk.open.get_untracked().map(|ticket| (ticket, place));
    let value = key().and_then(|key| desk.typed.with_untracked(|typed| typed.get(&key).cloned())).unwrap_or_default();
    let typed = move |event| {
        if let Some(key) = key() {
            desk.typed.update_untracked(|typed| drop(typed.insert(key, event_target_value(&event))));
        }
    };
    let known = (!ask.known.is_empty()).then(|| view! { <span class="known">{ask.known}</span> });
    view! {
        <div class="ask">
            <label for=id.clone()>{ask.label} " " {known}</label>
            <input id=id type="text" autocomplete="off" maxlength="300" prop:value=value on:input=typed/>
        </div>
    }
    .into_any()
}

/// What was learnt so far of the open ticket, a line each: how a note begins.
pub fn noted(desk: Desk) -> String {
    let Some(ticket) = desk.open.get_untracked() else { return String::new() };
    let asked =
        desk.card.with_untracked(|card| card.as_ref().and_then(|card| card.talk.as_ref().map(|talk| talk.ask.clone()))).unwrap_or_default();
    let learnt = asked.into_iter().enumerate().filter_map(|(place, ask)| {
        let text = desk.typed.with_untracked(|typed| typed.get(&(ticket.clone(), place)).map(|text| text.trim().to_owned()))?;
        (!text.is_empty()).then(|| [ask.label.as_str(), ": ", &text].concat())
    });
    learnt.collect::<Vec<_>>().join("\n")
}
