//! The inbox: many tickets, each as little as its line shows.

use super::Claim;
use crate::calendar::Span;
use crate::command::EventData;
use crate::id::{Slug, TicketId};
use crate::instant::Instant;
use crate::rules::DeskHours;
use crate::ticket::State;
use crate::topic::Topic;
use crate::urgency::Urgency;
use serde::{Deserialize, Serialize};

/// A ticket as the list shows it: some 400 bytes, so that 5,000 of them fit
/// into a console's memory whole.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "ListRow"))]
pub struct Row {
    /// The ticket's number.
    pub id: TicketId,
    /// The shop.
    pub shop: Slug,
    /// The shop's name for people.
    pub shop_name: String,
    /// The list's version at which this row changed last, by a change of the
    /// ticket or of who has taken it. A row is replaced by a higher one only.
    pub version: u64,
    /// The ticket's sequence number: what a command names.
    pub seq: u64,
    /// Where it stands.
    pub state: State,
    /// Urgent or not.
    pub urgency: Urgency,
    /// What it is about; none once the person is forgotten.
    pub topic: Option<Topic>,
    /// Who is to be called; empty once the person is forgotten.
    pub name: String,
    /// Whether a call was asked for.
    pub by_phone: bool,
    /// When it was accepted.
    pub created_at: Instant,
    /// By when somebody has to act ([`Ticket::due`](crate::ticket::Ticket::due)).
    pub due: Option<Instant>,
    /// The window that its shopper chose: they are not called before. None for
    /// as soon as possible.
    pub window: Option<Span>,
    /// Whether the desk has closed that window since.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub promise_broken: bool,
    /// When it was first answered, if it was: a call's beginning, a hand-over or
    /// its end. By this the promise is kept, or was not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answered_at: Option<Instant>,
    /// Calls so far.
    #[serde(default)]
    pub calls: u32,
    /// When it ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended_at: Option<Instant>,
    /// Who has taken it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub claim: Option<Claim>,
}

/// No moment is as late as this, in seconds since 1970: 12 digits.
const NEVER: i64 = 999_999_999_999;

impl Row {
    /// The row of what the desk has heard of a ticket.
    pub fn of(data: &EventData, version: u64, claim: Option<Claim>) -> Self {
        let (ticket, intake) = (&data.ticket, data.ticket.intake.as_ref());
        Self {
            id: ticket.id.clone(),
            shop: ticket.shop.clone(),
            shop_name: data.shop_name.clone(),
            version,
            seq: ticket.seq,
            state: ticket.state,
            urgency: ticket.urgency,
            topic: intake.map(|intake| intake.topic),
            name: intake.map(|intake| intake.name.as_str().to_owned()).unwrap_or_default(),
            by_phone: ticket.by_phone(),
            created_at: ticket.created_at,
            due: ticket.due(),
            window: ticket.chosen_window(),
            promise_broken: ticket.promise_broken,
            answered_at: ticket.answered.map(|answered| answered.at),
            calls: u32::try_from(ticket.attempts.len()).unwrap_or(u32::MAX),
            ended_at: ticket.end.as_ref().map(|end| end.at),
            claim,
        }
    }

    /// Who has taken it; nobody whose claim has run out.
    pub fn holder(&self, now: Instant) -> Option<&Claim> {
        self.claim.as_ref().filter(|claim| !claim.is_over(self.state, now))
    }

    /// Its place in the list, as a text by which rows are ordered; none for a
    /// tombstone, which is on no list. What waits for the desk comes first,
    /// urgent before the rest, then by what is due and by number; then what
    /// waits elsewhere, alike; then what has ended, the last first.
    pub fn place(&self) -> Option<String> {
        let normal = self.urgency == Urgency::Normal;
        let due = self.due.map_or(NEVER, Instant::unix);
        let (part, moment) = match (self.state, normal) {
            (State::Erased, _) => return None,
            (state, _) if state.is_ended() => ("30", NEVER - self.ended_at.map_or(0, Instant::unix)),
            (state, false) if state.is_at_desk() => ("10", due),
            (state, true) if state.is_at_desk() => ("11", due),
            (_, false) => ("20", due),
            (_, true) => ("21", due),
        };
        let moment = moment.clamp(0, NEVER).to_string();
        let zeros = "0".repeat(12_usize.saturating_sub(moment.len()));
        Some([part, &zeros, &moment, self.id.as_str()].concat())
    }
}

/// The answer to `GET /v1/desks/{desk}/tickets`.
///
/// Without `since`: a page of the list: what waits for the desk, urgent first,
/// then by what is due first; then what waits elsewhere (handed to the shop, set
/// aside); then the 200 that ended last. `after` takes `next` of the page before.
///
/// With `since`: every row whose version is higher, erased ones too, in the
/// order of versions: whoever has all up to `since` has all up to `version`
/// after it. Where they would be more than 1,000 it is the first page instead,
/// and `whole` says so: what the reader has is to be forgotten.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "ListPage"))]
pub struct Page {
    /// The version that the list has reached; it only grows. Whoever reads a
    /// list page by page has all of it up to the *first* page's version.
    pub version: u64,
    /// The desk's time.
    pub now: Instant,
    /// Its open time, zone and windows; absent on the pages after the first,
    /// and as long as the desk has no settings.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hours: Option<DeskHours>,
    /// Whether this begins the list anew.
    pub whole: bool,
    /// The rows.
    pub rows: Vec<Row>,
    /// What the next page comes after; none after the last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
}

