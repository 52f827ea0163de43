//! How many tickets are accepted, by address, by person, and in all.

use crate::harness::caller::{Caller, limited, too_many};
use crate::harness::refusal::{faults, refused};
use crate::harness::run_folder;
use crate::harness::samples::{draft, key, settings};
use crate::harness::shop::{Accepted, Shop};
use crate::harness::wait::until;
use serde_json::{Value, json};
use xtask::seed::{self, Api};
use xtask::stack::{Stack, StackOptions};

fn for_phone(phone: &str) -> Value {
    let mut draft = draft();
    draft["phone"] = json!(phone);
    draft
}

fn for_email(email: &str) -> Value {
    let mut draft = draft();
    draft["reply"] = json!("email");
    draft["email"] = json!(email);
    draft
}

#[test]
fn the_next_from_one_address_waits_and_other_addresses_do_not() {
    let shop = limited("by-address", "address_hour", 4);
    let here = Caller::page("198.51.100.1");
    for _ in 0..4 {
        assert_eq!(here.post(&shop, &draft(), &key()).status, 201);
    }
    let refused = here.post(&shop, &draft(), &key());
    assert!(too_many(&refused) <= 3_600, "within the hour");
    assert_eq!(refused.header("access-control-allow-origin"), Some("https://shop.example"), "the panel may read why");
    assert_eq!(Caller::page("198.51.100.2").post(&shop, &draft(), &key()).status, 201);
    assert_eq!(Caller::page("2001:db8:0:1::1").post(&shop, &draft(), &key()).status, 201);
}

#[test]
fn a_household_is_one_address_and_no_address_is_one_too() {
    let shop = limited("households", "address_hour", 1);
    assert_eq!(Caller::page("2001:db8:0:7::1").post(&shop, &draft(), &key()).status, 201);
    too_many(&Caller::page("2001:db8:0:7:aaaa:bbbb:cccc:dddd").post(&shop, &draft(), &key()));
    assert_eq!(Caller::page("2001:db8:0:8::1").post(&shop, &draft(), &key()).status, 201);
    assert_eq!(Caller::page("nobody").post(&shop, &draft(), &key()).status, 201);
    too_many(&Caller::page("another").post(&shop, &draft(), &key()));
}

#[test]
fn one_network_leaves_the_rest_of_the_day_to_others() {
    let shop = Shop::open("networks");
    let mut own = settings();
    (own["limits"]["address_hour"], own["limits"]["shop_day"]) = (json!(1), json!(15));
    seed::put(&shop.api, &shop.path("/settings"), &shop.token, &own).unwrap();
    let from = |address: &str| Caller::page(address).post(&shop, &draft(), &key());
    for address in ["2001:db8:7:1::1", "2001:db8:7:2::1", "2001:db8:7:ffff::1", "203.0.113.1", "203.0.113.2", "203.0.113.3"] {
        assert_eq!(from(address).status, 201, "{address}");
    }
    for address in ["2001:db8:7:3::1", "203.0.113.4"] {
        assert!((3_600..=86_400).contains(&too_many(&from(address))), "{address}");
    }
    too_many(&Caller::program("203.0.113.4").post(&shop, &draft(), &key()));
    for address in ["2001:db8:8:1::1", "203.0.114.1"] {
        assert_eq!(from(address).status, 201, "{address}");
    }
}

#[test]
fn a_program_has_a_quarter_of_it_apart_from_the_pages() {
    let shop = limited("programs", "address_hour", 8);
    let (page, program) = (Caller::page("198.51.100.3"), Caller::program("198.51.100.3"));
    for _ in 0..2 {
        assert_eq!(program.post(&shop, &draft(), &key()).status, 201);
    }
    too_many(&program.post(&shop, &draft(), &key()));
    assert_eq!(page.post(&shop, &draft(), &key()).status, 201, "what a program did costs no page");
}

