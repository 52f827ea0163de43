//! The receipt: what was promised, by which number, and what became of it.

use crate::api;
use crate::clock::Clock;
use crate::kept::Kept;
use crate::panel::{Panel, Screen};
use crate::ui::{self, shape};
use crate::when::When;
use leptos::prelude::*;
use madoguchi_shared::field::Country;
use madoguchi_shared::ticket::{Act, State, Status};
use wasm_bindgen_futures::spawn_local;

/// The receipt of the last request.
pub fn receipt(panel: Panel) -> AnyView {
    // The parts follow the status each for itself, so that what is being
    // read or has the focus stays when something else changes.
    view! {
        <div class="receipt" aria-live="polite">{move || head(panel)}</div>
        {move || facts(panel)}
        {move || acts(panel)}
    }
    .into_any()
}

/// What to say first: the promise while it holds, then how it ended.
pub fn headline(panel: Panel, kept: &Kept, status: &Status) -> String {
    let shop = panel.shop;
    if status.state != State::Open {
        return shop.t(state_key(status)).to_owned();
    }
    let when = When::new(shop, Clock::now(panel.request.clock.get()));
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
        State::Open if status.by_phone => "receipt.state.open",
        State::Open => "receipt.state.open_mail",
        State::Done => "receipt.state.done",
        State::Cancelled => "receipt.state.cancelled",
        State::Unreached => "receipt.state.unreached",
    }
}

fn head(panel: Panel) -> AnyView {
    let shop = panel.shop;
    let Some(kept) = panel.kept.get() else { return ().into_any() };
    let Some(status) = panel.status.get() else {
        return view! { {ui::title(shop.t("home.request"))}<p class="hint">{kept.ticket}</p> }.into_any();
    };
    let (mark, class) = match status.state {
        State::Open => (shape::TICK, "mark"),
        State::Done => (shape::TICK, "mark quiet"),
        State::Cancelled => (shape::CLOSE, "mark quiet"),
        State::Unreached => (shape::ALERT, "mark quiet"),
    };
    let above = shop.t(if status.state == State::Open { "receipt.title" } else { "home.request" });
    let last = status.attempts.last().filter(|attempt| status.state == State::Open && attempt.outcome == Act::NoAnswer);
    let last = last.map(|attempt| When::new(shop, Clock::now(panel.request.clock.get())).say("receipt.no_answer", attempt.at));
    let after = match status.state {
        State::Open => last,
        State::Unreached => Some(shop.t("receipt.unreached_hint").to_owned()),
        _ => None,
    };
    let words = headline(panel, &kept, &status);
    view! {
        <span class=class>{ui::icon(mark)}</span>
        <p class="label">{above}</p>
        <h2 id="title" tabindex="-1">{words}</h2>
        {after.map(|words| view! { <p class="after">{words}</p> })}
        {move || panel.stale.get().then(|| view! { <p class="hint">{shop.t("receipt.stale")}</p> })}
    }
    .into_any()
}

fn facts(panel: Panel) -> AnyView {
    let shop = panel.shop;
    let Some(status) = panel.status.get() else { return ().into_any() };
    let fact = |key: &'static str, id: &'static str, words: String, hint: &'static str| {
        view! { <div><dt>{shop.t(key)}</dt><dd id=id>{words}</dd><dd class="hint">{hint}</dd></div> }.into_any()
    };
    let open = status.state == State::Open;
    let calls = open && status.by_phone && !status.caller_number.is_empty();
    let rows = [
        Some(fact("receipt.state", "state", shop.t(state_key(&status)).to_owned(), "")),
        calls.then(|| fact("receipt.caller", "caller", spoken(&status.caller_number, &shop.published.rules.country), shop.t("receipt.caller_hint"))),
        Some(fact("receipt.topic", "topic", shop.topic(&status.topic).to_owned(), "")),
        Some(fact("receipt.number", "number", status.ticket.to_string(), "")),
    ];
    let rows: Vec<AnyView> = rows.into_iter().flatten().collect();
    view! {
        <dl class="facts">{rows}</dl>
        {open.then(|| view! { <p class="hint">{shop.t("receipt.kept")}</p> })}
    }
    .into_any()
}

