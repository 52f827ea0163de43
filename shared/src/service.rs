//! The service level (応対目標): how soon, how often, and how long an act may
//! still be taken back. Every figure is a shop's setting with a default.

use crate::fault::Faults;
use crate::instant::Instant;
use crate::rules::DeskHours;
use crate::urgency::Urgency;
use serde::{Deserialize, Serialize};

/// A shop's service level. Open minutes and open days are the desk's.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub struct Service {
    /// Open minutes within which what is urgent is answered: 15; 5 to 480.
    pub urgent_minutes: i64,
    /// A date wanted within so many days is urgent: 2; 0 (today) to 30.
    pub wanted_urgent_days: i64,
    /// Open days within which the rest is answered: 1; 1 to 10.
    pub normal_days: i64,
    /// Open days that the shop has for a ticket handed on to it: 1; 1 to 30.
    pub handed_on_days: i64,
    /// Open minutes that it has instead of days; 15 to 4,800. Absent: days.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub handed_on_minutes: Option<i64>,
    /// Calls in vain after which a ticket ends as unreached (不通): 3; 1 to 10.
    pub attempts_max: i64,
    /// Open minutes from one attempt to the next: 60; 5 to 1,440.
    pub attempt_gap_minutes: i64,
    /// Minutes after which a call that is under way and of which nothing more
    /// was heard is taken back: 30; 5 to 240.
    pub call_minutes: i64,
    /// Minutes before each closing (a rest's beginning too) in which no call
    /// begins: 10; 0 to 120.
    pub closing_minutes: i64,
}

impl Default for Service {
    fn default() -> Self {
        Self {
            urgent_minutes: 15,
            wanted_urgent_days: 2,
            normal_days: 1,
            handed_on_days: 1,
            handed_on_minutes: None,
            attempts_max: 3,
            attempt_gap_minutes: 60,
            call_minutes: 30,
            closing_minutes: 10,
        }
    }
}

impl Service {
    /// Faults of figures as their owner wrote them, under `path`.
    pub fn check(&self, path: &str, faults: &mut Faults) {
        let figures = [
            ("urgent_minutes", self.urgent_minutes, 5..=480),
            ("wanted_urgent_days", self.wanted_urgent_days, 0..=30),
            ("normal_days", self.normal_days, 1..=10),
            ("handed_on_days", self.handed_on_days, 1..=30),
            ("handed_on_minutes", self.handed_on_minutes.unwrap_or(15), 15..=4_800),
            ("attempts_max", self.attempts_max, 1..=10),
            ("attempt_gap_minutes", self.attempt_gap_minutes, 5..=1_440),
            ("call_minutes", self.call_minutes, 5..=240),
            ("closing_minutes", self.closing_minutes, 0..=120),
        ];
        for (name, value, range) in figures {
            faults.range(format!("{path}.{name}"), value, range);
        }
    }

    /// By when a request made at `now` is answered, where no window replaces
    /// it: what is urgent after its open minutes, the rest at the same clock
    /// time on an open day to come. None for a desk that never opens.
    pub fn respond_by(&self, urgency: Urgency, desk: &DeskHours, now: Instant) -> Option<Instant> {
        match urgency {
            Urgency::Urgent => desk.calendar.add_open_minutes(&desk.zone, now, self.urgent_minutes),
            Urgency::Normal => desk.calendar.after_open_days(&desk.zone, now, self.normal_days),
        }
    }

    /// By when the shop answers a ticket that was handed on to it at `now`.
    pub fn handed_on_by(&self, desk: &DeskHours, now: Instant) -> Option<Instant> {
        match self.handed_on_minutes {
            Some(minutes) => desk.calendar.add_open_minutes(&desk.zone, now, minutes),
            None => desk.calendar.after_open_days(&desk.zone, now, self.handed_on_days),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::tests::at;
    use crate::promise::tests::desk;
    use crate::settings::told;
    use serde_json::json;

    #[test]
    fn each_figure_has_a_default_and_a_range() {
        let written = |value: serde_json::Value| serde_json::from_value::<Service>(value).unwrap();
        assert_eq!(written(json!({})), Service::default());
        assert_eq!(written(json!({"urgent_minutes": 20})), Service { urgent_minutes: 20, ..Service::default() });
        assert!(serde_json::from_value::<Service>(json!({"urgent": 20})).is_err());
        let faults = |service: Service| {
            let mut faults = Faults::default();
            service.check("service", &mut faults);
            told(faults.into_vec())
        };
        assert_eq!(faults(Service::default()), Vec::<String>::new());
        let cases = [
            ("urgent_minutes", 5, 480),
            ("wanted_urgent_days", 0, 30),
            ("normal_days", 1, 10),
            ("handed_on_days", 1, 30),
            ("handed_on_minutes", 15, 4_800),
            ("attempts_max", 1, 10),
            ("attempt_gap_minutes", 5, 1_440),
            ("call_minutes", 5, 240),
            ("closing_minutes", 0, 120),
        ];
        for (name, least, most) in cases {
            for (value, good) in [(least - 1, false), (least, true), (most, true), (most + 1, false)] {
                let expected = if good { vec![] } else { vec![format!("service.{name} out_of_range")] };
                assert_eq!(faults(written(json!({ (name): value }))), expected, "{name} {value}");
            }
        }
    }

    #[test]
    fn urgent_runs_across_closing_and_the_rest_waits_open_days() {
        let by = |service: &Service, urgency, now| service.respond_by(urgency, &desk(), at(now));
        let usual = Service::default();
        assert_eq!(by(&usual, Urgency::Urgent, "2026-11-13T16:55"), Some(at("2026-11-16T09:10")), "Friday to Monday");
        assert_eq!(by(&usual, Urgency::Urgent, "2026-11-20T10:00"), Some(at("2026-11-20T10:15")));
        assert_eq!(by(&usual, Urgency::Normal, "2026-11-20T10:30"), Some(at("2026-11-24T10:30")), "weekend and holiday");
        assert_eq!(by(&usual, Urgency::Normal, "2026-11-20T22:00"), Some(at("2026-11-25T09:00")), "asked after hours");
        let slow = Service { urgent_minutes: 60, normal_days: 3, ..usual };
        assert_eq!(by(&slow, Urgency::Urgent, "2026-11-20T16:30"), Some(at("2026-11-24T09:30")));
        assert_eq!(by(&slow, Urgency::Normal, "2026-11-18T10:30"), Some(at("2026-11-24T10:30")));
    }

    #[test]
    fn a_ticket_handed_on_has_a_deadline_of_its_own() {
        let by = |service: &Service| service.handed_on_by(&desk(), at("2026-11-20T16:00"));
        assert_eq!(by(&Service::default()), Some(at("2026-11-24T16:00")));
        assert_eq!(by(&Service { handed_on_days: 2, ..Service::default() }), Some(at("2026-11-25T16:00")));
        assert_eq!(by(&Service { handed_on_minutes: Some(90), ..Service::default() }), Some(at("2026-11-24T09:30")));
    }
}
