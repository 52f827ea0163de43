//! What a draft must hold, field by field and topic by topic.

use super::*;
use crate::calendar::tests::{at, nine_to_five, tokyo};
use crate::day::TimeOfDay;
use crate::desk::Paused;
use crate::draft::DraftProduct;
use crate::field::Country;
use crate::order_policy::Policy;
use crate::rules::DeskHours;
use crate::window::WindowRules;
use proptest::prelude::*;

pub(crate) fn rules() -> Rules {
    Rules {
        country: Country::japan(),
        topics: Topic::ALL.iter().copied().filter(|topic| *topic != Topic::SalesPitch).collect(),
        consent_version: "2026-11".into(),
        shop_zone: tokyo(),
        order_policy: Policy { same_day_cutoff: TimeOfDay::parse("14:00"), ..Policy::default() },
        desk: Some(DeskHours {
            version: 1,
            language: "ja".into(),
            zone: tokyo(),
            calendar: nine_to_five(),
            windows: WindowRules::default(),
            places: 3,
            paused: Paused::default(),
        }),
    }
}

fn now() -> Instant {
    at("2026-11-20T10:05")
}

/// Nothing is missing here for any topic.
pub(crate) fn full(topic: &str) -> Draft {
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
    assert_eq!(intake.quantity.map(Quantity::count), Some(2));
    assert_eq!(intake.language, "ja");
    assert_eq!(intake.page.as_ref().unwrap().as_str(), "https://shop.example/p/1");
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

/// Copying brings along what nobody sees.
#[test]
fn what_shows_nothing_is_nothing() {
    let unseen = || " \u{200B}\u{7}\u{FE0F}\u{FEFF}　".to_owned();
    let draft = Draft {
        kana: unseen(),
        company: unseen(),
        order_number: unseen(),
        order_date: unseen(),
        order_name: unseen(),
        order_phone: unseen(),
        order_email: unseen(),
        quantity: unseen(),
        wanted_date: unseen(),
        solution: unseen(),
        address: unseen(),
        tried: unseen(),
        looked_up: unseen(),
        page: unseen(),
        ..full("other")
    };
    assert_eq!(faults(&draft), Vec::<String>::new());
    assert_eq!(faults(&Draft { message: unseen(), ..draft }), ["message required"]);
}

/// Takes away what the topic needs; how its lack is told.
fn without(draft: &mut Draft, fact: Fact) -> String {
    let (field, code) = match fact {
        Fact::Order => (&mut draft.order_number, Code::Required),
        Fact::Product => (&mut draft.product.name, Code::Required),
        Fact::Quantity => (&mut draft.quantity, Code::Required),
        Fact::WantedDate => (&mut draft.wanted_date, Code::Required),
        Fact::Symptom => (&mut draft.symptom, Code::Required),
        Fact::Solution => (&mut draft.solution, Code::Required),
        Fact::Address => (&mut draft.address, Code::Required),
        Fact::Message | Fact::Question => (&mut draft.message, Code::Required),
        Fact::Contact => (&mut draft.reply, Code::NotOffered),
    };
    *field = if fact == Fact::Contact { "none" } else { "　" }.into();
    format!("{} {}", fact.path(), code.as_str())
}

/// The answer by mail.
fn by_mail(topic: &str) -> Draft {
    Draft { reply: "email".into(), email: "hana@example.jp".into(), ..full(topic) }
}

#[test]
fn each_needed_fact_is_enforced_for_each_topic() {
    for topic in rules().topics {
        for fact in topic.row().needs {
            let mut draft = by_mail(topic.slug());
            let fault = without(&mut draft, *fact);
            assert_eq!(faults(&draft), [fault], "{topic:?}");
        }
    }
}

#[test]
fn an_answer_in_writing_needs_a_question_and_a_call_can_ask() {
    let silent = |draft: Draft| faults(&Draft { message: String::new(), ..draft });
    assert_eq!(silent(full("gift")), Vec::<String>::new());
    assert_eq!(silent(by_mail("gift")), ["message required"]);
    assert_eq!(silent(by_mail("stock_lead_time")), Vec::<String>::new(), "topic and product are the question");
}

#[test]
fn word_may_be_left_where_the_desk_can_act_on_it() {
    let none = |topic: &str| faults(&Draft { reply: "none".into(), ..full(topic) });
    assert_eq!(none("order_cancel"), Vec::<String>::new());
    assert_eq!(none("other"), Vec::<String>::new());
    assert_eq!(none("phone_order"), ["reply not_offered"]);
}

/// From the wire and from storage: as [`Draft::check`] leaves it, and no less.
#[test]
fn no_intake_comes_in_without_what_its_topic_needs() {
    for topic in rules().topics {
        let mut draft = by_mail(topic.slug());
        draft.order_date.clear();
        let whole = draft.check(&rules(), now()).unwrap();
        let stored = serde_json::to_value(&whole).unwrap();
        assert_eq!(serde_json::from_value::<Intake>(stored.clone()).unwrap(), whole);
        for fact in topic.row().needs {
            let mut less = stored.clone();
            let members = less.as_object_mut().unwrap();
            match fact {
                Fact::Contact => drop(members.insert("reply".into(), serde_json::json!({"by": "none"}))),
                Fact::Order => drop(members.remove("order")),
                fact => drop(members.remove(fact.path().split('.').next().unwrap())),
            }
            let refused = serde_json::from_value::<Intake>(less).unwrap_err();
            assert_eq!(refused.to_string(), fact.path(), "{topic:?}");
        }
    }
    let other = serde_json::to_value(full("other").check(&rules(), now()).unwrap()).unwrap();
    for (member, value) in
        [("language", serde_json::json!("a language")), ("read", serde_json::json!(vec!["a"; 11])), ("quantity", 0.into())]
    {
        let mut bad = other.clone();
        bad[member] = value;
        assert!(serde_json::from_value::<Intake>(bad).is_err(), "{member}");
    }
}

fn by_day(change: impl FnOnce(&mut Draft)) -> Draft {
    let mut draft = full("order_cancel");
    draft.order_number.clear();
    draft.order_date = "2026/11/18".into();
    change(&mut draft);
    draft
}

#[test]
fn an_order_is_found_by_its_day_name_and_phone_or_mail_too() {
    let placed = |draft: Draft| match draft.check(&rules(), now()).unwrap().order.clone() {
        Some(OrderRef::PlacedOn(placed)) => {
            let reach = placed.phone().map(Phone::as_str).or(placed.email().map(Email::as_str));
            format!("{} {} {}", placed.day(), placed.name().as_str(), reach.unwrap())
        }
        other => format!("{other:?}"),
    };
    assert_eq!(placed(by_day(|_| ())), "2026-11-18 山田 花子 +819012345678", "the request's own");
    let mail = by_day(|d| (d.reply, d.email) = ("email".into(), "hana@example.jp".into()));
    assert_eq!(placed(mail), "2026-11-18 山田 花子 hana@example.jp");
    let gift = by_day(|d| (d.order_name, d.order_email) = ("山田 太郎".into(), "taro@example.jp".into()));
    assert_eq!(placed(gift), "2026-11-18 山田 太郎 taro@example.jp");
    let word = by_day(|d| (d.reply, d.order_phone) = ("none".into(), "03-1234-5678".into()));
    assert_eq!(placed(word), "2026-11-18 山田 花子 +81312345678");
    // The number is enough, whatever else was begun.
    let number = by_day(|d| (d.order_number, d.order_phone) = ("KB-7".into(), "090".into()));
    assert!(matches!(number.check(&rules(), now()).unwrap().order, Some(OrderRef::Number(_))));
}

#[test]
fn what_stands_for_a_number_is_asked_for_at_the_missing_field() {
    assert_eq!(faults(&by_day(|d| d.order_date = "2026-11-22".into())), ["order_date too_far"]);
    assert_eq!(faults(&by_day(|d| d.reply = "none".into())), ["order_phone required"]);
    assert_eq!(faults(&by_day(|d| d.phone.clear())), ["phone required"], "told once");
    assert_eq!(faults(&by_day(|d| d.name.clear())), ["name required"]);
    assert_eq!(faults(&by_day(|d| d.order_phone = "090".into())), ["order_phone malformed"]);
    assert_eq!(faults(&by_day(|d| (d.order_date, d.order_name) = (String::new(), "山田".into()))), ["order_date required"]);
    assert_eq!(faults(&by_day(|d| d.order_date.clear())), ["order_number required"]);
    let idle = Draft { order_name: "山田".into(), order_number: String::new(), ..full("gift") };
    assert_eq!(faults(&idle), Vec::<String>::new(), "where no order is asked for, a name alone is none");
}

#[test]
fn what_else_the_desk_is_told() {
    let draft = Draft {
        kana: "ﾔﾏﾀﾞ はなこ".into(),
        company: "山田商店".into(),
        tried: "再起動\r\n充電".into(),
        looked_up: "返金\r\n電源が入らない › 充電した".into(),
        read: vec!["fee".into(), "Not An Id".into(), "fee".into()],
        product: DraftProduct { source: "page".into(), url: "https://shop.example/p?x".into(), ..full("defect").product },
        identity: "not judged here".into(),
        ..full("defect")
    };
    let intake = draft.check(&rules(), now()).unwrap();
    assert_eq!(intake.kana.as_ref().map(Kana::as_str), Some("ヤマダ ハナコ"));
    assert_eq!(intake.tried.as_ref().map(Paragraph::as_str), Some("再起動\n充電"));
    assert_eq!(intake.looked_up.as_ref().map(Paragraph::as_str), Some("返金\n電源が入らない › 充電した"));
    assert_eq!(intake.read.iter().map(EntryId::as_str).collect::<Vec<_>>(), ["fee"]);
    let product = intake.product.as_ref().unwrap();
    assert_eq!((product.source, product.url.as_ref().unwrap().as_str()), (ProductSource::Page, "https://shop.example/p"));
    assert_eq!(intake.identity, None);
    assert_eq!(faults(&Draft { kana: "Yamada".into(), ..draft }), ["kana malformed"]);
}

#[test]
fn texts_beyond_their_limit_are_refused_however_long() {
    let long = "9".repeat(400_000);
    let path = |set: fn(&mut Draft) -> &mut String| {
        let mut draft = by_day(|_| ());
        draft.topic = "defect".into();
        set(&mut draft).clone_from(&long);
        faults(&draft).join(", ")
    };
    assert_eq!(path(|d| &mut d.topic), "topic unknown");
    assert_eq!(path(|d| &mut d.name), "name too_long");
    assert_eq!(path(|d| &mut d.kana), "kana too_long");
    assert_eq!(path(|d| &mut d.company), "company too_long");
    assert_eq!(path(|d| &mut d.reply), "reply unknown");
    assert_eq!(path(|d| &mut d.phone), "phone too_long");
    assert_eq!(path(|d| &mut d.window), "window malformed");
    assert_eq!(path(|d| &mut d.order_number), "order_number too_long");
    assert_eq!(path(|d| &mut d.order_date), "order_date malformed");
    assert_eq!(path(|d| &mut d.order_name), "order_name too_long");
    assert_eq!(path(|d| &mut d.order_phone), "order_phone too_long");
    assert_eq!(path(|d| &mut d.order_email), "order_email too_long");
    assert_eq!(path(|d| &mut d.product.name), "product.name too_long");
    assert_eq!(path(|d| &mut d.quantity), "quantity malformed");
    assert_eq!(path(|d| &mut d.wanted_date), "wanted_date malformed");
    assert_eq!(path(|d| &mut d.symptom), "symptom too_long");
    assert_eq!(path(|d| &mut d.solution), "solution too_long");
    assert_eq!(path(|d| &mut d.address), "address too_long");
    assert_eq!(path(|d| &mut d.message), "message too_long");
    assert_eq!(path(|d| &mut d.tried), "tried too_long");
    assert_eq!(path(|d| &mut d.looked_up), "looked_up too_long");
    assert_eq!(path(|d| &mut d.consent), "consent not_agreed");
    assert_eq!(path(|d| &mut d.page), "");
    assert_eq!(path(|d| &mut d.language), "");
    assert_eq!(path(|d| &mut d.product.sku), "");
    assert_eq!(faults(&Draft { email: long.clone(), ..by_mail("other") }), ["email too_long"]);
    let many = Draft { read: vec!["a".into(); 100_000], ..full("other") };
    assert_eq!(many.check(&rules(), now()).unwrap().read.len(), 1);
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

/// Every text field of a draft.
fn texts(draft: &mut Draft) -> [&mut String; 29] {
    [
        &mut draft.topic,
        &mut draft.name,
        &mut draft.kana,
        &mut draft.company,
        &mut draft.reply,
        &mut draft.phone,
        &mut draft.email,
        &mut draft.window,
        &mut draft.order_number,
        &mut draft.order_date,
        &mut draft.order_name,
        &mut draft.order_phone,
        &mut draft.order_email,
        &mut draft.product.name,
        &mut draft.product.sku,
        &mut draft.product.price,
        &mut draft.product.url,
        &mut draft.quantity,
        &mut draft.wanted_date,
        &mut draft.symptom,
        &mut draft.solution,
        &mut draft.address,
        &mut draft.message,
        &mut draft.tried,
        &mut draft.looked_up,
        &mut draft.product.category,
        &mut draft.page,
        &mut draft.language,
        &mut draft.consent,
    ]
}

/// What people do type, here and there in the wrong field.
fn typed() -> impl Strategy<Value = String> {
    let plausible = prop::sample::select(vec![
        "",
        " ",
        "山田 花子",
        "ﾔﾏﾀﾞ",
        "phone",
        "email",
        "none",
        "asap",
        "090-1234-5678",
        "+61 412 345 678",
        "hana@example.jp",
        "KB-1024",
        "2026-11-18",
        "2026年12月1日",
        "2026-11-24T13:00:00+09:00",
        "30個",
        "〒1000001 千代田区1-1",
        "動かない\n至急",
        "https://shop.example/p?q",
        "page",
        "en-AU",
        "a \u{200B} b",
        "\u{202E}x",
        "–",
        "か\u{3099}",
    ]);
    prop_oneof![4 => plausible.prop_map(str::to_owned), 1 => ".{0,60}"]
}

proptest! {
    #[test]
    fn check_never_panics_whatever_was_typed(typed in prop::collection::vec(".{0,60}", 29), moment in any::<i64>(), read: Vec<String>) {
        let mut draft = Draft { read, ..Draft::default() };
        for (field, text) in texts(&mut draft).into_iter().zip(typed) {
            *field = text;
        }
        prop_assert!(!draft.check(&rules(), Instant::from_unix(moment)).unwrap_err().is_empty());
        for reply in ["phone", "email", "none"] {
            let draft = Draft { topic: "defect".into(), reply: reply.into(), consent: "2026-11".into(), ..draft.clone() };
            prop_assert!(draft.check(&rules(), now()).map_or_else(|faults| !faults.is_empty(), |intake| intake.order.is_some()));
        }
    }

    #[test]
    fn a_draft_made_from_an_intake_checks_to_the_same_intake(
        topic in prop::sample::select(rules().topics),
        typed in prop::collection::vec((0_usize..29, typed()), 0..8),
        by_day: bool,
        read in prop::collection::vec("[a-z]{0,2}", 0..14),
    ) {
        let mut draft = Draft { read, ..full(topic.slug()) };
        if by_day {
            draft.order_number.clear();
            draft.order_date = "2026/11/18".into();
        }
        for (place, text) in typed {
            // Where a text is refused, what stood there stays.
            let mut changed = draft.clone();
            *texts(&mut changed)[place] = text;
            if changed.check(&rules(), now()).is_ok() {
                draft = changed;
            }
        }
        let intake = draft.check(&rules(), now()).unwrap();
        prop_assert_eq!(Draft::from(&intake).check(&rules(), now()), Ok(intake.clone()));
        let stored = serde_json::to_string(&intake).unwrap();
        prop_assert_eq!(serde_json::from_str::<Intake>(&stored).unwrap(), intake);
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
