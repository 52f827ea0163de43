//! What a check needs to know of shop and desk, besides the time.

use crate::calendar::Calendar;
use crate::desk::Paused;
use crate::field::Country;
use crate::order_policy::Policy;
use crate::topic::Topic;
use crate::window::WindowRules;
use crate::zone::Zone;
use serde::{Deserialize, Serialize};

/// The rules of one shop at one time; the same value judges in the panel and
/// in the worker.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Rules {
    /// Whose phone numbers are meant when none is named.
    pub country: Country,
    /// The topics on offer, in the shop's order.
    pub topics: Vec<Topic>,
    /// The wording of the purpose of use that must have been agreed to.
    pub consent_version: String,
    /// The shop's zone: what "today" means to it.
    pub shop_zone: Zone,
    /// The shop's terms of orders, with its shipping days.
    pub order_policy: Policy,
    /// The desk that answers; none as long as no desk has taken the shop on,
    /// and then nothing can be promised by phone.
    pub desk: Option<DeskHours>,
}

/// What the desk tells a shop of itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct DeskHours {
    /// Grows with each change; an older one never replaces a newer.
    pub version: u64,
    /// The language of its people.
    pub language: String,
    /// The zone of its calendar.
    pub zone: Zone,
    /// Its open time, cut down to what this shop has booked.
    pub calendar: Calendar,
    /// How it cuts that time into windows.
    pub windows: WindowRules,
    /// Places that this shop may give away in each window.
    pub places: u32,
    /// What it doesn't call for now.
    #[serde(default, skip_serializing_if = "Paused::is_nothing")]
    pub paused: Paused,
}
