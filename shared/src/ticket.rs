//! A ticket: an accepted request, and what became of it.
//!
//! | what | file |
//! | --- | --- |
//! | states, and the one table of moves | `ticket/moves.rs` |
//! | acts and what belongs to them | `ticket/act.rs` |
//! | an act done to a ticket | `ticket/apply.rs` |
//! | whether a promised window can still be kept | `ticket/review.rs` |
//! | what a shopper sees | `ticket/status.rs` |
//! | what a shopper sends about a ticket | `ticket/drafts.rs` |
//! | the table as a diagram | `ticket/diagram.rs` |

mod act;
mod apply;
pub mod diagram;
mod drafts;
mod moves;
mod review;
mod status;
mod told;

#[cfg(test)]
pub(crate) use apply::tests;

pub use act::{Act, Answered, Call, Closing, End, Handover, Note, Outcome, Tried, UNDO_SECONDS};
pub use apply::{Change, Facts};
pub use drafts::{MoveDraft, Rating, RatingDraft, Score};
pub use moves::{Actor, BEGINNINGS, MOVES, Move, Refused, State, Step, find, next};
pub use status::{May, Receipt, Status};

use crate::calendar::Span;
use crate::field::{Name, Paragraph};
use crate::id::{Slug, TicketId};
use crate::instant::Instant;
use crate::intake::{Choice, Intake, Reply};
use crate::promise::Promise;
use crate::triage::pitch;
use crate::urgency::Urgency;
use serde::{Deserialize, Serialize};

/// One call that was made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Attempt {
    /// When it was recorded: the call's end.
    pub at: Instant,
    /// When it was started, if that was said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub since: Option<Instant>,
    /// What came of it.
    pub outcome: Outcome,
    /// By whom, if they gave a name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<Name>,
    /// What the next caller should know.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<Paragraph>,
}

fn never(times: &u32) -> bool {
    *times == 0
}

/// The whole ticket. The shop's object alone changes it; `seq` grows with
/// each change, and copies are replaced only by a higher one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Ticket {
    /// Its number.
    pub id: TicketId,
    /// The shop it belongs to.
    pub shop: Slug,
    /// Grows by one with each change, from 1.
    pub seq: u64,
    /// Where it stands.
    pub state: State,
    /// When it was accepted.
    pub created_at: Instant,
    /// Urgent or not.
    pub urgency: Urgency,
    /// What the shopper was told.
    pub promise: Promise,
    /// Whether the desk has closed the promised window since. It stays
    /// promised until the call is moved or the desk opens it again.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub promise_broken: bool,
    /// What was asked; none once the person is forgotten.
    pub intake: Option<Intake>,
    /// Calls so far, oldest first.
    #[serde(default)]
    pub attempts: Vec<Attempt>,
    /// Calls in vain that count against the most there may be: those since it
    /// was accepted, moved, reopened, given back by the shop, or last reached.
    #[serde(default)]
    pub tries: u32,
    /// When the next call is planned.
    #[serde(default)]
    pub next_try: Option<Instant>,
    /// The call under way, while it is [`State::Calling`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub call: Option<Call>,
    /// The last hand-over to the shop; it holds while it is [`State::Handed`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub handover: Option<Handover>,
    /// How it ended, once it has.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub end: Option<End>,
    /// What was done first to answer it, and what was promised then. It stays,
    /// whatever is promised later.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answered: Option<Answered>,
    /// How often it was taken up again after its end.
    #[serde(default, skip_serializing_if = "never")]
    pub reopened: u32,
    /// How it went, in its shopper's words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rating: Option<Rating>,
    /// Remarks, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<Note>,
    /// Why it was set aside at once as a sales pitch, if it was.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pitch: Vec<pitch::Signal>,
    /// Whether nobody but the desk has heard of it: it was set aside at once,
    /// and stays so until it is the desk's turn.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub quiet: bool,
}

impl Ticket {
    /// A ticket as it is accepted at `now`.
    pub fn accepted(id: TicketId, shop: Slug, now: Instant, urgency: Urgency, promise: Promise, intake: Intake) -> Self {
        Self { intake: Some(intake), ..Self::bare(id, shop, State::Open, now, urgency, promise) }
    }

    /// The same, set aside at once as a sales pitch (営業) because of `pitch`.
    /// Its shopper is told nothing else, and its promise holds.
    pub fn set_aside(self, pitch: Vec<pitch::Signal>) -> Self {
        Self { state: State::SetAside, pitch, quiet: true, ..self }
    }

    /// The tombstone of a ticket of which no more than this can be read.
    pub fn unreadable(id: TicketId, shop: Slug, seq: u64, created_at: Instant, now: Instant) -> Self {
        let nothing = Promise { respond_by: None, window: None };
        let bare = Self::bare(id, shop, State::Erased, created_at, Urgency::Normal, nothing);
        Self { seq, end: Some(End { at: now, by: None, outcome: None, note: None }), ..bare }
    }

    /// Number and state, and nothing that anybody said.
    fn bare(id: TicketId, shop: Slug, state: State, created_at: Instant, urgency: Urgency, promise: Promise) -> Self {
        Self {
            id,
            shop,
            seq: 1,
            state,
            created_at,
            urgency,
            promise,
            promise_broken: false,
            intake: None,
            attempts: vec![],
            tries: 0,
            next_try: None,
            call: None,
            handover: None,
            end: None,
            answered: None,
            reopened: 0,
            rating: None,
            notes: vec![],
            pitch: vec![],
            quiet: false,
        }
    }

    /// Whether its shopper asked for a call.
    pub fn by_phone(&self) -> bool {
        self.intake.as_ref().is_some_and(|intake| matches!(intake.reply, Reply::Phone { .. }))
    }

    /// The start of the window in which it holds a place. Who calls it off
    /// gives the place back.
    pub fn place(&self) -> Option<Instant> {
        let window = self.promise.window.filter(|_| !matches!(self.state, State::Cancelled | State::Erased))?;
        Some(window.start)
    }

    /// Whether it waits for a call in the window that `wish` names: to move it
    /// there again would change nothing.
    pub fn waits_for(&self, wish: Choice) -> bool {
        let Choice::Start(start) = wish else { return false };
        let chosen = self.chosen_window().is_some_and(|window| window.start == start);
        chosen && self.next_try.is_none() && matches!(self.state, State::Open | State::SetAside)
    }

    /// The window that the shopper chose, if the promise is still about it.
    pub fn chosen_window(&self) -> Option<Span> {
        match &self.intake.as_ref()?.reply {
            Reply::Phone { window: Choice::Start(start), .. } => self.promise.window.filter(|window| window.start == *start),
            _ => None,
        }
    }

    /// By when somebody has to act: the desk by its promise or by the call
    /// that is planned, the shop by its own deadline; none once it has ended.
    pub fn due(&self) -> Option<Instant> {
        match self.state {
            State::Open | State::Calling | State::SetAside => self.promise.respond_by,
            State::Retrying => self.next_try,
            State::Handed => self.handover.as_ref()?.respond_by,
            State::Done | State::Cancelled | State::Unreached | State::Erased => None,
        }
    }
}
