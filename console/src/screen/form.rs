//! The form behind a button: what came of it, what the shop is asked, when to
//! call again, who is to have it.

use super::acts::closings;
use super::talk;
use crate::state::{Desk, Form};
use leptos::ev::{KeyboardEvent, SubmitEvent};
use leptos::html::{Input, Select, Textarea};
use leptos::prelude::*;
use leptos::task::spawn_local;
use madoguchi_shared::Instant;
use madoguchi_shared::day::{Day, TimeOfDay};
use madoguchi_shared::desk::{Person, PersonId};
use madoguchi_shared::field::Paragraph;
use madoguchi_shared::ticket::{Act, Outcome};
use madoguchi_shared::zone::Zone;

/// The open form.
pub fn form(desk: Desk) -> AnyView {
    (move || desk.form.get().map(|form| one(desk, form))).into_any()
}

fn one(desk: Desk, form: Form) -> AnyView {
    let (choice, at, note) = (NodeRef::<Select>::new(), NodeRef::<Input>::new(), NodeRef::<Textarea>::new());
    let wrong = RwSignal::new(None::<&'static str>);
    // Who asked for a call is not answered by mail.
    let by_mail = desk.card.with_untracked(|card| card.as_ref().is_some_and(|card| !card.row.by_phone));
    let people = RwSignal::new(Vec::<Person>::new());
    if form == Form::PassOn {
        spawn_local(async move {
            let me = desk.my_id_now();
            let found = desk.api().people().await.unwrap_or_default();
            people.set(found.into_iter().filter(|person| Some(&person.id) != me.as_ref()).collect());
        });
    }
    let send = move || {
        let text = note.get_untracked().map(|note| note.value()).unwrap_or_default();
        let chosen = choice.get_untracked().map(|choice| choice.value()).unwrap_or_default();
        let when = at.get_untracked().map(|at| at.value()).unwrap_or_default();
        match filled(desk, form, &text, &chosen, &when) {
            Ok(Filled::Act(act)) => desk.act(act),
            Ok(Filled::PassOn(to, note)) => desk.claim(Some(to), note),
            Err(key) => wrong.set(Some(key)),
        }
    };
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        send();
    };
    let keys = move |event: KeyboardEvent| {
        if event.key() == "Enter" && (event.ctrl_key() || event.meta_key()) && !event.is_composing() {
            event.prevent_default();
            send();
        }
    };
    // What was asked by the talk's questions is not typed twice.
    let begun = if matches!(form, Form::Close | Form::HandOver) { talk::noted(desk) } else { String::new() };
    let hint = form.hint();
    view! {
        <form class="form" on:submit=submit on:keydown=keys aria-label=move || desk.say(form.title())>
            {match form {
                Form::Close => view! {
                    <label for="form-first">{move || desk.say("form.outcome")}</label>
                    <select id="form-first" node_ref=choice>
                        {closings().into_iter().filter(|(_, name)| by_mail || name != "answered").map(|(_, name)| {
                            // What it does says more than what came of it.
                            let key = if name == "answered" { "form.answered".to_owned() } else { ["outcome.", &name].concat() };
                            view! { <option value=name>{move || desk.say(&key)}</option> }
                        }).collect_view()}
                    </select>
                }.into_any(),
                Form::PassOn => view! {
                    <label for="form-first">{move || desk.say("form.colleague")}</label>
                    <select id="form-first" node_ref=choice>
                        {move || people.get().into_iter().map(|person| view! { <option value=person.id.to_string()>{person.name.as_str().to_owned()}</option> }).collect_view()}
                    </select>
                }.into_any(),
                Form::CallAgain => view! {
                    <label for="form-first">{move || desk.say("form.when")}</label>
                    <input id="form-first" type="datetime-local" node_ref=at required step="300"/>
                }.into_any(),
                _ => ().into_any(),
            }}
            {(form != Form::CallAgain && form != Form::GiveUp).then(|| view! {
                <label for=form.note_id()>{move || desk.say(form.note_label())}</label>
                <textarea id=form.note_id() node_ref=note rows="4" maxlength="1000">{begun}</textarea>
            })}
            {hint.map(|key| view! { <p class="hint">{move || desk.say(key)}</p> })}
            <p class="wrong" role="alert">{move || wrong.get().map(|key| desk.say(key))}</p>
            <p class="row">
                <button id=form.send_id() class="main" type="submit" aria-busy=move || desk.sending.get().to_string()>{move || desk.say(form.title())}</button>
                <button class="quiet" type="button" on:click=move |_| desk.form.set(None)>{move || desk.say("form.leave")}</button>
            </p>
        </form>
    }
    .into_any()
}

