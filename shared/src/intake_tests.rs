//! What a draft must hold, field by field and topic by topic.

use super::*;
use crate::calendar::tests::{at, nine_to_five, tokyo};
use crate::day::TimeOfDay;
use crate::draft::DraftProduct;
use crate::field::Country;
use crate::rules::DeskHours;
use crate::urgency::{Urgency, urgency};
use crate::window::WindowRules;
use proptest::prelude::*;

fn rules() -> Rules {
    Rules {
        country: Country::japan(),
        topics: Topic::ALL.iter().copied().filter(|topic| *topic != Topic::SalesPitch).collect(),
        consent_version: "2026-11".into(),
        shop_zone: tokyo(),
        same_day_cutoff: TimeOfDay::parse("14:00"),
        urgent_minutes: 15,
        desk: Some(DeskHours {
            version: 1,
            language: "ja".into(),
            zone: tokyo(),
            calendar: nine_to_five(),
            windows: WindowRules::default(),
            places: 3,
        }),
    }
}

fn now() -> Instant {
    at("2026-11-20T10:05")
}

/// Nothing is missing here for any topic.
fn full(topic: &str) -> Draft {
    Draft {
        topic: topic.into(),
        name: "山田 花子".into(),
        reply: "phone".into(),
        phone: "０９０ー１２３４ー５６７８".into(),
        window: "asap".into(),
        order_number: "KB-1024".into(),
        product: DraftProduct { name: "リネンシャツ".into(), sku: "KB-LS-01".into(), ..DraftProduct::default() },
        quantity: "２".into(),
        wanted_date: "2026-12-20".into(),
        symptom: "縫い目がほつれている".into(),
        solution: "交換".into(),
        address: "東京都千代田区1-1".into(),
        message: "色を変えたい".into(),
        page: "https://shop.example/p/1?utm=x".into(),
        language: "ja-JP".into(),
        consent: "2026-11".into(),
        ..Draft::default()
    }
}

fn faults(draft: &Draft) -> Vec<String> {
    match draft.check(&rules(), now()) {
        Ok(_) => vec![],
        Err(faults) => faults.into_iter().map(|fault| format!("{} {}", fault.path, fault.code.as_str())).collect(),
    }
}

#[test]
fn a_full_draft_passes_for_every_topic_on_offer() {
    for topic in rules().topics {
        assert_eq!(faults(&full(topic.slug())), Vec::<String>::new(), "{topic:?}");
    }
    let intake = full("defect").check(&rules(), now()).unwrap();
    assert_eq!(intake.quantity, Some(2));
    assert_eq!(intake.language, "ja");
    assert_eq!(intake.page.unwrap().as_str(), "https://shop.example/p/1");
}

#[test]
fn an_empty_draft_names_all_that_is_missing_in_the_forms_order() {
    assert_eq!(faults(&Draft::default()), ["topic required", "name required", "reply required", "consent not_agreed"]);
    let topic = Draft { topic: "defect".into(), reply: "phone".into(), ..Draft::default() };
    let expected = [
        "order_number required",
        "product.name required",
        "symptom required",
        "solution required",
        "name required",
        "phone required",
        "window required",
        "consent not_agreed",
    ];
    assert_eq!(faults(&topic), expected);
}

#[test]
fn each_needed_fact_is_enforced_for_each_topic() {
    for topic in rules().topics {
        for fact in topic.row().needs {
            let mut draft = full(topic.slug());
            let path = match fact {
                Fact::Order => (&mut draft.order_number, "order_number"),
                Fact::Product => (&mut draft.product.name, "product.name"),
                Fact::Quantity => (&mut draft.quantity, "quantity"),
                Fact::WantedDate => (&mut draft.wanted_date, "wanted_date"),
                Fact::Symptom => (&mut draft.symptom, "symptom"),
                Fact::Solution => (&mut draft.solution, "solution"),
                Fact::Address => (&mut draft.address, "address"),
                Fact::Message => (&mut draft.message, "message"),
            };
            *path.0 = "　".into();
            let path = path.1;
            assert_eq!(faults(&draft), [format!("{path} required")], "{topic:?}");
        }
    }
}

#[test]
fn an_order_is_found_by_its_day_too() {
    let mut draft = full("order_cancel");
    draft.order_number.clear();
    draft.order_date = "2026/11/18".into();
    let order = draft.check(&rules(), now()).unwrap().order;
    assert_eq!(order, Some(OrderRef::PlacedOn(Day::parse("2026-11-18").unwrap())));
    draft.order_date = "2026-11-22".into();
    assert_eq!(faults(&draft), ["order_date too_far"]);
}

