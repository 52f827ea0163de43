//! What can be promised, out of what the allotment can keep.

use crate::calendar::Span;
use crate::fault::Code;
use crate::instant::Instant;
use crate::intake::{Choice, Intake, Reply};
use crate::rules::{DeskHours, Rules};
use crate::urgency::Urgency;
use serde::{Deserialize, Serialize};

/// What a shopper is told: by when, and in which window's place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Promise {
    /// The latest moment of the first attempt; none where no desk is open at
    /// all in the time to come.
    pub respond_by: Option<Instant>,
    /// The window whose place was taken; none for an answer by mail.
    pub window: Option<Span>,
}

/// The promise for `intake` at `now`, where `taken` tells how many places of
/// the window that starts at a moment are given away already.
///
/// By phone it takes a place, also when called "as soon as possible": urgency
/// alone never promises. Otherwise only the usual time holds.
pub fn promise(intake: &Intake, urgency: Urgency, rules: &Rules, now: Instant, taken: impl Fn(Instant) -> u32) -> Result<Promise, Code> {
    let Reply::Phone { window, .. } = &intake.reply else {
        let respond_by = rules.desk.as_ref().and_then(|desk| usual(desk, urgency, rules.urgent_minutes, now));
        return Ok(Promise { respond_by, window: None });
    };
    let desk = rules.desk.as_ref().ok_or(Code::NotOffered)?;
    match *window {
        Choice::Asap => asap(desk, urgency, rules.urgent_minutes, now, taken).ok_or(Code::Taken),
        Choice::Start(start) => {
            let window = desk.windows.choose(&desk.calendar, &desk.zone, now, start)?;
            if taken(start) >= desk.places {
                return Err(Code::Taken);
            }
            Ok(Promise { respond_by: Some(window.end), window: Some(window) })
        }
    }
}

/// The windows that may be chosen at `now` and have a place left.
pub fn free_windows(desk: &DeskHours, now: Instant, taken: impl Fn(Instant) -> u32) -> Vec<Span> {
    let earliest = desk.windows.earliest(now);
    let grid = desk.windows.grid(&desk.calendar, &desk.zone, now);
    grid.filter(|window| window.start >= earliest && taken(window.start) < desk.places).collect()
}

/// "As soon as possible": the first window with a place that leaves the desk
/// its time. What is urgent is due when its minutes have run out, if the
/// window has begun by then; everything else at the window's end.
pub fn asap(desk: &DeskHours, urgency: Urgency, urgent_minutes: i64, now: Instant, taken: impl Fn(Instant) -> u32) -> Option<Promise> {
    let minutes = match urgency {
        Urgency::Urgent => urgent_minutes,
        Urgency::Normal => desk.windows.lead_minutes,
    };
    let due = desk.calendar.add_open_minutes(&desk.zone, now, minutes)?;
    let mut grid = desk.windows.grid(&desk.calendar, &desk.zone, now);
    let window = grid.find(|window| window.end >= due && taken(window.start) < desk.places)?;
    let in_time = urgency == Urgency::Urgent && window.start <= due;
    Some(Promise { respond_by: Some(if in_time { due } else { window.end }), window: Some(window) })
}

/// The usual time, where no window replaces it.
fn usual(desk: &DeskHours, urgency: Urgency, urgent_minutes: i64, now: Instant) -> Option<Instant> {
    match urgency {
        Urgency::Urgent => desk.calendar.add_open_minutes(&desk.zone, now, urgent_minutes),
        Urgency::Normal => desk.calendar.next_day_same_time(&desk.zone, now),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::tests::{at, nine_to_five, tokyo};
    use crate::window::WindowRules;

    fn desk() -> DeskHours {
        DeskHours { version: 1, language: "ja".into(), zone: tokyo(), calendar: nine_to_five(), windows: WindowRules::default(), places: 2 }
    }

    #[test]
    fn urgent_is_due_after_its_open_minutes_while_a_place_is_left() {
        let soon = |now, taken: &dyn Fn(Instant) -> u32| asap(&desk(), Urgency::Urgent, 15, at(now), taken).and_then(|p| p.respond_by);
        assert_eq!(soon("2026-11-20T10:05", &|_| 0), Some(at("2026-11-20T10:20")));
        assert_eq!(soon("2026-11-20T10:55", &|_| 0), Some(at("2026-11-20T11:10")), "in the next window's place");
        assert_eq!(soon("2026-11-13T16:55", &|_| 0), Some(at("2026-11-16T09:10")), "across the weekend");
        let full = |start: Instant| if start == at("2026-11-20T10:00") { 2 } else { 0 };
        assert_eq!(soon("2026-11-20T10:05", &full), Some(at("2026-11-20T12:00")), "no place, no quarter of an hour");
        assert_eq!(soon("2026-11-20T10:05", &|_| 2), None, "all taken");
    }

    #[test]
    fn normal_is_due_at_the_end_of_the_first_window_that_leaves_time() {
        let soon = |now| asap(&desk(), Urgency::Normal, 15, at(now), |_| 0).and_then(|p| p.respond_by);
        assert_eq!(soon("2026-11-20T10:05"), Some(at("2026-11-20T11:00")));
        assert_eq!(soon("2026-11-20T10:45"), Some(at("2026-11-20T12:00")), "15 minutes are too few");
        assert_eq!(soon("2026-11-21T12:00"), Some(at("2026-11-24T10:00")));
    }

    #[test]
    fn only_windows_with_places_are_offered() {
        let now = at("2026-11-20T10:05");
        let taken = |start: Instant| if start == at("2026-11-20T11:00") { 2 } else { 1 };
        let starts: Vec<_> = free_windows(&desk(), now, taken).iter().map(|w| w.start).collect();
        assert_eq!(starts.first(), Some(&at("2026-11-20T12:00")));
        assert!(free_windows(&desk(), now, |_| 2).is_empty());
    }
}