/// What a form asks for, once it is filled in.
enum Filled {
    Act(Act),
    PassOn(PersonId, Option<Paragraph>),
}

/// What was filled in, or the word for what is wrong.
fn filled(desk: Desk, form: Form, text: &str, chosen: &str, when: &str) -> Result<Filled, &'static str> {
    let note = if text.trim().is_empty() { None } else { Some(Paragraph::parse(text).map_err(|_| "form.too_long")?) };
    let needed = || note.clone().ok_or("form.needed");
    Ok(Filled::Act(match form {
        Form::Close => {
            let outcome = closings().into_iter().find(|(_, name)| name == chosen).map(|(outcome, _)| outcome);
            Act::Close { outcome: outcome.ok_or("form.needed")?, note }
        }
        Form::HandOver => Act::HandOver { note: needed()? },
        Form::Note => Act::Note { text: needed()? },
        Form::WrongNumber => Act::Attempt { outcome: Outcome::WrongNumber, note },
        Form::GiveUp => Act::GiveUp {},
        Form::PassOn => return Ok(Filled::PassOn(PersonId::parse(chosen).map_err(|_| "form.nobody")?, note)),
        Form::CallAgain => {
            let zone = desk.inbox.with_untracked(|inbox| inbox.hours.as_ref().map(|hours| hours.zone.clone()));
            Act::CallAgain { at: zone.and_then(|zone| moment(&zone, when)).ok_or("form.when_needed")? }
        }
    }))
}

/// `2026-11-25T10:30`, as a field of the browser has it, by the desk's clocks.
fn moment(zone: &Zone, text: &str) -> Option<Instant> {
    let (day, time) = text.split_once('T')?;
    Some(zone.instant(Day::parse(day)?, TimeOfDay::parse(time.get(..5)?)?))
}

impl Form {
    /// What it does, in words.
    fn title(self) -> &'static str {
        match self {
            Self::Close => "form.close",
            Self::HandOver => "form.hand_over",
            Self::CallAgain => "form.call_again",
            Self::PassOn => "form.pass_on",
            Self::Note => "form.note",
            Self::WrongNumber => "form.wrong_number",
            Self::GiveUp => "form.give_up",
        }
    }

    fn note_label(self) -> &'static str {
        match self {
            Self::HandOver => "form.ask_shop",
            Self::Close => "form.agreed",
            _ => "form.words",
        }
    }

    fn hint(self) -> Option<&'static str> {
        match self {
            Self::WrongNumber => Some("form.wrong_number_hint"),
            Self::GiveUp => Some("form.give_up_hint"),
            Self::CallAgain => Some("form.when_hint"),
            _ => None,
        }
    }

    /// The first field has the focus when the form opens.
    fn note_id(self) -> &'static str {
        if matches!(self, Self::Close | Self::PassOn) { "form-note" } else { "form-first" }
    }

    fn send_id(self) -> &'static str {
        if self == Self::GiveUp { "form-first" } else { "form-send" }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_read_by_the_desks_clocks() {
        let tokyo = Zone::fixed("Asia/Tokyo", 9 * 3600);
        assert_eq!(moment(&tokyo, "2026-11-25T10:30"), Instant::parse("2026-11-25T10:30:00+09:00"));
        assert_eq!(moment(&tokyo, "2026-11-25T10:30:00"), Instant::parse("2026-11-25T10:30:00+09:00"));
        for bad in ["", "2026-11-25", "2026-11-25T1", "x"] {
            assert_eq!(moment(&tokyo, bad), None, "{bad}");
        }
    }
}
