//! Whether a promised window can still be kept: a desk's calendar may change
//! after its place was given away.

use super::{Change, State, Ticket};
use crate::calendar::Span;
use crate::command::EventType;
use crate::instant::Instant;
use crate::rules::DeskHours;

impl Ticket {
    /// The ticket judged anew by the desk's hours at `now`; none where nothing
    /// changes. A window that the desk has closed stays promised, with its
    /// place, and is marked as broken until the desk opens it again or the
    /// call is moved; it is never dropped silently. Where no desk is left,
    /// every window is broken. Fewer places break none: what was given away
    /// is kept.
    pub fn reviewed(&self, desk: Option<&DeskHours>, now: Instant) -> Option<Change> {
        let window = self.promise.window.filter(|window| window.end > now)?;
        if !matches!(self.state, State::Open | State::SetAside) {
            return None;
        }
        let kept = is_kept(window, desk);
        if kept != self.promise_broken {
            return None;
        }
        let ticket = Self { seq: self.seq.saturating_add(1), promise_broken: !kept, ..self.clone() };
        Some(Change { ticket, event: if kept { EventType::PromiseRestored } else { EventType::PromiseBroken } })
    }

    /// Judges the promise of a ticket that waits again as it did before: the
    /// calendar may have changed while it didn't.
    pub(super) fn review_again(&mut self, desk: Option<&DeskHours>, now: Instant) {
        self.promise_broken = self.promise.window.is_some_and(|window| window.end > now && !is_kept(window, desk));
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
        assert_eq!(ticket.reviewed(Some(&desk), at(NOW)), None);
        let broken = ticket.reviewed(Some(&friday(serde_json::json!([["09:00", "15:30"]]))), at(NOW)).unwrap();
        assert_eq!((broken.event, broken.ticket.seq, broken.ticket.promise_broken), (EventType::PromiseBroken, 2, true));
        assert_eq!((broken.ticket.promise, broken.ticket.place()), (ticket.promise, ticket.place()), "nothing is dropped");
        assert!(broken.ticket.status("").promise_broken);
        // Told once, and taken back once.
        assert_eq!(broken.ticket.reviewed(Some(&friday(serde_json::json!([]))), at(NOW)), None);
        let restored = broken.ticket.reviewed(Some(&desk), at(NOW)).unwrap();
        assert_eq!((restored.event, restored.ticket.seq, restored.ticket.promise_broken), (EventType::PromiseRestored, 3, false));
    }

    #[test]
    fn fewer_places_and_other_lengths_break_nothing() {
        let mut desk = rules().desk.unwrap();
        (desk.places, desk.windows.length_minutes) = (0, 45);
        assert_eq!(ticket("phone", FRIDAY_THREE).reviewed(Some(&desk), at(NOW)), None);
        // Two stretches that touch are open throughout.
        let split = friday(serde_json::json!([["09:00", "15:30"], ["15:30", "17:00"]]));
        assert_eq!(ticket("phone", FRIDAY_THREE).reviewed(Some(&split), at(NOW)), None);
    }

    #[test]
    fn a_call_as_soon_as_possible_has_its_window_too() {
        let broken = by_phone().reviewed(None, at(NOW)).unwrap();
        assert_eq!(broken.event, EventType::PromiseBroken);
    }

    #[test]
    fn what_is_over_or_has_no_window_is_left_alone() {
        let chosen = ticket("phone", FRIDAY_THREE);
        assert_eq!(chosen.reviewed(None, at("2026-11-20T16:00")), None, "its window has passed");
        assert_eq!(ticket("email", "").reviewed(None, at(NOW)), None);
        let cancelled = try_at(&chosen, Actor::Shopper, Act::Cancel {}, NOW).unwrap().ticket;
        assert_eq!(cancelled.reviewed(None, at(NOW)), None);
    }

    #[test]
    fn what_is_put_back_is_judged_by_the_hours_of_then() {
        let calling = try_at(&ticket("phone", FRIDAY_THREE), Actor::Desk, Act::StartCall {}, NOW).unwrap().ticket;
        assert_eq!(calling.reviewed(None, at(NOW)), None, "not under the operator's hands");
        let mut rules = rules();
        rules.desk = Some(friday(serde_json::json!([])));
        let facts = Facts { now: at(NOW), rules: &rules, service: &Service::default(), taken: &|_| 0, do_not_contact: false };
        let back = calling.apply(Actor::Desk, &Act::PutBack {}, None, &facts).unwrap().ticket;
        assert_eq!((back.state, back.promise_broken), (State::Open, true));
    }

    #[test]
    fn who_moves_has_a_promise_that_holds() {
        let broken = ticket("phone", FRIDAY_THREE).reviewed(None, at(NOW)).unwrap().ticket;
        let window = Choice::Start(at("2026-11-20T16:00"));
        let moved = try_at(&broken, Actor::Shopper, Act::Move { window }, NOW).unwrap().ticket;
        assert!(!moved.promise_broken);
        // A new beginning is a new promise too.
        let done = try_at(&broken, Actor::Desk, Act::Close { outcome: crate::ticket::Closing::Solved, note: None }, NOW).unwrap().ticket;
        assert!(!try_at(&done, Actor::Desk, Act::Reopen {}, NOW).unwrap().ticket.promise_broken);
    }
}
