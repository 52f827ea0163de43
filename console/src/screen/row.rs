//! A ticket's line: what is left, what it is about, whose, who has it.

use crate::inbox::is_late;
use crate::state::Desk;
use crate::time::{Clock, left, length};
use crate::words::Words;
use leptos::prelude::*;
use madoguchi_shared::Instant;
use madoguchi_shared::desk::Row;
use madoguchi_shared::id::TicketId;
use madoguchi_shared::rules::DeskHours;
use madoguchi_shared::ticket::State;
use madoguchi_shared::urgency::Urgency;

/// What is left of a promise is pressing below this, in open seconds.
const SOON: i64 = 5 * 60;

/// How a promise stands, for the eye (`left`, `soon`, `over`, `now`, `ended`,
/// `none`) and in words.
pub fn standing(row: &Row, hours: Option<&DeskHours>, words: &Words, now: Instant) -> (&'static str, String) {
    let moment = |at: Instant| hours.map(|hours| Clock { zone: &hours.zone, words, now }.moment(at)).unwrap_or_default();
    let starts = row.window.map(|window| window.start).filter(|start| *start > now);
    match (row.state, row.due) {
        (State::Calling, _) => ("now", words.say("state.calling", &[])),
        (state, _) if state.is_ended() => ("ended", row.ended_at.map(moment).unwrap_or_default()),
        (_, None) => ("none", words.say("left.none", &[])),
        (State::Retrying, Some(due)) if due > now => ("left", words.say("left.next", &[("when", &moment(due))])),
        (State::Open, Some(_)) if starts.is_some() => {
            ("left", words.say("left.from", &[("when", &starts.map(moment).unwrap_or_default())]))
        }
        (_, Some(due)) => {
            let left = left(hours, now, due);
            let time = length(words, left.abs());
            match left {
                ..=0 => ("over", words.say("left.over", &[("time", &time)])),
                1..SOON => ("soon", words.say("left.left", &[("time", &time)])),
                _ => ("left", words.say("left.left", &[("time", &time)])),
            }
        }
    }
}

/// The line, a button that opens the ticket.
pub fn row(desk: Desk, id: TicketId) -> AnyView {
    let own = id.clone();
    let row = Memo::new(move |_| desk.inbox.with(|inbox| inbox.row(&own)));
    let with = move |f: fn(&Row) -> String| row.with(|row| row.as_deref().map(f).unwrap_or_default());
    let is = move |f: fn(&Row) -> bool| row.with(|row| row.as_deref().is_some_and(f));
    let stands = Memo::new(move |_| {
        let hours = desk.inbox.with(|inbox| inbox.hours.clone());
        row.with(|row| row.as_deref().map(|row| standing(row, hours.as_deref(), desk.words(), desk.now.get()))).unwrap_or_default()
    });
    let urgent = move || is(|row| row.urgency == Urgency::Urgent);
    let late = move || row.with(|row| row.as_deref().is_some_and(|row| is_late(row, desk.now.get())));
    let about = move || row.with(|row| row.as_deref().map(|row| matter(row, desk.words())));
    let claim = move || row.with(|row| row.as_deref().and_then(|row| whose(row, desk)));
    let state = move || row.with(|row| row.as_deref().and_then(|row| state_of(row, desk.words())));
    let here = id.clone();
    let is_open = Memo::new(move |_| desk.open.with(|open| open.as_ref() == Some(&here)));
    let name = format!("t-{id}");
    view! {
        <button class="line" type="button" id=name data-promise=move || stands.get().0 data-state=move || with(|row| row.state.as_str().to_owned())
            class:late=late class:taken=move || claim().is_some() aria-current=move || is_open.get().then_some("true")
            on:click=move |_| desk.open(id.clone())>
            <span class="what">
                <span class="mark" class:pressing=urgent>{move || desk.say(if urgent() { "mark.urgent" } else { "mark.normal" })}</span>
                <strong>{about}</strong>
                <span class="left">{move || stands.get().1}</span>
            </span>
            <span class="who">
                <span class="name">{move || with(|row| row.name.clone())}</span>
                <span class="shop">{move || with(|row| row.shop_name.clone())}</span>
                <span class="state">{state}</span>
                <span class="claim">{claim}</span>
            </span>
        </button>
    }
    .into_any()
}

