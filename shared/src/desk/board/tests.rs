//! A log of two days in Tokyo, counted by hand: what stands in the comments is
//! the arithmetic, what stands in the assertions its outcome.

use super::*;
use crate::report::Days;
use crate::settings::{DeskSettings, told};
use crate::zone::Zone;
use serde_json::{Value, json};

fn at(text: &str) -> Instant {
    Instant::parse(&format!("2026-11-{text}:00+09:00")).unwrap()
}

/// Open 9–17 with a rest on Thursdays, 12–13; `half` has booked the mornings. Monday the 23rd is a holiday.
fn settings() -> DeskSettings {
    let days = ["mon", "tue", "wed", "fri"].map(|day| (day.to_owned(), json!([["09:00", "17:00"]])));
    let mut week: serde_json::Map<_, _> = days.into_iter().collect();
    week.insert("thu".into(), json!([["09:00", "12:00"], ["13:00", "17:00"]]));
    let mornings: serde_json::Map<_, _> =
        ["mon", "tue", "wed", "thu", "fri"].map(|day| (day.to_owned(), json!([["09:00", "12:00"]]))).into_iter().collect();
    serde_json::from_value(json!({
        "name": "受付", "zone": "Asia/Tokyo", "calendar": {"week": week, "holidays": {"country": "JP"}},
        "windows": {"length_minutes": 60, "lead_minutes": 30, "horizon_days": 7},
        "capacity": 9, "allotments": {"demo": {"places": 3}, "half": {"places": 3, "week": mornings}},
    }))
    .unwrap()
}

/// Thursday and Friday, looked at on Friday at 16:00.
fn tally(shop: Option<&str>) -> Tally {
    let days = Days::at_most(BOARD_DAYS_MAX, "2026-11-19", "2026-11-20").unwrap();
    Tally::new(&settings(), Zone::fixed("Asia/Tokyo", 32_400), days, at("20T16:00"), shop.map(|shop| Slug::parse(shop).unwrap()))
}

/// A ticket of the shop `demo`, of a moment and in a state, with more.
fn ticket(accepted: &str, state: &str, more: Value) -> Fact {
    let mut ticket =
        json!({"shop": "demo", "shop_name": "木綿屋", "created_at": accepted, "state": state, "topic": "other", "phone": "+819012345678"});
    ticket.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    for name in ["created_at", "earlier", "respond_by", "promised", "answered", "chosen", "next_try", "handed", "handed_by", "ended"] {
        if let Some(text) = ticket[name].as_str() {
            ticket[name] = json!(at(text));
        }
    }
    serde_json::from_value(ticket).unwrap()
}

