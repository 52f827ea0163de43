//! A log of two days in Tokyo, counted by hand: what stands in the comments is
//! the arithmetic, what stands in the assertions its outcome.

use super::*;
use crate::instant::Instant;
use crate::zone::Zone;
use serde_json::{Value, json};

fn tokyo() -> Zone {
    Zone::fixed("Asia/Tokyo", 32_400)
}

fn at(text: &str) -> Instant {
    Instant::parse(&format!("2026-11-{text}:00+09:00")).unwrap()
}

/// Saturday and Sunday, looked at on Monday at noon.
fn tally() -> Tally {
    Tally::new(tokyo(), Days::parse("2026-11-21", "2026-11-22").unwrap(), at("23T12:00"))
}

/// A ticket of a moment, a state and a topic (empty: erased), with more.
fn ticket(accepted: &str, state: &str, topic: &str, more: Value) -> Asked {
    let mut ticket = json!({"created_at": at(accepted).unix(), "state": state, "topic": Some(topic).filter(|topic| !topic.is_empty())});
    ticket.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    for moment in ["respond_by", "called", "handed", "ended"] {
        if let Some(text) = ticket[moment].as_str() {
            ticket[moment] = json!(at(text).rfc3339());
        }
    }
    if let Some(text) = ticket["earlier"].as_str() {
        ticket["earlier"] = json!(at(text).unix());
    }
    serde_json::from_value(ticket).unwrap()
}

fn log() -> Vec<Asked> {
    let phone = "+819012345678";
    vec![
        // The days begin and end at midnight in Tokyo: the first and the last of these are none of theirs.
        ticket("20T23:59", "done", "other", json!({})),
        ticket("21T00:00", "done", "delivery_status", json!({"respond_by": "21T10:00", "called": "21T09:30", "ended": "21T09:40"})),
        // The same number six days and 23 hours before, and seven days and a minute before.
        ticket("21T09:05", "open", "delivery_status", json!({"phone": phone, "earlier": "14T10:05", "respond_by": "23T12:00"})),
        ticket(
            "21T09:10",
            "retrying",
            "delivery_status",
            json!({"phone": phone, "earlier": "14T09:09", "respond_by": "21T10:00", "called": "21T10:01"}),
        ),
        ticket("21T09:59", "open", "delivery_delay", json!({"phone": phone, "respond_by": "23T11:59"})),
        // Exactly seven days; called off in time; called off too late.
        ticket(
            "21T10:00",
            "cancelled",
            "order_cancel",
            json!({"phone": phone, "earlier": "14T10:00", "respond_by": "21T12:00", "ended": "21T11:00"}),
        ),
        ticket("21T10:30", "cancelled", "order_cancel", json!({"phone": phone, "respond_by": "21T12:00", "ended": "21T12:01"})),
        // Handed on in time, on the very minute of the deadline; ended by mail.
        ticket("21T13:00", "handed", "return", json!({"respond_by": "21T15:00", "handed": "21T15:00", "reason": "サイズが合わない"})),
        ticket("21T14:00", "done", "return", json!({"respond_by": "21T15:00", "ended": "21T14:30", "reason": "サイズが合わなかった"})),
        ticket("21T15:00", "done", "exchange", json!({"reason": "色が違う"})),
        ticket("21T16:00", "done", "defect", json!({"sku": "KM-1", "product": "シャツ", "category": "衣類", "reason": "ボタンが取れた"})),
        ticket(
            "21T17:00",
            "done",
            "defect",
            json!({"sku": "KM-1", "product": "シャツ 白", "category": "衣類", "reason": "ボタンが取れた。"}),
        ),
        ticket("22T08:00", "done", "wrong_item", json!({"sku": "KM-2", "category": "雑貨", "reason": "090-1234-5678に電話ください"})),
        ticket("22T09:00", "done", "missing_item", json!({"reason": "説明書がない"})),
        // Too long to be told: nothing is said of it.
        ticket("22T10:00", "done", "return", json!({"reason": "あ".repeat(41)})),
        ticket("22T11:00", "done", "size_fit", json!({"sku": "KM-1"})),
        // Two pitches, set aside and closed as one; two that were erased.
        ticket("22T12:00", "set_aside", "other", json!({})),
        ticket("22T12:30", "done", "other", json!({"outcome": "sales_pitch"})),
        ticket("22T20:00", "erased", "", json!({"ended": "22T21:00"})),
        ticket("22T23:59", "erased", "", json!({})),
        ticket("23T00:00", "done", "other", json!({})),
    ]
}

