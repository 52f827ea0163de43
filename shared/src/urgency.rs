//! What can't wait.

use crate::day::Day;
use crate::instant::Instant;
use crate::intake::Intake;
use crate::order_policy::Shipping;
use crate::rules::Rules;
use crate::service::Service;
use crate::topic::{Pressing, Topic};
use crate::triage::signal::signals;
use serde::{Deserialize, Serialize};

/// Urgent or not; there is nothing between.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Urgency {
    /// It stops an order in flight or a sale today.
    Urgent,
    /// It can wait a day.
    Normal,
}

/// What urgency rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Grounds {
    /// What it is about.
    pub topic: Topic,
    /// How far the order has got, where that is known.
    pub shipping: Shipping,
    /// The day by which it is wanted.
    pub wanted_date: Option<Day>,
    /// Whether the text says that it can't wait. It may raise, never lower.
    pub text_urgent: bool,
}

impl Grounds {
    /// A topic by itself, before anything else is known.
    pub fn topic(topic: Topic) -> Self {
        Self { topic, shipping: Shipping::Unknown, wanted_date: None, text_urgent: false }
    }

    /// What a request says by itself.
    pub fn of(intake: &Intake) -> Self {
        let text_urgent = intake.words().any(|text| !signals(text).is_empty());
        Self { wanted_date: intake.wanted_date.map(|date| *date), text_urgent, ..Self::topic(intake.topic) }
    }
}

/// How urgent a request is at `now`: any one ground is enough.
pub fn urgency(grounds: &Grounds, rules: &Rules, service: &Service, now: Instant) -> Urgency {
    let by_topic = match grounds.topic.row().pressing {
        Pressing::Always => true,
        Pressing::BeforeCutoff => can_be_stopped(grounds.shipping, rules, now),
        Pressing::Never => false,
    };
    let today = rules.shop_zone.local(now).map(|local| local.day.epoch_days());
    let near = |day: Day| today.is_some_and(|today| day.epoch_days() - today <= service.wanted_urgent_days);
    let urgent = by_topic || grounds.wanted_date.is_some_and(near) || grounds.text_urgent;
    if urgent { Urgency::Urgent } else { Urgency::Normal }
}

/// Whether an order can still be stopped today, and only today.
fn can_be_stopped(shipping: Shipping, rules: &Rules, now: Instant) -> bool {
    match shipping {
        Shipping::Unknown | Shipping::NotShipped => rules.order_policy.ships_later_today(&rules.shop_zone, now),
        Shipping::Shipped(_) | Shipping::Delivered(_) => false,
    }
}

#[cfg(test)]
#[path = "urgency_tests.rs"]
mod tests;