fn log() -> Vec<Fact> {
    vec![
        // The days begin and end at midnight in Tokyo.
        ticket("18T23:59", "done", json!({})),
        ticket("21T00:00", "done", json!({})),
        // Before opening, called at 9:20: 20 minutes; on the deadline's second.
        ticket(
            "19T08:30",
            "done",
            json!({"urgency": "urgent", "respond_by": "19T09:20", "answered": "19T09:20", "ended": "19T09:30", "ended_by": "佐藤",
                "calls": "reached 佐藤", "outcome": "solved"}),
        ),
        // Called at 13:10, the rest between: 30 minutes. In vain, then reached, handed to the shop.
        ticket(
            "19T11:40",
            "handed",
            json!({"urgency": "urgent", "respond_by": "19T11:55", "answered": "19T13:10", "handed": "19T15:00", "handed_by": "20T15:00",
                "earlier": "12T11:40", "calls": "no_answer 佐藤\nreached 鈴木"}),
        ),
        // A window of Friday that was chosen: gross 13:40–17:00 and 9:00–11:10, net 10 minutes. Moved later, and the
        // deadline of then counts.
        ticket(
            "19T13:40",
            "done",
            json!({"respond_by": "20T12:00", "promised": "24T12:00", "answered": "20T11:10", "chosen": "20T11:00", "earlier": "12T13:39",
                "calls": "busy \nreached 鈴木\nreached 鈴木", "ended": "20T14:00", "ended_by": "鈴木", "outcome": "order_changed"}),
        ),
        // Called before the chosen window began; reopened since.
        ticket(
            "20T09:00",
            "open",
            json!({"respond_by": "20T12:00", "promised": "20T16:10", "answered": "20T10:00", "chosen": "20T11:00", "reopened": 1, "calls": "reached 佐藤"}),
        ),
        // By mail, ended in time without a call; nobody said what came of it.
        ticket("20T09:10", "done", json!({"phone": null, "respond_by": "24T09:10", "ended": "20T09:40"})),
        // Nobody called, and it is over; nobody called, and it may be in time; the same, called off in time, too late.
        ticket("20T10:00", "open", json!({"urgency": "urgent", "respond_by": "20T10:15", "promised": "20T10:15"})),
        ticket("20T10:30", "open", json!({"respond_by": "20T16:11", "promised": "20T16:11"})),
        ticket("20T10:40", "cancelled", json!({"respond_by": "20T12:00", "ended": "20T11:00"})),
        ticket("20T10:50", "cancelled", json!({"respond_by": "20T12:00", "ended": "20T12:01"})),
        // Of the shop that has booked the mornings: asked at noon, called in the afternoon all the same: none of its minutes.
        ticket(
            "20T12:00",
            "unreached",
            json!({"shop": "half", "shop_name": "半日屋", "respond_by": "24T10:00", "answered": "20T15:00", "ended": "20T15:00",
                "ended_by": "佐藤", "calls": "wrong_number 佐藤"}),
        ),
        // Forwarded is not resolved.
        ticket(
            "20T13:00",
            "done",
            json!({"shop": "half", "shop_name": "半日屋", "answered": "20T15:30", "ended": "20T15:40", "calls": "reached 佐藤", "outcome": "forwarded", "ended_by": "佐藤"}),
        ),
        // Pitches: set aside, closed as one; and erased ones, of which one was urgent.
        ticket("20T13:10", "set_aside", json!({"respond_by": "24T13:10"})),
        ticket("20T13:20", "done", json!({"outcome": "sales_pitch"})),
        ticket("20T13:30", "erased", json!({"topic": null, "phone": null, "urgency": "urgent", "ended": "20T14:00"})),
        ticket("20T23:59", "erased", json!({"topic": null, "phone": null})),
    ]
}

fn board(shop: Option<&str>) -> Board {
    let mut tally = tally(shop);
    log().iter().for_each(|fact| tally.request(fact));
    tally.board()
}

fn four(own: &Answers) -> (u64, u64, u64, Option<u32>) {
    (own.requests, own.in_time, own.late, own.rate)
}

#[test]
fn requests_and_which_were_answered_in_time() {
    let board = board(None);
    // 17 of the log: two of other days, two pitches. Kept: 9:20, the moved one, 10:00, the mail, the unreached.
    // Broken: 13:10, 10:15 passed, called off at 12:01. 5 / 8.
    assert_eq!(four(&board.answers), (13, 5, 3, Some(625)));
    // 8:30 kept, 11:40 and 10:00 broken, one erased.
    assert_eq!(four(&board.urgent), (4, 1, 2, Some(333)));
    assert_eq!((board.pitches, board.erased, board.unreached, board.cancelled, board.handed), (2, 2, 1, 2, 1));
    let shops: Vec<_> = board.shops.iter().map(|own| (own.shop.as_str(), own.name.as_str(), four(&own.answers))).collect();
    assert_eq!(shops, [("demo", "木綿屋", (11, 4, 3, Some(571))), ("half", "半日屋", (2, 1, 0, Some(1_000)))]);
    let days: Vec<_> = board.days.iter().map(|own| (own.day.to_string(), four(&own.answers))).collect();
    assert_eq!(days, [("2026-11-19".into(), (3, 2, 1, Some(667))), ("2026-11-20".into(), (10, 3, 2, Some(600)))]);
    assert_eq!(board.hours.len(), 24);
    let hours: Vec<_> = board.hours.iter().enumerate().filter(|(_, own)| own.requests > 0).map(|(hour, own)| (hour, four(own))).collect();
    let expected = [
        (8, (1, 1, 0, Some(1_000))),
        (9, (2, 2, 0, Some(1_000))),
        (10, (4, 0, 2, Some(0))),
        (11, (1, 0, 1, Some(0))),
        (12, (1, 1, 0, Some(1_000))),
        // Two by demo, one of them erased; one by half, that was promised nothing.
        (13, (3, 1, 0, Some(1_000))),
        (23, (1, 0, 0, None)),
    ];
    assert_eq!(hours, expected);
}

