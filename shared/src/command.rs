//! What is asked of a shop's object, and what the object tells others.

use crate::field::Name;
use crate::id::{Key, Slug};
use crate::instant::Instant;
use crate::notice::Notice;
use crate::ticket::{Act, Ticket};
use serde::{Deserialize, Serialize};

/// An act on one ticket, flat on the wire: the act's name under `act`, what
/// it needs beside it.
///
/// ```json
/// {"id": "3f0c1c1e-6b1e-4d8e-9c6e-2d8f3a5b7c9d", "seq": 4, "by": "佐藤", "act": "attempt", "outcome": "no_answer"}
/// ```
///
/// A repeat of the same `id` does nothing; an act on an older state than the
/// object's is refused as stale. Who asks (desk or shop) follows from the door
/// and is not in here; `by` is the person's own name and opens nothing.
// `flatten` hands what is left over to `Act`, which refuses what it doesn't know.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(transform = crate::openapi::closed))]
pub struct Command {
    /// Names this command.
    pub id: Key,
    /// The sequence number that the operator saw.
    pub seq: u64,
    /// Who does it, for the record.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<Name>,
    /// What to do.
    #[serde(flatten)]
    pub act: Act,
}

/// What happened to a ticket.
// Which act gives rise to which is a column of `crate::ticket::MOVES`; only
// `Created` and those of `Ticket::reviewed` aren't there, or not only.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum EventType {
    /// It was accepted.
    #[serde(rename = "ticket.created")]
    Created,
    /// Its shopper moved the call.
    #[serde(rename = "ticket.moved")]
    Moved,
    /// Its shopper called it off.
    #[serde(rename = "ticket.cancelled")]
    Cancelled,
    /// The desk's calendar has closed the window that was promised.
    #[serde(rename = "ticket.promise_broken")]
    PromiseBroken,
    /// It is open again.
    #[serde(rename = "ticket.promise_restored")]
    PromiseRestored,
    /// Its shopper said how it went.
    #[serde(rename = "ticket.rated")]
    Rated,
    /// A call to its shopper begins.
    #[serde(rename = "ticket.call_started")]
    CallStarted,
    /// A call was made in vain; the next is planned.
    #[serde(rename = "ticket.attempted")]
    Attempted,
    /// The next call's time was agreed on; or the desk has closed at the time that
    /// was planned, and another is.
    #[serde(rename = "ticket.call_planned")]
    CallPlanned,
    /// It has come to its end, reached or not; or what came of it was put right.
    #[serde(rename = "ticket.closed")]
    Closed,
    /// The shop has it now.
    #[serde(rename = "ticket.handed_over")]
    HandedOver,
    /// The shop gave it back to the desk.
    #[serde(rename = "ticket.returned")]
    Returned,
    /// It was judged a sales pitch.
    #[serde(rename = "ticket.set_aside")]
    SetAside,
    /// It waits again as it did before.
    #[serde(rename = "ticket.put_back")]
    PutBack,
    /// It is not ended after all.
    #[serde(rename = "ticket.reopened")]
    Reopened,
    /// Something was written down.
    #[serde(rename = "ticket.noted")]
    Noted,
    /// The desk has taken back what it did last: it is as it was before.
    #[serde(rename = "ticket.undone")]
    Undone,
    /// The person in it is forgotten; whoever holds a copy erases it too.
    #[serde(rename = "ticket.erased")]
    Erased,
}

/// The body of every delivery, to the built-in desk and to a webhook alike,
/// in the shape of Standard Webhooks: type, timestamp, data.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Event {
    /// What happened.
    #[serde(rename = "type")]
    pub kind: EventType,
    /// When it happened; not when it is sent.
    pub timestamp: Instant,
    /// To what.
    pub data: EventData,
}

/// The ticket after the event, and its notice in the desk's words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct EventData {
    /// The shop's name for people.
    pub shop_name: String,
    /// The whole ticket; `seq` numbers a ticket's events.
    pub ticket: Ticket,
    /// The same at a glance.
    pub notice: Notice,
    /// With `ticket.handed_over`, as the shop's webhooks get it: the address by
    /// which the shop's people open just this ticket, and answer, for as long as
    /// it is handed to them. A secret: whoever has it can. What comes after the
    /// `#` never leaves a browser.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer_link: Option<String>,
}