#[test]
fn windows_are_judged_by_the_desks_calendar() {
    let window = |text: &str| faults(&Draft { window: text.into(), ..full("other") });
    assert_eq!(window("2026-11-20T15:00:00+09:00"), Vec::<String>::new());
    assert_eq!(window("2026-11-20T10:00:00+09:00"), ["window past"]);
    assert_eq!(window("2026-11-21T10:00:00+09:00"), ["window closed"]);
    assert_eq!(window("2027-11-21T10:00:00+09:00"), ["window too_far"]);
    assert_eq!(window("soon"), ["window malformed"]);
    let without = Rules { desk: None, ..rules() };
    assert_eq!(full("other").check(&without, now()).unwrap_err(), [Fault::at("window", Code::NotOffered)]);
    let mail = Draft { reply: "email".into(), email: "hana@example.jp".into(), ..full("other") };
    assert!(mail.check(&without, now()).is_ok(), "mail needs no desk");
}

#[test]
fn other_faults_at_their_fields() {
    let one = |change: &dyn Fn(&mut Draft)| {
        let mut draft = full("bulk_order");
        change(&mut draft);
        faults(&draft)
    };
    assert_eq!(one(&|d| d.topic = "sales_pitch".into()), ["topic not_offered"]);
    assert_eq!(one(&|d| d.topic = "refund".into()), ["topic unknown"]);
    assert_eq!(one(&|d| d.phone = "0120-123-456".into()), ["phone not_callable"]);
    assert_eq!(one(&|d| d.phone = "090-1234".into()), ["phone malformed"]);
    assert_eq!(one(&|d| d.quantity = "0".into()), ["quantity out_of_range"]);
    assert_eq!(one(&|d| d.quantity = "たくさん".into()), ["quantity malformed"]);
    assert_eq!(one(&|d| d.wanted_date = "2026-11-19".into()), ["wanted_date past"]);
    assert_eq!(one(&|d| d.consent = "2025-01".into()), ["consent not_agreed"]);
    assert_eq!(one(&|d| d.reply = "fax".into()), ["reply unknown"]);
    assert_eq!(one(&|d| d.message = "あ".repeat(1_001)), ["message too_long"]);
}

#[test]
fn urgency_follows_topic_cutoff_date_and_words() {
    let at_time = |draft: &Draft, when: &str| urgency(&draft.check(&rules(), at(when)).unwrap(), &rules(), at(when));
    let calm = |topic: &str| Draft { wanted_date: String::new(), message: "よろしくお願いします".into(), ..full(topic) };
    assert_eq!(at_time(&calm("defect"), "2026-11-20T10:05"), Urgency::Urgent);
    assert_eq!(at_time(&calm("size_fit"), "2026-11-20T10:05"), Urgency::Normal);
    assert_eq!(at_time(&calm("order_change"), "2026-11-20T13:59"), Urgency::Urgent);
    assert_eq!(at_time(&calm("order_change"), "2026-11-20T14:00"), Urgency::Normal);
    let dated = Draft { wanted_date: "2026-11-22".into(), ..calm("gift") };
    assert_eq!(at_time(&dated, "2026-11-20T10:05"), Urgency::Urgent);
    let spoken = Draft { message: "【至急】お願いします".into(), ..calm("gift") };
    assert_eq!(at_time(&spoken, "2026-11-20T10:05"), Urgency::Urgent);
}

proptest! {
    #[test]
    fn check_never_panics_whatever_was_typed(texts in prop::collection::vec(".{0,60}", 18), moment in any::<i64>()) {
        let mut texts = texts.into_iter();
        let mut text = || texts.next().unwrap_or_default();
        let draft = Draft {
            topic: text(), name: text(), company: text(), reply: text(), phone: text(), email: text(), window: text(),
            order_number: text(), order_date: text(), quantity: text(), wanted_date: text(), symptom: text(),
            solution: text(), address: text(), message: text(), page: text(), language: text(), consent: text(),
            product: DraftProduct::default(), marketing: false,
        };
        let _ = draft.check(&rules(), Instant::from_unix(moment));
        let _ = Draft { topic: "defect".into(), reply: "phone".into(), consent: "2026-11".into(), ..draft }.check(&rules(), now());
    }

    #[test]
    fn a_window_that_is_offered_is_accepted(minutes in 0_i64..20_000) {
        let now = now().plus_minutes(minutes);
        let rules = rules();
        let desk = rules.desk.clone().unwrap();
        for window in crate::promise::free_windows(&desk, now, |_| 0) {
            let draft = Draft { window: window.start.rfc3339(), wanted_date: String::new(), ..full("other") };
            prop_assert!(draft.check(&rules, now).is_ok());
        }
    }
}
