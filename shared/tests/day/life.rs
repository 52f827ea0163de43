//! A ticket, and beside it what is known of it without it: what its shopper was
//! told and what was done, by rules that are written down here once more.

use super::places::Shop;
use super::plain::{MINUTE, Span};
use madoguchi_shared::Instant;
use madoguchi_shared::field::Name;
use madoguchi_shared::intake::Choice;
use madoguchi_shared::ticket::{Act, Actor, Closing, Facts, Outcome, Refused, State, Ticket};
use madoguchi_shared::urgency::Urgency;

pub struct Life {
    pub ticket: Ticket,
    pub shop: usize,
    pub log: Log,
    /// How it was before what the desk did last.
    pub before: Option<Box<(Ticket, Log)>>,
}

/// How it was answered first: when, what had been promised then, and the start
/// of the window that was chosen.
pub type First = (i64, i64, Option<i64>);

#[derive(Clone, Default)]
pub struct Log {
    pub accepted: i64,
    pub urgent: bool,
    /// The number to call; none for an answer by mail.
    pub phone: Option<String>,
    /// The last deadline that its shopper was told.
    pub due: i64,
    /// The start of the window in which it has a place.
    pub place: Option<i64>,
    pub window: Option<Span>,
    /// The window that they chose, if the promise is about it …
    pub chosen: Option<Span>,
    /// … and if it isn't any more.
    pub wished: Option<Span>,
    pub broken: bool,
    pub first: Option<First>,
    pub call: Option<(i64, Name)>,
    pub calls: Vec<(Outcome, Option<Name>)>,
    pub tries: i64,
    pub next_try: Option<i64>,
    pub handed: Option<i64>,
    pub handed_by: i64,
    pub reopened: u32,
    pub ended: Option<(i64, Option<Name>)>,
    pub outcome: Option<Closing>,
}

/// What would be promised now, by the plain recomputation: the deadline, and
/// the window. None where no place is left.
pub fn expected(shop: &Shop, log: &Log, chosen: Option<Span>, now: i64, taken: impl Fn(i64) -> u32) -> Option<(i64, Option<Span>)> {
    let (_, lead, horizon) = window_rules(shop);
    if log.phone.is_none() {
        let due = match log.urgent {
            true => shop.plain.add_open(now, shop.service.urgent_minutes),
            false => shop.plain.after_days(now, shop.service.normal_days as usize),
        };
        return Some((due, None));
    }
    if let Some(window) = chosen {
        let free = shop.plain.free(now, (lead, horizon), shop.places, taken);
        return free.contains(&window).then_some((window.1, Some(window)));
    }
    let urgent = log.urgent.then_some(shop.service.urgent_minutes);
    shop.plain.asap(now, urgent, (lead, horizon), shop.places, taken).map(|(due, window)| (due, Some(window)))
}

impl Log {
    /// A call that was planned for a time to come at which nobody calls any
    /// more is planned for the next such time, within the hours that were chosen
    /// unless it was agreed on; true if it was.
    fn plan_again(&mut self, shop: &Shop, now: i64) -> bool {
        let closing = shop.service.closing_minutes;
        let Some(planned) = self.next_try.filter(|at| *at > now && !shop.plain.is_callable(*at, closing)) else { return false };
        self.next_try = Some(shop.plain.next_try(planned, 0, closing, self.chosen.filter(|_| self.tries > 0)));
        true
    }
}

/// (length, lead) in minutes, horizon in days.
pub fn window_rules(shop: &Shop) -> (i64, i64, i64) {
    let rules = shop.rules.desk.as_ref().unwrap().windows;
    (rules.length_minutes, rules.lead_minutes, rules.horizon_days)
}

pub fn unix(at: Option<Instant>) -> Option<i64> {
    at.map(Instant::unix)
}

impl Life {
    /// Does `act`, and holds what comes of it against the log. `others`: places
    /// that other tickets of the shop hold in the window of a start.
    pub fn act(
        &mut self,
        shop: &Shop,
        actor: Actor,
        act: &Act,
        by: Option<&Name>,
        now: i64,
        others: &dyn Fn(i64) -> u32,
    ) -> Result<(), Refused> {
        let taken = |start: Instant| others(start.unix());
        let facts =
            Facts { now: Instant::from_unix(now), rules: &shop.rules, service: &shop.service, taken: &taken, do_not_contact: false };
        let before = self.ticket.clone();
        let change = match before.apply(actor, act, by, &facts) {
            Ok(change) => change,
            Err(refused) => {
                let busy = before.state.is_ended() || matches!(before.state, State::Calling | State::Handed);
                let own = busy || actor != Actor::Shopper || matches!(act, Act::Rate { .. } | Act::Move { .. });
                assert!(own, "{actor:?} {act:?} {refused:?} {:?}", before.state);
                return Err(refused);
            }
        };
        assert_eq!(change.ticket.seq, before.seq + 1, "each change is one more");
        self.ticket = change.ticket;
        self.before = (actor == Actor::Desk && act.is_undoable()).then(|| Box::new((before.clone(), self.log.clone())));
        self.note(shop, &before, act, by, now, others);
        self.check(now);
        Ok(())
    }

