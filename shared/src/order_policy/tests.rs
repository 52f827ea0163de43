//! The answers as a table, and over every combination.

use super::*;
use crate::calendar::tests::{at, tokyo};
use crate::notice::Texts;
use crate::topic::Topic;
use serde_json::json;

/// Ships on weekdays but for 11-23, by 14:00. Changes are free until then;
/// calling off costs 1,100 yen afterwards; returns within 8 days; no exchange.
fn policy() -> Policy {
    serde_json::from_value(json!({
        "same_day_cutoff": "14:00",
        "shipping": {"weekdays": ["mon", "tue", "wed", "thu", "fri"], "closed": ["2026-11-23"]},
        "change": {"before_shipping": {"allowed": "yes", "until_cutoff": true}, "after_shipping": {"allowed": "no"}},
        "cancel": {"before_shipping": {"allowed": "yes"}, "after_shipping": {"allowed": "yes", "fee": 1_100}},
        "return": {"allowed": "yes", "within_days": 8, "condition": "unopened", "postage": "customer", "fee": 0},
        "exchange": {"allowed": "no"},
        "defect_days": 14,
    }))
    .unwrap()
}

fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

/// `<reason> <fee> until <when> <days>d` for an order placed at a time, or not.
fn told(policy: &Policy, want: Want, placed: &str, shipping: Shipping, now: &str) -> String {
    let order = OrderFacts { placed_at: (!placed.is_empty()).then(|| at(placed)), shipping };
    let answer = answer(want, &order, policy, &tokyo(), at(now));
    let mut told = answer.reason.as_str().to_owned();
    if let Some(fee) = answer.fee {
        told += &format!(" {}", fee.amount);
    }
    if let Some(until) = answer.until {
        let local = tokyo().local(until).unwrap();
        told += &format!(" until {} {:02}:{:02}", local.day, local.second / 3600, local.second / 60 % 60);
    }
    if let Some(days) = answer.days {
        told += &format!(" {days}d");
    }
    told
}

