//! The request: what it is about, what the desk needs for it, how and when
//! to answer, and who asks; then, once more, what will be sent.

mod agree;
pub mod choice;
mod facts;
pub mod field;
mod policy;
pub mod reply;
mod review;
mod topic;

use crate::el::{View, all, el, none, part};
use crate::leptos::prelude::*;
use crate::panel::Panel;
use crate::request::Sending;
use crate::send::send;
use crate::ui;
use field::{Kind, text_field};

/// The form. Nothing is asked before it is clear what about.
pub fn form(panel: Panel) -> View {
    let shop = panel.shop;
    let topic = Memo::new(move |_| panel.request.text("topic"));
    // Text, as all that is remembered this way: another type would be as much
    // code again.
    let known = Memo::new(move |_| if topic.with(String::is_empty) { "" } else { "known" }.to_owned());
    let submit = move |event: web_sys::Event| {
        event.prevent_default();
        send(panel);
    };
    let rest = move || if !known.with(String::is_empty) { rest(panel, topic) } else { none() };
    let step = move || if panel.request.review.get() { review::review(panel) } else { all([topic::topic(panel), part(rest)]) };
    let form = el("form", "")
        .attr("id", "form")
        .attr("novalidate", "")
        .on("submit", submit)
        .part(step)
        .child(trap(panel))
        .child(el("slot", "").attr("name", "challenge").view())
        .child(field::fault(panel, "challenge"))
        .child(el("p", "summary").attr("id", "faults").attr("role", "alert").says(move || summary(panel)).view())
        .part(move || if !known.with(String::is_empty) { send_button(panel) } else { none() });
    let title = move || {
        shop.t(match panel.request.review.get() {
            true => "form.review",
            false if shop.calls() => "form.title",
            false => "form.title_mail",
        })
    };
    all([part(move || ui::title(title())), form.view()])
}

/// A field that nobody sees or reaches; only a robot fills it in.
fn trap(panel: Panel) -> View {
    el("input", "trap")
        .attr("name", "homepage")
        .attr("autocomplete", "off")
        .attr("tabindex", "-1")
        .attr("aria-hidden", "true")
        .on("input", move |event| panel.request.set("homepage", event_target_value(&event)))
        .view()
}

fn rest(panel: Panel, topic: Memo<String>) -> View {
    let reply = Memo::new(move |_| panel.request.text("reply"));
    all([
        policy::policy(panel, topic),
        facts::facts(panel, topic, reply),
        reply::reply(panel, topic, reply),
        who(panel, reply),
        part(move || agree::terms(panel, topic)),
    ])
}

fn who(panel: Panel, reply: Memo<String>) -> View {
    let shop = panel.shop;
    // A name has to be read aloud only where somebody calls.
    let read = move || match reply.get().as_str() {
        "phone" if shop.published.language == "ja" => text_field(panel, "kana", "form.kana", "", Kind::Kana),
        _ => none(),
    };
    let reach = move || match reply.get().as_str() {
        "phone" => text_field(panel, "phone", "form.phone", "form.phone_hint", Kind::Phone),
        "email" => text_field(panel, "email", "form.email", "", Kind::Email),
        _ => none(),
    };
    el("section", "")
        .child(ui::text("h3", "", shop.t("form.who")))
        .child(text_field(panel, "name", "form.name", "", Kind::Name))
        .part(read)
        .part(reach)
        .view()
}

/// What is wrong in all, or that it was not sent: said aloud at once.
fn summary(panel: Panel) -> String {
    let (shop, request) = (panel.shop, panel.request);
    let kept = || panel.unsent.with(|unsent| unsent.as_ref().is_some_and(|unsent| unsent.stored && unsent.waits()));
    match (request.sending.get(), request.count()) {
        (Sending::Unsent, _) => shop.t(if kept() { "form.kept" } else { "form.unsent" }).to_owned(),
        (Sending::Limited(seconds), _) => shop.wait(seconds),
        (_, 0) => String::new(),
        (_, count) => shop.say("form.faults", &[("count", &count.to_string())]),
    }
}

fn send_button(panel: Panel) -> View {
    let (shop, request) = (panel.shop, panel.request);
    let words = move || {
        let review = request.review.get();
        let key = match request.sending.get() {
            Sending::Busy => "form.sending",
            _ if !review => "form.next",
            Sending::Unsent | Sending::Limited(_) => "form.again",
            Sending::Idle if request.text("reply") == "phone" => "form.send",
            Sending::Idle => "form.send_mail",
        };
        shop.t(key).to_owned()
    };
    el("button", "primary")
        .attr("type", "submit")
        .attr("id", "send")
        .attr_if("aria-busy", move || (request.sending.get() == Sending::Busy).then_some("true"))
        .says(words)
        .view()
}