fn acts(panel: Panel) -> AnyView {
    let shop = panel.shop;
    let state = panel.status.with(|status| status.as_ref().map(|status| status.state));
    let home = ui::button("second", "home", "", shop.t("receipt.home"), move |_| panel.go(Screen::Home));
    let rest = match state {
        Some(State::Open) => cancelling(panel),
        Some(_) => ui::button("plain", "dismiss", "", shop.t("receipt.dismiss"), move |_| panel.dismiss()),
        None => ().into_any(),
    };
    view! { <div class="acts">{home}{rest}</div> }.into_any()
}

/// Cancelling takes a second touch.
fn cancelling(panel: Panel) -> AnyView {
    let shop = panel.shop;
    let asked = RwSignal::new(false);
    let failed = RwSignal::new(false);
    let cancel = move || {
        let Some(kept) = panel.kept.get_untracked() else { return };
        failed.set(false);
        spawn_local(async move {
            match api::cancel(shop, &kept).await {
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
    };
    let shown = move || {
        if !asked.get() {
            let ask = move |_| {
                asked.set(true);
                panel.host.focus("#cancel-no");
            };
            return ui::button("plain", "cancel", "", shop.t("receipt.cancel"), ask);
        }
        let yes = ui::button("danger", "cancel-yes", "", shop.t("receipt.cancel_yes"), move |_| cancel());
        let keep = move |_| {
            asked.set(false);
            panel.host.focus("#cancel");
        };
        let no = ui::button("second", "cancel-no", "", shop.t("receipt.cancel_no"), keep);
        view! { <p id="cancel-label">{shop.t("receipt.cancel_ask")}</p><div class="pair" role="group" aria-labelledby="cancel-label">{yes}{no}</div> }
            .into_any()
    };
    view! {
        <div class="cancel">{shown}</div>
        <p class="fault" role="alert">{move || if failed.get() { shop.t("receipt.cancel_failed") } else { "" }}</p>
    }
    .into_any()
}

/// E.164 as people write it: a Japanese number by its usual groups, as it is
/// dialled in Japan if that is the shop's home; others in short groups.
fn spoken(number: &str, home: &Country) -> String {
    let Some(national) = number.strip_prefix("+81") else { return grouped(number, &[3, 6, 9], " ") };
    let ends = match (national.len(), national.get(..1)) {
        (10, _) => [2, 6],
        (_, Some("3" | "6")) => [1, 5],
        _ => [2, 5],
    };
    [if *home == Country::japan() { "0" } else { "+81 " }, &grouped(national, &ends, "-")].concat()
}

fn grouped(digits: &str, ends: &[usize], between: &str) -> String {
    let starts = std::iter::once(&0).chain(ends);
    let len = digits.len();
    let parts = starts.zip(ends.iter().chain([&len])).filter_map(|(start, end)| digits.get(*start..(*end).min(len)));
    parts.filter(|part| !part.is_empty()).collect::<Vec<_>>().join(between)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_as_people_write_them() {
        let home = |number| spoken(number, &Country::japan());
        assert_eq!(home("+81312345678"), "03-1234-5678");
        assert_eq!(home("+819012345678"), "090-1234-5678");
        assert_eq!(home("+81467123456"), "046-712-3456");
        assert_eq!(home("+61255501234"), "+61 255 501 234");
        assert_eq!(home("+6561234"), "+65 612 34");
        assert_eq!(home(""), "");
        assert_eq!(Country::parse("AU").map(|shop| spoken("+81312345678", &shop)).as_deref(), Ok("+81 3-1234-5678"));
    }
}
