//! The receipt: what was promised, by which number, and what became of it.

use super::acts::acts;
use crate::el::{View, all, el, none, part};
use crate::kept::Kept;
use crate::panel::Panel;
use crate::ui::{self, shape};
use crate::when::When;
use madoguchi_shared::field::display_e164;
use madoguchi_shared::ticket::{Outcome, State, Status, Tried};

/// The receipt of the last request. Its parts follow the status each for
/// itself, so that what has the focus stays when something else changes.
pub fn receipt(panel: Panel) -> View {
    let head = el("div", "receipt").attr("aria-live", "polite").part(move || head(panel));
    // Where the desk can't keep its word, another time comes first.
    let broken = move || panel.status.with(|status| status.as_ref().is_some_and(|status| status.promise_broken));
    let acts_if = move |wanted| part(move || if broken() == wanted { acts(panel) } else { none() });
    all([head.view(), acts_if(true), part(move || facts(panel)), acts_if(false)])
}

/// What to say first: the promise while it holds, then how it ended.
pub fn headline(panel: Panel, kept: &Kept, status: &Status) -> String {
    let shop = panel.shop;
    let when = When::new(shop, panel.request.now());
    match (status.state, status.next_try) {
        _ if status.is_promised() => {}
        (State::Retrying, Some(next)) => return when.say("receipt.next_try", next),
        _ => return shop.t(status.state_key()).to_owned(),
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

fn head(panel: Panel) -> View {
    let shop = panel.shop;
    let Some(kept) = panel.kept.with(|kept| kept.first().cloned()) else { return none() };
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
    let above = shop.t(status.label_key());
    let after = match (status.state, status.attempts.last()) {
        (State::Open | State::Retrying, Some(last)) if last.outcome != Outcome::Reached => tried(panel, last),
        _ => status.hint_key().map_or("", |key| shop.t(key)).to_owned(),
    };
    all([
        el("span", class).child(ui::icon(mark)).view(),
        ui::text("p", "label", above),
        ui::title(headline(panel, &kept, &status)),
        ui::text("p", "after", after),
        ui::text("p", "after", if kept.earlier { shop.t("receipt.earlier") } else { "" }),
        el("p", "hint").says(move || if panel.stale.get() { shop.t("receipt.stale") } else { "" }.to_owned()).view(),
    ])
}

/// `本日 14:20 担当者がおかけしました（ご不在）`.
fn tried(panel: Panel, tried: &Tried) -> String {
    When::new(panel.shop, panel.request.now()).say(tried.outcome.key(), tried.at)
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
    let mut facts = vec![fact("receipt.state", "state", shop.t(status.state_key()), "")];
    if open && status.by_phone && !status.caller_number.is_empty() {
        let number = display_e164(&status.caller_number, &shop.published.rules.country);
        facts.push(fact("receipt.caller", "caller", &number, shop.t("receipt.caller_hint")));
    }
    let mut past: Vec<String> = status.attempts.iter().map(|call| tried(panel, call)).collect();
    past.insert(0, When::new(shop, panel.request.now()).say("receipt.accepted", status.created_at));
    facts.push(fact("receipt.past", "past", &past.join("\n"), ""));
    facts.push(fact("receipt.topic", "topic", shop.topic(&status.topic), ""));
    facts.push(fact("receipt.number", "number", status.ticket.as_str(), ""));
    all([el("dl", "facts").children(facts).view(), ui::text("p", "hint", if open { shop.t("receipt.kept") } else { "" })])
}