    fn note(&mut self, shop: &Shop, before: &Ticket, act: &Act, by: Option<&Name>, now: i64, others: &dyn Fn(i64) -> u32) {
        let log = &mut self.log;
        let state = self.ticket.state;
        let call = log.call.clone();
        let answers = matches!(act, Act::Attempt { .. } | Act::Close { .. } | Act::HandOver { .. })
            || call.is_some() && matches!(act, Act::CallAgain { .. });
        if answers {
            let at = call.as_ref().map_or(now, |call| call.0);
            log.first.get_or_insert((at, log.due, log.chosen.map(|window| window.0)));
        }
        let spoken = |log: &mut Log| {
            if let Some((_, caller)) = log.call.take() {
                log.calls.push((Outcome::Reached, Some(by.cloned().unwrap_or(caller))));
                log.tries = 0;
            }
        };
        match act {
            Act::Move { window } => {
                let chosen = match window {
                    Choice::Start(start) => self.ticket.promise.window.map(|own| (start.unix(), own.end.unix())),
                    Choice::Asap => None,
                };
                let (due, window) = expected(shop, log, chosen, now, others).expect("there is a place, or it is not moved");
                (log.due, log.window, log.place, log.chosen) = (due, window, window.map(|window| window.0), chosen);
                (log.tries, log.next_try, log.broken, log.wished) = (0, None, false, chosen);
            }
            Act::StartCall {} => {
                assert!(shop.plain.is_callable(now, shop.service.closing_minutes), "no call in the last minutes, and none outside hours");
                log.call = Some((now, by.unwrap().clone()));
            }
            Act::Attempt { outcome, .. } => {
                let caller = log.call.take().map(|call| call.1);
                log.calls.push((*outcome, by.cloned().or(caller.clone())));
                if *outcome == Outcome::Reached {
                    (log.tries, log.next_try, log.ended) = (0, None, Some((now, by.cloned().or(caller))));
                    assert_eq!(state, State::Done);
                } else {
                    log.tries += 1;
                    let last = *outcome == Outcome::WrongNumber || log.tries >= shop.service.attempts_max;
                    assert_eq!(state, if last { State::Unreached } else { State::Retrying }, "tries are bounded");
                    if last {
                        (log.next_try, log.ended) = (None, Some((now, by.cloned().or(caller))));
                    } else {
                        let next = shop.plain.next_try(now, shop.service.attempt_gap_minutes, shop.service.closing_minutes, log.chosen);
                        assert!(shop.plain.is_callable(next, shop.service.closing_minutes));
                        log.next_try = Some(next);
                    }
                }
            }
            Act::CallAgain { at } => {
                spoken(log);
                (log.tries, log.next_try) = (0, Some(at.unix()));
            }
            Act::Close { outcome, .. } => {
                spoken(log);
                let at = log.ended.as_ref().filter(|_| before.state == State::Done).map_or(now, |ended| ended.0);
                (log.ended, log.outcome, log.next_try) = (Some((at, by.cloned())), Some(*outcome), None);
            }
            Act::HandOver { .. } => {
                spoken(log);
                (log.handed, log.next_try) = (Some(now), None);
                log.handed_by = match shop.service.handed_on_minutes {
                    Some(minutes) => shop.plain.add_open(now, minutes),
                    None => shop.plain.after_days(now, shop.service.handed_on_days as usize),
                };
            }
            Act::PutBack {} => {
                log.call = None;
                if before.state == State::Handed && log.first.map(|first| first.0) == log.handed {
                    log.first = None;
                }
                log.broken = log.window.is_some_and(|window| window.1 > now && !shop.plain.is_open_throughout(window));
                log.plan_again(shop, now);
            }
            Act::ReturnToDesk { .. } | Act::Reopen {} => {
                // Over the allotment, where no place is left.
                let within = expected(shop, log, None, now, others).or_else(|| expected(shop, log, None, now, |_| 0));
                let (due, window) = within.expect("it opens again");
                // As soon as possible may be just the window that they chose; it binds no more.
                (log.due, log.window, log.place, log.chosen) = (due, window, window.map(|window| window.0), None);
                (log.tries, log.next_try, log.broken, log.ended, log.outcome) = (0, None, false, None, None);
                log.reopened += u32::from(*act == Act::Reopen {});
            }
            Act::Cancel {} => (log.ended, log.place, log.next_try) = (Some((now, None)), None, None),
            Act::Erase {} => {
                let kept = (log.accepted, log.urgent);
                *log = Log { accepted: kept.0, urgent: kept.1, ended: Some((now, None)), ..Log::default() };
            }
            _ => {}
        }
    }