fn used(entry: &str, topic: &str, [searches, unfound, opened, solved, unsolved, asked]: [u64; 6]) -> Used {
    Used { entry: entry.to_owned(), topic: topic.to_owned(), searches, unfound, opened, solved, unsolved, asked }
}

fn counts() -> Vec<Used> {
    vec![
        used("", "", [40, 7, 0, 0, 0, 0]),
        used("days", "delivery_status", [0, 0, 20, 8, 2, 3]),
        // Its topic was changed meanwhile.
        used("fee", "", [0, 0, 10, 3, 0, 0]),
        used("fee", "other", [0, 0, 2, 1, 0, 1]),
        used("gift", "gift", [0, 0, 1, 0, 0, 0]),
    ]
}

fn whole() -> Report {
    let mut tally = tally();
    log().iter().for_each(|asked| tally.ticket(asked));
    counts().iter().for_each(|one| tally.used(one));
    for (sku, opened, solved) in [("KM-9", 5, 1), ("KM-1", 4, 2), ("", 9, 9)] {
        tally.used_product(&used(sku, "", [0, 0, opened, solved, 0, 0]));
    }
    let said = |text: &str, count| Said { text: text.to_owned(), count };
    tally.report(vec![said("ギフト包装", 3), said("納期", 2), said("ギフト包装は", 2)])
}

#[test]
fn requests_and_how_many_needed_none() {
    let report = whole();
    // 21 tickets, two of other days, two pitches.
    assert_eq!((report.requests, report.pitches, report.erased), (17, 2, 2));
    // 8 + 3 + 1 solved; 12 / (12 + 17) = 0.41379.
    assert_eq!((report.opened, report.solved, report.unsolved, report.self_service), (33, 12, 2, Some(414)));
    // 7 / 40 = 0.175.
    assert_eq!((report.searches, report.unfound, report.unfound_rate), (40, 7, Some(175)));
    let mut hours = vec![0; 24];
    // Saturday 0, 9, 9, 9, 10, 10, 13, 14, 15, 16, 17; Sunday 8, 9, 10, 11, 20, 23.
    for (hour, count) in [(0, 1), (8, 1), (9, 4), (10, 3), (11, 1), (13, 1), (14, 1), (15, 1), (16, 1), (17, 1), (20, 1), (23, 1)] {
        hours[hour] = count;
    }
    assert_eq!(report.hours, hours);
    assert_eq!(report.hours.iter().sum::<u64>(), report.requests);
}

#[test]
fn what_they_were_about() {
    let report = whole();
    // 17 less 2 erased: 15 known.
    let categories: Vec<_> = report.categories.iter().map(|own| (own.category, own.requests, own.share)).collect();
    let expected = [
        // 1 / 15, 4 / 15, 2 / 15, 8 / 15.
        (Category::PrePurchase, 1, Some(67)),
        (Category::OrderChange, 2, Some(133)),
        (Category::DeliveryStock, 4, Some(267)),
        (Category::ReturnExchange, 8, Some(533)),
    ];
    assert_eq!(categories, expected);
    // 3 of 15.
    assert_eq!(report.wismo, Some(200));
    let topics: Vec<_> = report.topics.iter().map(|own| (own.topic.slug(), own.requests, own.solved, own.self_service)).collect();
    let expected = [
        ("size_fit", 1, 0, Some(0)),
        ("order_cancel", 2, 0, Some(0)),
        // 8 / (8 + 3) = 0.72727.
        ("delivery_status", 3, 8, Some(727)),
        ("delivery_delay", 1, 0, Some(0)),
        ("defect", 2, 0, Some(0)),
        ("missing_item", 1, 0, Some(0)),
        ("wrong_item", 1, 0, Some(0)),
        ("return", 3, 0, Some(0)),
        ("exchange", 1, 0, Some(0)),
        // Solved, and nobody asked: `gift` was only read.
        ("other", 0, 1, Some(1_000)),
    ];
    assert_eq!(topics, expected);
    let products: Vec<_> =
        report.products.iter().map(|own| (own.sku.as_str(), own.name.as_str(), own.requests, own.opened, own.solved)).collect();
    assert_eq!(products, [("KM-1", "シャツ", 3, 4, 2), ("KM-2", "", 1, 0, 0), ("KM-9", "", 0, 5, 1)]);
    let said = |all: &[Said]| all.iter().map(|said| format!("{} {}", said.text, said.count)).collect::<Vec<_>>();
    assert_eq!(said(&report.product_categories), ["衣類 2", "雑貨 1"]);
}

