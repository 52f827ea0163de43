//! An act done to a ticket: the ticket after it, or why it is refused. Pure;
//! a refusal leaves everything as it was.

use super::{Act, Actor, Answered, Attempt, Call, End, Handover, Note, Outcome, Refused, State, Step, Ticket, find};
use crate::command::EventType;
use crate::fault::Code;
use crate::field::{Name, Paragraph};
use crate::instant::Instant;
use crate::intake::Choice;
use crate::promise::{Promise, promise};
use crate::retry::{may_call_at, next_try};
use crate::rules::Rules;
use crate::service::Service;

/// The most calls that are kept with a ticket.
const ATTEMPTS_MAX: usize = 60;
/// The most remarks that are kept with a ticket: a ticket is sent whole.
const NOTES_MAX: usize = 30;

/// What an act's outcome rests on besides the ticket.
pub struct Facts<'a> {
    /// The server's time.
    pub now: Instant,
    /// The shop's rules, with the desk's hours.
    pub rules: &'a Rules,
    /// The shop's figures.
    pub service: &'a Service,
    /// Places given away to *other* tickets in the window that starts at a
    /// moment: who moves a ticket gives its own place back.
    pub taken: &'a dyn Fn(Instant) -> u32,
    /// Whether the number or address by which its shopper is to be answered is
    /// on the shop's list of those who asked not to be contacted.
    pub do_not_contact: bool,
}

/// A ticket after an act, and what others hear of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The ticket, its number of changes grown by one.
    pub ticket: Ticket,
    /// The event.
    pub event: EventType,
}

impl Ticket {
    /// Does `act`, asked for by `actor` (in person `by`).
    pub fn apply(&self, actor: Actor, act: &Act, by: Option<&Name>, facts: &Facts<'_>) -> Result<Change, Refused> {
        let step = self.step(act, facts.service);
        let (state, event) = find(self.state, actor, step)?;
        self.permits(step)?;
        self.heeds(step, facts)?;
        let mut ticket = Self { seq: self.seq.saturating_add(1), state, ..self.clone() };
        let by = by.cloned();
        match act {
            Act::Move { window } => ticket.move_to(*window, facts)?,
            Act::Cancel {} | Act::GiveUp {} => ticket.end = Some(End { at: facts.now, by, outcome: None, note: None }),
            Act::Rate { rating } => ticket.rating = Some(rating.clone()),
            Act::StartCall {} => ticket.call = Some(Call { since: facts.now, by }),
            Act::Attempt { outcome, note } => ticket.attempt(*outcome, by, note.clone(), facts),
            Act::CallAgain { at } => ticket.call_again(*at, by, facts)?,
            Act::Close { outcome, note } => {
                ticket.spoken(by.clone(), facts.now);
                // What is put right later ended when it ended.
                let ended = self.end.as_ref().filter(|_| self.state == State::Done);
                let at = ended.map_or(facts.now, |end| end.at);
                ticket.end = Some(End { at, by, outcome: Some(*outcome), note: note.clone() });
            }
            Act::HandOver { note } => ticket.hand_over(note.clone(), by, facts),
            Act::SetAside {} => {}
            Act::PutBack {} => {
                if actor == Actor::Clock {
                    self.must_be_abandoned(facts)?;
                }
                // A hand-over too many was no answer.
                let handed = ticket.handover.as_ref().filter(|_| self.state == State::Handed).map(|handover| handover.at);
                ticket.answered = ticket.answered.filter(|answered| Some(answered.at) != handed);
                ticket.review_again(facts.rules.desk.as_ref(), facts.service, facts.now);
            }
            Act::ReturnToDesk { note } => {
                if let Some(handover) = &mut ticket.handover {
                    handover.answer = Some(note.clone());
                }
                ticket.begin_anew(facts);
            }
            Act::Reopen {} => {
                ticket.reopened = ticket.reopened.saturating_add(1);
                ticket.begin_anew(facts);
            }
            Act::Note { text } => ticket.notes.push(Note { at: facts.now, from: actor, by, text: text.clone() }),
            // What was before is not known here: see [`Ticket::undo`].
            Act::Undo {} => return Err(Refused::NotNow),
            Act::Erase {} => ticket = ticket.tombstone(facts.now),
        }
        let called = ticket.attempts.len() > self.attempts.len();
        if ticket.answered.is_none() && (called || matches!(act, Act::HandOver { .. } | Act::Close { .. })) {
            ticket.answered = Some(self.answer_at(facts.now));
        }
        ticket.tidy();
        Ok(Change { ticket, event })
    }

