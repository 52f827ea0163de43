//! Moments and lengths of time in words, by the desk's clocks; and what is
//! left of a promise, counting open time alone. Pure.

use crate::words::Words;
use madoguchi_shared::Instant;
use madoguchi_shared::rules::DeskHours;
use madoguchi_shared::zone::{Local, Zone};

/// How long until `due`, in open seconds; negative once it has passed. Without
/// hours all time counts.
pub fn left(hours: Option<&DeskHours>, now: Instant, due: Instant) -> i64 {
    match hours {
        None => due.unix() - now.unix(),
        Some(hours) if due >= now => hours.calendar.open_seconds(&hours.zone, now, due),
        Some(hours) => -hours.calendar.open_seconds(&hours.zone, due, now).max(1),
    }
}

/// A length in whole minutes, rounded down: `12分`, `1時間5分`, `2日3時間`. A day
/// is one of 24 hours.
pub fn length(words: &Words, seconds: i64) -> String {
    let minutes = seconds / 60;
    let (hours, days) = (minutes / 60, minutes / 1440);
    match minutes {
        ..1 => words.say("time.moment", &[]),
        1..60 => words.say("time.minutes", &[("m", &minutes.to_string())]),
        60..1440 => two(words, ("time.hours", hours), ("time.minutes", minutes % 60)),
        _ => two(words, ("time.days", days), ("time.hours", hours % 24)),
    }
}

fn two(words: &Words, (great, n): (&str, i64), (small, m): (&str, i64)) -> String {
    let part = |key: &str, n: i64| words.say(key, &[("m", &n.to_string())]);
    if m == 0 { part(great, n) } else { [part(great, n), part(small, m)].join(&words.say("time.and", &[])) }
}

/// Writes moments by the clocks of a zone.
pub struct Clock<'a> {
    /// Whose clocks.
    pub zone: &'a Zone,
    /// In which words.
    pub words: &'a Words,
    /// What today is.
    pub now: Instant,
}

impl Clock<'_> {
    /// `15:20`.
    pub fn time(&self, at: Instant) -> String {
        self.zone.local(at).map(|Local { second, .. }| format!("{}:{:02}", second / 3600, second / 60 % 60)).unwrap_or_default()
    }

    /// `15:20` today, else with the day: `11/25(水) 15:20`.
    pub fn moment(&self, at: Instant) -> String {
        let day = |at| self.zone.local(at).map(|local| local.day);
        match day(at) {
            Some(other) if day(self.now) != Some(other) => [self.day(at), self.time(at)].join(" "),
            _ => self.time(at),
        }
    }

    /// `11/25(水)`.
    pub fn day(&self, at: Instant) -> String {
        let Some(local) = self.zone.local(at) else { return String::new() };
        let text = local.day.to_string();
        let mut parts = text.split('-').skip(1).map(|part| part.trim_start_matches('0').to_owned());
        let (month, day) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
        let weekday = self.words.say(&format!("weekday.{:?}", local.day.weekday()).to_lowercase(), &[]);
        self.words.say("time.day", &[("month", &month), ("day", &day), ("weekday", &weekday)])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Lang;
    use serde_json::json;

    fn at(text: &str) -> Instant {
        Instant::parse(&format!("2026-{text}:00+09:00")).unwrap()
    }

    /// Monday to Friday, 9 to 12 and 13 to 17.
    fn hours() -> DeskHours {
        let day = json!([["09:00", "12:00"], ["13:00", "17:00"]]);
        serde_json::from_value(json!({
            "version": 1, "language": "ja", "zone": Zone::fixed("Asia/Tokyo", 9 * 3600), "places": 1,
            "calendar": {"week": {"mon": day, "tue": day, "wed": day, "thu": day, "fri": day}},
            "windows": {"length_minutes": 60, "lead_minutes": 30, "horizon_days": 7},
        }))
        .unwrap()
    }

    #[test]
    fn what_is_left_counts_open_time_alone() {
        let left = |now, due| left(Some(&hours()), at(now), at(due)) / 60;
        assert_eq!(left("11-24T10:00", "11-24T10:15"), 15);
        assert_eq!(left("11-24T11:50", "11-24T13:05"), 15, "over the rest");
        assert_eq!(left("11-20T16:55", "11-23T09:10"), 15, "over the weekend");
        assert_eq!(left("11-24T13:05", "11-24T11:55"), -10);
        assert_eq!(super::left(Some(&hours()), at("11-24T12:30"), at("11-24T12:00")), -1, "late, though nobody could have called since");
        assert_eq!(super::left(None, at("11-24T10:00"), at("11-24T10:15")), 900);
    }

    #[test]
    fn lengths_and_moments_are_said_as_people_say_them() {
        let (ja, en) = (Words::of(Lang::Japanese), Words::of(Lang::English));
        let said = |seconds| [length(ja, seconds), length(en, seconds)];
        assert_eq!(said(59), ["1分未満", "under 1 min"]);
        assert_eq!(said(12 * 60 + 59), ["12分", "12 min"]);
        assert_eq!(said(3_600), ["1時間", "1 h"]);
        assert_eq!(said(3_900), ["1時間5分", "1 h 5 min"]);
        assert_eq!(said(2 * 86_400 + 3 * 3_600), ["2日3時間", "2 d 3 h"]);
        let zone = Zone::fixed("Asia/Tokyo", 9 * 3600);
        let clock = |words| Clock { zone: &zone, words, now: at("11-24T10:00") };
        assert_eq!(clock(ja).moment(at("11-24T15:05")), "15:05");
        assert_eq!([clock(ja).moment(at("11-25T09:00")), clock(en).moment(at("11-25T09:00"))], ["11/25(水) 9:00", "Wed 11/25 9:00"]);
    }
}