#[test]
fn why_goods_came_back_and_what_was_not_found() {
    let report = whole();
    let told = |all: &[Alike]| all.iter().map(|one| format!("{} {} {}", one.text, one.count, one.others.join("|"))).collect::<Vec<_>>();
    let expected = [
        "サイズが合わない 2 サイズが合わなかった",
        "ボタンが取れた 2 ボタンが取れた。",
        "色が違う 1 ",
        "#に電話ください 1 ",
        // The sixth, of a long story, isn't told.
        "説明書がない 1 ",
    ];
    assert_eq!(told(&report.return_reasons), expected);
    assert_eq!(told(&report.unanswered), ["ギフト包装 5 ギフト包装は", "納期 2 "]);
}

#[test]
fn who_had_to_come_back_and_which_promises_were_kept() {
    let report = whole();
    // Five by phone; six days and 23 hours, and exactly seven days: 2 of 5.
    assert_eq!(report.repeats, Repeats { by_phone: 5, repeated: 2, rate: Some(400) });
    // Kept: 9:30, the hand-over at 15:00, the mail. Broken: 10:01, 11:59 passed
    // on Monday, called off at 12:01. Undecided: due now, and called off in
    // time; six have no deadline at all.
    assert_eq!(report.promises, Promises { kept: 3, broken: 3, rate: Some(500) });
}

#[test]
fn which_answers_helped() {
    let entries: Vec<_> =
        whole().entries.into_iter().map(|own| (own.entry, [own.opened, own.solved, own.unsolved, own.asked], own.helped)).collect();
    let expected = [
        // 8 / 10; 4 / 4; neither.
        ("days".to_owned(), [20, 8, 2, 3], Some(800)),
        ("fee".to_owned(), [12, 4, 0, 1], Some(1_000)),
        ("gift".to_owned(), [1, 0, 0, 0], None),
    ];
    assert_eq!(entries, expected);
}

#[test]
fn of_nothing_there_is_no_rate() {
    let report = tally().report(vec![]);
    let told = serde_json::to_value(&report).unwrap();
    for rate in ["/self_service", "/unfound_rate", "/wismo", "/repeats/rate", "/promises/rate"] {
        assert_eq!(told.pointer(rate), Some(&Value::Null), "{rate}");
    }
    assert_eq!((report.requests, report.hours), (0, vec![0; 24]));
    // All that there is was erased: requests, and nothing known of them.
    let mut tally = tally();
    tally.ticket(&ticket("21T12:00", "erased", "", json!({})));
    let report = tally.report(vec![]);
    assert_eq!((report.requests, report.erased, report.wismo, report.categories), (1, 1, None, vec![]));
    assert_eq!(report.self_service, Some(0), "one asked, and no answer was said to have solved anything");
}

#[test]
fn halves_are_rounded_up() {
    for (part, whole, rounded) in
        [(1, 2_000, Some(1)), (1, 2_001, Some(0)), (2, 3, Some(667)), (0, 5, Some(0)), (5, 5, Some(1_000)), (0, 0, None)]
    {
        assert_eq!(rate(part, whole), rounded, "{part} of {whole}");
    }
}

#[test]
fn however_many_different_products_there_are_a_few_are_kept_and_told() {
    let mut tally = tally();
    for n in 0..1_500 {
        tally.ticket(&ticket("21T12:00", "done", "size_fit", json!({"sku": format!("S-{n}"), "category": format!("{n}")})));
    }
    tally.ticket(&ticket("21T12:00", "done", "size_fit", json!({"sku": "S-7"})));
    let report = tally.report(vec![]);
    assert_eq!((report.requests, report.products.len(), report.product_categories.len()), (1_501, 30, 30));
    assert_eq!((report.products[0].sku.as_str(), report.products[0].requests), ("S-7", 2));
    assert_eq!(report.products[1].sku, "S-0");
}
