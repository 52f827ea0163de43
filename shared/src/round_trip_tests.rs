//! What is written reads back as the same, and reading what was read already
//! changes nothing: else a value would be another on the far side of the wire.

use crate::day::{Day, TimeOfDay};
use crate::field::{Country, Email, Line, Name, OrderNumber, PageUrl, Paragraph, Phone};
use crate::fold::fold;
use crate::id::{Key, Slug, TicketId};
use crate::instant::Instant;
use proptest::prelude::*;
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::fmt::Debug;

/// Over the wire and back.
fn returned<T: Serialize + DeserializeOwned>(value: &T) -> T {
    serde_json::from_str(&serde_json::to_string(value).unwrap()).unwrap()
}

/// Text as people type and paste it: plain, wide, with unseen characters and
/// spaces of every kind.
fn typed() -> impl Strategy<Value = String> {
    const PIECES: [&str; 40] = [
        "a",
        "Z",
        "Ａ",
        "山田",
        "ー",
        "ｶﾞ",
        "か\u{3099}",
        "0",
        "7",
        "９",
        "12",
        "090",
        "+81",
        "-",
        "－",
        "(0)",
        "#",
        "＃",
        "/",
        "_",
        ".",
        "@",
        "＠",
        "b.jp",
        "https://x.example/",
        "?",
        "\"",
        "=",
        " ",
        "　",
        "\u{A0}",
        "\t",
        "\n",
        "\r\n",
        "\0",
        "\u{200B}",
        "\u{202E}",
        "\u{2066}",
        "\u{2028}",
        "\u{E0041}",
    ];
    let pieces = prop::collection::vec(prop::sample::select(&PIECES), 0..14).prop_map(|pieces| pieces.concat());
    prop_oneof![1 => any::<String>(), 4 => pieces]
}

/// Numbers and addresses, which pieces alone hardly ever make.
fn likely() -> impl Strategy<Value = String> {
    let unseen = || "[ 　\u{200B}\u{2066}]{0,2}";
    let shapes = prop_oneof![
        "[0０]9[0０][-ー－ ]?[1-9]{4}[-ー－ ]?[0-9]{4}",
        r"\+(1|44|81|82|263) ?[1-9][0-9]{7,9}",
        "[a-zＡ-Ｚ0-9.+]{1,9}[@＠][a-z0-9-]{1,9}[.．](jp|com)",
        "[#＃]?[A-ZＡ-Ｚ]{0,3}[-ー_/]?[0-9０-９]{1,9}",
        "https?://[a-z]{1,9}/[a-z山/]{0,9}([?#][a-z=]{0,5})?",
    ];
    (unseen(), shapes, unseen()).prop_map(|(before, text, after)| format!("{before}{text}{after}"))
}

fn stays<T: Clone + PartialEq + Debug + Serialize + DeserializeOwned + Into<String>, E: Debug + PartialEq>(
    text: &str,
    parse: impl Fn(&str) -> Result<T, E>,
) -> Result<(), TestCaseError> {
    if let Ok(value) = parse(text) {
        prop_assert_eq!(parse(&value.clone().into()), Ok(value.clone()), "read again");
        prop_assert_eq!(returned(&value), value, "over the wire");
    }
    Ok(())
}

fn stay(text: &str) -> Result<(), TestCaseError> {
    prop_assert_eq!(fold(&fold(text)), fold(text));
    stays(text, Line::parse)?;
    stays(text, Paragraph::parse)?;
    stays(text, PageUrl::parse)?;
    stays(text, Name::parse)?;
    stays(text, Email::parse)?;
    stays(text, OrderNumber::parse)?;
    stays(text, Slug::parse)?;
    stays(text, Key::parse)?;
    stays(text, TicketId::parse)?;
    for country in ["JP", "US", "GB", "KR", "ZW"] {
        let country = Country::parse(country).unwrap();
        stays(text, |text| Phone::parse(text, &country))?;
    }
    Ok(())
}

proptest! {
    #[test]
    fn a_field_that_was_read_stays_what_it_is(text in typed(), likely in likely()) {
        stay(&text)?;
        stay(&likely)?;
    }

    #[test]
    fn moments(seconds in 0_i64..=253_402_300_799, offset in -23 * 60..23 * 60_i64) {
        let at = Instant::from_unix(seconds);
        prop_assert_eq!(Instant::parse(&at.rfc3339()), Some(at));
        prop_assert_eq!(returned(&at), at);
        // The same moment by other clocks.
        let wall = at.plus_minutes(offset);
        prop_assume!(wall.unix() == seconds + offset * 60);
        let sign = if offset < 0 { '-' } else { '+' };
        let elsewhere = wall.rfc3339().replace('Z', &format!("{sign}{:02}:{:02}", offset.abs() / 60, offset.abs() % 60));
        prop_assert_eq!(Instant::parse(&elsewhere), Some(at), "{}", elsewhere);
    }

    #[test]
    fn days(days in -719_528_i64..=2_932_896) {
        let day = Day::from_epoch_days(days).unwrap();
        prop_assert_eq!(day.epoch_days(), days);
        prop_assert_eq!(Day::parse(&day.to_string()), Some(day));
        prop_assert_eq!(returned(&day), day);
        prop_assert_eq!(day.next().epoch_days(), (days + 1).min(2_932_896));
    }

    #[test]
    fn times_of_day(minutes in 0..=24 * 60_i64) {
        let text = format!("{:02}:{:02}", minutes / 60, minutes % 60);
        let time = TimeOfDay::parse(&text).unwrap();
        prop_assert_eq!((time.minutes(), time.to_string(), returned(&time)), (minutes, text, time));
    }

    #[test]
    fn ids(bits: u64, slug in "[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?", key in "[!-~]{16,64}") {
        let id = TicketId::from_random(bits);
        prop_assert_eq!(TicketId::parse(&id.to_string()), Ok(id.clone()));
        prop_assert_eq!(TicketId::from_random(bits & (u64::MAX >> 4)), id, "the highest four bits are not used");
        prop_assert_eq!(Slug::parse(&slug).unwrap().to_string(), slug);
        prop_assert_eq!(Key::parse(&key).unwrap().to_string(), key);
    }

    #[test]
    fn what_is_no_day_time_or_moment_is_none(text in typed()) {
        if let Some(day) = Day::parse(&text) {
            prop_assert_eq!(day.to_string(), text.clone());
        }
        if let Some(time) = TimeOfDay::parse(&text) {
            prop_assert_eq!(time.to_string(), text.clone());
        }
        let _ = Instant::parse(&text);
    }
}
