//! Whether what was promised and planned can still be kept: a desk's calendar
//! may change after a window's place was given away, or the next call planned.

use super::{Change, State, Ticket};
use crate::calendar::Span;
use crate::command::EventType;
use crate::instant::Instant;
use crate::retry::planned_anew;
use crate::rules::DeskHours;
use crate::service::Service;

impl Ticket {
    /// The ticket judged anew by the desk's hours at `now`; none where nothing
    /// changes. A window that the desk has closed stays promised, with its
    /// place, and is marked as broken until the desk opens it again or the
    /// call is moved; it is never dropped silently. Where no desk is left,
    /// every window is broken. Fewer places break none: what was given away
    /// is kept. A call that is planned for a time at which the desk has closed
    /// is planned for the next at which it may begin.
    pub fn reviewed(&self, desk: Option<&DeskHours>, service: &Service, now: Instant) -> Option<Change> {
        if !matches!(self.state, State::Open | State::Retrying | State::SetAside) {
            return None;
        }
        let mut ticket = self.clone();
        ticket.plan_again(desk, service, now);
        let window = self.promise.window.filter(|window| window.end > now && self.state != State::Retrying);
        ticket.promise_broken = window.map_or(self.promise_broken, |window| !is_kept(window, desk));
        let event = match (self.promise_broken, ticket.promise_broken) {
            (false, true) => EventType::PromiseBroken,
            (true, false) => EventType::PromiseRestored,
            _ if ticket.next_try != self.next_try => EventType::CallPlanned,
            _ => return None,
        };
        ticket.seq = self.seq.saturating_add(1);
        Some(Change { ticket, event })
    }

    /// Judges promise and plan of a ticket that waits again as it did before:
    /// the calendar may have changed while it didn't.
    pub(super) fn review_again(&mut self, desk: Option<&DeskHours>, service: &Service, now: Instant) {
        self.promise_broken = self.promise.window.is_some_and(|window| window.end > now && !is_kept(window, desk));
        self.plan_again(desk, service, now);
    }

    /// A time that was agreed on is bound to no window; one that follows a call
    /// in vain is.
    fn plan_again(&mut self, desk: Option<&DeskHours>, service: &Service, now: Instant) {
        let window = self.chosen_window().filter(|_| self.tries > 0);
        let anew = self.next_try.and_then(|planned| planned_anew(desk, window, service, planned, now));
        self.next_try = anew.or(self.next_try);
    }
}

