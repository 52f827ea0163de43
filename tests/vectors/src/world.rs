//! The rules, desks, zones and questions that the vectors speak of: fixed, so
//! that a change of the demo's data changes no answer here.

use madoguchi_shared::Rules;
use madoguchi_shared::faq::{Faq, Index};
use madoguchi_shared::settings::CalendarSettings;
use madoguchi_shared::zone::Zone;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::OnceLock;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct World {
    /// What drafts are judged by.
    pub rules: Rules,
    pub calendars: BTreeMap<String, CalendarSettings>,
    pub zones: BTreeMap<String, Zone>,
    pub faq: Faq,
    /// An index over the first so many questions, for each such number.
    #[serde(skip)]
    pub indexes: Vec<Index>,
}

pub fn world() -> &'static World {
    static WORLD: OnceLock<World> = OnceLock::new();
    WORLD.get_or_init(|| {
        let mut world: World = serde_json::from_str(include_str!("world.json")).expect("world.json");
        let entries = &world.faq.entries;
        world.indexes =
            (0..=entries.len()).map(|count| Index::new(entries.get(..count).unwrap_or_default(), include_str!("readings.txt"))).collect();
        world
    })
}
