//! The national holidays of Japan (国民の祝日に関する法律, 昭和23年法律第178号),
//! as the law stands since 2020.

use crate::day::{Day, WeekdayName};
use std::ops::RangeInclusive;

/// The last day of the Cabinet Office's list (内閣府「国民の祝日」について), which
/// names each year's days in February of the year before. Later years follow
/// from the law, but for equinoxes that are yet to be gazetted.
pub const CONFIRMED_UNTIL: Option<Day> = Day::from_civil(2027, 12, 31);

/// The years that this file knows: before, the law was another; after, the
/// formula of the equinoxes ends.
pub const YEARS: RangeInclusive<i32> = 2020..=2099;

/// How a holiday's day is found.
enum On {
    /// The same day each year: month, day.
    Fixed(i32, i32),
    /// A Monday (ハッピーマンデー): month, which one.
    Monday(i32, u8),
    /// 春分日.
    SpringEquinox,
    /// 秋分日.
    AutumnEquinox,
}

/// 第2条; 建国記念の日 by 昭和41年政令第376号. In the order of the year.
const HOLIDAYS: [(On, &str); 16] = [
    (On::Fixed(1, 1), "元日"),
    (On::Monday(1, 2), "成人の日"),
    (On::Fixed(2, 11), "建国記念の日"),
    (On::Fixed(2, 23), "天皇誕生日"),
    (On::SpringEquinox, "春分の日"),
    (On::Fixed(4, 29), "昭和の日"),
    (On::Fixed(5, 3), "憲法記念日"),
    (On::Fixed(5, 4), "みどりの日"),
    (On::Fixed(5, 5), "こどもの日"),
    (On::Monday(7, 3), "海の日"),
    (On::Fixed(8, 11), "山の日"),
    (On::Monday(9, 3), "敬老の日"),
    (On::AutumnEquinox, "秋分の日"),
    (On::Monday(10, 2), "スポーツの日"),
    (On::Fixed(11, 3), "文化の日"),
    (On::Fixed(11, 23), "勤労感謝の日"),
];

/// Days moved for the Olympic Games (平成27年法律第33号): year, name, month, day.
const MOVED: [(i32, &str, i32, i32); 6] = [
    (2020, "海の日", 7, 23),
    (2020, "スポーツの日", 7, 24),
    (2020, "山の日", 8, 10),
    (2021, "海の日", 7, 22),
    (2021, "スポーツの日", 7, 23),
    (2021, "山の日", 8, 8),
];

/// A year's holidays in order, with their names; none outside [`YEARS`].
pub fn holidays(year: i32) -> Vec<(Day, &'static str)> {
    if !YEARS.contains(&year) {
        return vec![];
    }
    let mut days: Vec<_> = HOLIDAYS.iter().filter_map(|(on, name)| Some((day(year, on, name)?, *name))).collect();
    days.sort_unstable();
    let is_named = |day: Day| days.iter().any(|(named, _)| *named == day);
    // 第3条2項: for one that falls on a Sunday the next day that is none itself.
    let sundays = days.iter().filter(|(day, _)| day.weekday() == WeekdayName::Sun);
    let mut more: Vec<(Day, &str)> = sundays
        .filter_map(|(sunday, _)| std::iter::successors(Some(sunday.next()), |day| Some(day.next())).find(|day| !is_named(*day)))
        .map(|day| (day, "振替休日"))
        .collect();
    // 第3条3項: a day between two of them.
    let between = days.iter().map(|(day, _)| day.next()).filter(|day| !is_named(*day) && is_named(day.next()));
    let between: Vec<_> = between.filter(|day| more.iter().all(|(other, _)| other != day)).map(|day| (day, "国民の休日")).collect();
    more.extend(between);
    days.append(&mut more);
    days.sort_unstable();
    days
}

fn day(year: i32, on: &On, name: &str) -> Option<Day> {
    if let Some((_, _, month, day)) = MOVED.iter().find(|moved| (moved.0, moved.1) == (year, name)) {
        return Day::from_civil(year, *month, *day);
    }
    match *on {
        On::Fixed(month, day) => Day::from_civil(year, month, day),
        On::Monday(month, nth) => {
            let first = Day::from_civil(year, month, 1)?;
            let to_monday = (7 - first.weekday() as i64) % 7;
            Some(first.plus_days(to_monday + 7 * (i64::from(nth) - 1)))
        }
        On::SpringEquinox => Day::from_civil(year, 3, equinox(year, 20_843_100)),
        On::AutumnEquinox => Day::from_civil(year, 9, equinox(year, 23_248_800)),
    }
}

/// The day of the month of an equinox in Japan: the usual approximation for
/// 1980 to 2099 (新こよみ便利帳, 海上保安庁水路部), in millionths of a day.
fn equinox(year: i32, in_1980: i32) -> i32 {
    let years = year - 1980;
    (in_1980 + 242_194 * years) / 1_000_000 - years / 4
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::oracle;

    #[test]
    fn sixteen_years_agree_with_five_other_implementations() {
        let Some(reference) = oracle::json("holidays.json") else { return };
        let mut count = 0;
        for year in 2020..=2035 {
            let expected = reference["by_year"][year.to_string()].as_array().unwrap();
            let ours = holidays(year);
            let dates: Vec<_> = ours.iter().map(|(day, _)| day.to_string()).collect();
            assert_eq!(dates, expected.iter().map(|day| day["date"].as_str().unwrap()).collect::<Vec<_>>());
            for ((day, name), other) in ours.iter().zip(expected) {
                // On the two kinds of 休日 they differ among themselves.
                let names: Vec<_> = other["names"].as_object().unwrap().values().collect();
                let agreed = names.iter().all(|other| *other == names[0]);
                assert!(names.iter().any(|other| *other == name), "{day} {name}: {names:?}");
                assert!(agreed || name.ends_with("休日"), "{day} {name}: {names:?}");
            }
            count += ours.len();
        }
        assert_eq!(count, 286);
    }

    #[test]
    fn the_laws_special_cases() {
        let named = |text: &str| {
            let day = Day::parse(text).unwrap();
            holidays(day.year()).into_iter().find(|(other, _)| *other == day).map(|(_, name)| name)
        };
        let cases = [
            ("2020-07-23", Some("海の日")),
            ("2020-07-20", None),
            ("2020-07-24", Some("スポーツの日")),
            ("2020-10-12", None),
            ("2021-08-08", Some("山の日")),
            ("2021-08-09", Some("振替休日")),
            ("2021-08-11", None),
            ("2026-05-06", Some("振替休日")),
            ("2026-09-22", Some("国民の休日")),
            ("2027-03-21", Some("春分の日")),
            ("2027-03-22", Some("振替休日")),
            ("2028-09-22", Some("秋分の日")),
            ("2035-05-01", None),
        ];
        for (day, name) in cases {
            assert_eq!(named(day), name, "{day}");
        }
    }

    #[test]
    fn every_year_has_all_sixteen_and_no_day_twice() {
        for year in YEARS {
            let days = holidays(year);
            assert!((16..=22).contains(&days.len()), "{year}: {days:?}");
            assert!(days.is_sorted_by(|a, b| a.0 < b.0), "{year}: {days:?}");
            for (_, name) in &HOLIDAYS {
                assert_eq!(days.iter().filter(|(_, other)| other == name).count(), 1, "{year} {name}");
            }
        }
        assert_eq!((holidays(2019), holidays(2100)), (vec![], vec![]));
        assert_eq!(CONFIRMED_UNTIL.map(|day| day.to_string()).as_deref(), Some("2027-12-31"));
    }
}
