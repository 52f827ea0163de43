//! What a desk gives to its shops.

use crate::harness::refusal::{faults, refused};
use crate::harness::samples::{draft, key};
use crate::harness::shop::Shop;
use serde_json::{Value, json};
use xtask::seed::Answer;

fn put(shop: &Shop, settings: &Value) -> Answer {
    shop.api.call("PUT", &shop.desk_path("/settings"), Some(&shop.desk_token), Some(settings)).unwrap()
}

#[test]
fn never_more_is_given_away_than_there_is() {
    let shop = Shop::open("allotment");
    let mut settings = shop.desk_settings(2);
    settings["allotments"]["another-shop"] = json!({"places": 1});
    let error = refused(&put(&shop, &settings), 422, "invalid");
    assert_eq!(faults(&error), ["allotments out_of_range"]);

    let cases = [
        ("/zone", json!("Nowhere"), "zone unknown"),
        ("/windows/length_minutes", json!(5), "windows.length_minutes out_of_range"),
        ("/windows/horizon_days", json!(31), "windows.horizon_days out_of_range"),
        ("/calendar/week/mon", json!([["18:00", "09:00"]]), "calendar.week.mon malformed"),
        ("/calendar/week/monday", json!([["09:00", "18:00"]]), "calendar.week.monday unknown_key (mon)"),
        ("/calendar/closed", json!(["2026-02-30"]), "calendar.closed.0 malformed"),
        ("/windows/length_minutes", json!("60"), "windows.length_minutes malformed"),
        ("/capacity", json!(-1), "capacity out_of_range"),
        ("/paused", json!({"topics": ["gift", "gift"]}), "paused.topics duplicate"),
        ("/paused", json!({"call": true}), "paused.call unknown_key (calls)"),
        ("/paused", json!({"topics": ["gifts"]}), "paused.topics.0 unknown (gift)"),
        ("/version", json!(2), "version unknown (1)"),
    ];
    for (pointer, value, fault) in cases {
        let mut settings = shop.desk_settings(2);
        let (outer, field) = pointer.rsplit_once('/').unwrap();
        settings.pointer_mut(outer).unwrap()[field] = value;
        assert_eq!(faults(&refused(&put(&shop, &settings), 422, "invalid")), [fault]);
    }
}

#[test]
fn holidays_by_rule_reach_the_panel_as_named_days() {
    let shop = Shop::open("holidays");
    let mut settings = shop.desk_settings(5);
    settings["calendar"]["holidays"] = json!({"country": "JP"});
    assert_eq!(put(&shop, &settings).status, 200);
    let published = shop.api.call("GET", &shop.path("/widget"), None, None).unwrap().json().unwrap();
    let calendar = &published["rules"]["desk"]["calendar"];
    let new_year = calendar["days"].as_array().unwrap().iter().find(|day| day["holiday"] == "元日").unwrap();
    assert!(new_year["day"].as_str().unwrap().ends_with("-01-01"));
    assert_eq!((new_year.get("hours"), calendar.get("holidays")), (None, None), "closed, and no rule");

    settings["calendar"]["holidays"] = json!({"country": "ZZ"});
    assert_eq!(faults(&refused(&put(&shop, &settings), 422, "invalid")), ["calendar.holidays.country unknown"]);
}

#[test]
fn a_shop_hears_of_a_change_at_once() {
    let shop = Shop::open("told");
    assert!(shop.windows()["asap"].is_object());

    // A desk that is never open promises nothing, and takes mail all the same.
    let mut closed = shop.desk_settings(5);
    closed["calendar"] = json!({"week": {}});
    assert_eq!(put(&shop, &closed).status, 200);
    assert_eq!(shop.windows()["asap"], json!(null));
    refused(&shop.post(&draft(), &key()), 422, "invalid");
    let mut by_mail = draft();
    by_mail["reply"] = json!("email");
    by_mail["email"] = json!("hanako@example.jp");
    let ticket = shop.accept(&by_mail);
    assert_eq!(ticket.receipt["status"]["respond_by"], json!(null));

    // A shop that has lost its share hears of that, too.
    let mut without = shop.desk_settings(5);
    without["allotments"] = json!({});
    assert_eq!(put(&shop, &without).status, 200);
    assert_eq!(shop.windows()["windows"], json!([]));

    assert_eq!(put(&shop, &shop.desk_settings(5)).status, 200);
    shop.accept(&draft());
}

#[test]
fn the_settings_are_the_desks_own() {
    let (shop, other) = (Shop::open("own-desk"), Shop::open("other-desk"));
    for token in [None, Some("desk_wrong"), Some(other.desk_token.as_str()), Some(shop.token.as_str())] {
        refused(&shop.api.call("GET", &shop.desk_path("/settings"), token, None).unwrap(), 401, "unauthorized");
        let put = shop.api.call("PUT", &shop.desk_path("/settings"), token, Some(&shop.desk_settings(1))).unwrap();
        refused(&put, 401, "unauthorized");
    }
    let read = shop.api.call("GET", &shop.desk_path("/settings"), Some(&shop.desk_token), None).unwrap();
    let document = read.json().unwrap();
    assert_eq!((read.status, &document["capacity"], &document["version"]), (200, &json!(100), &json!(1)));
    assert_eq!(put(&shop, &document).json().unwrap(), document, "as read, so written");
}