    /// Takes back what the desk did last: the ticket is again as it was
    /// `before`, but for its number of changes. Whoever keeps that sees to it
    /// that nothing has happened since, and that it isn't too late
    /// ([`UNDO_SECONDS`](super::UNDO_SECONDS)). Whom the act has told of a quiet
    /// ticket is told of this too; and the calendar may have changed.
    pub fn undo(&self, before: &Self, facts: &Facts<'_>) -> Result<Change, Refused> {
        let (_, event) = find(self.state, Actor::Desk, Step::Undo)?;
        let mut ticket = Self { seq: self.seq.saturating_add(1), quiet: before.quiet && self.quiet, ..before.clone() };
        if matches!(ticket.state, State::Open | State::Retrying | State::SetAside) {
            ticket.review_again(facts.rules.desk.as_ref(), facts.service, facts.now);
        }
        Ok(Change { ticket, event })
    }

    /// When the clock has to act on it next, to be asked for with
    /// [`Act::PutBack`]; none if it needs nothing.
    pub fn lapses_at(&self, service: &Service) -> Option<Instant> {
        self.call.as_ref().map(|call| call.since.plus_minutes(service.call_minutes.max(1)))
    }

    /// What `act` means for this ticket.
    fn step(&self, act: &Act, service: &Service) -> Step {
        match act {
            Act::Move { .. } => Step::Move,
            Act::Cancel {} => Step::Cancel,
            Act::Rate { .. } => Step::Rate,
            Act::StartCall {} => Step::StartCall,
            Act::Attempt { outcome: Outcome::Reached, .. } => Step::Reached,
            Act::Attempt { outcome: Outcome::WrongNumber, .. } => Step::LastInVain,
            Act::Attempt { .. } if i64::from(self.tries) + 1 >= service.attempts_max => Step::LastInVain,
            Act::Attempt { .. } => Step::InVain,
            Act::CallAgain { .. } => Step::CallAgain,
            Act::Close { .. } => Step::Close,
            Act::HandOver { .. } => Step::HandOver,
            Act::GiveUp {} => Step::GiveUp,
            Act::SetAside {} => Step::SetAside,
            Act::PutBack {} if self.next_try.is_some() => Step::PutBackPlanned,
            Act::PutBack {} => Step::PutBack,
            Act::ReturnToDesk { .. } => Step::ReturnToDesk,
            Act::Reopen {} => Step::Reopen,
            Act::Note { .. } => Step::Note,
            Act::Undo {} => Step::Undo,
            Act::Erase {} => Step::Erase,
        }
    }

    /// What the table can't know: whether a call was asked for, whether it
    /// was rated, whether there is room.
    pub(super) fn permits(&self, step: Step) -> Result<(), Refused> {
        let calling = matches!(step, Step::Move | Step::StartCall | Step::Reached | Step::InVain | Step::LastInVain | Step::CallAgain);
        let attempt = matches!(step, Step::Reached | Step::InVain | Step::LastInVain);
        let full = (attempt && self.attempts.len() >= ATTEMPTS_MAX) || (step == Step::Note && self.notes.len() >= NOTES_MAX);
        match step {
            _ if calling && !self.by_phone() => Err(Refused::NoCall),
            Step::Rate if self.rating.is_some() => Err(Refused::Rated),
            _ if full => Err(Refused::Full),
            _ => Ok(()),
        }
    }

    /// Nobody is called who asked not to be, and no such call is planned or
    /// promised. A call that began before that was known is put on record all
    /// the same.
    fn heeds(&self, step: Step, facts: &Facts<'_>) -> Result<(), Refused> {
        let calls = match step {
            Step::Move | Step::StartCall | Step::CallAgain => true,
            Step::Reached | Step::InVain | Step::LastInVain => self.call.is_none(),
            _ => false,
        };
        if calls && facts.do_not_contact { Err(Refused::DoNotContact) } else { Ok(()) }
    }

    /// Another window is another promise, and tries count anew.
    fn move_to(&mut self, window: Choice, facts: &Facts<'_>) -> Result<(), Refused> {
        let asked = self.intake.take().map(|intake| intake.wishing(window));
        let promised = asked.as_ref().map(|asked| promise(asked, self.urgency, facts.rules, facts.service, facts.now, facts.taken));
        self.promise = promised.unwrap_or(Err(Code::Unknown)).map_err(|code| Refused::Faulty("window", code))?;
        (self.intake, self.tries, self.next_try, self.promise_broken) = (asked, 0, None, false);
        Ok(())
    }