/// What a ticket is about, in words.
pub fn matter(row: &Row, words: &Words) -> String {
    let key = row.topic.map_or_else(|| "state.erased".to_owned(), |topic| ["topic.", topic.slug()].concat());
    words.say(&key, &[])
}

/// Who has taken it.
fn whose(row: &Row, desk: Desk) -> Option<String> {
    let claim = row.holder(desk.turn.get())?;
    let mine = Some(&claim.by) == desk.my_id().as_ref();
    Some(if mine { desk.say("claim.mine") } else { claim.name.as_str().to_owned() })
}

/// Its state, where that isn't plain.
pub fn state_of(row: &Row, words: &Words) -> Option<String> {
    let tries = (row.calls > 0 && !row.state.is_ended()).then(|| words.say("row.calls", &[("n", &row.calls.to_string())]));
    let said = match row.state {
        State::Open if row.promise_broken => Some("row.broken"),
        State::Open if !row.by_phone => Some("row.by_mail"),
        State::Open | State::Calling => None,
        State::Retrying => Some("state.retrying"),
        State::Handed => Some("state.handed"),
        State::SetAside => Some("state.set_aside"),
        State::Done => Some("state.done"),
        State::Cancelled => Some("state.cancelled"),
        State::Unreached => Some("state.unreached"),
        State::Erased => Some("state.erased"),
    };
    let parts: Vec<String> = said.map(|key| words.say(key, &[])).into_iter().chain(tries).collect();
    (!parts.is_empty()).then(|| parts.join(" · "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Lang;
    use serde_json::{Value, json};

    #[test]
    fn how_a_promise_stands_is_seen_and_said() {
        let at = |text: &str| format!("2026-11-24T{text}:00+09:00");
        let hours: DeskHours = serde_json::from_value(json!({
            "version": 1, "language": "ja", "zone": {"name": "Asia/Tokyo", "offsets": [{"from": "1970-01-01T00:00:00Z", "seconds": 32_400}]},
            "calendar": {"week": {"tue": [["09:00", "12:00"], ["13:00", "17:00"]]}}, "places": 1,
            "windows": {"length_minutes": 60, "lead_minutes": 30, "horizon_days": 7},
        }))
        .unwrap();
        let stands = |more: Value| {
            let mut row = json!({
                "id": "7K3M-9QXT-2HFA", "shop": "demo", "shop_name": "店", "version": 1, "seq": 1, "state": "open", "urgency": "normal",
                "topic": "gift", "name": "山田", "by_phone": true, "created_at": at("09:00"), "due": at("11:00"), "window": null,
            });
            row.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
            standing(&serde_json::from_value(row).unwrap(), Some(&hours), Words::of(Lang::Japanese), Instant::parse(&at("10:00")).unwrap())
        };
        let window = json!({"window": {"start": at("13:00"), "end": at("14:00")}, "due": at("14:00")});
        let cases = [
            (json!({}), "left", "残り1時間"),
            (json!({ "due": at("13:30") }), "left", "残り2時間30分"),
            (json!({ "due": at("10:04") }), "soon", "残り4分"),
            (json!({ "due": at("10:05") }), "left", "残り5分"),
            (json!({ "due": at("10:00") }), "over", "1分未満超過"),
            (json!({ "due": at("09:48") }), "over", "12分超過"),
            (window, "left", "13:00 から"),
            (json!({"window": {"start": at("09:30"), "end": at("10:30")}, "due": at("10:30")}), "left", "残り30分"),
            (json!({"state": "retrying", "due": at("10:30")}), "left", "次は 10:30"),
            (json!({"state": "retrying", "due": at("09:59")}), "over", "1分超過"),
            (json!({"state": "calling", "due": at("09:00")}), "now", "架電中"),
            (json!({"state": "handed", "due": at("09:00")}), "over", "1時間超過"),
            (json!({ "due": null }), "none", "期限なし"),
            (json!({"state": "done", "due": null, "ended_at": at("09:40")}), "ended", "9:40"),
        ];
        for (more, how, said) in cases {
            assert_eq!(stands(more.clone()), (how, said.to_owned()), "{more}");
        }
    }
}