#[test]
fn how_soon_they_were_called_and_how_often() {
    let board = board(None);
    // Gross 20; 30; 200 + 130; 60; 0 and 0 of the mornings: 440 / 6 minutes, in the middle the third of 0 0 20 30 60 330.
    // Net 20; 30; 10; 0; 0; 0: 60 / 6; in the middle the third of 0 0 0 10 20 30.
    assert_eq!(board.speed, Speed { answered: 6, average: Some(4_400), median: Some(1_200), net_average: Some(600), net_median: Some(0) });
    // Spoken to: 8:30, 11:40, 13:40, 9:00, and the forwarded one. Only the first had enough with it.
    assert_eq!(board.first_contact, FirstContact { spoken: 5, resolved: 1, rate: Some(200) });
    // 13 less 2 erased and a mail; exactly seven days, and a minute more.
    assert_eq!(board.repeats, Repeats { by_phone: 10, repeated: 1, rate: Some(100) });
    assert_eq!(board.calls, Calls { reached: 6, no_answer: 1, busy: 1, voicemail: 0, wrong_number: 1 });
    let people: Vec<_> =
        board.operators.iter().map(|own| (own.name.as_ref().map(Name::as_str), own.calls, own.reached, own.ended)).collect();
    // The mail was ended by nobody, and one call was nobody's.
    assert_eq!(people, [(None, 1, 0, 1), (Some("佐藤"), 5, 3, 3), (Some("鈴木"), 3, 3, 1)]);
    let outcomes: Vec<_> = board.outcomes.iter().map(|own| (own.outcome, own.count)).collect();
    assert_eq!(outcomes, [(Closing::Solved, 1), (Closing::OrderChanged, 1), (Closing::Forwarded, 1)]);
    assert_eq!(board.untold, 1);
}

#[test]
fn what_waits_now_is_told_apart() {
    let mut tally = tally(None);
    let waiting = [
        // At 16:00 ten minutes are left until 16:10: at risk; a minute more isn't; a second too late is late.
        ("open", json!({"promised": "20T16:10", "respond_by": "20T10:00"})),
        ("open", json!({"promised": "20T16:11"})),
        ("calling", json!({"promised": "20T15:59", "urgency": "urgent", "broken": 1})),
        ("open", json!({"promised": "20T16:00"})),
        ("open", json!({"promised": null, "phone": null})),
        // Of the mornings: ten minutes are left until Tuesday 9:10, after the weekend and a holiday.
        ("open", json!({"promised": "24T09:10", "shop": "half"})),
        ("open", json!({"promised": "24T09:11", "shop": "half"})),
        ("open", json!({"promised": "24T09:10"})),
        ("retrying", json!({"promised": "20T12:00", "next_try": "20T16:00"})),
        ("retrying", json!({"promised": "20T12:00", "next_try": "20T16:01"})),
        ("calling", json!({"promised": "20T12:00", "next_try": "20T15:00"})),
        ("handed", json!({"promised": "20T12:00", "handed_by": "20T15:59"})),
        ("handed", json!({"promised": "20T12:00", "handed_by": "20T16:00"})),
        ("set_aside", json!({"promised": "20T12:00", "next_try": "20T15:00"})),
        ("done", json!({"promised": "20T12:00"})),
    ];
    // Whenever they were accepted.
    waiting.into_iter().for_each(|(state, more)| tally.standing(&ticket("02T10:00", state, more)));
    let now = Standing {
        waiting: 8,
        urgent: 1,
        at_risk: 3,
        late: 1,
        broken: 1,
        retrying: 3,
        retry_due: 2,
        calling: 2,
        handed: 2,
        handed_late: 1,
        set_aside: 1,
    };
    let board = tally.board();
    assert_eq!((board.now, board.answers.requests), (now, 0));
}

