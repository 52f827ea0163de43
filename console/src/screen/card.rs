//! A ticket, with all that a caller needs on one card.

use super::{acts, form, row, talk};
use crate::browser;
use crate::state::Desk;
use crate::time::{Clock, length};
use crate::words::Words;
use leptos::ev::MouseEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;
use madoguchi_shared::Instant;
use madoguchi_shared::desk::Card;
use madoguchi_shared::intake::Reply;
use madoguchi_shared::json;
use madoguchi_shared::notice;
use madoguchi_shared::ticket::{Attempt, State, Ticket};
use madoguchi_shared::urgency::Urgency;

/// The place of the open ticket.
pub fn pane(desk: Desk) -> AnyView {
    let is_open = Memo::new(move |_| desk.open.with(Option::is_some));
    let has_come = Memo::new(move |_| desk.card.with(Option::is_some));
    (move || match (is_open.get(), has_come.get()) {
        (false, _) => view! { <section id="no-card"><p>{move || desk.say("card.none")}</p></section> }.into_any(),
        (true, false) => view! {
            <section id="no-card" aria-busy="true">
                {move || desk.fault.get().map(|fault| view! { <p role="alert">{fault}</p> })}
            </section>
        }
        .into_any(),
        (true, true) => card(desk).into_any(),
    })
    .into_any()
}

/// What `f` makes of the card, renewed with it.
fn of<T: Clone + PartialEq + Send + Sync + 'static>(desk: Desk, f: impl Fn(&Card) -> T + Send + Sync + 'static) -> Memo<Option<T>> {
    Memo::new(move |_| desk.card.with(|card| card.as_ref().map(&f)))
}

fn card(desk: Desk) -> AnyView {
    let ticket = of(desk, |card| card.row.id.to_string());
    let state = of(desk, |card| card.row.state.as_str());
    let seq = of(desk, |card| card.row.seq.to_string());
    view! {
        <article id="card" tabindex="-1" aria-labelledby="card-title" data-ticket=move || ticket.get() data-state=move || state.get() data-seq=move || seq.get()>
            {head(desk)}
            {claim(desk)}
            <p id="fault" role="alert">{move || desk.fault.get()}
                <Show when=move || desk.unsure.with(Option::is_some)>
                    <button type="button" data-act="again" on:click=move |_| desk.again()>{move || desk.say("act.again")}</button>
                </Show>
            </p>
            <div class="halves">
                <div class="facts">
                    {caller(desk)}
                    {acts::acts(desk)}
                    {form::form(desk)}
                    {shops_link(desk)}
                    {notice_rows(desk)}
                    {told(desk)}
                </div>
                {talk::talk(desk)}
            </div>
        </article>
    }
    .into_any()
}

fn head(desk: Desk) -> AnyView {
    let row = of(desk, |card| card.row.clone());
    let newest = Memo::new(move |_| {
        // The list may have heard of it after the card came.
        row.get().map(|row| {
            desk.inbox.with(|inbox| inbox.row(&row.id)).filter(|known| known.version > row.version).map_or(row, |known| (*known).clone())
        })
    });
    let stands = Memo::new(move |_| {
        let hours = desk.inbox.with(|inbox| inbox.hours.clone());
        newest.get().map(|row| row::standing(&row, hours.as_deref(), desk.words(), desk.now.get())).unwrap_or_default()
    });
    let urgent = move || newest.get().is_some_and(|row| row.urgency == Urgency::Urgent);
    let about = move || newest.get().map(|row| row::matter(&row, desk.words()));
    let state = move || newest.get().and_then(|row| row::state_of(&row, desk.words()));
    // Whoever waits feels all of the time; the score counts the desk's.
    let waited = move || {
        let row = newest.get().filter(|row| row.answered_at.is_none() && row.state.is_at_desk())?;
        let gross = length(desk.words(), desk.now.get().unix() - row.created_at.unix());
        let hours = desk.inbox.with(|inbox| inbox.hours.clone());
        let open = hours
            .map(|hours| hours.calendar.open_seconds(&hours.zone, row.created_at, desk.now.get()))
            .map(|open| length(desk.words(), open));
        Some(match open {
            Some(open) if open != gross => desk.words().say("card.waited_open", &[("time", &gross), ("open", &open)]),
            _ => desk.words().say("card.waited", &[("time", &gross)]),
        })
    };
    let due = move || {
        let row = newest.get()?;
        clocked(desk, |clock| row.due.map(|due| clock.words.say("card.until", &[("when", &clock.moment(due))])))
    };
    view! {
        <header data-promise=move || stands.get().0>
            <button class="quiet back" type="button" on:click=move |_| desk.close()>{move || desk.say("card.back")}</button>
            <span class="mark" class:pressing=urgent>{move || desk.say(if urgent() { "mark.urgent" } else { "mark.normal" })}</span>
            <h2 id="card-title">{about}</h2>
            <p class="left"><strong>{move || stands.get().1}</strong> <span>{due}</span> <span>{waited}</span></p>
            <p class="where">
                <b>{move || newest.get().map(|row| row.shop_name)}</b> " "
                <span>{move || newest.get().map(|row| row.id.to_string())}</span> " "
                <span>{state}</span>
            </p>
        </header>
    }
    .into_any()
}

