use super::*;
use proptest::prelude::*;

fn jp(text: &str) -> Result<String, Code> {
    Phone::parse(text, &Country::japan()).map(String::from)
}

#[test]
fn numbers_as_people_in_japan_type_them() {
    for typed in [
        "090-1234-5678",
        "09012345678",
        "０９０ー１２３４ー５６７８",
        "０９０－１２３４－５６７８",
        "090−1234−5678",
        "(090) 1234 5678",
        "090.1234.5678",
        "+81 90 1234 5678",
        "+81 (0)90-1234-5678",
        "＋８１（０）９０　１２３４　５６７８",
        "010 81 90 1234 5678",
        "0081-90-1234-5678",
        "tel:+81-90-1234-5678",
        "TEL:090-1234-5678",
        "\u{202A}090-1234-5678\u{202C}",
        "電話番号：090-1234-5678",
        "お電話番号: 090-1234-5678",
        "【携帯】090-1234-5678",
        "℡090-1234-5678",
        "☎️ 090-1234-5678",
        "090-1234-5678（携帯）",
        "090ｰ1234ｰ5678",
        "090〜1234〜5678",
        "090─1234─5678",
        "٠٩٠-١٢٣٤-٥٦٧٨",
        "۰۹۰۱۲۳۴۵۶۷۸",
        "9012345678",
        "819012345678",
    ] {
        assert_eq!(jp(typed), Ok("+819012345678".into()), "{typed}");
    }
    assert_eq!(jp("03-1234-5678"), Ok("+81312345678".into()));
    assert_eq!(jp("0467-12-3456"), Ok("+81467123456".into()));
    assert_eq!(jp("050-3123-4567"), Ok("+815031234567".into()));
    assert_eq!(jp("060-1234-5678"), Ok("+816012345678".into()), "mobile since July 2026");
    assert_eq!(jp("+1 415 555 2671"), Ok("+14155552671".into()));
}

#[test]
fn what_nobody_may_promise_to_call() {
    for typed in [
        "110",
        "119",
        "１１８",
        "0120-123-456",
        "0800-123-4567",
        "0570-012-345",
        "0990-512-345",
        "0180-99-1234",
        "+81 120 123 456",
        "020-1234-5678",
        "0200-1234-567890",
        "104",
        "117",
        "171",
        "177",
        "188",
        "189",
        "#7119",
        "＃８０００",
        "0077-78-1234",
        "+1 900 234 5678",
        "+44 909 123 4567",
        "+44 (0)909 123 4567",
        "+44 800 123 4567",
        "+870 773 111 632",
        "+979 123 456 789",
    ] {
        assert_eq!(jp(typed), Err(Code::NotCallable), "{typed}");
    }
}

#[test]
fn what_is_no_number() {
    assert_eq!(jp(" － "), Err(Code::Required));
    for typed in [
        "1234-5678",
        "090-1234-567",
        "090-1234-56789",
        "03-1234-567",
        "+",
        "+0",
        "++81",
        "電話",
        "090-1234-5678 内線",
        "090-1234-5678 内線1234567890",
        "090-1234-5678 / 03-1234-5678",
        "090-1234-5678 自宅 2",
        "03-1234-5678 内線12 34",
        "FAX 03-1234-5678",
        "03-1234-567①",
        "#71190",
        "+81 #7119",
        "000-0000-0000",
        "080-0000-0000x",
        "+1234567890123456",
    ] {
        assert_eq!(jp(typed), Err(Code::Malformed), "{typed}");
    }
    assert_eq!(jp(&"0".repeat(65)), Err(Code::TooLong));
}

#[test]
fn other_countries_by_their_own_customs() {
    let read = |country: &str, text: &str| Phone::parse(text, &Country::parse(country).unwrap()).map(String::from);
    assert_eq!(read("AU", "0412 345 678"), Ok("+61412345678".into()));
    assert_eq!(read("US", "(415) 555-2671"), Ok("+14155552671".into()));
    assert_eq!(read("AU", "+81 90 1234 5678"), Ok("+819012345678".into()));
    assert_eq!(read("AU", "12345678"), Err(Code::Malformed));
    assert_eq!(read("ZW", "0712345678"), Ok("+263712345678".into()));
    assert_eq!(read("AQ", "0712345678"), Err(Code::Malformed), "without a plan: with + only");
    assert_eq!(read("GB", "+44 (0)20 7946 0000"), Ok("+442079460000".into()));
    assert_eq!(read("IT", "02 1234 5678"), Ok("+390212345678".into()), "Italy's zero is part of the number");
    assert_eq!(read("US", "011 81 90 1234 5678"), Ok("+819012345678".into()));
    assert_eq!(read("GB", "00 81 90 1234 5678"), Ok("+819012345678".into()));
    assert_eq!(read("HK", "852 5123 4567"), Ok("+85251234567".into()));
    assert_eq!(read("US", "911"), Err(Code::NotCallable));
    assert_eq!(read("ZW", "+263 71 234 5678"), Ok("+263712345678".into()));
}

#[test]
fn the_wire_cannot_make_a_bad_one() {
    for bad in [
        "+810",
        "090-1234-5678",
        "+81120123456",
        "",
        "+",
        "+81312345678;ext=",
        "+81312345678;ext=1a",
        "+81312345678;ext=1234567890",
        "+81312345678;ext=1;ext=2",
        "+81312345678;isub=1",
    ] {
        assert!(Phone::try_from(bad.to_owned()).is_err(), "{bad}");
    }
    assert!(Phone::try_from("+819012345678".to_owned()).is_ok());
}