#[test]
fn one_shop_is_looked_at_alone() {
    let half = board(Some("half"));
    assert_eq!((four(&half.answers), half.pitches, half.erased), ((2, 1, 0, Some(1_000)), 0, 0));
    assert_eq!(half.shops.len(), 1);
    let mut tally = tally(Some("half"));
    tally.standing(&ticket("20T10:00", "open", json!({})));
    tally.standing(&ticket("20T10:00", "open", json!({"shop": "half"})));
    assert_eq!(tally.board().now.waiting, 1);
}

#[test]
fn of_nothing_there_is_no_rate() {
    let told = serde_json::to_value(tally(None).board()).unwrap();
    for rate in [
        "/answers/rate",
        "/first_contact/rate",
        "/repeats/rate",
        "/speed/average",
        "/speed/median",
        "/speed/net_median",
        "/days/1/answers/rate",
    ] {
        assert_eq!(told.pointer(rate), Some(&Value::Null), "{rate}");
    }
    assert_eq!(serde_json::from_value::<Board>(told).unwrap(), tally(None).board());
}

#[test]
fn a_board_is_of_ninety_two_days_at_most() {
    let faults = |to| Days::at_most(BOARD_DAYS_MAX, "2026-01-01", to).map_or_else(told, |_| vec![]);
    assert_eq!((faults("2026-04-02"), faults("2026-04-03")), (vec![], vec!["to out_of_range".to_owned()]));
}

#[test]
fn names_beyond_two_hundred_are_counted_together() {
    let mut tally = tally(None);
    let lines: Vec<String> = (0..230).map(|n| format!("reached 人{n:03}")).collect();
    tally.request(&ticket("20T10:00", "done", json!({"calls": lines.join("\n")})));
    tally.request(&ticket("20T10:00", "done", json!({"calls": "busy 人007\nbusy 人229"})));
    let board = tally.board();
    assert_eq!((board.operators.len(), board.operators[0].calls, board.operators[8].calls), (200, 32, 2));
    assert_eq!(board.operators.iter().map(|own| own.calls).sum::<u64>(), 232);
}

#[test]
fn tables_are_read_by_spreadsheets_and_compute_nothing() {
    let mut tally = tally(None);
    let name = "=HYPERLINK(\"https://evil.example\",\"x\")";
    tally.request(&ticket("20T10:00", "open", json!({"shop_name": name, "respond_by": "20T10:15", "calls": "busy +佐藤, 一"})));
    let board = tally.board();
    let shops = csv(&board, Table::Shops, true);
    let expected = "\u{FEFF}店舗ID,店舗名,受付件数,期限内応答,期限超過,応答率（%）\r\n\
                    demo,\"'=HYPERLINK(\"\"https://evil.example\"\",\"\"x\"\")\",1,0,1,0.0\r\n";
    assert_eq!(shops, expected);
    let read = |table| {
        let text = csv(&board, table, false);
        let mut reader = ::csv::ReaderBuilder::new().has_headers(false).from_reader(text.trim_start_matches('\u{FEFF}').as_bytes());
        reader.records().map(|record| record.unwrap().iter().map(str::to_owned).collect::<Vec<_>>()).collect::<Vec<_>>()
    };
    let hours = read(Table::Hours);
    assert_eq!(
        (hours.len(), hours[0].join("|"), hours[11].join("|")),
        (25, "Hour|Requests|Answered in time|Late|Answer rate (%)".into(), "10:00|1|0|1|0.0".into())
    );
    assert_eq!(hours[10].join("|"), "09:00|0|0|0|");
    assert_eq!(read(Table::Days)[2].join("|"), "2026-11-20|1|0|1|0.0");
    assert_eq!(read(Table::Operators)[1].join("|"), "'+佐藤, 一|1|0|0");
    for table in [Table::Shops, Table::Hours, Table::Days, Table::Operators] {
        assert_eq!(Table::named(table.name()), Some(table));
    }
    assert_eq!(Table::named("people"), None);
}