/// What is told of a channel that doesn't do its work, to the one that the
/// shop's settings name. Nothing in it is about a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum AlertType {
    /// An event hasn't arrived: of an urgent ticket at a third of its promise,
    /// else after 15 minutes.
    #[serde(rename = "delivery.delayed")]
    Delayed,
    /// The channel has failed four times in a row.
    #[serde(rename = "channel.failing")]
    Failing,
    /// The channel was switched off: what is for it is a dead letter until the
    /// owner replays it.
    #[serde(rename = "channel.off")]
    Off,
}

/// The body of such a notice, in the shape of Standard Webhooks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Alert {
    /// What is wrong.
    #[serde(rename = "type")]
    pub kind: AlertType,
    /// When that was found; not when it is sent.
    pub timestamp: Instant,
    /// Where.
    pub data: AlertData,
}

/// Where something is wrong.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AlertData {
    /// The shop.
    pub shop: Slug,
    /// The channel: `desk`, or the id of one of the shop's channels.
    pub channel: String,
    /// What came of the last try; empty if there was none yet.
    pub reason: String,
    /// Since when: the event's moment, or the first of the channel's failures.
    pub since: Instant,
    /// With `delivery.delayed`: the id of the event that hasn't arrived.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub event: Option<String>,
    /// With `delivery.delayed`: its ticket's number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ticket: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ticket::Outcome;
    use serde_json::{from_value, json, to_value};

    const ID: &str = "3f0c1c1e-6b1e-4d8e-9c6e-2d8f3a5b7c9d";

    #[test]
    fn a_command_is_flat() {
        let text = json!({"id": ID, "seq": 4, "by": "佐藤", "act": "attempt", "outcome": "no_answer"});
        let command: Command = from_value(text.clone()).unwrap();
        assert_eq!(command.act, Act::Attempt { outcome: Outcome::NoAnswer, note: None });
        assert_eq!(to_value(&command).unwrap(), text);
        let bare: Command = from_value(json!({"act": "start_call", "seq": 1, "id": ID})).unwrap();
        assert_eq!((bare.act, bare.by), (Act::StartCall {}, None));
    }

    #[test]
    fn what_a_command_does_not_know_is_refused() {
        for bad in [
            json!({"id": ID, "seq": 1}),
            json!({"id": ID, "seq": 1, "act": "explode"}),
            json!({"id": "short", "seq": 1, "act": "give_up"}),
            json!({"id": ID, "seq": -1, "act": "give_up"}),
            json!({"id": ID, "seq": 1, "act": "give_up", "actor": "shop"}),
            json!({"id": ID, "seq": 1, "act": "give_up", "outcome": "reached"}),
            json!({"id": ID, "seq": 1, "act": "attempt"}),
            json!({"id": ID, "seq": 1, "act": "attempt", "outcome": "solved"}),
            json!({"id": ID, "seq": 1, "act": "hand_over", "note": " "}),
            json!({"id": ID, "seq": 1, "act": "note", "text": "長".repeat(1_001)}),
            json!({"id": ID, "seq": 1, "by": "", "act": "give_up"}),
            json!({"id": ID, "seq": 1, "act": ["give_up"]}),
        ] {
            assert!(from_value::<Command>(bad.clone()).is_err(), "{bad}");
        }
    }

    #[test]
    fn no_key_may_come_twice() {
        for bad in [
            format!(r#"{{"id":"{ID}","seq":1,"seq":2,"act":"give_up"}}"#),
            format!(r#"{{"id":"{ID}","seq":1,"act":"give_up","act":"reopen"}}"#),
            format!(r#"{{"id":"{ID}","seq":1,"act":"attempt","outcome":"busy","outcome":"reached"}}"#),
        ] {
            assert!(serde_json::from_str::<Command>(&bad).is_err(), "{bad}");
        }
    }
}