#[test]
fn an_extension_is_kept_apart() {
    for typed in [
        "03-1234-5678 内線123",
        "03-1234-5678（内線：１２３）",
        "03-1234-5678(内)123",
        "03-1234-5678 内線番号 123",
        "(代表) 03-1234-5678 内線123",
        "03-1234-5678 ext. 123",
        "03-1234-5678 Extension 123",
        "03-1234-5678x123",
        "03-1234-5678 #123",
        "tel:+81-3-1234-5678;ext=123",
    ] {
        let phone = Phone::parse(typed, &Country::japan()).unwrap();
        assert_eq!((phone.number(), phone.extension()), ("+81312345678", Some("123")), "{typed}");
        assert_eq!(phone.as_str(), "+81312345678;ext=123");
        assert_eq!(phone.kind(), PhoneKind::Fixed);
        assert_eq!(Phone::try_from(phone.as_str().to_owned()), Ok(phone));
    }
    assert_eq!(Phone::parse("03-1234-5678", &Country::japan()).unwrap().extension(), None);
}

#[test]
fn kinds_by_prefix() {
    for (typed, kind) in [
        ("090-1234-5678", PhoneKind::Mobile),
        ("060-1234-5678", PhoneKind::Mobile),
        ("060-123-4567", PhoneKind::Personal),
        ("050-3123-4567", PhoneKind::Ip),
        ("04992-2-1234", PhoneKind::Fixed),
        ("+1 415 555 2671", PhoneKind::Other),
    ] {
        assert_eq!(Phone::parse(typed, &Country::japan()).unwrap().kind(), kind, "{typed}");
    }
    for (national, kind) in [
        ("120123456", PhoneKind::FreeDial),
        ("8001234567", PhoneKind::FreeDial),
        ("570012345", PhoneKind::Navi),
        ("990512345", PhoneKind::Premium),
        ("180991234", PhoneKind::Premium),
        ("2012345678", PhoneKind::Pager),
    ] {
        assert_eq!(japan::kind(national), Some(kind), "{national}");
    }
}

#[test]
fn numbers_as_people_write_them() {
    let australia = Country::parse("AU").unwrap();
    for (number, home, abroad) in [
        ("+81312345678", "03-1234-5678", "+81 3-1234-5678"),
        ("+819012345678", "090-1234-5678", "+81 90-1234-5678"),
        ("+81467221234", "0467-22-1234", "+81 467-22-1234"),
        ("+81499221234", "04992-2-1234", "+81 4992-2-1234"),
        ("+81112211234", "011-221-1234", "+81 11-221-1234"),
        ("+81120123456", "0120-123-456", "+81 120-123-456"),
        ("+818001234567", "0800-123-4567", "+81 800-123-4567"),
        ("+81312345678;ext=12", "03-1234-5678 x12", "+81 3-1234-5678 x12"),
        ("+442079460000", "+44 207 946 0000", "+44 207 946 0000"),
        ("+14155552671", "+1 415 555 2671", "+1 415 555 2671"),
        ("+6581234567", "+65 8123 4567", "+65 8123 4567"),
        ("+61255501234", "+61 255 501 234", "+61 255 501 234"),
        ("+6561234", "+65 61 234", "+65 61 234"),
        ("+81", "+81", "+81"),
        ("", "", ""),
        ("03-1234-5678", "03-1234-5678", "03-1234-5678"),
    ] {
        assert_eq!(display_e164(number, &Country::japan()), home);
        assert_eq!(display_e164(number, &australia), abroad);
    }
}

/// A callable number of each kind of Japan, and some of other countries.
fn numbers() -> impl Strategy<Value = Phone> {
    let national = prop_oneof!["[6-9]0[1-9][0-9]{7}", "50[1-9][0-9]{7}", "60[0-9]{7}", "3[1-9][0-9]{7}", "[1-9][1-9][0-9]{7}",];
    let foreign = prop_oneof!["1[2-9][0-9]{9}", "44[1-9][0-9]{9}", "82[0-9]{8,10}", "86[0-9]{10,11}", "[2-9][0-9]{8,13}"];
    let number = prop_oneof![national.prop_map(|national| format!("+81{national}")), foreign.prop_map(|digits| format!("+{digits}"))];
    let extension = prop_oneof![Just(String::new()), "[0-9]{1,9}".prop_map(|digits| format!(";ext={digits}"))];
    let valid = |(number, extension)| Phone::try_from(format!("{number}{extension}")).ok();
    (number, extension).prop_filter_map("a number", valid)
}

proptest! {
    #![proptest_config(ProptestConfig { max_global_rejects: 100_000, ..ProptestConfig::default() })]

    #[test]
    fn what_is_displayed_reads_as_the_same_number(phone in numbers()) {
        for home in ["JP", "US", "GB", "AQ"] {
            let home = Country::parse(home).unwrap();
            let shown = phone.display(&home);
            prop_assert_eq!(Phone::parse(&shown, &home), Ok(phone.clone()), "{}", shown);
        }
        let wire = String::from(phone.clone());
        prop_assert_eq!(Phone::try_from(wire), Ok(phone));
    }

    #[test]
    fn nothing_that_is_typed_panics(text in any::<String>(), near in "[0-9+()#x;=ext .内線電話ー＋０-９-]{0,70}", country in "[A-Z]{2}") {
        let country = Country::parse(&country).unwrap();
        for text in [&text, &near] {
            let _ = display_e164(text, &country);
            if let Ok(phone) = Phone::parse(text, &country) {
                prop_assert_eq!(Phone::parse(phone.as_str(), &country), Ok(phone.clone()));
                prop_assert_eq!(Phone::parse(&phone.display(&country), &country), Ok(phone));
            }
        }
    }
}
