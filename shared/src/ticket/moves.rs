//! A ticket's states, and the one table of moves between them.
//!
//! The table is total: [`next`] answers every state, actor and step, either by
//! the state that follows or by the reason why not. ARCHITECTURE.md shows it
//! as a diagram that [`super::diagram`] draws from here.

use crate::command::EventType;
use crate::fault::Code;
use serde::{Deserialize, Serialize};

/// Where a ticket stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "TicketState"))]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Waits for the desk: for the first call, or for an answer by mail.
    Open,
    /// An operator has started a call. From here on nobody else calls, and
    /// nothing moves under the operator's hands.
    Calling,
    /// Waits for the next call, whose time is planned.
    Retrying,
    /// 取次: handed to the shop, whose answer has a deadline of its own.
    Handed,
    /// 営業: in another tab, without notice. Its promise is kept silently, and
    /// its shopper sees an open ticket.
    SetAside,
    /// 完了: answered.
    Done,
    /// The shopper called it off.
    Cancelled,
    /// 不通: ended after calls in vain.
    Unreached,
    /// A tombstone: number, times and nothing of the person.
    Erased,
}

use State::{Calling, Cancelled, Done, Erased, Handed, Open, Retrying, SetAside, Unreached};

impl State {
    /// Every state, in the order of a ticket's life.
    pub const ALL: [Self; 9] = [Open, Calling, Retrying, Handed, SetAside, Done, Cancelled, Unreached, Erased];

    /// Whether nobody has to do anything any more.
    pub fn is_ended(self) -> bool {
        matches!(self, Done | Cancelled | Unreached | Erased)
    }

    /// Whether it is the desk's turn.
    pub fn is_at_desk(self) -> bool {
        matches!(self, Open | Calling | Retrying)
    }

    /// The name on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Open => "open",
            Calling => "calling",
            Retrying => "retrying",
            Handed => "handed",
            SetAside => "set_aside",
            Done => "done",
            Cancelled => "cancelled",
            Unreached => "unreached",
            Erased => "erased",
        }
    }
}

/// Who changes a ticket. It follows from the door that a request came in by,
/// never from the request's body.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Actor {
    /// Whoever holds the receipt's token.
    Shopper,
    /// An operator of the desk.
    Desk,
    /// The shop's own people.
    Shop,
    /// Time: calls that were never ended, data kept long enough.
    Clock,
}

impl Actor {
    /// Everybody.
    pub const ALL: [Self; 4] = [Self::Shopper, Self::Desk, Self::Shop, Self::Clock];

    /// The name on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Shopper => "shopper",
            Self::Desk => "desk",
            Self::Shop => "shop",
            Self::Clock => "clock",
        }
    }
}

/// What an act means for the ticket that it is done to: the same act may be
/// another step where it matters what happened before.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// To another window.
    Move,
    /// Called off.
    Cancel,
    /// Said how it went.
    Rate,
    /// A call begins.
    StartCall,
    /// Called and spoken to: done.
    Reached,
    /// Called in vain; tries are left.
    InVain,
    /// Called in vain for the last time.
    LastInVain,
    /// The next call's time was agreed on.
    CallAgain,
    /// Done, with what came of it.
    Close,
    /// To the shop.
    HandOver,
    /// No more calls.
    GiveUp,
    /// Judged a sales pitch.
    SetAside,
    /// Back to where it waits, with no call planned.
    PutBack,
    /// Back to where it waits for the call that is planned.
    PutBackPlanned,
    /// From the shop back to the desk.
    ReturnToDesk,
    /// Not ended after all; its clock starts anew.
    Reopen,
    /// Something written down.
    Note,
    /// What the desk did last is taken back.
    Undo,
    /// The person in it is forgotten.
    Erase,
}

impl Step {
    /// Every step.
    pub const ALL: [Self; 19] = [
        Self::Move,
        Self::Cancel,
        Self::Rate,
        Self::StartCall,
        Self::Reached,
        Self::InVain,
        Self::LastInVain,
        Self::CallAgain,
        Self::Close,
        Self::HandOver,
        Self::GiveUp,
        Self::SetAside,
        Self::PutBack,
        Self::PutBackPlanned,
        Self::ReturnToDesk,
        Self::Reopen,
        Self::Note,
        Self::Undo,
        Self::Erase,
    ];
}

/// Why an act is refused. Stable on the wire, as the code of a 409 (of a 422
/// for [`Refused::Faulty`]).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refused {
    /// The ticket has come to its end.
    Ended,
    /// This act is for others to do.
    NotYours,
    /// Not in this state, or not yet.
    NotNow,
    /// A call to the shopper is under way; they can say so on the phone.
    Calling,
    /// No call was asked for, so there is no number.
    NoCall,
    /// It was rated before, otherwise.
    Rated,
    /// No more fits in.
    Full,
    /// Somebody else of the desk has taken it.
    Claimed,
    /// Whoever is to be called asked not to be.
    DoNotContact,
    /// The act itself is at fault: where, and what.
    Faulty(&'static str, Code),
}

impl Refused {
    /// The code as it stands on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Ended => "ended",
            Self::NotYours => "not_yours",
            Self::NotNow => "not_now",
            Self::Calling => "calling",
            Self::NoCall => "no_call",
            Self::Rated => "rated",
            Self::Full => "full",
            Self::Claimed => "claimed",
            Self::DoNotContact => "do_not_contact",
            Self::Faulty(..) => "invalid",
        }
    }
}

