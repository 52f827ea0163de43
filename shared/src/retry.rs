//! When a call that was made in vain is tried again.
//!
//! Call-back queues that people trust bound the tries, keep a gap between
//! them, show the next one's time, and begin no call in the last minutes
//! before closing.

use crate::calendar::Span;
use crate::fault::Code;
use crate::instant::Instant;
use crate::rules::DeskHours;
use crate::service::Service;
use crate::zone::Local;

/// How far ahead a call may be agreed on, in days.
const AGREED_DAYS: i64 = 92;
/// No figure means more than a year, in minutes.
const LONGEST: i64 = 366 * 24 * 60;

/// When to call again after a call in vain at `now`: the first moment after
/// the gap at which a call may begin. A shopper who chose a window is called
/// within its hours, that day or on a later one, for those are the hours at
/// which they said that they can be reached; `window` is none for whoever is
/// to be called as soon as possible. Where the desk has no such hours, any
/// open moment serves, and where it is never open, the gap alone.
pub fn next_try(desk: Option<&DeskHours>, window: Option<Span>, service: &Service, now: Instant) -> Instant {
    let gap = service.attempt_gap_minutes.clamp(0, LONGEST);
    let planned = || {
        let desk = desk?;
        first(desk, window, service, desk.calendar.add_open_minutes(&desk.zone, now, gap)?)
    };
    planned().unwrap_or_else(|| now.plus_minutes(gap))
}

/// When to call instead, where a call was `planned` for a time to come at which
/// the desk has closed since: the first moment after that at which one may
/// begin, within the hours of `window` as with [`next_try`]. None if the plan
/// holds: also where the desk's hours aren't known, or it never opens again.
pub fn planned_anew(desk: Option<&DeskHours>, window: Option<Span>, service: &Service, planned: Instant, now: Instant) -> Option<Instant> {
    let closed = |desk: &&DeskHours| callable(desk, service, planned).next().is_none_or(|span| span.start != planned);
    let desk = desk.filter(|_| planned > now).filter(closed)?;
    first(desk, window, service, planned)
}

/// The first moment from `after` on at which a call may begin.
fn first(desk: &DeskHours, window: Option<Span>, service: &Service, after: Instant) -> Option<Instant> {
    let spans = || callable(desk, service, after);
    let in_window = window.and_then(|window| spans().find_map(|span| overlap(span, same_hours(desk, window, span)?)));
    in_window.or_else(|| spans().next()).map(|span| span.start)
}

/// Whether a call may be agreed on for `at`: in the desk's hours, with time
/// left before closing, and within about three months. A desk whose hours
/// aren't known is believed.
pub fn may_call_at(desk: Option<&DeskHours>, service: &Service, at: Instant, now: Instant) -> Result<(), Code> {
    if at < now {
        return Err(Code::Past);
    }
    if at > now.plus_minutes(AGREED_DAYS * 24 * 60) {
        return Err(Code::TooFar);
    }
    let open = |desk| callable(desk, service, at).next().is_some_and(|span| span.start == at);
    if desk.is_none_or(open) { Ok(()) } else { Err(Code::Closed) }
}

/// Stretches from `from` on in which a call may begin: open time without the
/// minutes before each closing. Where one stretch of open time follows
/// another without a rest, nothing closes.
fn callable<'a>(desk: &'a DeskHours, service: &Service, from: Instant) -> impl Iterator<Item = Span> + 'a {
    let closing = service.closing_minutes.clamp(0, LONGEST);
    let mut spans = desk.calendar.open_spans(&desk.zone, from).peekable();
    std::iter::from_fn(move || {
        let span = spans.next()?;
        let goes_on = spans.peek().is_some_and(|next| next.start <= span.end);
        let end = if goes_on { span.end } else { span.end.plus_minutes(-closing) };
        Some(Span { start: span.start.max(from), end })
    })
    .filter(|span| span.start < span.end)
}

/// The hours of `window` on the day of `span`.
fn same_hours(desk: &DeskHours, window: Span, span: Span) -> Option<Span> {
    let (start, day) = (desk.zone.local(window.start)?, desk.zone.local(span.start)?.day);
    let start = desk.zone.instant_at(Local { day, second: start.second });
    Some(Span { start, end: start.plus_seconds(window.end.unix() - window.start.unix()) })
}