#[test]
fn one_person_is_counted_however_the_number_is_typed() {
    let shop = limited("by-person", "contact_day", 2);
    let from = |last: u8, draft: &Value| Caller::page(&format!("198.51.100.{last}")).post(&shop, draft, &key());
    assert_eq!(from(1, &for_phone("090-1234-5678")).status, 201);
    assert_eq!(from(2, &for_phone("０９０１２３４５６７８")).status, 201);
    let wait = too_many(&from(3, &for_phone("+81 90 1234 5678")));
    assert!((60..=86_400).contains(&wait), "{wait}");
    assert_eq!(from(3, &for_phone("090-1234-5679")).status, 201, "another number");
    assert_eq!(from(1, &for_email("Hanako+a@example.jp")).status, 201);
    assert_eq!(from(2, &for_email("hanako@EXAMPLE.jp")).status, 201);
    too_many(&from(3, &for_email("hanako+b@example.jp")));
}

#[test]
fn a_shop_takes_so_many_a_day() {
    let shop = limited("by-shop", "shop_day", 2);
    let from = |last: u8| Caller::page(&format!("198.51.100.{last}")).post(&shop, &for_phone(&format!("090-1234-567{last}")), &key());
    assert_eq!((from(1).status, from(2).status), (201, 201));
    too_many(&from(3));
}

#[test]
fn a_repeat_is_answered_and_never_counted_and_a_refusal_binds_nothing() {
    let shop = limited("repeats", "contact_day", 2);
    let here = Caller::page("198.51.100.4");
    let (first, second, third) = (key(), key(), key());
    let accepted = here.post(&shop, &draft(), &first);
    for _ in 0..3 {
        assert_eq!(here.post(&shop, &draft(), &first).text, accepted.text);
    }
    let mut faulty = draft();
    faulty["name"] = json!("");
    for _ in 0..3 {
        refused(&here.post(&shop, &faulty, &second), 422, "invalid");
    }
    assert_eq!(here.post(&shop, &draft(), &second).status, 201, "neither repeats nor refusals were counted");
    too_many(&here.post(&shop, &draft(), &third));
    assert_eq!(here.post(&shop, &draft(), &first).text, accepted.text, "the repeat is answered still");
    refused(&here.post(&shop, &faulty, &third), 422, "invalid");

    // The owner allows more: the key of the one that was refused is free.
    seed::put(&shop.api, &shop.path("/settings"), &shop.token, &settings()).unwrap();
    let ticket = Accepted::of(&here.post(&shop, &draft(), &third));
    assert_eq!(shop.status(&ticket).status, 200);
    assert_eq!(until("the desk has all", || Some(shop.listed().len()).filter(|count| *count >= 3)), 3, "what was refused left nothing");
}

#[test]
fn a_crash_loses_no_count() {
    let mut stack = Stack::start(StackOptions::at(run_folder::fresh("counts"))).unwrap();
    let shop = Shop::made(Api::new(&stack.url()), stack.secret(), "counted");
    shop.furnish(20);
    let mut low = settings();
    low["limits"]["contact_day"] = json!(2);
    seed::put(&shop.api, &shop.path("/settings"), &shop.token, &low).unwrap();
    let here = Caller::page("198.51.100.5");
    let request = key();
    let first = here.post(&shop, &draft(), &request);
    assert_eq!((first.status, here.post(&shop, &draft(), &key()).status), (201, 201));
    stack.kill_hard();
    stack.restart().unwrap();
    too_many(&here.post(&shop, &draft(), &key()));
    assert_eq!(here.post(&shop, &draft(), &request).text, first.text);
}

#[test]
fn the_limits_are_the_owners_and_have_ranges() {
    let shop = Shop::open("figures");
    let read = shop.api.call("GET", &shop.path("/settings"), Some(&shop.token), None).unwrap().json().unwrap();
    assert_eq!(read["limits"]["contact_day"], 1_000_000);
    let mut settings = settings();
    settings["limits"] = json!({"contact_day": 0, "calls_minute": 1_000_001});
    let answer = shop.api.call("PUT", &shop.path("/settings"), Some(&shop.token), Some(&settings)).unwrap();
    let error = refused(&answer, 422, "invalid");
    assert_eq!(faults(&error), ["limits.contact_day out_of_range", "limits.calls_minute out_of_range"]);
}