#[test]
fn what_can_be_done_with_an_order() {
    use Shipping::{Delivered, NotShipped, Shipped, Unknown};
    use Want::{Cancel, Change, Defect, Exchange, Return};
    let arrived = Delivered(day("2026-11-19"));
    // Friday the 20th; Monday the 23rd is a holiday.
    #[rustfmt::skip]
    let table = [
        (Change, "2026-11-20T09:00", NotShipped, "2026-11-20T13:59", "until_cutoff 0 until 2026-11-20 14:00"),
        (Change, "2026-11-20T09:00", NotShipped, "2026-11-20T14:00", "after_cutoff"),
        (Change, "2026-11-20T14:00", NotShipped, "2026-11-20T14:30", "until_cutoff 0 until 2026-11-24 14:00"),
        (Change, "2026-11-20T09:00", NotShipped, "2026-11-21T10:00", "until_cutoff 0 until 2026-11-24 14:00"),
        (Change, "2026-11-19T15:00", NotShipped, "2026-11-20T14:30", "after_cutoff"),
        (Change, "2026-11-21T10:00", NotShipped, "2026-11-24T14:30", "after_cutoff"),
        (Change, "2026-11-10T09:00", NotShipped, "2026-11-20T13:00", "until_cutoff 0 until 2026-11-20 14:00"),
        (Change, "2026-11-10T09:00", NotShipped, "2026-11-20T14:30", "shipping_today"),
        (Change, "",                 NotShipped, "2026-11-20T13:59", "until_cutoff 0 until 2026-11-20 14:00"),
        (Change, "",                 NotShipped, "2026-11-20T14:00", "shipping_today"),
        (Change, "",                 NotShipped, "2026-11-23T14:00", "until_cutoff 0 until 2026-11-24 14:00"),
        (Change, "2026-11-20T09:00", Unknown,    "2026-11-20T13:59", "until_cutoff 0 until 2026-11-20 14:00"),
        (Change, "2026-11-20T09:00", Unknown,    "2026-11-20T14:00", "shipping_unknown 0"),
        (Change, "2026-11-20T15:00", Unknown,    "2026-11-23T20:00", "until_cutoff 0 until 2026-11-24 14:00"),
        (Change, "2026-11-18T09:00", Unknown,    "2026-11-20T10:00", "shipping_unknown 0"),
        (Change, "",                 Unknown,    "2026-11-20T10:00", "shipping_unknown 0"),
        (Change, "2026-11-20T09:00", Shipped(None), "2026-11-20T10:00", "shipped"),
        (Change, "2026-11-10T09:00", arrived,    "2026-11-20T10:00", "delivered"),
        (Cancel, "2026-11-20T09:00", NotShipped, "2026-11-20T23:00", "before_shipping 0"),
        (Cancel, "2026-11-20T09:00", Unknown,    "2026-11-20T10:00", "shipping_unknown 0"),
        (Cancel, "2026-11-18T09:00", Shipped(Some(day("2026-11-18"))), "2026-11-20T10:00", "after_shipping 1100"),
        (Cancel, "2026-11-10T09:00", arrived,    "2026-11-20T10:00", "delivered"),
        (Return, "2026-11-10T09:00", arrived,    "2026-11-20T10:00", "within_days 0 until 2026-11-28 00:00 8d"),
        (Return, "2026-11-10T09:00", arrived,    "2026-11-27T23:59", "within_days 0 until 2026-11-28 00:00 8d"),
        (Return, "2026-11-10T09:00", arrived,    "2026-11-28T00:00", "too_late 8d"),
        (Return, "",                 NotShipped, "2026-11-20T10:00", "from_delivery 0 8d"),
        (Return, "",                 Shipped(None), "2026-11-20T10:00", "from_delivery 0 8d"),
        (Return, "2026-11-12T09:00", Unknown,    "2026-11-20T23:00", "from_delivery 0 8d"),
        (Return, "2026-11-11T09:00", Unknown,    "2026-11-20T10:00", "delivery_unknown 0 8d"),
        (Return, "",                 Unknown,    "2026-11-20T10:00", "delivery_unknown 0 8d"),
        (Exchange, "2026-11-10T09:00", arrived,  "2026-11-20T10:00", "not_offered"),
        (Exchange, "",               Unknown,    "2026-11-20T10:00", "not_offered"),
        (Defect, "2026-11-10T09:00", arrived,    "2026-11-20T10:00", "within_days 0 until 2026-12-04 00:00 14d"),
        (Defect, "2026-11-10T09:00", arrived,    "2026-12-04T00:00", "late_report 14d"),
        (Defect, "",                 Unknown,    "2026-11-20T10:00", "delivery_unknown 0 14d"),
        (Defect, "",                 NotShipped, "2026-11-20T10:00", "from_delivery 0 14d"),
    ];
    for (want, placed, shipping, now, expected) in table {
        assert_eq!(told(&policy(), want, placed, shipping, now), expected, "{want:?} {placed} {shipping:?} {now}");
    }
}

#[test]
fn terms_that_are_alike_need_no_look_at_the_parcel() {
    let edit = |before: &str, after: &str| {
        let terms =
            json!({"change": {"before_shipping": {"allowed": before, "fee": 300}, "after_shipping": {"allowed": after, "fee": 300}}});
        told(&serde_json::from_value(terms).unwrap(), Want::Change, "", Shipping::Unknown, "2026-11-20T10:00")
    };
    assert_eq!(edit("yes", "yes"), "allowed 300");
    assert_eq!(edit("no", "no"), "not_offered");
    assert_eq!([edit("ask", "ask"), edit("no", "ask"), edit("ask", "no"), edit("no", "yes")], ["ask"; 4]);
    assert_eq!([edit("yes", "ask"), edit("yes", "no")], ["shipping_unknown 300"; 2]);
}

/// Between its cut-off and its shipping an order can't be changed, though it
/// can before and after.
#[test]
fn terms_that_are_alike_but_for_the_cut_off_are_not() {
    let alike: Policy = serde_json::from_value(json!({"same_day_cutoff": "14:00", "change": {
        "before_shipping": {"allowed": "yes", "fee": 300, "until_cutoff": true}, "after_shipping": {"allowed": "yes", "fee": 300}}}))
    .unwrap();
    let at = |now| told(&alike, Want::Change, "2026-11-20T09:00", Shipping::Unknown, now);
    assert_eq!(at("2026-11-20T14:00"), "shipping_unknown 300");
    assert_eq!(told(&alike, Want::Change, "2026-11-20T09:00", Shipping::NotShipped, "2026-11-20T14:00"), "after_cutoff");
}

