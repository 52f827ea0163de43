//! What a shopper may do about a request that was accepted: put the call into
//! their calendar, move it, call it off, say how it went.

use super::form::choice::{group, radio};
use super::form::field::{Kind, text_field};
use super::form::reply;
use super::twice::twice;
use crate::api::{self, Failure};
use crate::el::{View, all, el, none, part, words};
use crate::host;
use crate::json;
use crate::leptos::prelude::*;
use crate::panel::{Panel, Screen};
use crate::request::Sending;
use crate::ui::{self, shape};
use crate::windows;
use madoguchi_shared::calendar::Span;
use madoguchi_shared::field::display_e164;
use madoguchi_shared::ics;
use madoguchi_shared::ticket::{May, State, Status};
use madoguchi_shared::{Code, Fault, Topic};
use wasm_bindgen_futures::spawn_local;

/// The field of [`Panel::wish`]'s draft that holds a rating's score.
const SCORE: &str = "quantity";

/// The acts that the ticket's state allows, and the way home.
pub fn acts(panel: Panel) -> View {
    let shop = panel.shop;
    let home = ui::button("second", "home", "", shop.t("receipt.home"), move || panel.go(Screen::Home));
    let Some(status) = panel.status.get() else { return el("div", "acts").child(home).view() };
    let may = |what| status.may.contains(&what);
    // What was typed for this ticket stays while it is looked at again.
    let number = status.ticket.to_string();
    if panel.wish.key.now() != number {
        panel.wish.blank();
        panel.wish.key.set(number);
    }
    let mut acts = Vec::new();
    if may(May::Move) {
        let topic = status.topic.clone();
        panel.wish.edit(|draft| draft.topic = topic);
        acts.push(moving(panel, status.promise_broken));
    }
    if let Some(span) = appointment(&status).filter(|_| !status.promise_broken) {
        let number = status.ticket.to_string();
        let caller = display_e164(&status.caller_number, &shop.published.rules.country);
        let save = move || {
            let about = [shop.t("receipt.caller"), " ", &caller, "\n", shop.t("receipt.number"), " ", &number].concat();
            let summary = shop.say("receipt.appointment", &[("shop", &shop.published.name)]);
            host::download("call.ics", "text/calendar", &ics::file(&number, panel.request.now(), span, &summary, &about));
        };
        acts.push(ui::button("second", "calendar", shape::CLOCK, shop.t("receipt.calendar"), save));
    }
    if may(May::Rate) {
        acts.push(rating(panel));
    }
    if status.state == State::Done && !may(May::Rate) {
        acts.push(ui::text("p", "hint", shop.t("rate.thanks")));
    }
    if status.state == State::Unreached {
        let topic = Topic::parse(&status.topic).ok();
        acts.push(ui::button("second", "anew", "", shop.t("home.call"), move || panel.ask(topic)));
    }
    acts.push(home);
    if may(May::Cancel) {
        acts.push(twice(panel, ["receipt.cancel", "receipt.cancel_ask", "receipt.cancel_yes", "receipt.cancel_no"], |panel| {
            act(panel, "DELETE", "", None)
        }));
    } else if status.state.is_ended() {
        acts.push(ui::button("plain", "dismiss", "", shop.t("receipt.dismiss"), move || panel.dismiss()));
    }
    let failed = move || match panel.wish.sending.get() {
        Sending::Unsent => shop.t("receipt.act_failed").to_owned(),
        Sending::Limited(seconds) => shop.wait(seconds),
        _ => String::new(),
    };
    acts.push(el("p", "fault").attr("role", "alert").says(failed).view());
    el("div", "acts").children(acts).view()
}

/// When the call may come, for the calendar.
fn appointment(status: &Status) -> Option<Span> {
    let window = status.window.filter(|_| status.may.contains(&May::Move) && status.next_try.is_none())?;
    let span = Span { start: window.start.max(status.created_at), end: status.respond_by.unwrap_or(window.end) };
    (span.start < span.end).then_some(span)
}

/// The panel with what is wished in the place of the request.
fn wishing(panel: Panel) -> Panel {
    Panel { request: panel.wish, ..panel }
}

/// Another window: at once where the desk can't keep the old one.
fn moving(panel: Panel, broken: bool) -> View {
    let shop = panel.shop;
    let open = RwSignal::new(broken);
    if broken {
        windows::ask(panel.wish, shop);
    }
    let shown = move || {
        if !open.get() {
            let begin = move || {
                open.set(true);
                windows::ask(panel.wish, shop);
                panel.host.focus("#group-window");
            };
            return ui::button("second", "move", "", shop.t("receipt.move"), begin);
        }
        let yes = ui::button("primary", "move-yes", "", shop.t("receipt.move_yes"), move || move_to(panel));
        let keep = move || {
            open.set(false);
            panel.host.focus("#move");
        };
        let no = ui::button("second", "move-no", "", shop.t("receipt.cancel_no"), keep);
        all([reply::time(wishing(panel)), yes, if broken { none() } else { no }])
    };
    el("div", "cancel").child(part(shown)).view()
}