fn overlap(a: Span, b: Span) -> Option<Span> {
    let both = Span { start: a.start.max(b.start), end: a.end.min(b.end) };
    (both.start < both.end).then_some(both)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::Calendar;
    use crate::calendar::tests::{at, nine_to_five, tokyo};
    use crate::window::WindowRules;
    use crate::zone::Zone;
    use proptest::prelude::*;

    fn desk_with(calendar: Calendar) -> DeskHours {
        DeskHours {
            version: 1,
            language: "ja".into(),
            zone: tokyo(),
            calendar,
            windows: WindowRules::default(),
            places: 2,
            paused: crate::desk::Paused::default(),
        }
    }

    fn desk() -> DeskHours {
        desk_with(nine_to_five())
    }

    fn always_open() -> DeskHours {
        let week: serde_json::Map<_, _> = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
            .map(|day| (day.to_owned(), serde_json::json!([["00:00", "24:00"]])))
            .into_iter()
            .collect();
        desk_with(serde_json::from_value(serde_json::json!({ "week": week })).unwrap())
    }

    fn hour(start: &str) -> Option<Span> {
        Some(Span { start: at(start), end: at(start).plus_minutes(60) })
    }

    /// Fridays are the 20th and 27th, closed on Monday the 23rd; Wednesdays rest 12–13.
    #[test]
    fn the_next_try_is_an_open_hour_later_in_hours_that_suit() {
        let cases = [
            ("2026-11-20T10:05", None, "2026-11-20T11:05", "an hour later"),
            ("2026-11-20T15:49", None, "2026-11-20T16:49", "the last moment of the day"),
            ("2026-11-20T15:50", None, "2026-11-24T09:00", "no call in the last ten minutes"),
            ("2026-11-20T16:30", None, "2026-11-24T09:30", "open minutes, across the weekend and a holiday"),
            ("2026-11-25T10:55", None, "2026-11-25T13:00", "nor right before a rest"),
            ("2026-11-20T10:05", hour("2026-11-20T10:00"), "2026-11-24T10:00", "the window's hours, on the next open day"),
            ("2026-11-20T10:05", hour("2026-11-20T11:00"), "2026-11-20T11:05", "called early, and the window is to come"),
            ("2026-11-24T12:30", hour("2026-11-24T12:00"), "2026-11-26T12:00", "Wednesday rests at that hour"),
            ("2026-11-24T16:10", hour("2026-11-24T16:00"), "2026-11-25T16:00", "the window before closing"),
        ];
        for (now, window, wanted, why) in cases {
            assert_eq!(next_try(Some(&desk()), window, &Service::default(), at(now)), at(wanted), "{why}");
        }
    }

    #[test]
    fn a_desk_that_never_closes_calls_over_midnight() {
        let tried = next_try(Some(&always_open()), None, &Service::default(), at("2026-11-20T22:55"));
        assert_eq!(tried, at("2026-11-20T23:55"));
        assert_eq!(may_call_at(Some(&always_open()), &Service::default(), at("2026-11-20T23:59"), at("2026-11-20T10:00")), Ok(()));
    }

    #[test]
    fn without_suitable_hours_any_open_moment_and_without_those_the_gap() {
        let figures = Service::default();
        let night = Some(Span { start: at("2026-11-20T03:00"), end: at("2026-11-20T04:00") });
        assert_eq!(next_try(Some(&desk()), night, &figures, at("2026-11-20T10:00")), at("2026-11-20T11:00"));
        let closed = desk_with(Calendar::default());
        for desk in [None, Some(&closed)] {
            assert_eq!(next_try(desk, None, &figures, at("2026-11-20T10:00")), at("2026-11-20T11:00"));
        }
    }

    #[test]
    fn a_call_is_agreed_on_for_open_hours() {
        let agreed = |text| may_call_at(Some(&desk()), &Service::default(), at(text), at("2026-11-20T10:00"));
        assert_eq!(agreed("2026-11-20T10:00"), Ok(()));
        assert_eq!(agreed("2026-11-24T16:49"), Ok(()));
        assert_eq!(agreed("2026-11-20T09:59"), Err(Code::Past));
        assert_eq!(agreed("2026-11-24T16:50"), Err(Code::Closed));
        assert_eq!(agreed("2026-11-23T10:00"), Err(Code::Closed));
        assert_eq!(agreed("2027-11-24T10:00"), Err(Code::TooFar));
        assert_eq!(may_call_at(None, &Service::default(), at("2026-11-21T03:00"), at("2026-11-20T10:00")), Ok(()));
    }

    proptest! {
        /// Figures and times of any size: never before the gap, always in
        /// open time with time left, never a panic.
        #[test]
        fn a_planned_call_can_be_made(
            minute in 0_i64..60 * 24 * 60, gap in -5_i64..3_000, closing in -5_i64..600,
            window in prop::option::of((0_i64..24 * 60, 15_i64..480)), east in -12_i32..14,
        ) {
            let desk = DeskHours { zone: Zone::fixed("x", east * 3600), ..desk() };
            let figures = Service { attempt_gap_minutes: gap, closing_minutes: closing, ..Service::default() };
            let now = at("2026-11-20T00:00").plus_minutes(minute);
            let window = window.map(|(start, length)| {
                let start = at("2026-11-20T00:00").plus_minutes(start);
                Span { start, end: start.plus_minutes(length) }
            });
            let planned = next_try(Some(&desk), window, &figures, now);
            prop_assert!(planned >= now.plus_minutes(gap));
            if closing < 180 {
                prop_assert!(desk.calendar.is_open(&desk.zone, planned));
                prop_assert!(desk.calendar.is_open(&desk.zone, planned.plus_minutes(closing.max(0)).plus_seconds(-i64::from(closing > 0))));
            }
        }

        #[test]
        fn no_figure_harms(gap in any::<i64>(), closing in any::<i64>(), start in any::<i64>(), end in any::<i64>(), now in any::<i64>()) {
            let figures = Service { attempt_gap_minutes: gap, closing_minutes: closing, ..Service::default() };
            let window = Some(Span { start: Instant::from_unix(start), end: Instant::from_unix(end) });
            next_try(Some(&desk()), window, &figures, Instant::from_unix(now));
            let _ = may_call_at(Some(&desk()), &figures, Instant::from_unix(start), Instant::from_unix(now));
        }
    }
}