#[test]
fn without_written_terms_the_desk_is_asked() {
    for want in Want::ALL {
        for shipping in [Shipping::Unknown, Shipping::NotShipped, Shipping::Shipped(None), Shipping::Delivered(day("2026-11-19"))] {
            assert_eq!(told(&Policy::default(), want, "", shipping, "2026-11-20T10:00"), "ask", "{want:?} {shipping:?}");
        }
    }
}

#[test]
fn a_shop_that_never_ships_or_names_no_cutoff_promises_no_time() {
    let never = Policy { shipping: ShippingDays { weekdays: vec![], closed: vec![] }, ..policy() };
    assert_eq!(told(&never, Want::Change, "", Shipping::NotShipped, "2026-11-20T10:00"), "ask");
    let open_ended = Policy { same_day_cutoff: None, ..policy() };
    assert_eq!(told(&open_ended, Want::Change, "", Shipping::NotShipped, "2026-11-20T10:00"), "before_shipping 0");
}

#[test]
fn every_combination_is_answered_and_the_parts_of_an_answer_agree() {
    let verdicts = [Verdict::Yes, Verdict::No, Verdict::Ask];
    let term = |allowed, until_cutoff, fee| EditTerm { allowed, fee, until_cutoff };
    let mut policies = vec![];
    for before in verdicts {
        for after in verdicts {
            for (until_cutoff, cutoff) in [(false, None), (true, None), (true, TimeOfDay::parse("14:00"))] {
                let edit = Edit { before_shipping: term(before, until_cutoff, 0), after_shipping: term(after, false, 550) };
                let back = GoodsBack { allowed: before, ..GoodsBack::default() };
                let defect_days = (after == Verdict::Yes).then_some(14);
                let terms = Policy {
                    same_day_cutoff: cutoff,
                    change: edit.clone(),
                    cancel: edit,
                    give_back: back.clone(),
                    exchange: back,
                    defect_days,
                    ..policy()
                };
                policies.push(terms);
            }
        }
    }
    let placed =
        [None, Some(at("2026-11-01T09:00")), Some(at("2026-11-20T09:00")), Some(at("2026-11-20T14:00")), Some(at("2026-11-30T09:00"))];
    let shipping = [
        Shipping::Unknown,
        Shipping::NotShipped,
        Shipping::Shipped(None),
        Shipping::Shipped(Some(day("2026-11-19"))),
        Shipping::Delivered(day("2026-11-01")),
        Shipping::Delivered(day("2026-11-19")),
        Shipping::Delivered(day("2026-12-19")),
    ];
    let mut seen = std::collections::BTreeSet::new();
    for policy in &policies {
        for now in ["2026-11-20T13:59", "2026-11-20T14:00", "2026-11-21T10:00"].map(at) {
            for placed_at in placed {
                for shipping in shipping {
                    for want in Want::ALL {
                        let answer = answer(want, &OrderFacts { placed_at, shipping }, policy, &tokyo(), now);
                        let reason = answer.reason;
                        seen.insert(reason.as_str());
                        assert_eq!((answer.want, answer.verdict), (want, reason.verdict()));
                        let maybe = matches!(reason, Reason::ShippingUnknown | Reason::DeliveryUnknown);
                        assert_eq!(answer.fee.is_some(), answer.verdict == Verdict::Yes || maybe, "{answer:?}");
                        assert_eq!(answer.until.is_some(), matches!(reason, Reason::UntilCutoff | Reason::WithinDays), "{answer:?}");
                        assert!(answer.until.is_none_or(|until| until > now), "{answer:?}");
                        let by_delivery = matches!(want, Want::Return | Want::Exchange | Want::Defect);
                        let of_days = !matches!(reason, Reason::NotOffered | Reason::Ask);
                        assert_eq!(answer.days.is_some(), by_delivery && of_days, "{answer:?}");
                        assert_eq!(answer.postage.is_some(), by_delivery && answer.fee.is_some(), "{answer:?}");
                        assert!(answer.condition.is_none() || want != Want::Defect);
                        let wire = serde_json::to_value(answer).unwrap();
                        assert_eq!(wire["reason"], reason.as_str());
                        assert_eq!(wire["want"], want.as_str());
                        assert_eq!(serde_json::from_value::<Answer>(wire).unwrap(), answer);
                    }
                }
            }
        }
    }
    // Equal terms before and after are told apart in a test of their own.
    let all: std::collections::BTreeSet<_> =
        Reason::ALL.iter().map(|reason| reason.as_str()).filter(|reason| *reason != "allowed").collect();
    assert_eq!(seen, all);
}

