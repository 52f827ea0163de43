//! What a desk tells a shop, and what that comes to at one time.

use crate::zones;
use madoguchi_shared::Instant;
use madoguchi_shared::calendar::Calendar;
use madoguchi_shared::day::Day;
use madoguchi_shared::desk::Paused;
use madoguchi_shared::rules::DeskHours;
use madoguchi_shared::settings::CalendarSettings;
use madoguchi_shared::window::WindowRules;
use madoguchi_shared::zone::Zone;
use serde::{Deserialize, Serialize};

/// A desk's hours as rules, which grow no older: the shop works out the days
/// and the zone's offsets when it needs them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Told {
    /// Grows with each change; an older one never replaces a newer.
    pub version: u64,
    /// The language of its people.
    pub language: String,
    /// The zone of its calendar, an IANA name.
    pub zone: String,
    /// Its open time, cut down to what this shop has booked.
    pub calendar: CalendarSettings,
    /// How it cuts that time into windows.
    pub windows: WindowRules,
    /// Places that this shop may give away in each window.
    pub places: u32,
    /// What its shoppers are not offered for now.
    #[serde(default, skip_serializing_if = "Paused::is_nothing")]
    pub paused: Paused,
}

impl Told {
    /// Whether it takes the place of what is `known`: what comes late, or
    /// again, replaces nothing.
    pub fn replaces(&self, known: Option<&Self>) -> bool {
        known.is_none_or(|known| known.version < self.version)
    }

    /// The hours from `now` on.
    pub fn at(&self, now: Instant) -> DeskHours {
        let zone = zone(&self.zone, now);
        let calendar = today(&zone, now).map_or_else(Calendar::default, |today| self.calendar.resolve(today));
        let Self { version, windows, places, .. } = *self;
        DeskHours { version, language: self.language.clone(), zone, calendar, windows, places, paused: self.paused.clone() }
    }
}

/// A zone that was checked when it was put; should the database have lost it
/// since, UTC.
pub fn zone(name: &str, now: Instant) -> Zone {
    zones::zone(name, now).unwrap_or_else(|| Zone::fixed(name, 0))
}

/// The day by a zone's clocks.
pub fn today(zone: &Zone, now: Instant) -> Option<Day> {
    zone.local(now).map(|local| local.day)
}

#[cfg(test)]
mod tests {
    use super::*;
    use madoguchi_shared::promise::free_windows;
    use serde_json::json;

    fn told(calendar: serde_json::Value) -> Told {
        let calendar = serde_json::from_value(calendar).unwrap();
        let (language, zone, paused) = ("ja".into(), "Asia/Tokyo".into(), Paused::default());
        Told { version: 1, language, zone, calendar, windows: WindowRules::default(), places: 1, paused }
    }

    fn at(text: &str) -> Instant {
        Instant::parse(&format!("{text}:00+09:00")).unwrap()
    }

    /// The first window on offer.
    fn offered(told: &Told, now: &str) -> Option<Instant> {
        free_windows(&told.at(at(now)), at(now), |_| 0).first().map(|window| window.start)
    }

    #[test]
    fn what_was_told_long_ago_knows_the_holidays_of_today() {
        let nine = json!([["09:00", "17:00"]]);
        let week = json!({"mon": nine, "tue": nine, "wed": nine, "thu": nine, "fri": nine});
        let mut told =
            told(json!({"week": week, "holidays": {"country": "JP"}, "closed_every_year": [{"from": "12-29", "until": "01-03"}]}));
        assert_eq!(offered(&told, "2026-11-20T18:00"), Some(at("2026-11-24T09:00")));
        assert_eq!(offered(&told, "2031-12-29T18:00"), Some(at("2032-01-05T09:00")), "five years on");
        assert_eq!(offered(&told, "2031-11-21T18:00"), Some(at("2031-11-25T09:00")));
        // A day entered later is gone from the offer the next time it is asked for.
        told.calendar.closed.insert(Day::parse("2026-11-24").unwrap());
        assert_eq!(offered(&told, "2026-11-20T18:00"), Some(at("2026-11-25T09:00")));
    }

    #[test]
    fn days_go_by_the_desks_own_clocks() {
        let mut told = told(json!({"week": {}, "extra_open": {"2026-11-21": [["00:00", "01:00"]]}}));
        // 23:30 in Tokyo is 3:30 in Auckland, on the next day.
        told.zone = "Pacific/Auckland".into();
        assert_eq!(offered(&told, "2026-11-20T18:00"), Some(Instant::parse("2026-11-21T00:00:00+13:00").unwrap()));
        told.zone = "Mars/Olympus".into();
        assert_eq!(told.at(at("2026-11-20T18:00")).zone, Zone::fixed("Mars/Olympus", 0));
    }

    #[test]
    fn only_a_newer_one_replaces_what_is_known() {
        let of = |version| Told { version, ..told(json!({"week": {}})) };
        assert!(of(1).replaces(None) && of(2).replaces(Some(&of(1))));
        assert!(!of(2).replaces(Some(&of(2))) && !of(1).replaces(Some(&of(2))));
    }

    #[test]
    fn it_is_read_as_it_is_written() {
        let mut told = told(json!({"week": {"mon": [["09:00", "17:00"]]}, "holidays": {"country": "JP"}}));
        for paused in [json!({}), json!({"calls": true}), json!({"topics": ["gift"]})] {
            told.paused = serde_json::from_value(paused).unwrap();
            let text = serde_json::to_string(&told).unwrap();
            assert_eq!(text.contains("paused"), !told.paused.is_nothing());
            assert_eq!(serde_json::from_slice::<Told>(text.as_bytes()).unwrap(), told);
        }
    }
}