/// A row of the table: from any of these states, any of these actors, by this
/// step, gets there, and the world is told so.
#[derive(Clone, Copy, Debug)]
pub struct Move {
    /// The states that it begins in.
    pub from: &'static [State],
    /// Those who may do it.
    pub who: &'static [Actor],
    /// What is done.
    pub step: Step,
    /// Where it leads; none where the state stays as it is, or becomes again
    /// what it was ([`Step::Undo`]).
    pub to: Option<State>,
    /// What others hear of it.
    pub event: EventType,
}

const fn go(from: &'static [State], who: &'static [Actor], step: Step, to: State, event: EventType) -> Move {
    Move { from, who, step, to: Some(to), event }
}

const fn stay(from: &'static [State], who: &'static [Actor], step: Step, event: EventType) -> Move {
    Move { from, who, step, to: None, event }
}

/// What a ticket is accepted as: open, or set aside at once.
pub const BEGINNINGS: [State; 2] = [Open, SetAside];

const SHOPPER: &[Actor] = &[Actor::Shopper];
const DESK: &[Actor] = &[Actor::Desk];
const SHOP: &[Actor] = &[Actor::Shop];
const DESK_OR_SHOP: &[Actor] = &[Actor::Desk, Actor::Shop];
const DESK_OR_CLOCK: &[Actor] = &[Actor::Desk, Actor::Clock];
const WAITING: &[State] = &[Open, Retrying];
const AT_DESK: &[State] = &[Open, Retrying, Calling];
const ANY: &[State] = &[Open, Calling, Retrying, Handed, SetAside, Done, Cancelled, Unreached];

/// Every move there is. What isn't listed is refused.
///
/// A shopper can't move or cancel while a call is under way: then "cancelled"
/// is a promise that no phone rings any more. Taking the cancellation would
/// break it, for the operator may be dialling at that moment. They can say it
/// on the phone, and a call that is never ended is put back by the clock.
#[rustfmt::skip]
pub const MOVES: &[Move] = &[
    go(WAITING, SHOPPER, Step::Move, Open, EventType::Moved),
    stay(&[SetAside], SHOPPER, Step::Move, EventType::Moved),
    go(&[Open, Retrying, Handed, SetAside], SHOPPER, Step::Cancel, Cancelled, EventType::Cancelled),
    stay(&[Done], SHOPPER, Step::Rate, EventType::Rated),

    go(WAITING, DESK, Step::StartCall, Calling, EventType::CallStarted),
    // Also without a start: a call that was made is a fact.
    go(AT_DESK, DESK, Step::Reached, Done, EventType::Closed),
    go(AT_DESK, DESK, Step::InVain, Retrying, EventType::Attempted),
    go(AT_DESK, DESK, Step::LastInVain, Unreached, EventType::Closed),
    go(AT_DESK, DESK, Step::CallAgain, Retrying, EventType::CallPlanned),
    // Only what was tried can be given up as not reached.
    go(&[Retrying], DESK, Step::GiveUp, Unreached, EventType::Closed),
    // A closed one too: what came of it is put right, or they rang up later.
    go(&[Open, Retrying, Calling, SetAside, Done, Unreached], DESK, Step::Close, Done, EventType::Closed),
    go(&[Done, Unreached], DESK, Step::Reopen, Open, EventType::Reopened),

    go(AT_DESK, DESK, Step::HandOver, Handed, EventType::HandedOver),
    go(&[Handed], DESK_OR_SHOP, Step::Close, Done, EventType::Closed),
    go(&[Handed], SHOP, Step::ReturnToDesk, Open, EventType::Returned),
    go(&[Handed], DESK, Step::PutBack, Open, EventType::PutBack),

    go(WAITING, DESK, Step::SetAside, SetAside, EventType::SetAside),
    go(&[SetAside], DESK_OR_SHOP, Step::PutBack, Open, EventType::PutBack),
    go(&[SetAside], DESK_OR_SHOP, Step::PutBackPlanned, Retrying, EventType::PutBack),

    // A call that was not made after all, or that is under way too long.
    go(&[Calling], DESK_OR_CLOCK, Step::PutBack, Open, EventType::PutBack),
    go(&[Calling], DESK_OR_CLOCK, Step::PutBackPlanned, Retrying, EventType::PutBack),

    stay(ANY, DESK_OR_SHOP, Step::Note, EventType::Noted),
    // For a minute, and if nothing has happened since.
    stay(ANY, DESK, Step::Undo, EventType::Undone),
    // Asked for by the person, or kept long enough.
    go(ANY, &[Actor::Shop, Actor::Clock], Step::Erase, Erased, EventType::Erased),
];

/// Where `step` by `actor` leads from `state`, or why it is refused.
pub fn next(state: State, actor: Actor, step: Step) -> Result<State, Refused> {
    find(state, actor, step).map(|(to, _)| to)
}

/// As [`next`], with what others hear of it.
pub fn find(state: State, actor: Actor, step: Step) -> Result<(State, EventType), Refused> {
    let mut theirs = MOVES.iter().filter(|row| row.step == step && row.who.contains(&actor)).peekable();
    if theirs.peek().is_none() {
        return Err(Refused::NotYours);
    }
    match theirs.find(|row| row.from.contains(&state)) {
        Some(row) => Ok((row.to.unwrap_or(state), row.event)),
        None if state.is_ended() => Err(Refused::Ended),
        None if state == Calling && actor == Actor::Shopper => Err(Refused::Calling),
        None => Err(Refused::NotNow),
    }
}

#[cfg(test)]
#[path = "moves_tests.rs"]
mod tests;
