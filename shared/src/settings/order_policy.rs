//! Terms of orders as an owner writes them.

use super::ByLanguage;
use super::calendar::{Closures, EveryYear, Holidays, check_every_year};
use crate::day::{Day, TimeOfDay, WeekdayName};
use crate::fault::{Code, Faults};
use crate::money::Currency;
use crate::order_policy::{Edit, GoodsBack, Policy, SHIPPING_SEARCH_DAYS, ShippingDays};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// Terms of orders, told alike by panel and desk. What is left out is left to
/// the desk.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct OrderPolicy {
    /// Until when today's orders are shipped today, in the shop's zone.
    pub same_day_cutoff: Option<TimeOfDay>,
    /// The days on which parcels leave: every day unless named.
    #[serde(default)]
    pub shipping: ShippingSettings,
    /// The currency of fees: `JPY` unless named.
    #[serde(default)]
    pub currency: Currency,
    /// Changing an order.
    #[serde(default)]
    pub change: Edit,
    /// Calling it off.
    #[serde(default)]
    pub cancel: Edit,
    /// Giving goods back.
    #[serde(default, rename = "return")]
    pub give_back: GoodsBack,
    /// Exchanging them.
    #[serde(default)]
    pub exchange: GoodsBack,
    /// Days after delivery within which faulty, wrong or missing goods are to
    /// be told of, 1 to 730.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub defect_days: Option<u32>,
    /// Change, cancellation and return in a sentence or two.
    pub terms: ByLanguage,
}

/// The days on which parcels leave.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub struct ShippingSettings {
    /// The weekdays.
    pub weekdays: Vec<WeekdayName>,
    /// Holidays on which none leave; none unless named.
    pub holidays: Holidays,
    /// Days on which none leave besides.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub closed: BTreeSet<Day>,
    /// Such days of every year. At most 50 stretches.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub closed_every_year: Vec<EveryYear>,
    /// What sending an order costs, in the currency's minor unit. Answers may
    /// name it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fee: Option<u32>,
    /// From which total on it costs nothing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub free_from: Option<u32>,
}

impl Default for ShippingSettings {
    fn default() -> Self {
        let weekdays = WeekdayName::ALL.to_vec();
        Self { weekdays, holidays: Holidays::default(), closed: BTreeSet::new(), closed_every_year: vec![], fee: None, free_from: None }
    }
}

/// The highest fee, in a currency's minor unit.
const FEE_MAX: i64 = 100_000_000;
/// How long before the present it matters when an order placed then was to ship.
const BEFORE_DAYS: i64 = 14;

impl ShippingSettings {
    fn resolve(&self, today: Day) -> ShippingDays {
        let (first, last) = (today.plus_days(-BEFORE_DAYS), today.plus_days(SHIPPING_SEARCH_DAYS));
        let closures = Closures::between(&self.holidays, &self.closed, &self.closed_every_year, (first, last));
        let days = std::iter::successors(Some(first), |day| Some(day.next())).take((BEFORE_DAYS + SHIPPING_SEARCH_DAYS) as usize + 1);
        let closed = days.filter(|day| self.weekdays.contains(&day.weekday()) && closures.holds(*day)).collect();
        ShippingDays { weekdays: self.weekdays.clone(), closed }
    }

    fn check(&self, path: &str, faults: &mut Faults) {
        if self.weekdays.is_empty() {
            faults.add_within(format!("{path}.weekdays"), Code::Required);
        }
        if self.weekdays.iter().enumerate().any(|(i, day)| self.weekdays.iter().take(i).any(|other| other == day)) {
            faults.add_within(format!("{path}.weekdays"), Code::Duplicate);
        }
        self.holidays.check(&format!("{path}.holidays"), faults);
        check_every_year(&self.closed_every_year, format!("{path}.closed_every_year"), faults);
        for (name, amount) in [("fee", self.fee), ("free_from", self.free_from)] {
            faults.range(format!("{path}.{name}"), amount.unwrap_or_default().into(), 0..=FEE_MAX);
        }
    }
}

impl OrderPolicy {
    /// The terms around `today`, by the shop's clocks.
    pub fn resolve(&self, today: Day) -> Policy {
        Policy {
            same_day_cutoff: self.same_day_cutoff,
            shipping: self.shipping.resolve(today),
            currency: self.currency,
            change: self.change.clone(),
            cancel: self.cancel.clone(),
            give_back: self.give_back.clone(),
            exchange: self.exchange.clone(),
            defect_days: self.defect_days,
        }
    }

