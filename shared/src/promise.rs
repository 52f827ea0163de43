//! What can be promised, out of what the allotment can keep.

use crate::calendar::Span;
use crate::fault::Code;
use crate::instant::Instant;
use crate::intake::{Choice, Intake, Reply};
use crate::rules::{DeskHours, Rules};
use crate::service::Service;
use crate::urgency::Urgency;
use serde::{Deserialize, Serialize};

/// What a shopper is told: by when, and in which window's place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
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
/// alone never promises, and while the desk has paused such calls nothing does.
/// Otherwise only the usual time holds.
pub fn promise(
    intake: &Intake,
    urgency: Urgency,
    rules: &Rules,
    service: &Service,
    now: Instant,
    taken: impl Fn(Instant) -> u32,
) -> Result<Promise, Code> {
    let Reply::Phone { window, .. } = &intake.reply else {
        let respond_by = rules.desk.as_ref().and_then(|desk| service.respond_by(urgency, desk, now));
        return Ok(Promise { respond_by, window: None });
    };
    let desk = rules.desk.as_ref().ok_or(Code::NotOffered)?;
    if desk.paused.stops(intake.topic) {
        return Err(Code::Paused);
    }
    match *window {
        Choice::Asap => asap(desk, service, urgency, now, taken).ok_or(Code::Taken),
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
pub fn asap(desk: &DeskHours, service: &Service, urgency: Urgency, now: Instant, taken: impl Fn(Instant) -> u32) -> Option<Promise> {
    let minutes = match urgency {
        Urgency::Urgent => service.urgent_minutes,
        Urgency::Normal => desk.windows.lead_minutes,
    };
    let due = desk.calendar.add_open_minutes(&desk.zone, now, minutes)?;
    let mut grid = desk.windows.grid(&desk.calendar, &desk.zone, now);
    let window = grid.find(|window| window.end >= due && taken(window.start) < desk.places)?;
    let in_time = urgency == Urgency::Urgent && window.start <= due;
    Some(Promise { respond_by: Some(if in_time { due } else { window.end }), window: Some(window) })
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::calendar::tests::walk::{calendars, zones};
    use crate::calendar::tests::{at, nine_to_five, tokyo};
    use crate::desk::Paused;
    use crate::draft::Draft;
    use crate::intake::tests::{full, rules};
    use crate::window::WindowRules;
    use proptest::prelude::*;

    pub(crate) fn desk() -> DeskHours {
        DeskHours {
            version: 1,
            language: "ja".into(),
            zone: tokyo(),
            calendar: nine_to_five(),
            windows: WindowRules::default(),
            places: 2,
            paused: Paused::default(),
        }
    }

    #[test]
    fn urgent_is_due_after_its_open_minutes_while_a_place_is_left() {
        let soon = |now, taken: &dyn Fn(Instant) -> u32| {
            asap(&desk(), &Service::default(), Urgency::Urgent, at(now), taken).and_then(|p| p.respond_by)
        };
        assert_eq!(soon("2026-11-20T10:05", &|_| 0), Some(at("2026-11-20T10:20")));
        assert_eq!(soon("2026-11-20T10:55", &|_| 0), Some(at("2026-11-20T11:10")), "in the next window's place");
        assert_eq!(soon("2026-11-13T16:55", &|_| 0), Some(at("2026-11-16T09:10")), "across the weekend");
        let full = |start: Instant| if start == at("2026-11-20T10:00") { 2 } else { 0 };
        assert_eq!(soon("2026-11-20T10:05", &full), Some(at("2026-11-20T12:00")), "no place, no quarter of an hour");
        assert_eq!(soon("2026-11-20T10:05", &|_| 2), None, "all taken");
    }

    #[test]
    fn normal_is_due_at_the_end_of_the_first_window_that_leaves_time() {
        let soon = |now| asap(&desk(), &Service::default(), Urgency::Normal, at(now), |_| 0).and_then(|p| p.respond_by);
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

    fn asked(window: &str) -> Intake {
        let draft = Draft { topic: "other".into(), window: window.into(), wanted_date: String::new(), ..full("other") };
        draft.check(&rules(), at("2026-11-20T10:05")).unwrap()
    }

    fn promised(intake: &Intake, urgency: Urgency, rules: &Rules, now: &str, taken: &dyn Fn(Instant) -> u32) -> Result<Promise, Code> {
        promise(intake, urgency, rules, &Service::default(), at(now), taken)
    }

    #[test]
    fn a_chosen_window_takes_its_last_place_and_is_refused_when_full() {
        let (three, now) = (asked("2026-11-20T15:00:00+09:00"), "2026-11-20T10:05");
        let window = Span { start: at("2026-11-20T15:00"), end: at("2026-11-20T16:00") };
        let ask = |urgency, places| promised(&three, urgency, &rules(), now, &move |start| if start == window.start { places } else { 0 });
        for urgency in [Urgency::Normal, Urgency::Urgent] {
            let expected = Promise { respond_by: Some(window.end), window: Some(window) };
            assert_eq!(ask(urgency, 2), Ok(expected), "its end replaces the usual time");
            assert_eq!(ask(urgency, 3), Err(Code::Taken));
            assert_eq!(ask(urgency, 4), Err(Code::Taken), "places that were taken back");
        }
        // What was free when it was chosen may be past when it comes in.
        assert_eq!(promised(&three, Urgency::Normal, &rules(), "2026-11-20T14:45", &|_| 0), Err(Code::Past));
        assert_eq!(promised(&three, Urgency::Normal, &rules(), "2026-11-20T14:30", &|_| 0).map(|promise| promise.window), Ok(Some(window)));
    }

    #[test]
    fn as_soon_as_possible_is_refused_when_all_is_taken() {
        let soon = asked("asap");
        assert_eq!(promised(&soon, Urgency::Urgent, &rules(), "2026-11-20T10:05", &|_| 3), Err(Code::Taken));
        assert_eq!(
            promised(&soon, Urgency::Urgent, &rules(), "2026-11-20T10:05", &|_| 2).map(|p| p.respond_by),
            Ok(Some(at("2026-11-20T10:20")))
        );
        let without = Rules { desk: None, ..rules() };
        assert_eq!(promised(&soon, Urgency::Urgent, &without, "2026-11-20T10:05", &|_| 0), Err(Code::NotOffered));
    }

    #[test]
    fn what_is_paused_is_not_promised() {
        let ask = |paused: serde_json::Value, window| {
            let desk = DeskHours { paused: serde_json::from_value(paused).unwrap(), ..rules().desk.unwrap() };
            promised(&asked(window), Urgency::Urgent, &Rules { desk: Some(desk), ..rules() }, "2026-11-20T10:05", &|_| 0).map(|_| ())
        };
        for window in ["asap", "2026-11-20T15:00:00+09:00"] {
            assert_eq!(ask(serde_json::json!({"calls": true}), window), Err(Code::Paused));
            assert_eq!(ask(serde_json::json!({"topics": ["gift", "other"]}), window), Err(Code::Paused));
            assert_eq!(ask(serde_json::json!({"topics": ["gift"]}), window), Ok(()));
            assert_eq!(ask(serde_json::json!({}), window), Ok(()));
        }
    }

    #[test]
    fn a_mail_is_answered_in_the_usual_time_and_takes_no_place() {
        let draft = Draft { reply: "email".into(), email: "hana@example.jp".into(), wanted_date: String::new(), ..full("other") };
        let mail = draft.check(&rules(), at("2026-11-20T10:05")).unwrap();
        let all = Paused { calls: true, topics: vec![] };
        let paused = Rules { desk: Some(DeskHours { paused: all, ..rules().desk.unwrap() }), ..rules() };
        let by = |urgency, rules: &Rules| promised(&mail, urgency, rules, "2026-11-20T16:50", &|_| 9).unwrap();
        assert_eq!(by(Urgency::Urgent, &rules()), Promise { respond_by: Some(at("2026-11-24T09:05")), window: None });
        assert_eq!(by(Urgency::Urgent, &paused), by(Urgency::Urgent, &rules()), "no call is needed for it");
        assert_eq!(by(Urgency::Normal, &rules()), Promise { respond_by: Some(at("2026-11-24T16:50")), window: None });
        assert_eq!(by(Urgency::Urgent, &Rules { desk: None, ..rules() }), Promise { respond_by: None, window: None });
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(40))]

        #[test]
        fn what_is_offered_is_promised_and_a_full_window_never_given_away(
            (zone, from, calendar) in zones().prop_flat_map(|(zone, from)| (Just(zone), Just(from), calendars(from))),
            (seconds, places, seed) in (0_i64..4 * 86_400, 0_u32..4, any::<i64>()),
        ) {
            let now = from.plus_seconds(seconds);
            let rules = Rules { desk: Some(DeskHours { zone, calendar, places, ..desk() }), ..rules() };
            let hours = rules.desk.clone().unwrap();
            let taken = |start: Instant| ((start.unix() / 60).wrapping_mul(seed).rem_euclid(4)) as u32;
            for window in free_windows(&hours, now, taken) {
                prop_assert!(taken(window.start) < places);
                let chosen = Reply::Phone { phone: crate::field::Phone::parse("09012345678", &rules.country).unwrap(), window: Choice::Start(window.start) };
                let mut intake = serde_json::to_value(asked("asap")).unwrap();
                intake["reply"] = serde_json::to_value(chosen).unwrap();
                let intake = serde_json::from_value(intake).unwrap();
                let expected = Promise { respond_by: Some(window.end), window: Some(window) };
                prop_assert_eq!(promise(&intake, Urgency::Normal, &rules, &Service::default(), now, taken), Ok(expected));
            }
            for urgency in [Urgency::Urgent, Urgency::Normal] {
                if let Some(soon) = asap(&hours, &Service::default(), urgency, now, taken) {
                    let (by, window) = (soon.respond_by.unwrap(), soon.window.unwrap());
                    prop_assert!(taken(window.start) < places && window.end > now);
                    prop_assert!(by >= now && by >= window.start && by <= window.end, "{:?}", soon);
                }
            }
        }
    }
}