fn move_to(panel: Panel) {
    let window = panel.wish.value("window");
    if window.is_empty() {
        panel.wish.refuse(vec![Fault::at("window", Code::Required)]);
        return panel.host.focus("#group-window");
    }
    act(panel, "PATCH", "", Some(["{\"window\":\"", &window, "\"}"].concat()));
}

/// How it went: a touch for the score, one to send it, and words if they like.
fn rating(panel: Panel) -> View {
    let (shop, wish) = (panel.shop, wishing(panel));
    let scores = ["5", "4", "3", "2", "1"];
    let chips = scores.map(|score| radio(wish, SCORE, score, "chip", words(shop.t(&["rate.", score].concat()))));
    let score = Memo::new(move |_| panel.wish.text(SCORE));
    let rest = move || {
        if score.with(String::is_empty) {
            return none();
        }
        let comment = text_field(wish, "message", "rate.comment", "", Kind::OptionalLines);
        all([comment, ui::button("primary", "rate", "", shop.t("rate.send"), move || rate(panel))])
    };
    let ask = group(wish, SCORE, "rate.ask").child(el("div", "chips").children(chips).view());
    el("div", "cancel").child(ask.view()).part(rest).view()
}

fn rate(panel: Panel) {
    let (score, comment) = (panel.wish.value(SCORE), panel.wish.value("message"));
    let comment = json::text(&comment);
    act(panel, "POST", "/rating", Some(["{\"score\":", &score, ",\"comment\":", &comment, "}"].concat()));
}

/// Does it, and shows how the ticket stands then.
fn act(panel: Panel, method: &'static str, below: &'static str, body: Option<String>) {
    let (shop, wish) = (panel.shop, panel.wish);
    let Some(kept) = panel.receipt() else { return };
    if wish.sending.now() == Sending::Busy {
        return;
    }
    wish.sending.set(Sending::Busy);
    spawn_local(async move {
        let mut answer = api::act(shop, &kept, method, below, body.as_deref()).await;
        // Something came first: a call is under way, or it has ended.
        let came_first = matches!(answer, Err(Failure::Refused(409, _)));
        if came_first {
            answer = api::status(shop, &kept).await;
        }
        match answer {
            Ok(status) => {
                wish.sending.set(Sending::Idle);
                if method == "PATCH" && !came_first {
                    panel.renew();
                    panel.kept.update(|all| {
                        let asap = wish.value("window") == "asap";
                        all.iter_mut().filter(|one| one.ticket == kept.ticket).for_each(|one| one.asap = asap);
                    });
                    panel.save();
                    wish.set("window", String::new());
                }
                // What was open for it closes, though nothing be new.
                panel.stale.set(false);
                panel.status.set(Some(status));
                panel.host.focus("#title");
            }
            Err(Failure::Refused(422, Some(detail))) if method == "PATCH" => {
                wish.sending.set(Sending::Idle);
                windows::load(wish, shop).await;
                wish.refuse(detail.faults);
            }
            Err(failure) => {
                wish.sending.set(failure.wait().map_or(Sending::Unsent, Sending::Limited));
                panel.refresh();
            }
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use madoguchi_shared::Instant;

    fn status(window: (i64, i64), by: i64, may: &str) -> Option<Status> {
        let at = |minute: i64| Instant::from_unix(1_800_000_000 + minute * 60).rfc3339();
        let text = format!(
            r#"{{"ticket":"7K3M-9QXT-2HFA","state":"open","created_at":"{}","topic":"gift","urgency":"normal","respond_by":"{}",
                "window":{{"start":"{}","end":"{}"}},"by_phone":true,"caller_number":"","attempts":[],"next_try":null,"may":[{may}]}}"#,
            at(0),
            at(by),
            at(window.0),
            at(window.1),
        );
        json::read(&text)
    }

    #[test]
    fn the_appointment_is_what_was_promised_and_only_while_it_holds() {
        let minutes = |status: Option<Status>| {
            appointment(&status?).map(|span| ((span.start.unix() / 60) % 1_000, (span.end.unix() - span.start.unix()) / 60))
        };
        assert_eq!(minutes(status((60, 120), 120, "\"move\"")), Some((60, 60)));
        assert_eq!(minutes(status((-20, 40), 15, "\"move\"")), Some((0, 15)), "as soon as possible, within the hour");
        assert_eq!(minutes(status((60, 120), 120, "")), None);
    }
}
