//! The receipt: what was promised, by which number, and what became of it.

use crate::api::{self, Failure};
use crate::el::{View, all, el, none, part};
use crate::kept::Kept;
use crate::panel::{Panel, Screen};
use crate::ui::{self, shape};
use crate::when::When;
use leptos::prelude::*;
use madoguchi_shared::field::display_e164;
use madoguchi_shared::ticket::{May, Outcome, State, Status};
use wasm_bindgen_futures::spawn_local;

/// The receipt of the last request. Its parts follow the status each for
/// itself, so that what has the focus stays when something else changes.
pub fn receipt(panel: Panel) -> View {
    let head = el("div", "receipt").attr("aria-live", "polite").part(move || head(panel));
    all([head.view(), part(move || facts(panel)), part(move || acts(panel))])
}

/// What to say first: the promise while it holds, then how it ended.
pub fn headline(panel: Panel, kept: &Kept, status: &Status) -> String {
    let shop = panel.shop;
    let when = When::new(shop, panel.request.now());
    match (status.state, status.next_try) {
        (State::Open, _) if status.promise_broken => return shop.t("receipt.broken").to_owned(),
        (State::Open, _) => {}
        (State::Retrying, Some(next)) => return when.say("receipt.next_try", next),
        _ => return shop.t(state_key(status)).to_owned(),
    }
    match (kept.reply.as_str(), status.window, status.respond_by) {
        ("phone", Some(window), _) if !kept.asap => {
            shop.say("promise.between", &[("day", &when.day(window.start)), ("span", &when.span(window))])
        }
        ("phone", _, Some(by)) => when.say("promise.by", by),
        ("phone", _, None) => shop.t("promise.phone_open").to_owned(),
        ("email", _, Some(by)) => when.say("promise.mail", by),
        ("email", _, None) => shop.t("promise.mail_open").to_owned(),
        _ => shop.t("promise.none").to_owned(),
    }
}

fn state_key(status: &Status) -> &'static str {
    match status.state {
        State::Open | State::SetAside if status.by_phone => "receipt.state.open",
        State::Open | State::SetAside => "receipt.state.open_mail",
        State::Calling => "receipt.state.calling",
        State::Retrying => "receipt.state.retrying",
        State::Handed => "receipt.state.handed",
        State::Done => "receipt.state.done",
        State::Cancelled => "receipt.state.cancelled",
        State::Unreached => "receipt.state.unreached",
        State::Erased => "receipt.state.erased",
    }
}

fn head(panel: Panel) -> View {
    let shop = panel.shop;
    let Some(kept) = panel.kept.get() else { return none() };
    let Some(status) = panel.status.get() else {
        return all([ui::title(shop.t("home.request")), ui::text("p", "hint", kept.ticket)]);
    };
    let (mark, class) = match status.state {
        State::Done => (shape::TICK, "mark quiet"),
        State::Cancelled | State::Erased => (shape::CLOSE, "mark quiet"),
        State::Unreached => (shape::ALERT, "mark quiet"),
        State::Open if status.promise_broken => (shape::ALERT, "mark quiet"),
        _ => (shape::TICK, "mark"),
    };
    let above = shop.t(if status.state == State::Open { "receipt.title" } else { "home.request" });
    let after = match (status.state, status.attempts.last()) {
        (State::Open | State::Retrying, Some(last)) if last.outcome != Outcome::Reached => {
            When::new(shop, panel.request.now()).say("receipt.no_answer", last.at)
        }
        (State::Open, None) if status.promise_broken => shop.t("receipt.unreached_hint").to_owned(),
        (State::Calling, _) => shop.t("receipt.calling_hint").to_owned(),
        (State::Handed, _) => shop.t("receipt.handed_hint").to_owned(),
        (State::Unreached, _) => shop.t("receipt.unreached_hint").to_owned(),
        _ => String::new(),
    };
    all([
        el("span", class).child(ui::icon(mark)).view(),
        ui::text("p", "label", above),
        ui::title(headline(panel, &kept, &status)),
        ui::text("p", "after", after),
        el("p", "hint").says(move || if panel.stale.get() { shop.t("receipt.stale") } else { "" }.to_owned()).view(),
    ])
}

fn facts(panel: Panel) -> View {
    let shop = panel.shop;
    let Some(status) = panel.status.get() else { return none() };
    let fact = |key: &str, id: &str, words: &str, hint: &str| {
        el("div", "")
            .child(ui::text("dt", "", shop.t(key)))
            .child(el("dd", "").attr("id", id).text(words).view())
            .child(ui::text("dd", "hint", hint))
            .view()
    };
    let open = !status.state.is_ended();
    let mut facts = vec![fact("receipt.state", "state", shop.t(state_key(&status)), "")];
    if open && status.by_phone && !status.caller_number.is_empty() {
        let number = display_e164(&status.caller_number, &shop.published.rules.country);
        facts.push(fact("receipt.caller", "caller", &number, shop.t("receipt.caller_hint")));
    }
    facts.push(fact("receipt.topic", "topic", shop.topic(&status.topic), ""));
    facts.push(fact("receipt.number", "number", status.ticket.as_str(), ""));
    all([el("dl", "facts").children(facts).view(), ui::text("p", "hint", if open { shop.t("receipt.kept") } else { "" })])
}

fn acts(panel: Panel) -> View {
    let shop = panel.shop;
    let rest = match panel.status.with(|status| status.as_ref().map(|status| (status.may.contains(&May::Cancel), status.state.is_ended())))
    {
        Some((true, _)) => cancelling(panel),
        Some((_, true)) => ui::button("plain", "dismiss", "", shop.t("receipt.dismiss"), move || panel.dismiss()),
        _ => none(),
    };
    let home = ui::button("second", "home", "", shop.t("receipt.home"), move || panel.go(Screen::Home));
    el("div", "acts").child(home).child(rest).view()
}

/// Cancelling takes a second touch.
fn cancelling(panel: Panel) -> View {
    let shop = panel.shop;
    let asked = RwSignal::new(false);
    let failed = RwSignal::new(false);
    let shown = move || {
        if !asked.get() {
            let ask = move || {
                asked.set(true);
                panel.host.focus("#cancel-no");
            };
            return ui::button("plain", "cancel", "", shop.t("receipt.cancel"), ask);
        }
        let yes = ui::button("danger", "cancel-yes", "", shop.t("receipt.cancel_yes"), move || cancel(panel, failed));
        let keep = move || {
            asked.set(false);
            panel.host.focus("#cancel");
        };
        let no = ui::button("second", "cancel-no", "", shop.t("receipt.cancel_no"), keep);
        all([el("p", "").attr("id", "cancel-label").text(shop.t("receipt.cancel_ask")).view(), ui::pair("cancel-label", yes, no)])
    };
    let fault = move || if failed.get() { shop.t("receipt.cancel_failed") } else { "" }.to_owned();
    all([el("div", "cancel").part(shown).view(), el("p", "fault").attr("role", "alert").says(fault).view()])
}

fn cancel(panel: Panel, failed: RwSignal<bool>) {
    let Some(kept) = panel.kept.now() else { return };
    failed.set(false);
    spawn_local(async move {
        let mut answer = api::cancel(panel.shop, &kept).await;
        // Something came first: a call is under way, or it has ended.
        if let Err(Failure::Refused(409, _)) = answer {
            answer = api::status(panel.shop, &kept).await;
        }
        match answer {
            Ok(status) => {
                panel.learn(status);
                panel.host.focus("#title");
            }
            Err(_) => {
                failed.set(true);
                panel.refresh();
            }
        }
    });
}