    /// What is stored and what its shopper sees is what the log says.
    pub fn check(&self, now: i64) {
        let (ticket, log) = (&self.ticket, &self.log);
        if ticket.state == State::Erased {
            assert_eq!((ticket.place(), ticket.intake.is_none(), ticket.attempts.len()), (None, true, 0));
            return;
        }
        let status = ticket.status("");
        assert_eq!(unix(status.respond_by), Some(log.due), "what is told is what was promised: {} at {now}", ticket.id);
        assert_eq!(status.window.map(|window| (window.start.unix(), window.end.unix())), log.window);
        assert_eq!((ticket.place().map(Instant::unix), ticket.promise_broken), (log.place, log.broken));
        assert_eq!((unix(ticket.next_try), i64::from(ticket.tries)), (log.next_try, log.tries), "{ticket:?}");
        assert_eq!(ticket.attempts.len(), log.calls.len());
        assert_eq!(ticket.due().is_none(), ticket.state.is_ended(), "it has ended, or somebody has to act by a time");
        if ticket.state == State::Handed {
            assert_eq!(unix(ticket.due()), Some(log.handed_by));
        }
        assert_ne!(status.state, State::SetAside, "nobody is told that they were judged");
        assert_eq!(ticket.urgency == Urgency::Urgent, log.urgent);
        let first = ticket.answered.map(|answered| (answered.at.unix(), answered.due.unwrap().unix(), unix(answered.window)));
        assert_eq!(first, log.first);
    }

    /// Takes back what the desk did last.
    pub fn undo(&mut self, shop: &Shop, now: i64) {
        let (ticket, log) = *self.before.take().expect("the desk did something");
        let facts =
            Facts { now: Instant::from_unix(now), rules: &shop.rules, service: &shop.service, taken: &|_| 0, do_not_contact: false };
        let change = self.ticket.undo(&ticket, &facts).unwrap();
        assert_eq!((change.ticket.seq, change.ticket.state), (self.ticket.seq + 1, ticket.state));
        (self.ticket, self.log) = (change.ticket, log);
        if matches!(self.ticket.state, State::Open | State::Retrying | State::SetAside) {
            self.log.broken = self.log.window.is_some_and(|window| window.1 > now && !shop.plain.is_open_throughout(window));
            self.log.plan_again(shop, now);
        }
        self.check(now);
    }

    /// The desk's hours have changed.
    pub fn review(&mut self, shop: &Shop, now: i64) {
        let closed = self.log.window.is_some_and(|window| window.1 > now && !shop.plain.is_open_throughout(window));
        let waits = matches!(self.ticket.state, State::Open | State::SetAside);
        let planned = waits || self.ticket.state == State::Retrying;
        let replanned = planned && self.log.plan_again(shop, now);
        let changed = self.ticket.reviewed(shop.rules.desk.as_ref(), &shop.service, Instant::from_unix(now));
        assert_eq!(changed.is_some(), waits && closed || replanned, "what is closed is marked or planned anew, and nothing else");
        if let Some(change) = changed {
            assert_eq!(change.ticket.seq, self.ticket.seq + 1);
            (self.ticket, self.log.broken) = (change.ticket, self.log.broken || waits && closed);
        }
        self.check(now);
    }

    /// From when on it may be called: not before the window that was chosen,
    /// nor before the call that is planned.
    pub fn from(&self) -> i64 {
        match self.ticket.state {
            State::Retrying => self.log.next_try.unwrap(),
            _ => self.log.chosen.map_or(0, |window| window.0),
        }
    }

    pub fn waits_for_a_call(&self) -> bool {
        matches!(self.ticket.state, State::Open | State::Retrying) && self.log.phone.is_some()
    }

    /// The list's order.
    pub fn pressing(&self) -> (bool, i64, String) {
        let due = unix(self.ticket.due()).unwrap_or(i64::MAX);
        (!self.log.urgent, due, self.ticket.id.as_str().to_owned())
    }
}

pub fn minutes(count: i64) -> i64 {
    count * MINUTE
}