#[test]
fn an_answer_is_said_with_fee_time_and_days() {
    let texts: Texts = serde_json::from_value(json!({
        "policy.until_cutoff": "{until}まで{want}を承ります（{fee}）。",
        "policy.after_shipping": "発送後も{want}を承ります（{fee}）。",
        "policy.within_days": "お届けから{days}日以内（{until}まで）なら{want}を承ります（{fee}）。",
        "policy.want.change": "変更", "policy.want.cancel": "キャンセル", "policy.want.return": "返品", "policy.want.defect": "対応",
        "policy.free": "無料", "policy.fee": "手数料{fee}", "money.jpy": "{amount}円",
        "policy.unopened": "未開封の品に限ります。", "policy.postage_customer": "返送料はお客様のご負担です。", "policy.postage_shop": "返送料は当店が負担します。",
    }))
    .unwrap();
    let time = |at: Instant| {
        tokyo().local(at).map(|local| format!("{} {:02}:{:02}", local.day, local.second / 3600, local.second / 60 % 60)).unwrap()
    };
    let said = |want, shipping| {
        let order = OrderFacts { placed_at: None, shipping };
        words(&answer(want, &order, &policy(), &tokyo(), at("2026-11-20T13:59")), &texts, &time)
    };
    let arrived = Shipping::Delivered(day("2026-11-19"));
    assert_eq!(said(Want::Change, Shipping::NotShipped), "2026-11-20 14:00まで変更を承ります（無料）。");
    assert_eq!(said(Want::Cancel, Shipping::Shipped(None)), "発送後もキャンセルを承ります（手数料1,100円）。");
    let back =
        "お届けから8日以内（2026-11-27 23:59まで）なら返品を承ります（無料）。\n未開封の品に限ります。\n返送料はお客様のご負担です。";
    assert_eq!(said(Want::Return, arrived), back);
    let defect = "お届けから14日以内（2026-12-03 23:59まで）なら対応を承ります（無料）。\n返送料は当店が負担します。";
    assert_eq!(said(Want::Defect, arrived), defect);
    assert_eq!(said(Want::Exchange, arrived), "policy.not_offered", "a word that is missing shows its key");
}

#[test]
fn what_topics_come_down_to() {
    let of: Vec<_> = Topic::ALL.iter().filter_map(|topic| Some(format!("{} {}", topic.slug(), Want::of(*topic)?.as_str()))).collect();
    let expected = [
        "order_change change",
        "order_cancel cancel",
        "address_change change",
        "defect defect",
        "missing_item defect",
        "wrong_item defect",
        "double_order cancel",
        "return return",
        "exchange exchange",
    ];
    assert_eq!(of, expected);
}

#[test]
fn a_cutoff_goes_by_the_shops_clocks() {
    let sydney = crate::zone::tests::sydney();
    let every_day = Policy { same_day_cutoff: TimeOfDay::parse("11:00"), ..Policy::default() };
    let moment = |text: &str| Instant::parse(text).unwrap();
    // The clocks go back in the night to 2027-04-04.
    assert_eq!(every_day.next_cutoff(&sydney, moment("2027-04-03T11:00:00+11:00")), Some(moment("2027-04-04T11:00:00+10:00")));
    assert!(every_day.ships_later_today(&sydney, moment("2027-04-04T10:59:59+10:00")));
    assert!(!every_day.ships_later_today(&sydney, moment("2027-04-04T11:00:00+10:00")));
}
