//! A ticket as its shopper sees it.

use super::{Closing, State, Step, Ticket, Tried, next};
use crate::calendar::Span;
use crate::id::TicketId;
use crate::instant::Instant;
use crate::ticket::Actor;
use crate::urgency::Urgency;
use serde::{Deserialize, Serialize};

/// What a shopper may do to a ticket now. Panel and hosted page show no more
/// than this, and needn't know the rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum May {
    /// Move the call to another window.
    Move,
    /// Call it off.
    Cancel,
    /// Say how it went.
    Rate,
}

/// Nothing that they didn't give or need; plain names only, for the panel's
/// reader knows no enums with data.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Status {
    /// Its number.
    pub ticket: TicketId,
    /// Where it stands; never [`State::SetAside`].
    pub state: State,
    /// When it was accepted.
    pub created_at: Instant,
    /// What it is about; empty once the person is forgotten.
    pub topic: String,
    /// Urgent or not.
    pub urgency: Urgency,
    /// By when the desk makes its first attempt.
    pub respond_by: Option<Instant>,
    /// The call-back window.
    pub window: Option<Span>,
    /// Whether the desk has closed the window since: another should be chosen.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub promise_broken: bool,
    /// Whether a call was promised at all.
    pub by_phone: bool,
    /// The number that the call will come from, E.164.
    pub caller_number: String,
    /// Calls so far, oldest first.
    pub attempts: Vec<Tried>,
    /// When the next call is planned, after one in vain.
    pub next_try: Option<Instant>,
    /// Whether it was closed because they asked not to be contacted any more.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub do_not_contact: bool,
    /// What may be done now.
    pub may: Vec<May>,
}

/// What a 201 says: the ticket, and the token that opens it later.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Receipt {
    /// Opens the ticket; to be sent as `Authorization: Bearer`.
    pub token: String,
    /// The ticket at its beginning.
    pub status: Status,
}

impl Ticket {
    /// What whoever holds the receipt's token may see.
    pub fn status(&self, caller_number: &str) -> Status {
        Status {
            ticket: self.id.clone(),
            state: self.seen(),
            created_at: self.created_at,
            topic: self.intake.as_ref().map(|intake| intake.topic.slug().to_owned()).unwrap_or_default(),
            urgency: self.urgency,
            respond_by: self.promise.respond_by,
            window: self.promise.window,
            promise_broken: self.promise_broken,
            by_phone: self.by_phone(),
            caller_number: caller_number.to_owned(),
            attempts: self.attempts.iter().map(Tried::from).collect(),
            next_try: self.next_try,
            do_not_contact: self.end.as_ref().is_some_and(|end| end.outcome == Some(Closing::DoNotContact)),
            may: self.may(),
        }
    }

    /// Nobody is told that they were judged: what is set aside looks as if it
    /// still waited.
    fn seen(&self) -> State {
        match (self.state, self.next_try) {
            (State::SetAside, Some(_)) => State::Retrying,
            (State::SetAside, None) => State::Open,
            (state, _) => state,
        }
    }

    fn may(&self) -> Vec<May> {
        let steps = [(May::Move, Step::Move), (May::Cancel, Step::Cancel), (May::Rate, Step::Rate)];
        let can = |(what, step): (May, Step)| {
            let allowed = next(self.state, Actor::Shopper, step).is_ok() && self.permits(step).is_ok();
            allowed.then_some(what)
        };
        steps.into_iter().filter_map(can).collect()
    }
}