    /// Faults of the terms under `path`; the texts' are their languages' affair.
    pub fn check(&self, path: &str, faults: &mut Faults) {
        let edits = [("change", &self.change), ("cancel", &self.cancel)];
        if self.same_day_cutoff.is_none() && edits.iter().any(|(_, edit)| edit.before_shipping.until_cutoff) {
            faults.add_within(format!("{path}.same_day_cutoff"), Code::Required);
        }
        self.shipping.check(&format!("{path}.shipping"), faults);
        let mut within = |name: &str, value: u32, range| faults.range(format!("{path}.{name}"), value.into(), range);
        for (name, edit) in edits {
            within(&format!("{name}.before_shipping.fee"), edit.before_shipping.fee, 0..=FEE_MAX);
            within(&format!("{name}.after_shipping.fee"), edit.after_shipping.fee, 0..=FEE_MAX);
        }
        for (name, terms) in [("return", &self.give_back), ("exchange", &self.exchange)] {
            within(&format!("{name}.within_days"), terms.within_days, 1..=730);
            within(&format!("{name}.fee"), terms.fee, 0..=FEE_MAX);
        }
        within("defect_days", self.defect_days.unwrap_or(1), 1..=730);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::order_policy::Verdict;
    use crate::settings::told;
    use serde_json::json;

    fn day(text: &str) -> Day {
        Day::parse(text).unwrap()
    }

    #[test]
    fn what_an_owner_leaves_out_is_left_to_the_desk() {
        let least: OrderPolicy = serde_json::from_value(json!({"same_day_cutoff": null, "terms": {"ja": "x"}})).unwrap();
        let mut faults = Faults::default();
        least.check("order_policy", &mut faults);
        assert_eq!(told(faults.into_vec()), Vec::<String>::new());
        assert_eq!(least.resolve(day("2026-11-20")), Policy::default());
        assert_eq!((least.change.before_shipping.allowed, least.give_back.allowed, least.defect_days), (Verdict::Ask, Verdict::Ask, None));
        let misspelt = json!({"same_day_cutoff": null, "terms": {}, "change": {"before": {"allowed": "yes"}}});
        assert!(serde_json::from_value::<OrderPolicy>(misspelt).is_err());
    }

    #[test]
    fn days_without_shipping_are_worked_out_around_the_present() {
        let policy: OrderPolicy = serde_json::from_value(json!({
            "same_day_cutoff": "14:00", "terms": {"ja": "x"},
            "shipping": {"weekdays": ["mon", "tue", "wed", "thu", "fri"], "holidays": {"country": "JP"}, "closed": ["2026-12-11", "2026-12-12"],
                         "closed_every_year": [{"from": "12-29", "until": "01-03"}]},
        }))
        .unwrap();
        let closed: Vec<_> = policy.resolve(day("2026-12-04")).shipping.closed.iter().map(Day::to_string).collect();
        let expected = ["2026-11-23", "2026-12-11", "2026-12-29", "2026-12-30", "2026-12-31", "2027-01-01", "2027-01-11"];
        assert_eq!(closed, expected);
        assert!(!policy.resolve(day("2026-12-04")).ships_on(day("2026-12-12")), "a Saturday all the same");
    }

    #[test]
    fn faults_stand_at_their_paths() {
        let policy: OrderPolicy = serde_json::from_value(json!({
            "same_day_cutoff": null, "terms": {"ja": "x"}, "defect_days": 0,
            "shipping": {"weekdays": ["mon", "mon"], "holidays": {"country": "FR"}},
            "change": {"before_shipping": {"allowed": "yes", "until_cutoff": true}},
            "cancel": {"after_shipping": {"allowed": "yes", "fee": 100_000_001}},
            "return": {"within_days": 0}, "exchange": {"within_days": 731, "fee": 4_000_000_000_u32},
        }))
        .unwrap();
        let faults = |policy: &OrderPolicy| {
            let mut faults = Faults::default();
            policy.check("order_policy", &mut faults);
            told(faults.into_vec())
        };
        let expected = [
            "order_policy.same_day_cutoff required",
            "order_policy.shipping.weekdays duplicate",
            "order_policy.shipping.holidays.country unknown",
            "order_policy.cancel.after_shipping.fee out_of_range",
            "order_policy.return.within_days out_of_range",
            "order_policy.exchange.within_days out_of_range",
            "order_policy.exchange.fee out_of_range",
            "order_policy.defect_days out_of_range",
        ];
        assert_eq!(faults(&policy), expected);
        let nowhere = OrderPolicy { shipping: ShippingSettings { weekdays: vec![], ..ShippingSettings::default() }, ..policy };
        assert!(faults(&nowhere).contains(&"order_policy.shipping.weekdays required".to_owned()));
    }
}
