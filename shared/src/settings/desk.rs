//! A desk's settings.

use super::calendar::{CalendarSettings, check_week};
use super::{NAME_MAX, is_language};
use crate::calendar::Week;
use crate::fault::{Code, Fault, Faults};
use crate::field::sized;
use crate::id::Slug;
use crate::window::WindowRules;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A desk's settings.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct DeskSettings {
    /// The desk's name for people.
    pub name: String,
    /// The language of its people: notices are written in it, in English
    /// where it isn't Japanese.
    #[serde(default = "japanese")]
    pub language: String,
    /// Its IANA time zone.
    pub zone: String,
    /// Its open time.
    pub calendar: CalendarSettings,
    /// How it cuts that time into windows.
    pub windows: WindowRules,
    /// Calls that it can keep in each window.
    pub capacity: u32,
    /// What it has given to which shop; the sum is never above the capacity.
    pub allotments: BTreeMap<Slug, Allotment>,
}

/// A shop's share of a desk.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Allotment {
    /// Places in each window.
    pub places: u32,
    /// The hours that it has booked, within the desk's; absent: all of them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub week: Option<Week>,
}

impl DeskSettings {
    /// All faults, by path.
    pub fn faults(&self) -> Vec<Fault> {
        let mut faults = Faults::default();
        faults.keep("name", sized(&self.name, NAME_MAX));
        if !is_language(&self.language) {
            faults.add("language", Code::Malformed);
        }
        self.calendar.check("calendar", &mut faults);
        self.windows.check("windows", &mut faults);
        faults.range("capacity".to_owned(), i64::from(self.capacity), 0..=10_000);
        for (shop, allotment) in &self.allotments {
            if let Some(week) = &allotment.week {
                check_week(week, &format!("allotments.{shop}.week"), &mut faults);
            }
        }
        let given: u64 = self.allotments.values().map(|a| u64::from(a.places)).sum();
        if given > u64::from(self.capacity) {
            faults.add("allotments", Code::OutOfRange);
        }
        faults.into_vec()
    }

    /// The open time that `shop` has booked, if the desk serves it.
    pub fn calendar_for(&self, allotment: &Allotment) -> CalendarSettings {
        match &allotment.week {
            Some(week) => self.calendar.within(week),
            None => self.calendar.clone(),
        }
    }
}

fn japanese() -> String {
    "ja".to_owned()
}

#[cfg(test)]
mod tests {
    use super::super::told as paths;
    use super::*;

    #[test]
    fn a_desk_gives_away_no_more_than_it_has() {
        let mut desk: DeskSettings = serde_json::from_value(serde_json::json!({
            "name": "受付", "zone": "Asia/Tokyo", "calendar": {"week": {}}, "windows": {"length_minutes": 60, "lead_minutes": 30, "horizon_days": 7},
            "capacity": 4, "allotments": {"a": {"places": 3}, "b": {"places": 1}},
        }))
        .unwrap();
        assert_eq!(paths(desk.faults()), Vec::<String>::new());
        desk.capacity = 3;
        assert_eq!(paths(desk.faults()), ["allotments out_of_range"]);
    }
}
