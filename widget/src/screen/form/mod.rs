//! The request: what it is about, what the desk needs for it, how and when
//! to answer, who asks, and what becomes of the data.

mod agree;
mod choice;
mod facts;
mod field;
mod reply;
mod topic;

use crate::panel::Panel;
use crate::request::Sending;
use crate::send::send;
use crate::ui;
use field::{Kind, text_field};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

/// The form.
pub fn form(panel: Panel) -> AnyView {
    let shop = panel.shop;
    let request = panel.request;
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        send(panel);
    };
    // Nothing is asked before it is clear what about.
    let rest = Memo::new(move |_| request.topic().is_some());
    view! {
        {ui::title(shop.t(if shop.calls() { "form.title" } else { "form.title_mail" }))}
        <form id="form" novalidate on:submit=submit>
            {topic::topic(panel)}
            {move || if rest.get() { after_topic(panel) } else { ().into_any() }}
            {summary(panel)}
            {move || rest.get().then(|| send_button(panel))}
        </form>
    }
    .into_any()
}

fn after_topic(panel: Panel) -> AnyView {
    view! {
        {move || facts::facts(panel)}
        {reply::reply(panel)}
        {who(panel)}
        {move || agree::terms(panel)}
        {agree::agree(panel)}
    }
    .into_any()
}

fn who(panel: Panel) -> AnyView {
    let shop = panel.shop;
    let reply = Memo::new(move |_| panel.request.draft.with(|draft| draft.reply.clone()));
    let reach = move || match reply.get().as_str() {
        "phone" => text_field(panel, "phone", shop.t("form.phone"), shop.t("form.phone_hint"), Kind::Phone),
        "email" => text_field(panel, "email", shop.t("form.email"), "", Kind::Email),
        _ => ().into_any(),
    };
    view! {
        <section>
            <h3>{shop.t("form.who")}</h3>
            {text_field(panel, "name", shop.t("form.name"), "", Kind::Name)}
            {reach}
        </section>
    }
    .into_any()
}

/// What is wrong in all, or that it was not sent: said aloud at once.
fn summary(panel: Panel) -> AnyView {
    let (shop, request) = (panel.shop, panel.request);
    let words = move || {
        if request.sending.get() == Sending::Unsent {
            return shop.t("form.unsent").to_owned();
        }
        match request.shown() {
            0 => String::new(),
            count => shop.say("form.faults", &[("count", &count.to_string())]),
        }
    };
    view! { <p class="summary" id="faults" role="alert">{words}</p> }.into_any()
}

fn send_button(panel: Panel) -> AnyView {
    let (shop, request) = (panel.shop, panel.request);
    let phone = Memo::new(move |_| request.draft.with(|draft| draft.reply == "phone"));
    let words = move || {
        shop.t(match request.sending.get() {
            Sending::Busy => "form.sending",
            Sending::Unsent => "form.again",
            Sending::Idle if phone.get() => "form.send",
            Sending::Idle => "form.send_mail",
        })
    };
    let busy = move || (request.sending.get() == Sending::Busy).to_string();
    view! { <button type="submit" class="primary" id="send" aria-busy=busy>{words}</button> }.into_any()
}