fn is_kept(window: Span, desk: Option<&DeskHours>) -> bool {
    desk.is_some_and(|desk| desk.calendar.is_open_throughout(&desk.zone, window.start, window.end))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::tests::at;
    use crate::day::Day;
    use crate::intake::Choice;
    use crate::service::Service;
    use crate::ticket::apply::tests::{NOW, by_phone, rules, ticket, try_at};
    use crate::ticket::{Act, Actor, Facts};

    const FRIDAY_THREE: &str = "2026-11-20T15:00:00+09:00";

    /// The desk, with other hours on that Friday.
    fn friday(hours: serde_json::Value) -> DeskHours {
        let mut desk = rules().desk.unwrap();
        let special = serde_json::from_value(serde_json::json!({"day": "2026-11-20", "hours": hours})).unwrap();
        desk.calendar.days.insert(0, special);
        assert!(desk.calendar.special(Day::parse("2026-11-20").unwrap()).is_some());
        desk
    }

    #[test]
    fn a_window_that_was_closed_stays_promised_and_is_marked_until_it_opens_again() {
        let ticket = ticket("phone", FRIDAY_THREE);
        let desk = rules().desk.unwrap();
        assert_eq!(ticket.reviewed(Some(&desk), &Service::default(), at(NOW)), None);
        let broken = ticket.reviewed(Some(&friday(serde_json::json!([["09:00", "15:30"]]))), &Service::default(), at(NOW)).unwrap();
        assert_eq!((broken.event, broken.ticket.seq, broken.ticket.promise_broken), (EventType::PromiseBroken, 2, true));
        assert_eq!((broken.ticket.promise, broken.ticket.place()), (ticket.promise, ticket.place()), "nothing is dropped");
        assert!(broken.ticket.status("").promise_broken);
        // Told once, and taken back once.
        assert_eq!(broken.ticket.reviewed(Some(&friday(serde_json::json!([]))), &Service::default(), at(NOW)), None);
        let restored = broken.ticket.reviewed(Some(&desk), &Service::default(), at(NOW)).unwrap();
        assert_eq!((restored.event, restored.ticket.seq, restored.ticket.promise_broken), (EventType::PromiseRestored, 3, false));
    }

    #[test]
    fn fewer_places_and_other_lengths_break_nothing() {
        let mut desk = rules().desk.unwrap();
        (desk.places, desk.windows.length_minutes) = (0, 45);
        assert_eq!(ticket("phone", FRIDAY_THREE).reviewed(Some(&desk), &Service::default(), at(NOW)), None);
        // Two stretches that touch are open throughout.
        let split = friday(serde_json::json!([["09:00", "15:30"], ["15:30", "17:00"]]));
        assert_eq!(ticket("phone", FRIDAY_THREE).reviewed(Some(&split), &Service::default(), at(NOW)), None);
    }

    #[test]
    fn a_call_as_soon_as_possible_has_its_window_too() {
        let broken = by_phone().reviewed(None, &Service::default(), at(NOW)).unwrap();
        assert_eq!(broken.event, EventType::PromiseBroken);
    }

    #[test]
    fn what_is_over_or_has_no_window_is_left_alone() {
        let chosen = ticket("phone", FRIDAY_THREE);
        assert_eq!(chosen.reviewed(None, &Service::default(), at("2026-11-20T16:00")), None, "its window has passed");
        assert_eq!(ticket("email", "").reviewed(None, &Service::default(), at(NOW)), None);
        let cancelled = try_at(&chosen, Actor::Shopper, Act::Cancel {}, NOW).unwrap().ticket;
        assert_eq!(cancelled.reviewed(None, &Service::default(), at(NOW)), None);
    }

    #[test]
    fn a_planned_call_is_planned_anew_where_the_desk_closes_then() {
        let service = Service::default();
        let vain = Act::Attempt { outcome: crate::ticket::Outcome::Busy, note: None };
        let retrying = try_at(&by_phone(), Actor::Desk, vain.clone(), NOW).unwrap().ticket;
        let hours = |closes: &str| friday(serde_json::json!([["09:00", closes]]));
        assert_eq!(retrying.next_try, Some(at("2026-11-20T11:05")));
        assert_eq!(retrying.reviewed(Some(&hours("12:00")), &service, at(NOW)), None, "still open");
        let moved = retrying.reviewed(Some(&hours("11:00")), &service, at(NOW)).unwrap();
        assert_eq!((moved.event, moved.ticket.seq, moved.ticket.state), (EventType::CallPlanned, 3, State::Retrying));
        assert_eq!((moved.ticket.next_try, moved.ticket.due()), (Some(at("2026-11-24T09:00")), Some(at("2026-11-24T09:00"))));
        assert_eq!(moved.ticket.reviewed(Some(&hours("11:00")), &service, at(NOW)), None, "told once");
        assert_eq!(retrying.reviewed(Some(&hours("11:00")), &service, at("2026-11-20T11:05")), None, "it is due, and shown as late");
        assert_eq!(retrying.reviewed(None, &service, at(NOW)), None, "nobody knows better");
        // What was chosen holds for tries, and not for a time agreed on.
        let chosen = try_at(&ticket("phone", FRIDAY_THREE), Actor::Desk, vain, NOW).unwrap().ticket;
        let agreed = try_at(&chosen, Actor::Desk, Act::CallAgain { at: at("2026-11-20T15:30") }, NOW).unwrap().ticket;
        let anew = |ticket: &Ticket| ticket.reviewed(Some(&hours("11:00")), &service, at(NOW)).unwrap().ticket.next_try;
        assert_eq!((anew(&chosen), anew(&agreed)), (Some(at("2026-11-24T15:00")), Some(at("2026-11-24T09:00"))));
        // Neither silently where it is set aside, nor for what was under way meanwhile.
        let aside = try_at(&retrying, Actor::Desk, Act::SetAside {}, NOW).unwrap().ticket;
        assert_eq!(anew(&aside), Some(at("2026-11-24T09:00")));
        let rules = crate::rules::Rules { desk: Some(hours("11:00")), ..rules() };
        let facts = Facts { now: at(NOW), rules: &rules, service: &service, taken: &|_| 0, do_not_contact: false };
        let calling = try_at(&retrying, Actor::Desk, Act::StartCall {}, NOW).unwrap().ticket;
        let back = calling.apply(Actor::Desk, &Act::PutBack {}, None, &facts).unwrap().ticket;
        assert_eq!((back.state, back.next_try), (State::Retrying, Some(at("2026-11-24T09:00"))));
        let noted = try_at(&retrying, Actor::Desk, Act::GiveUp {}, NOW).unwrap().ticket;
        assert_eq!(noted.undo(&retrying, &facts).unwrap().ticket.next_try, Some(at("2026-11-24T09:00")));
    }

    #[test]
    fn what_is_put_back_is_judged_by_the_hours_of_then() {
        let calling = try_at(&ticket("phone", FRIDAY_THREE), Actor::Desk, Act::StartCall {}, NOW).unwrap().ticket;
        assert_eq!(calling.reviewed(None, &Service::default(), at(NOW)), None, "not under the operator's hands");
        let mut rules = rules();
        rules.desk = Some(friday(serde_json::json!([])));
        let facts = Facts { now: at(NOW), rules: &rules, service: &Service::default(), taken: &|_| 0, do_not_contact: false };
        let back = calling.apply(Actor::Desk, &Act::PutBack {}, None, &facts).unwrap().ticket;
        assert_eq!((back.state, back.promise_broken), (State::Open, true));
    }

    #[test]
    fn who_moves_has_a_promise_that_holds() {
        let broken = ticket("phone", FRIDAY_THREE).reviewed(None, &Service::default(), at(NOW)).unwrap().ticket;
        let window = Choice::Start(at("2026-11-20T16:00"));
        let moved = try_at(&broken, Actor::Shopper, Act::Move { window }, NOW).unwrap().ticket;
        assert!(!moved.promise_broken);
        // A new beginning is a new promise too.
        let done = try_at(&broken, Actor::Desk, Act::Close { outcome: crate::ticket::Closing::Solved, note: None }, NOW).unwrap().ticket;
        assert!(!try_at(&done, Actor::Desk, Act::Reopen {}, NOW).unwrap().ticket.promise_broken);
    }
}
