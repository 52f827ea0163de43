//! Who works here: personal access tokens.

use crate::api::Failure;
use crate::browser;
use crate::state::Desk;
use crate::time::Clock;
use leptos::ev::SubmitEvent;
use leptos::html::{Input, Select};
use leptos::prelude::*;
use leptos::task::spawn_local;
use madoguchi_shared::desk::{NewPerson, Person, PersonId, PersonMade, Role};
use madoguchi_shared::field::Name;

/// What the screen knows.
#[derive(Clone, Copy)]
struct People {
    desk: Desk,
    all: RwSignal<Vec<Person>>,
    made: RwSignal<Option<PersonMade>>,
    wrong: RwSignal<Option<String>>,
    /// Whose token is about to be taken away.
    doubted: RwSignal<Option<PersonId>>,
}

impl People {
    fn renew(self) {
        spawn_local(async move {
            match self.desk.api().tokens().await {
                Ok(all) => self.all.set(all),
                Err(failure) => self.failed(failure),
            }
        });
    }

    fn failed(self, failure: Failure) {
        match failure {
            Failure::SignedOut => self.desk.signed_out(Some("door.ended")),
            Failure::Lost => self.wrong.set(Some(self.desk.say_now("board.lost"))),
            Failure::Refused(code) => self.wrong.set(Some(self.desk.refusal(&code))),
        }
    }

    fn revoke(self, id: PersonId) {
        self.doubted.set(None);
        spawn_local(async move {
            match self.desk.api().revoke(&id).await {
                Ok(()) => self.renew(),
                Err(failure) => self.failed(failure),
            }
        });
    }
}

/// The screen.
pub fn people(desk: Desk) -> AnyView {
    let people =
        People { desk, all: RwSignal::new(vec![]), made: RwSignal::new(None), wrong: RwSignal::new(None), doubted: RwSignal::new(None) };
    people.renew();
    let heads = ["people.name", "people.role", "people.made", "people.seen", "people.state"];
    view! {
        <main id="people" class="screen">
            {maker(people)}
            <p class="wrong" role="alert">{move || people.wrong.get()}</p>
            {move || people.made.get().map(|made| shown_once(people, made))}
            <table>
                <caption>{move || desk.say("screen.people")}</caption>
                <thead><tr>{heads.map(|key| view! { <th scope="col">{move || desk.say(key)}</th> })}<td></td></tr></thead>
                <tbody>{move || people.all.get().into_iter().map(|person| line(people, person)).collect_view()}</tbody>
            </table>
        </main>
    }
    .into_any()
}

fn maker(people: People) -> AnyView {
    let desk = people.desk;
    let (name, role) = (NodeRef::<Input>::new(), NodeRef::<Select>::new());
    let make = move |event: SubmitEvent| {
        event.prevent_default();
        let (Some(field), Some(role)) = (name.get_untracked(), role.get_untracked()) else { return };
        let Ok(name) = Name::parse(&field.value()) else { return people.wrong.set(Some(desk.say_now("form.needed"))) };
        let role = if role.value() == "lead" { Role::Lead } else { Role::Operator };
        people.wrong.set(None);
        spawn_local(async move {
            match desk.api().make_token(&NewPerson { name, role }).await {
                Ok(made) => {
                    field.set_value("");
                    people.made.set(Some(made));
                    people.renew();
                }
                Err(failure) => people.failed(failure),
            }
        });
    };
    let roles = [("operator", "role.operator"), ("lead", "role.lead")];
    view! {
        <form class="chooser" on:submit=make>
            <label>{move || desk.say("people.name")}<input id="new-name" autocomplete="off" required maxlength="100" node_ref=name/></label>
            <label>{move || desk.say("people.role")}
                <select id="new-role" node_ref=role>{roles.map(|(value, key)| view! { <option value=value>{move || desk.say(key)}</option> })}</select>
            </label>
            <button id="make" class="main" type="submit">{move || desk.say("people.make")}</button>
        </form>
    }
    .into_any()
}

/// The token, which is never shown again.
fn shown_once(people: People, made: PersonMade) -> AnyView {
    let desk = people.desk;
    let copied = RwSignal::new(false);
    let token = made.token.clone();
    let copy = move |_| {
        let token = token.clone();
        spawn_local(async move { copied.set(browser::copy(&token).await) });
    };
    let said = desk.words().say("people.once", &[("name", made.person.name.as_str())]);
    view! {
        <div class="panel" role="status">
            <p>{said}</p>
            <p class="places">
                <code id="made-token">{made.token}</code>
                <button type="button" on:click=copy>{move || desk.say(if copied.get() { "card.copied" } else { "card.copy" })}</button>
                <button class="quiet" type="button" on:click=move |_| people.made.set(None)>{move || desk.say("people.hide")}</button>
            </p>
        </div>
    }
    .into_any()
}

fn line(people: People, person: Person) -> AnyView {
    let desk = people.desk;
    let moment = move |at| {
        let hours = desk.inbox.with(|inbox| inbox.hours.clone());
        hours.map(|hours| Clock { zone: &hours.zone, words: desk.words(), now: desk.now.get_untracked() }.moment(at)).unwrap_or_default()
    };
    let role = if person.role == Role::Lead { "role.lead" } else { "role.operator" };
    let (made, seen, revoked) = (person.created_at, person.seen_at, person.revoked_at);
    let (id, doubt) = (person.id.clone(), person.id.clone());
    let doubted = {
        let id = id.clone();
        move || people.doubted.with(|doubted| doubted.as_ref() == Some(&id))
    };
    let state = move || match revoked {
        Some(at) => desk.words().say("people.revoked", &[("when", &moment(at))]),
        None => desk.say("people.active"),
    };
    let own = desk.my_id_now().as_ref() == Some(&person.id);
    let act = move || match (revoked.is_some() || own, doubted()) {
        (true, _) => ().into_any(),
        (false, false) => {
            let doubt = doubt.clone();
            view! { <button class="quiet" type="button" data-act="revoke" on:click=move |_| people.doubted.set(Some(doubt.clone()))>{move || desk.say("people.revoke")}</button> }.into_any()
        }
        (false, true) => {
            let id = id.clone();
            view! { <button class="danger" type="button" data-act="revoke-now" on:click=move |_| people.revoke(id.clone())>{move || desk.say("people.revoke_now")}</button> }.into_any()
        }
    };
    view! {
        <tr data-person=person.id.to_string() class:gone=revoked.is_some()>
            <th scope="row">{person.name.as_str().to_owned()}</th>
            <td>{move || desk.say(role)}</td>
            <td>{move || moment(made)}</td>
            <td>{move || seen.map(moment)}</td>
            <td>{state}</td>
            <td>{act}</td>
        </tr>
    }
    .into_any()
}
