//! National holidays by rule, for countries whose law is written down here.
//! For others a desk lists its days in its settings.
//!
//! The panel is given days, never these rules: only the worker calls this.

pub mod japan;

use crate::day::Day;

/// Whether the holidays of a country (ISO 3166-1) are known by rule.
pub fn is_known(country: &str) -> bool {
    country == "JP"
}

/// The holidays of a country from `first` to `last`, both included, in order,
/// each with its name in the country's own language; none for a country that
/// isn't known.
pub fn between(country: &str, first: Day, last: Day) -> Vec<(Day, &'static str)> {
    if !is_known(country) {
        return vec![];
    }
    (first.year()..=last.year()).flat_map(japan::holidays).filter(|(day, _)| (first..=last).contains(day)).collect()
}

/// The last day for which the holidays of a country are official; after it
/// they are what today's law leads to.
pub fn confirmed_until(country: &str) -> Option<Day> {
    japan::CONFIRMED_UNTIL.filter(|_| is_known(country))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stretch_has_its_holidays_across_the_year_and_both_ends() {
        let day = |text| Day::parse(text).unwrap();
        let named =
            |first, last| between("JP", day(first), day(last)).iter().map(|(day, name)| format!("{day} {name}")).collect::<Vec<_>>();
        assert_eq!(named("2026-11-23", "2027-01-01"), ["2026-11-23 勤労感謝の日", "2027-01-01 元日"]);
        assert_eq!(named("2026-11-24", "2026-12-31"), Vec::<String>::new());
        assert_eq!(named("2027-01-01", "2026-12-31"), Vec::<String>::new());
        assert_eq!(between("AU", day("2026-01-01"), day("2026-12-31")), []);
        assert_eq!((confirmed_until("JP"), confirmed_until("AU")), (Some(day("2027-12-31")), None));
    }
}
