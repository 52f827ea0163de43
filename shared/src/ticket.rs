//! A ticket: an accepted request, and what became of it.

use crate::calendar::Span;
use crate::id::{Slug, TicketId};
use crate::instant::Instant;
use crate::intake::Intake;
use crate::promise::Promise;
use crate::urgency::Urgency;
use serde::{Deserialize, Serialize};

/// Where a ticket stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Waiting for the desk.
    Open,
    /// The desk reached the shopper.
    Done,
    /// The shopper called it off.
    Cancelled,
    /// 不通: closed after attempts in vain.
    Unreached,
}

/// Who may change a ticket.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Actor {
    /// Whoever holds the receipt's token.
    Shopper,
    /// An operator of the desk.
    Desk,
}

/// What can be done to a ticket.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Act {
    /// Called, reached.
    Reached,
    /// Called, nobody answered; it stays open.
    NoAnswer,
    /// Close it after attempts in vain.
    GiveUp,
    /// Call it off.
    Cancel,
}

/// Every move there is: in this state, by this actor, this act leads there.
/// What isn't listed is refused.
pub const MOVES: &[(State, Actor, Act, State)] = &[
    (State::Open, Actor::Desk, Act::Reached, State::Done),
    (State::Open, Actor::Desk, Act::NoAnswer, State::Open),
    (State::Open, Actor::Desk, Act::GiveUp, State::Unreached),
    (State::Open, Actor::Shopper, Act::Cancel, State::Cancelled),
];

/// Where `act` by `actor` leads from `state`, if it may be done at all.
pub fn next(state: State, actor: Actor, act: Act) -> Option<State> {
    MOVES.iter().find(|(from, who, what, _)| (*from, *who, *what) == (state, actor, act)).map(|row| row.3)
}

/// One attempt to call.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attempt {
    /// When.
    pub at: Instant,
    /// What came of it.
    pub outcome: Act,
}

/// The whole ticket. The shop's object alone changes it; `seq` grows with
/// each change, and copies are replaced only by a higher one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ticket {
    /// Its number.
    pub id: TicketId,
    /// The shop it belongs to.
    pub shop: Slug,
    /// Grows with each change, from 1.
    pub seq: u64,
    /// Where it stands.
    pub state: State,
    /// When it was accepted.
    pub created_at: Instant,
    /// Urgent or not.
    pub urgency: Urgency,
    /// What the shopper was told.
    pub promise: Promise,
    /// What was asked.
    pub intake: Intake,
    /// Attempts so far, oldest first.
    #[serde(default)]
    pub attempts: Vec<Attempt>,
}

impl Ticket {
    /// Does `act` at `now`; `None` if it may not be done in this state.
    pub fn apply(&self, actor: Actor, act: Act, now: Instant) -> Option<Self> {
        let state = next(self.state, actor, act)?;
        let mut ticket = Self { state, seq: self.seq + 1, ..self.clone() };
        if matches!(act, Act::Reached | Act::NoAnswer) {
            ticket.attempts.push(Attempt { at: now, outcome: act });
        }
        Some(ticket)
    }

    /// What whoever holds the receipt's token may see.
    pub fn status(&self, caller_number: &str) -> Status {
        Status {
            ticket: self.id.clone(),
            state: self.state,
            created_at: self.created_at,
            topic: self.intake.topic.slug().to_owned(),
            urgency: self.urgency,
            respond_by: self.promise.respond_by,
            window: self.promise.window,
            by_phone: matches!(self.intake.reply, crate::intake::Reply::Phone { .. }),
            caller_number: caller_number.to_owned(),
            attempts: self.attempts.clone(),
        }
    }
}

/// A ticket as its shopper sees it: nothing that they didn't give or need.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Status {
    /// Its number.
    pub ticket: TicketId,
    /// Where it stands.
    pub state: State,
    /// When it was accepted.
    pub created_at: Instant,
    /// What it is about.
    pub topic: String,
    /// Urgent or not.
    pub urgency: Urgency,
    /// By when the desk makes its first attempt.
    pub respond_by: Option<Instant>,
    /// The call-back window.
    pub window: Option<Span>,
    /// Whether a call was promised at all.
    pub by_phone: bool,
    /// The number that the call will come from, E.164.
    pub caller_number: String,
    /// Attempts so far.
    pub attempts: Vec<Attempt>,
}

/// What a 201 says: the ticket, and the token that opens it later.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipt {
    /// Opens the ticket; to be sent as `Authorization: Bearer`.
    pub token: String,
    /// The ticket at its beginning.
    pub status: Status,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_ended_ticket_moves_no_more_and_nobody_does_anothers_act() {
        for (_, _, act, _) in MOVES {
            for ended in [State::Done, State::Cancelled, State::Unreached] {
                assert_eq!(next(ended, Actor::Desk, *act), None);
                assert_eq!(next(ended, Actor::Shopper, *act), None);
            }
        }
        assert_eq!(next(State::Open, Actor::Desk, Act::Cancel), None);
        assert_eq!(next(State::Open, Actor::Shopper, Act::Reached), None);
        assert_eq!(next(State::Open, Actor::Desk, Act::Reached), Some(State::Done));
    }
}
