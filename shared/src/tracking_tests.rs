//! Check digits, carriers and pages against the reference; numbers in texts.

use super::*;
use crate::oracle;
use proptest::prelude::*;
use serde_json::Value;

fn check(text: &str) -> Result<String, Code> {
    TrackingNumber::parse(text).map(String::from)
}

fn found(text: &str) -> Option<String> {
    TrackingNumber::find(text).map(String::from)
}

fn strings(list: &Value) -> Vec<&str> {
    list.as_array().unwrap().iter().map(|item| item.as_str().unwrap()).collect()
}

#[test]
fn the_reference_agrees() {
    let Some(reference) = oracle::json("tracking.json") else { return };
    for list in ["valid_12", "valid_11", "valid_s10"] {
        for number in strings(&reference[list]) {
            assert_eq!(check(number), Ok(number.into()), "{list}");
            assert_eq!(found(&format!("伝票は{number}です")), Some(number.into()), "{list}");
        }
    }
    for number in strings(&reference["invalid_12"]) {
        assert_eq!(check(number), Err(Code::CheckDigit), "{number}");
    }
    let number = TrackingNumber::parse("123456789013").unwrap();
    for (carrier, list) in [(Carrier::Yamato, "yamato"), (Carrier::Sagawa, "sagawa"), (Carrier::JapanPost, "japanpost")] {
        let page = strings(&reference["urls"][list])[0].replace("{number}", "123456789013");
        assert_eq!(number.page(carrier), Some(page));
    }
}

#[test]
fn a_number_is_taken_as_people_type_it() {
    for typed in [
        "1234-5678-9013",
        "１２３４－５６７８－９０１３",
        "1234 5678 9013",
        " 1234ー5678ー9013　",
        "1234ｰ5678ｰ9013",
        "123456789013\u{200B}",
    ] {
        assert_eq!(check(typed), Ok("123456789013".into()), "{typed}");
    }
    assert_eq!(check("131-12-38385-2"), Ok("13112383852".into()));
    // 12 is 1 modulo 11: the distance is 10, which is written 0.
    assert_eq!(check("RR000040000JP"), Ok("RR000040000JP".into()));
    for typed in ["ef719215461jp", "EF 719 215 461 JP", "ＥＦ７１９２１５４６１ＪＰ"] {
        assert_eq!(check(typed), Ok("EF719215461JP".into()), "{typed}");
    }
}

#[test]
fn what_is_no_number_and_what_is_a_slip_are_told_apart() {
    assert_eq!(check(""), Err(Code::Required));
    assert_eq!(check("　\u{200B}"), Err(Code::Required));
    for bad in ["わかりません", "12345678901", "131123838529", "EF719215462JP", "1234-5678-9031", "EF917215461JP"] {
        let expected = if bad.starts_with('わ') { Code::Malformed } else { Code::CheckDigit };
        assert_eq!(check(bad), Err(expected), "{bad}");
    }
    let long = "1".repeat(5_000);
    for bad in ["123", "1234567890123", "No.123456789013", "E1719215461JP", "EF719215461J1", "１２３４/5678/9013", long.as_str()] {
        assert_eq!(check(bad), Err(Code::Malformed), "{bad}");
    }
}

#[test]
fn of_a_parcel_all_three_come_into_question_and_of_mail_only_the_post() {
    let carriers = |text: &str| TrackingNumber::parse(text).unwrap().carriers();
    assert_eq!(carriers("123456789013"), [Carrier::Yamato, Carrier::Sagawa, Carrier::JapanPost]);
    for mail in ["13112383852", "EE994353255CN"] {
        let number = TrackingNumber::parse(mail).unwrap();
        assert_eq!(number.carriers(), [Carrier::JapanPost]);
        assert_eq!(number.page(Carrier::Yamato), None);
        assert!(number.page(Carrier::JapanPost).unwrap().ends_with(mail));
    }
    for carrier in carriers("123456789013") {
        assert_eq!(serde_json::to_value(carrier).unwrap(), carrier.as_str());
    }
}

#[test]
fn a_number_is_found_between_words() {
    let number = Some("123456789013".to_owned());
    for text in [
        "お問い合わせ番号1234-5678-9013の荷物",
        "ヤマト　１２３４－５６７８－９０１３　２個口",
        "番号は 123456789013 2個です",
        "090-1234-5678 に電話ください。1234 5678 9013",
        "https://example.jp/?pno=123456789013&x=1",
        "注文20394、伝票「1234ー5678ー9013」",
        "123456789012 でなく 123456789013",
    ] {
        assert_eq!(found(text), number, "{text}");
    }
    assert_eq!(found("書留 131-12-38385-2 です"), Some("13112383852".into()));
    assert_eq!(found("EMSはEF 719 215 461 JPで送られたはず"), Some("EF719215461JP".into()));
}

#[test]
fn phones_cards_and_other_long_numbers_are_not_taken_for_one() {
    for text in [
        "",
        "送料はいくらですか",
        // Each passes the check digit, and is something else.
        "+123456789013",
        "1234-5678-9013-1111",
        "1234 5678 9013 1111",
        "1111 1234 5678 9013",
        "1111-1234-5678-9013",
        "A123456789013",
        "1234567890130",
        "123456789013-1",
        "09000000004",
        "090-0000-0004",
    ] {
        assert_eq!(found(text), None, "{text}");
    }
    assert!(check("09000000004").is_ok(), "asked for a tracking number, a shopper may well give one that begins so");
}

proptest! {
    #[test]
    fn any_text_is_answered(text in any::<String>()) {
        let _ = TrackingNumber::parse(&text);
        if let Some(number) = TrackingNumber::find(&text) {
            prop_assert_eq!(TrackingNumber::parse(number.as_str()), Ok(number));
        }
    }

    #[test]
    fn what_reads_once_reads_again_and_a_wrong_digit_never_passes(body in "[0-9]{10,11}", at in 0usize..10, by in 1u8..10) {
        let rest = body.bytes().fold(0u64, |n, b| n * 10 + u64::from(b - b'0')) % 7;
        let number = format!("{body}{rest}");
        prop_assert_eq!(check(&number), Ok(number.clone()));
        let page = TrackingNumber::parse(&number).unwrap().page(Carrier::JapanPost).unwrap();
        prop_assert!(page.ends_with(&number));

        let mut wrong = number.into_bytes();
        wrong[at] = b'0' + (wrong[at] - b'0' + by) % 10;
        let wrong = String::from_utf8(wrong).unwrap();
        // Modulo 7 can't see two digits that differ by 7.
        let seen = wrong.as_bytes()[at].abs_diff(body.as_bytes()[at]) != 7;
        prop_assert_eq!(check(&wrong).is_err(), seen, "{}", wrong);
    }
}