/// What comes over `GET /v1/desks/{desk}/live`, a text frame each.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "LiveFrame"))]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Frame {
    /// The line is open; the list has reached this version.
    Hello {
        /// Whoever knows less asks for what is missing (`since`).
        version: u64,
    },
    /// A row is new or has changed.
    Row {
        /// As it is now.
        row: Box<Row>,
    },
    /// The desk's settings have changed: ask for the first page's `hours`.
    Settings,
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    fn row(id: u64, state: &str, more: Value) -> Row {
        let mut row = json!({
            "id": TicketId::from_random(id), "shop": "demo", "shop_name": "試験商店", "version": 1, "seq": 1, "state": state,
            "urgency": "normal", "topic": "gift", "name": "山田", "by_phone": true, "created_at": "2026-11-24T00:00:00Z",
            "due": null, "window": null,
        });
        row.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        serde_json::from_value(row).unwrap()
    }

    #[test]
    fn what_presses_most_comes_first_and_what_ended_last_before_what_ended_earlier() {
        let at = |time: &str| format!("2026-11-24T{time}:00Z");
        let in_order = [
            row(9, "open", json!({"urgency": "urgent", "due": at("09:00")})),
            row(8, "calling", json!({"urgency": "urgent", "due": at("10:00")})),
            row(7, "open", json!({"urgency": "urgent"})),
            row(6, "retrying", json!({"due": at("01:00")})),
            row(1, "open", json!({"due": at("02:00")})),
            row(2, "open", json!({"due": at("02:00")})),
            row(5, "open", json!({})),
            row(4, "handed", json!({"urgency": "urgent", "due": at("03:00")})),
            row(3, "set_aside", json!({"due": at("00:30")})),
            row(3, "handed", json!({"due": at("03:00")})),
            row(12, "done", json!({"ended_at": at("05:00")})),
            row(11, "cancelled", json!({"ended_at": at("04:00"), "urgency": "urgent"})),
            row(13, "unreached", json!({"ended_at": at("04:00")})),
        ];
        let places: Vec<_> = in_order.iter().map(|row| row.place().unwrap()).collect();
        let mut sorted = places.clone();
        sorted.sort();
        assert_eq!(places, sorted);
        assert_eq!(row(1, "erased", json!({"ended_at": at("05:00")})).place(), None);
        // The last moment that there is has as many digits as the first.
        let ends = ["1970-01-01T00:00:00Z", "9999-12-31T23:59:59Z"].map(|due| row(1, "open", json!({"due": due})).place().unwrap());
        assert!(ends[0] < ends[1] && ends[0].len() == ends[1].len() && ends[1] < row(1, "open", json!({})).place().unwrap());
    }

    #[test]
    fn a_row_has_what_its_line_shows_and_a_tombstone_nothing_of_the_person() {
        use crate::calendar::tests::at;
        use crate::ticket::tests::{NOW, by_phone, try_at};
        use crate::ticket::{Act, Actor, Outcome};
        let ticket = by_phone();
        let tried = try_at(&ticket, Actor::Desk, Act::Attempt { outcome: Outcome::Busy, note: None }, NOW).unwrap().ticket;
        let of = |ticket| Row::of(&EventData { shop_name: "試験商店".to_owned(), ticket, notice: vec![], answer_link: None }, 7, None);
        let row = of(tried.clone());
        assert_eq!((row.version, row.seq, row.state, row.calls, row.by_phone), (7, 2, State::Retrying, 1, true));
        assert_eq!((row.name.as_str(), row.topic, row.answered_at), ("山田 花子", Some(Topic::Other), Some(at(NOW))));
        let started = try_at(&ticket, Actor::Desk, Act::StartCall {}, NOW).unwrap().ticket;
        let ended = try_at(&started, Actor::Desk, Act::Attempt { outcome: Outcome::Busy, note: None }, "2026-11-20T10:09").unwrap().ticket;
        assert_eq!(of(ended).answered_at, Some(at(NOW)), "when the call began, by which its promise is judged");
        assert_eq!((row.due, row.window, row.ended_at), (tried.next_try, tried.chosen_window(), None));
        let text = serde_json::to_string(&row).unwrap();
        assert_eq!(serde_json::from_str::<Row>(&text).unwrap(), row);
        assert!(text.len() < 600, "{}", text.len());
        let erased = of(try_at(&tried, Actor::Clock, Act::Erase {}, NOW).unwrap().ticket);
        assert_eq!((erased.name.as_str(), erased.topic, erased.window, erased.calls, erased.answered_at), ("", None, None, 0, None));
    }
}