    /// A call was made.
    fn attempt(&mut self, outcome: Outcome, by: Option<Name>, note: Option<Paragraph>, facts: &Facts<'_>) {
        if outcome == Outcome::Reached {
            (self.tries, self.next_try) = (0, None);
        } else {
            self.tries = self.tries.saturating_add(1);
            self.next_try = Some(next_try(facts.rules.desk.as_ref(), self.chosen_window(), facts.service, facts.now));
        }
        let (since, by) = match self.call.take() {
            Some(call) => (Some(call.since), by.or(call.by)),
            None => (None, by),
        };
        if self.state.is_ended() {
            self.end = Some(End { at: facts.now, by: by.clone(), outcome: None, note: None });
        }
        self.attempts.push(Attempt { at: facts.now, since, outcome, by, note });
    }

    /// Whoever ends a call by what came of the matter has spoken to the
    /// shopper: the call is on record too.
    fn spoken(&mut self, by: Option<Name>, now: Instant) {
        let Some(call) = self.call.take().filter(|_| self.attempts.len() < ATTEMPTS_MAX) else { return };
        self.tries = 0;
        self.attempts.push(Attempt { at: now, since: Some(call.since), outcome: Outcome::Reached, by: by.or(call.by), note: None });
    }

    fn call_again(&mut self, at: Instant, by: Option<Name>, facts: &Facts<'_>) -> Result<(), Refused> {
        may_call_at(facts.rules.desk.as_ref(), facts.service, at, facts.now).map_err(|code| Refused::Faulty("at", code))?;
        self.spoken(by, facts.now);
        (self.tries, self.next_try) = (0, Some(at));
        Ok(())
    }

    fn hand_over(&mut self, note: Paragraph, by: Option<Name>, facts: &Facts<'_>) {
        self.spoken(by.clone(), facts.now);
        let respond_by = facts.rules.desk.as_ref().and_then(|desk| facts.service.handed_on_by(desk, facts.now));
        self.handover = Some(Handover { at: facts.now, by, note, respond_by, answer: None });
    }

    /// It is answered at `now`, or was when the call under way began.
    fn answer_at(&self, now: Instant) -> Answered {
        let at = self.call.as_ref().map_or(now, |call| call.since);
        Answered { at, due: self.promise.respond_by, window: self.chosen_window().map(|window| window.start) }
    }

    /// The desk owes a call (or an answer) again: a new promise, as soon as
    /// possible. Where no place is left it is promised over the allotment,
    /// for this time the desk itself, or its shop, has decided; where there
    /// are none at all, the usual time holds. The window that was once chosen
    /// binds nothing any more, though it may be the very one that is promised.
    fn begin_anew(&mut self, facts: &Facts<'_>) {
        let Some(asked) = self.intake.clone().map(|intake| intake.wishing(Choice::Asap)) else { return };
        let within = |taken: &dyn Fn(Instant) -> u32| promise(&asked, self.urgency, facts.rules, facts.service, facts.now, taken).ok();
        self.promise = within(facts.taken).or_else(|| within(&|_| 0)).unwrap_or_else(|| {
            let respond_by = facts.rules.desk.as_ref().and_then(|desk| facts.service.respond_by(self.urgency, desk, facts.now));
            Promise { respond_by, window: None }
        });
        (self.intake, self.tries, self.promise_broken) = (Some(asked), 0, false);
    }

    fn must_be_abandoned(&self, facts: &Facts<'_>) -> Result<(), Refused> {
        let over = self.lapses_at(facts.service).is_some_and(|at| at <= facts.now);
        if over { Ok(()) } else { Err(Refused::NotNow) }
    }

    /// What is left of it when the person is forgotten: the number, the
    /// state, two times, and whether it was urgent.
    fn tombstone(self, now: Instant) -> Self {
        let end = Some(End { at: now, by: None, outcome: None, note: None });
        let seq = self.seq;
        Self { seq, end, ..Self::bare(self.id, self.shop, self.state, self.created_at, self.urgency, NO_PROMISE) }
    }

    /// What belongs to a state goes with it.
    fn tidy(&mut self) {
        self.quiet &= !self.state.is_at_desk();
        if self.state != State::Calling {
            self.call = None;
        }
        if !matches!(self.state, State::Calling | State::Retrying | State::SetAside) {
            self.next_try = None;
        }
        if !self.state.is_ended() {
            self.end = None;
        }
    }
}

const NO_PROMISE: Promise = Promise { respond_by: None, window: None };

#[cfg(test)]
#[path = "apply_tests.rs"]
pub(crate) mod tests;
