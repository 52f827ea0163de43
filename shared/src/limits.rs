//! How much a shop takes from one address, for one person, and in all: limits
//! against floods, so wide that no honest shopper meets them.
//!
//! An address is seldom one person. A family, an office or a school shares
//! one; a mobile carrier puts thousands of phones behind one IPv4 address
//! (CGNAT, RFC 6598). So the figures per address are those of a crowd, and
//! only what belongs to a person, the phone number or mail address that is to
//! be answered, is counted by persons.

use crate::fault::Faults;
use serde::{Deserialize, Serialize};

/// A shop's limits. An IPv6 address counts by its /64, which is one
/// household's; requests without an address share one. A request that names
/// no `Origin` comes from no page: it has a quarter of each figure per
/// address, counted apart. From one network, an IPv4 /24 or an IPv6 /48, a
/// fifth of `shop_day` is accepted within a day, or `address_hour` if that is
/// more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub struct Limits {
    /// Tickets accepted from one address within an hour: 100; 1 to 1,000,000.
    /// Of two thousand shoppers in a sale behind a carrier's one address, one
    /// in twenty asks.
    pub address_hour: i64,
    /// Tickets accepted for one phone number or mail address within a day: 8;
    /// 1 to 1,000,000. Four people with one phone who each ask twice; and
    /// nobody has a stranger's phone ring all day.
    pub contact_day: i64,
    /// Tickets that the shop accepts within a day: 5,000; 1 to 1,000,000. Ten
    /// operators make about a thousand calls a day.
    pub shop_day: i64,
    /// Calls of any kind from one address within a minute, all at once if
    /// need be: 1,200; 1 to 1,000,000. Any but reading and `events` counts as five. A
    /// shopper who opens the panel, sees the windows and asks counts as
    /// seven: that is 170 shoppers a minute behind one address. From one
    /// network ten times as many.
    pub calls_minute: i64,
}

impl Default for Limits {
    fn default() -> Self {
        Self { address_hour: 100, contact_day: 8, shop_day: 5_000, calls_minute: 1_200 }
    }
}

impl Limits {
    /// The highest figure: as good as none.
    pub const MOST: i64 = 1_000_000;

    /// Faults of figures as their owner wrote them, under `path`.
    pub fn check(&self, path: &str, faults: &mut Faults) {
        let figures = [
            ("address_hour", self.address_hour),
            ("contact_day", self.contact_day),
            ("shop_day", self.shop_day),
            ("calls_minute", self.calls_minute),
        ];
        for (name, value) in figures {
            faults.range(format!("{path}.{name}"), value, 1..=Self::MOST);
        }
    }

    /// Tickets accepted from one network within a day, pages and programs
    /// together. Addresses beside each other are cheap: a rented machine has a
    /// /64 of its own or all 65,536 of a /48, and a few IPv4 addresses, each
    /// with its hour's worth again and again, would use up a shop's day. With a
    /// fifth of it one network leaves the rest to all others. That is ten
    /// times an address's hour: a carrier's phones or a company's branches
    /// beside each other stay below, and what a single address may within an
    /// hour is never cut down.
    pub fn network_day(&self) -> i64 {
        (self.shop_day / 5).max(self.address_hour).min(self.shop_day)
    }

    /// The limits for whoever names no page: a quarter per address.
    #[must_use]
    pub fn stricter(self) -> Self {
        let quarter = |figure: i64| (figure / 4).max(1);
        Self { address_hour: quarter(self.address_hour), calls_minute: quarter(self.calls_minute), ..self }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::told;
    use serde_json::json;

    #[test]
    fn each_figure_has_a_default_and_a_range() {
        let written = |value: serde_json::Value| serde_json::from_value::<Limits>(value).unwrap();
        assert_eq!(written(json!({})), Limits::default());
        assert!(serde_json::from_value::<Limits>(json!({"address_day": 20})).is_err());
        let faults = |limits: Limits| {
            let mut faults = Faults::default();
            limits.check("limits", &mut faults);
            told(faults.into_vec())
        };
        assert_eq!(faults(Limits::default()), Vec::<String>::new());
        for name in ["address_hour", "contact_day", "shop_day", "calls_minute"] {
            for (value, good) in [(0, false), (1, true), (1_000_000, true), (1_000_001, false)] {
                let expected = if good { vec![] } else { vec![format!("limits.{name} out_of_range")] };
                assert_eq!(faults(written(json!({ (name): value }))), expected, "{name} {value}");
            }
        }
    }

    #[test]
    fn a_network_has_a_fifth_of_the_day_but_an_addresss_hour_at_least() {
        for (address_hour, shop_day, network_day) in [
            (100, 5_000, 1_000),
            (25, 5_000, 1_000),
            (100, 200, 100),
            (100, 50, 50),
            (1, 4, 1),
            (1, 1, 1),
            (2_000, 5_000, 2_000),
            (Limits::MOST, 2, 2),
            (1, Limits::MOST, 200_000),
            (Limits::MOST, Limits::MOST, Limits::MOST),
        ] {
            let limits = Limits { address_hour, shop_day, ..Limits::default() };
            assert_eq!(limits.network_day(), network_day, "{address_hour} an hour, {shop_day} a day");
        }
    }

    #[test]
    fn who_names_no_page_has_a_quarter_per_address_and_never_nothing() {
        let Limits { address_hour, contact_day, shop_day, calls_minute } = Limits::default().stricter();
        assert_eq!((address_hour, contact_day, shop_day, calls_minute), (25, 8, 5_000, 300));
        let least = Limits { address_hour: 1, calls_minute: 3, ..Limits::default() }.stricter();
        assert_eq!((least.address_hour, least.calls_minute), (1, 1));
    }
}
