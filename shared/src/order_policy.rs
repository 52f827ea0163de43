//! A shop's terms of orders (注文ポリシー): until when an order can be changed or
//! cancelled and what that costs, what can be returned, and what to say of it.
//!
//! The owner writes them once, as
//! [`settings::OrderPolicy`](crate::settings::OrderPolicy); panel and desk
//! answer from the same [`Policy`].

mod answer;
mod words;

pub use answer::{Answer, OrderFacts, Reason, Shipping, Want, answer};
pub use words::words;

use crate::day::{Day, TimeOfDay, WeekdayName};
use crate::instant::Instant;
use crate::money::{Currency, Money};
use crate::zone::Zone;
use serde::{Deserialize, Serialize};

/// Whether something is granted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// It is.
    Yes,
    /// It isn't.
    No,
    /// The desk must look: not known, or left to it.
    #[default]
    Ask,
}

/// The terms as they stand, with the days on which nothing is shipped worked
/// out for the time to come. What an owner hasn't written is left to the desk.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Policy {
    /// Until when (excluded) today's orders are shipped today, in the shop's
    /// zone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub same_day_cutoff: Option<TimeOfDay>,
    /// The days on which parcels leave.
    pub shipping: ShippingDays,
    /// The currency of all fees.
    pub currency: Currency,
    /// Changing an order (変更).
    pub change: Edit,
    /// Calling it off (キャンセル).
    pub cancel: Edit,
    /// Giving goods back (返品).
    #[serde(rename = "return")]
    pub give_back: GoodsBack,
    /// Exchanging them (交換).
    pub exchange: GoodsBack,
    /// Days after delivery within which faulty, wrong or missing goods are to
    /// be told of; absent: no such term.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub defect_days: Option<u32>,
}

/// The days on which parcels leave.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct ShippingDays {
    /// The weekdays; all of them unless named.
    pub weekdays: Vec<WeekdayName>,
    /// The days among them on which none leave all the same, in order, over
    /// the time around the present.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub closed: Vec<Day>,
}

impl Default for ShippingDays {
    fn default() -> Self {
        Self { weekdays: WeekdayName::ALL.to_vec(), closed: vec![] }
    }
}

/// Terms of an act on an order, by how far it has got.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub struct Edit {
    /// As long as it hasn't been shipped.
    pub before_shipping: EditTerm,
    /// Once it has, until it is delivered. (The cut-off says nothing here.)
    pub after_shipping: EditTerm,
}

/// One such term.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub struct EditTerm {
    /// Whether it is granted.
    pub allowed: Verdict,
    /// What it costs, in the currency's minor unit.
    pub fee: u32,
    /// Only until the cut-off of the day on which the order ships.
    pub until_cutoff: bool,
}

/// Terms of giving back or exchanging goods as ordered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub struct GoodsBack {
    /// Whether it is granted.
    pub allowed: Verdict,
    /// Days after delivery within which it must be asked for. The day of
    /// delivery isn't counted (民法140条). Without terms of the shop's own it is
    /// 8 days from the day of delivery on (特定商取引法15条の3).
    pub within_days: u32,
    /// What state the goods must be in.
    pub condition: Condition,
    /// Who pays for sending them back.
    pub postage: Payer,
    /// What it costs besides, in the currency's minor unit.
    pub fee: u32,
}

impl Default for GoodsBack {
    fn default() -> Self {
        Self { allowed: Verdict::Ask, within_days: 8, condition: Condition::Unused, postage: Payer::Customer, fee: 0 }
    }
}

/// What state goods must be in to be taken back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Condition {
    /// Any.
    Any,
    /// 未使用: not used; the packing may be open.
    Unused,
    /// 未開封: not even opened.
    Unopened,
}

/// Who pays.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Payer {
    /// The shopper (お客様負担).
    Customer,
    /// The shop (当店負担).
    Shop,
}

/// How many days ahead a shipping day is looked for. The days on which nothing
/// is shipped must be known as far.
pub const SHIPPING_SEARCH_DAYS: i64 = 60;

impl Policy {
    /// Whether parcels leave on `day`.
    pub fn ships_on(&self, day: Day) -> bool {
        self.shipping.weekdays.contains(&day.weekday()) && !self.shipping.closed.contains(&day)
    }

    /// Whether parcels are still to leave today, by the shop's clocks. A shop
    /// that names no cut-off may ship at any time of a shipping day.
    pub fn ships_later_today(&self, zone: &Zone, now: Instant) -> bool {
        let Some(today) = zone.local(now).map(|local| local.day) else { return false };
        self.ships_on(today) && self.same_day_cutoff.is_none_or(|cutoff| now < zone.instant(today, cutoff))
    }

    /// The first cut-off after `at`: when an order placed then is shipped, at
    /// the earliest. None without a cut-off, or without a shipping day in the
    /// time to come.
    pub fn next_cutoff(&self, zone: &Zone, at: Instant) -> Option<Instant> {
        let cutoff = self.same_day_cutoff?;
        let today = zone.local(at)?.day;
        let days = std::iter::successors(Some(today), |day| Some(day.next())).take(SHIPPING_SEARCH_DAYS as usize);
        days.filter(|day| self.ships_on(*day)).map(|day| zone.instant(day, cutoff)).find(|cutoff| *cutoff > at)
    }

    /// Today's cut-off, if it has passed: today's parcels are on their way out.
    fn passed_cutoff(&self, zone: &Zone, now: Instant) -> Option<Instant> {
        let today = zone.local(now)?.day;
        let cutoff = zone.instant(today, self.same_day_cutoff?);
        (self.ships_on(today) && cutoff <= now).then_some(cutoff)
    }

    fn money(&self, amount: u32) -> Money {
        Money { amount, currency: self.currency }
    }
}

#[cfg(test)]
#[path = "order_policy/tests.rs"]
mod tests;
