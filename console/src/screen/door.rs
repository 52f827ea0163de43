//! Signing in.

use crate::browser;
use crate::state::Desk;
use leptos::ev::SubmitEvent;
use leptos::html::Input;
use leptos::prelude::*;
use leptos::task::spawn_local;
use madoguchi_shared::id::Slug;

/// The product's name.
const NAME: &str = "Madoguchi";

/// The form at the door.
pub fn door(desk: Desk) -> AnyView {
    let (name, token) = (NodeRef::<Input>::new(), NodeRef::<Input>::new());
    let busy = RwSignal::new(false);
    let enter = move |event: SubmitEvent| {
        event.prevent_default();
        let (Some(name), Some(field)) = (name.get_untracked(), token.get_untracked()) else { return };
        let token = field.value().trim().to_owned();
        let Ok(slug) = Slug::parse(name.value().trim()) else { return desk.refused.set(Some("door.refused")) };
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        spawn_local(async move {
            desk.sign_in(slug, &token).await;
            busy.set(false);
            if desk.me.with_untracked(Option::is_none) {
                field.set_value("");
                browser::focus("sign-in-token");
            }
        });
    };
    let slug = move || desk.slug.with(|slug| slug.as_ref().map(ToString::to_string).unwrap_or_default());
    view! {
        <main id="door">
            <form id="sign-in" on:submit=enter>
                <h1>{NAME}</h1>
                <p id="sign-in-fault" role="alert">{move || desk.refused.get().map(|key| desk.say(key))}</p>
                <label for="sign-in-desk">{move || desk.say("door.desk")}</label>
                <input id="sign-in-desk" name="desk" autocomplete="username" autocapitalize="none" spellcheck="false" required
                    node_ref=name prop:value=slug/>
                <label for="sign-in-token">{move || desk.say("door.token")}</label>
                <input id="sign-in-token" name="token" type="password" autocomplete="current-password" required
                    node_ref=token aria-describedby="token-hint"/>
                <p id="token-hint">{move || desk.say("door.hint")}</p>
                <button class="main" type="submit" aria-busy=move || busy.get().to_string()>{move || desk.say("door.enter")}</button>
            </form>
            {language(desk)}
        </main>
    }
    .into_any()
}

/// To the other language, and back.
pub fn language(desk: Desk) -> AnyView {
    let turn = move |_| {
        let other = desk.lang.get_untracked().other();
        browser::keep("lang", other.tag());
        browser::readdress(&[("lang", other.tag())], desk.open.get_untracked().as_ref().map(|id| id.as_str()));
        desk.lang.set(other);
    };
    let other = move || desk.lang.get().other();
    view! {
        <button id="language" class="quiet" type="button" lang=move || other().tag() on:click=turn>{move || other().name()}</button>
    }
    .into_any()
}
