//! A desk's settings.

use super::calendar::{CalendarSettings, check_week};
use super::{NAME_MAX, is_language};
use crate::calendar::Week;
use crate::desk::{FloodDraft, Paused};
use crate::fault::{Code, Fault, Faults};
use crate::field::sized;
use crate::id::Slug;
use crate::topic::Topic;
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
    /// After how many minutes without anything done to it a ticket that
    /// somebody has taken waits for everybody again.
    #[serde(default = "claim_minutes")]
    pub claim_minutes: u32,
    /// What it has given to which shop; the sum is never above the capacity.
    pub allotments: BTreeMap<Slug, Allotment>,
    /// What no shopper is offered for now, at whichever shop.
    #[serde(default, skip_serializing_if = "Paused::is_nothing")]
    pub paused: Paused,
}

/// A shop's share of a desk.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Allotment {
    /// Places in each window.
    pub places: u32,
    /// The hours that it has booked, within the desk's; absent: all of them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub week: Option<Week>,
    /// What this shop's shoppers are not offered for now, besides.
    #[serde(default, skip_serializing_if = "Paused::is_nothing")]
    pub paused: Paused,
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
        faults.range("claim_minutes".to_owned(), i64::from(self.claim_minutes), 5..=480);
        for (shop, allotment) in &self.allotments {
            if let Some(week) = &allotment.week {
                check_week(week, &format!("allotments.{shop}.week"), &mut faults);
            }
        }
        let pauses = self.allotments.iter().map(|(shop, allotment)| (format!("allotments.{shop}.paused.topics"), &allotment.paused));
        for (path, paused) in pauses.chain([("paused.topics".to_owned(), &self.paused)]) {
            if twice(&paused.topics) {
                faults.add_within(path, Code::Duplicate);
            }
        }
        if self.given() > u64::from(self.capacity) {
            faults.add("allotments", Code::OutOfRange);
        }
        faults.into_vec()
    }

    /// Does one act against a flood: what it names is otherwise after, and the
    /// rest as before. The faults of the act, if it has any.
    pub fn flood(&mut self, draft: FloodDraft) -> Vec<Fault> {
        let mut faults = Faults::default();
        let (paused, places) = match &draft.shop {
            None => (Some(&mut self.paused), None),
            Some(shop) => match self.allotments.get_mut(shop) {
                Some(allotment) => (Some(&mut allotment.paused), Some(&mut allotment.places)),
                None => {
                    faults.add("shop", Code::Unknown);
                    (None, None)
                }
            },
        };
        if let (Some(paused), Some(new)) = (paused, draft.paused) {
            if twice(&new.topics) {
                faults.add("paused.topics", Code::Duplicate);
            }
            *paused = new;
        }
        match (places, draft.places) {
            (Some(places), Some(new)) => *places = new,
            // Places are some shop's.
            (None, Some(_)) if draft.shop.is_none() => faults.add("shop", Code::Required),
            _ => {}
        }
        if self.given() > u64::from(self.capacity) {
            faults.add("places", Code::OutOfRange);
        }
        faults.into_vec()
    }

    /// What shoppers of a shop are not offered for now.
    pub fn paused_for(&self, allotment: &Allotment) -> Paused {
        self.paused.and(&allotment.paused)
    }

    /// Places in each window that were given away.
    fn given(&self) -> u64 {
        self.allotments.values().map(|allotment| u64::from(allotment.places)).sum()
    }

    /// The open time that `shop` has booked, if the desk serves it.
    pub fn calendar_for(&self, allotment: &Allotment) -> CalendarSettings {
        match &allotment.week {
            Some(week) => self.calendar.within(week),
            None => self.calendar.clone(),
        }
    }
}

fn twice(topics: &[Topic]) -> bool {
    topics.iter().enumerate().any(|(place, topic)| topics.iter().take(place).any(|before| before == topic))
}

fn claim_minutes() -> u32 {
    60
}

fn japanese() -> String {
    "ja".to_owned()
}

#[cfg(test)]
mod tests {
    use super::super::told as paths;
    use super::*;

    fn desk() -> DeskSettings {
        serde_json::from_value(serde_json::json!({
            "name": "受付", "zone": "Asia/Tokyo", "calendar": {"week": {}}, "windows": {"length_minutes": 60, "lead_minutes": 30, "horizon_days": 7},
            "capacity": 4, "allotments": {"a": {"places": 3}, "b": {"places": 1}},
        }))
        .unwrap()
    }

    #[test]
    fn an_act_against_a_flood_changes_what_it_names() {
        let draft = |value: serde_json::Value| serde_json::from_value::<FloodDraft>(value).unwrap();
        let after = |value: serde_json::Value| {
            let mut after = desk();
            let faults = paths(after.flood(draft(value)));
            (after, faults)
        };
        let all = serde_json::json!({"calls": true});
        let (paused, faults) = after(serde_json::json!({"paused": all}));
        assert_eq!((paused.paused.calls, faults.len(), paused.faults().len()), (true, 0, 0));
        let b = paused.allotments.values().next_back().unwrap();
        assert!(b.paused.is_nothing() && paused.paused_for(b).stops(Topic::Gift), "all shops, without a word at each");

        let (one, faults) = after(serde_json::json!({"shop": "b", "paused": {"topics": ["gift"]}, "places": 0}));
        let [a, b] = [0, 1].map(|place| one.allotments.values().nth(place).unwrap());
        assert_eq!((faults.len(), a.places, b.places, one.capacity), (0, 3, 0, 4));
        assert!(one.paused_for(b).stops(Topic::Gift) && !one.paused_for(b).stops(Topic::Defect) && one.paused_for(a).is_nothing());

        // Taken back: nothing of it is left.
        let mut back = one.clone();
        assert_eq!(back.flood(draft(serde_json::json!({"shop": "b", "paused": {}, "places": 1}))), vec![]);
        assert_eq!(serde_json::to_value(&back).unwrap(), serde_json::to_value(desk()).unwrap());
        assert_eq!(after(serde_json::json!({})).0, desk());
        for (value, told) in [
            (serde_json::json!({"shop": "c", "paused": {"calls": true}}), "shop unknown"),
            (serde_json::json!({"shop": "b", "places": 2}), "places out_of_range"),
            (serde_json::json!({"places": 0}), "shop required"),
            (serde_json::json!({"paused": {"topics": ["gift", "defect", "gift"]}}), "paused.topics duplicate"),
        ] {
            assert_eq!(after(value).1, [told]);
        }
    }

    #[test]
    fn a_desk_gives_away_no_more_than_it_has() {
        let mut desk = desk();
        assert_eq!((paths(desk.faults()), desk.claim_minutes), (Vec::<String>::new(), 60));
        for (minutes, fault) in
            [(4, vec!["claim_minutes out_of_range"]), (5, vec![]), (480, vec![]), (481, vec!["claim_minutes out_of_range"])]
        {
            desk.claim_minutes = minutes;
            assert_eq!(paths(desk.faults()), fault, "{minutes}");
        }
        desk.claim_minutes = 60;
        desk.capacity = 3;
        assert_eq!(paths(desk.faults()), ["allotments out_of_range"]);
        desk.paused.topics = vec![Topic::Gift, Topic::Gift];
        assert_eq!(paths(desk.faults()), ["paused.topics duplicate", "allotments out_of_range"]);
    }
}