/// What `f` says by the desk's clocks, once they are known.
fn clocked(desk: Desk, f: impl FnOnce(&Clock<'_>) -> Option<String>) -> Option<String> {
    let hours = desk.inbox.with(|inbox| inbox.hours.clone())?;
    f(&Clock { zone: &hours.zone, words: desk.words(), now: desk.now.get() })
}

/// Who has taken it, and what they were told.
fn claim(desk: Desk) -> AnyView {
    let claim = of(desk, |card| card.row.claim.clone());
    (move || {
        let claim = claim.get().flatten()?;
        let words = desk.words();
        let until = clocked(desk, |clock| Some(clock.time(claim.until))).unwrap_or_default();
        let mine = Some(&claim.by) == desk.my_id().as_ref();
        let key = if mine { "claim.yours" } else { "claim.theirs" };
        let said = words.say(key, &[("name", claim.name.as_str()), ("until", &until)]);
        let from = claim.from.as_ref().map(|from| words.say("claim.from", &[("name", from.as_str())]));
        let note = claim.note.as_ref().map(|note| note.as_str().to_owned());
        Some(view! {
            <div class="claim" class:theirs=!mine>
                <p>{said} " " {from}</p>
                {note.map(|note| view! { <p class="words">{note}</p> })}
            </div>
        })
    })
    .into_any()
}

/// Who is to be called, and the number.
fn caller(desk: Desk) -> AnyView {
    let ticket = of(desk, |card| card.data.ticket.clone());
    let silenced = of(desk, |card| card.do_not_contact == Some(true));
    let contact =
        of(desk, |card| card.data.notice.iter().find(|row| row.key == "contact").map(|row| (row.value.clone(), row.href.clone())));
    (move || {
        let ticket = ticket.get()?;
        let intake = ticket.intake.as_ref()?;
        let words = desk.words();
        let silenced = silenced.get() == Some(true);
        let (shown, href) = contact.get().flatten().map(|(shown, href)| (shown, href.filter(|_| !silenced)))?;
        let (kind, plain) = match &intake.reply {
            Reply::Phone { phone, .. } => (Some(named(words, "phone.", phone.kind())), phone.as_str().to_owned()),
            Reply::Email { email } => (None, email.as_str().to_owned()),
            Reply::None => (None, String::new()),
        };
        let kana = intake.kana.as_ref().map(|kana| kana.as_str().to_owned());
        let company = intake.company.as_ref().map(|company| company.as_str().to_owned());
        let language_key = ["notice.language.", &intake.language].concat();
        let language = if words.has(&language_key) { words.say(&language_key, &[]) } else { intake.language.clone() };
        let known = intake.identity.is_some().then(|| words.say("card.known", &[]));
        Some(view! {
            <div class="caller">
                <p class="person"><ruby><strong>{intake.name.as_str().to_owned()}</strong>{kana.map(|kana| view! { <rt>{kana}</rt> })}</ruby>
                    " " <span>{company}</span> <span class="chip">{language}</span> {known.map(|known| view! { <span class="chip">{known}</span> })}</p>
                <p class="number">
                    {match href {
                        Some(href) => {
                            let number = href.strip_prefix("tel:").map(str::to_owned);
                            let press = move |event: MouseEvent| {
                                let begins = desk.card.with_untracked(|card| card.as_ref().is_some_and(|card| matches!(card.row.state, State::Open | State::Retrying)));
                                if let Some(number) = number.clone().filter(|_| begins) {
                                    event.prevent_default();
                                    desk.call(number);
                                }
                            };
                            view! { <a class="call" href=href on:click=press>{shown}</a> }.into_any()
                        }
                        None => view! { <span>{shown}</span> }.into_any(),
                    }}
                    " " <span>{kind}</span>
                    {(!plain.is_empty() && !silenced).then(|| copy(desk, plain))}
                </p>
                {silenced.then(|| view! { <p id="silenced" class="wrong">{words.say("card.do_not_contact", &[])}</p> })}
            </div>
        })
    })
    .into_any()
}

fn copy(desk: Desk, text: String) -> AnyView {
    let done = RwSignal::new(false);
    let press = move |_| {
        let text = text.clone();
        spawn_local(async move { done.set(browser::copy(&text).await) });
    };
    view! { <button class="quiet" type="button" data-copy="" on:click=press>{move || desk.say(if done.get() { "card.copied" } else { "card.copy" })}</button> }
    .into_any()
}

/// By which the shop's people open this ticket, for whoever asks the desk for
/// it.
fn shops_link(desk: Desk) -> AnyView {
    let link = of(desk, |card| card.answer_link.clone());
    (move || {
        let link = link.get().flatten()?;
        Some(view! {
            <p class="places"><span>{move || desk.say("card.link")}</span> {copy(desk, link)}</p>
        })
    })
    .into_any()
}

/// The rest of the notice, in its order. What is said elsewhere on the card is
/// left out, and so is what nobody said.
fn notice_rows(desk: Desk) -> AnyView {
    let rows = of(desk, |card| card.data.notice.clone());
    let line = move |row: notice::Row| {
        let shown = match &row.href {
            Some(href) if matches!(row.key.as_str(), "product" | "page") => {
                view! { <a href=href.clone() target="_blank" rel="noopener noreferrer">{row.value.clone()}</a> }.into_any()
            }
            _ => view! { <span>{row.value.clone()}</span> }.into_any(),
        };
        let (label, empty) = (["notice.", &row.key].concat(), row.value == notice::NOTHING);
        view! { <div data-key=row.key data-empty=empty.then_some("")><dt>{move || desk.say(&label)}</dt><dd>{shown}</dd></div> }
    };
    view! { <dl class="notice">{move || rows.get().unwrap_or_default().into_iter().filter(|row| row.key != "link").map(line).collect_view()}</dl> }
    .into_any()
}

/// What happened so far: calls, remarks, hand-over, end, rating; what else this
/// number has asked; what was done here.
fn told(desk: Desk) -> AnyView {
    let card = of(desk, Clone::clone);
    (move || {
        let card = card.get()?;
        let hours = desk.inbox.with(|inbox| inbox.hours.clone())?;
        let words = desk.words();
        let clock = Clock { zone: &hours.zone, words, now: desk.now.get_untracked() };
        let mut story = story(&card.data.ticket, &clock);
        story.extend(card.deeds.iter().filter(|deed| !matches!(deed.what.as_str(), "attempt" | "note" | "close" | "hand_over")).map(
            |deed| {
                let what = words.say(&["deed.", &deed.what].concat(), &[]);
                (deed.at, [what, words.say("told.by", &[("name", deed.by.as_str())])].join(" "), None)
            },
        ));
        story.sort_by_key(|(at, ..)| *at);
        let story = story.into_iter().map(|(at, what, said)| {
            view! { <li><time>{clock.moment(at)}</time> <span>{what}</span> {said.map(|said| view! { <p class="words">{said}</p> })}</li> }
        });
        let past = card.past.iter().map(|past| {
            let topic = past.topic.map(|topic| words.say(&["topic.", topic.slug()].concat(), &[]));
            let came = past.outcome.map(|outcome| named(words, "outcome.", outcome));
            let state = came.unwrap_or_else(|| named(words, "state.", past.state));
            let id = past.id.clone();
            view! {
                <li><time>{clock.moment(past.created_at)}</time>
                    <button class="quiet" type="button" on:click=move |_| desk.open(id.clone())>{topic} " " {past.id.to_string()}</button>
                    <span>{state}</span></li>
            }
        });
        let pitch: Vec<String> = card.data.ticket.pitch.iter().map(|signal| named(words, "sign.", signal.kind)).collect();
        Some(view! {
            {(!pitch.is_empty() && card.row.state == State::SetAside).then(|| view! {
                <h3>{words.say("told.pitch", &[])}</h3><ul class="story">{pitch.into_iter().map(|text| view! { <li>{text}</li> }).collect_view()}</ul>
            })}
            <h3>{words.say("told.story", &[])}</h3>
            <ol class="story">{story.collect_view()}</ol>
            {(!card.past.is_empty()).then(|| view! { <h3>{words.say("told.past", &[])}</h3><ol class="story past">{past.collect_view()}</ol> })}
        })
    })
    .into_any()
}

/// A value's name on the wire.
pub fn wire(value: impl serde::Serialize) -> Option<String> {
    Some(json::text(&value)?.trim_matches('"').to_owned())
}

/// What happened to a ticket: when, what, and in whose words.
fn story(ticket: &Ticket, clock: &Clock<'_>) -> Vec<(Instant, String, Option<String>)> {
    let words = clock.words;
    let by = |name: Option<&str>| name.map(|name| words.say("told.by", &[("name", name)])).unwrap_or_default();
    let mut story = vec![(ticket.created_at, words.say("told.created", &[]), None)];
    for Attempt { at, outcome, by: who, note, .. } in &ticket.attempts {
        let what = named(words, "attempt.", *outcome);
        story.push((*at, [what, by(who.as_ref().map(|name| name.as_str()))].join(" "), note.as_ref().map(|note| note.as_str().to_owned())));
    }
    for note in &ticket.notes {
        let key = ["told.note_", note.from.as_str()].concat();
        story.push((
            note.at,
            [words.say(&key, &[]), by(note.by.as_ref().map(|name| name.as_str()))].join(" "),
            Some(note.text.as_str().to_owned()),
        ));
    }
    if let Some(handover) = &ticket.handover {
        let what = [words.say("told.handed", &[]), by(handover.by.as_ref().map(|name| name.as_str()))].join(" ");
        story.push((handover.at, what, Some(handover.note.as_str().to_owned())));
        if let Some(answer) = &handover.answer {
            // Right behind the question: when it came isn't kept with it.
            story.push((handover.at, words.say("told.answer", &[]), Some(answer.as_str().to_owned())));
        }
    }
    if let Some(end) = &ticket.end {
        let what = end.outcome.map(|outcome| named(words, "outcome.", outcome)).unwrap_or_else(|| named(words, "state.", ticket.state));
        story.push((
            end.at,
            [what, by(end.by.as_ref().map(|name| name.as_str()))].join(" "),
            end.note.as_ref().map(|note| note.as_str().to_owned()),
        ));
    }
    if let Some(rating) = &ticket.rating {
        let score = words.say("told.rated", &[("score", &wire(rating.score).unwrap_or_default())]);
        let at = ticket.end.as_ref().map_or(ticket.created_at, |end| end.at);
        story.push((at, score, rating.comment.as_ref().map(|comment| comment.as_str().to_owned())));
    }
    story
}

/// The words of a language for something's name on the wire.
pub fn named(words: &Words, group: &str, value: impl serde::Serialize) -> String {
    wire(value).map(|name| words.say(&[group, &name].concat(), &[])).unwrap_or_default()
}
