//! What an owner sets, and what nobody reads back.

use crate::harness::receiver::{Receiver, secret};
use crate::harness::refusal::{faults, refused};
use crate::harness::samples::{draft, settings};
use crate::harness::shop::Shop;
use crate::harness::wait::until;
use serde_json::{Value, json};
use xtask::seed::Answer;

fn put(shop: &Shop, settings: &Value) -> Answer {
    shop.api.call("PUT", &shop.path("/settings"), Some(&shop.token), Some(settings)).unwrap()
}

fn get(shop: &Shop) -> Answer {
    shop.api.call("GET", &shop.path("/settings"), Some(&shop.token), None).unwrap()
}

#[test]
fn a_secret_is_written_and_never_read_back() {
    let shop = Shop::open("secret");
    let receiver = Receiver::answering(&[]);
    let mut wanted = settings();
    wanted["channels"] = json!([{"kind": "webhook", "id": "hook", "url": receiver.url(), "secret": secret()}]);
    for answer in [put(&shop, &wanted), get(&shop)] {
        assert_eq!(answer.status, 200, "{}", answer.text);
        assert!(!answer.text.contains("whsec_") && !answer.text.contains("\"secret\""), "{}", answer.text);
        assert_eq!(answer.json().unwrap()["channels"][0]["url"], receiver.url());
    }

    // As read, so written: without a secret the one on file stays.
    let mut as_read = get(&shop).json().unwrap();
    as_read["name"] = json!("改名商店");
    assert_eq!(put(&shop, &as_read).status, 200);
    shop.accept(&draft());
    let first = until("the webhook came", || receiver.seen().into_iter().next());
    assert_eq!(first.verdict(&secret()), "valid");
    assert_eq!(first.event()["data"]["shop_name"], "改名商店");
}

#[test]
fn a_new_channel_needs_its_secret() {
    let shop = Shop::open("no-secret");
    let hook = |secret: Value| {
        let mut settings = settings();
        settings["channels"] = json!([{"kind": "webhook", "id": "hook", "url": "https://hooks.example.com/x", "secret": secret}]);
        settings
    };
    for (given, code) in [(json!(null), "required"), (json!("whsec_c2hvcnQ="), "malformed"), (json!("secret"), "malformed")] {
        let error = refused(&put(&shop, &hook(given)), 422, "invalid");
        assert_eq!(faults(&error), [format!("channels.0.secret {code}")]);
    }
    assert_eq!(get(&shop).json().unwrap()["channels"], json!([]), "nothing of that was kept");
}

#[test]
fn addresses_that_lead_inside_are_refused() {
    let shop = Shop::open("inside");
    let inside = [
        "https://10.0.0.1/",
        "https://192.168.1.1/hook",
        "https://169.254.169.254/latest",
        "https://172.16.0.9/",
        "https://[fd00::1]/",
        "https://0x0a000001/",
        "https://intranet/",
        "https://printer.local/",
        "http://hooks.example.com/plain",
        "https://user:pass@hooks.example.com/",
        "ftp://hooks.example.com/",
        "no address",
    ];
    for url in inside {
        let mut settings = settings();
        settings["channels"] = json!([{"kind": "webhook", "id": "hook", "url": url, "secret": secret()}]);
        let answer = put(&shop, &settings);
        let error = refused(&answer, 422, "invalid");
        assert_eq!(faults(&error), ["channels.0.url address_refused"], "{url}");
    }
}

#[test]
fn faults_stand_at_their_paths() {
    let shop = Shop::open("setting-faults");
    let before = get(&shop).json().unwrap();
    let cases = [
        ("/zone", json!("Mars/Olympus"), "zone unknown"),
        ("/name", json!(" "), "name required"),
        ("/accent", json!("green"), "accent malformed"),
        ("/origins", json!(["https://shop.example", "https://shop.example/path"]), "origins.1 malformed"),
        ("/caller_number", json!("03-1234-5678"), "caller_number malformed"),
        ("/privacy/keep_days", json!(0), "privacy.keep_days out_of_range"),
        ("/privacy/purpose/ja", json!(""), "privacy.purpose.ja required"),
        ("/service/urgent_minutes", json!(1), "service.urgent_minutes out_of_range"),
        ("/service", json!({"attempts_max": 0}), "service.attempts_max out_of_range"),
        ("/order_policy/shipping", json!({"holidays": {"country": "ZZ"}}), "order_policy.shipping.holidays.country unknown"),
        ("/order_policy/return", json!({"within_days": 0}), "order_policy.return.within_days out_of_range"),
        ("/topics", json!(["gift", "gift"]), "topics duplicate"),
        ("/topics", json!(["gift", "gifts"]), "topics.1 unknown (gift)"),
        ("/service/urgent_minutes", json!("15"), "service.urgent_minutes malformed"),
        ("/order_policy/same_day_cutof", json!("14:00"), "order_policy.same_day_cutof unknown_key (same_day_cutoff)"),
        ("/colour", json!("#000000"), "colour unknown_key"),
        ("/channels", json!([{"kind": "fax"}]), "channels.0.kind unknown"),
        ("/version", json!(99), "version unknown (1)"),
    ];
    for (pointer, value, fault) in cases {
        let mut settings = settings();
        let (outer, field) = pointer.rsplit_once('/').unwrap();
        settings.pointer_mut(outer).unwrap()[field] = value;
        let error = refused(&put(&shop, &settings), 422, "invalid");
        assert_eq!(faults(&error), [fault]);
    }
    assert_eq!(get(&shop).json().unwrap(), before, "what was refused changed nothing");
}

#[test]
fn all_faults_of_a_document_are_told_at_once() {
    let shop = Shop::open("setting-faults-all");
    let mut settings = settings();
    settings["nmae"] = settings.as_object_mut().unwrap().remove("name").unwrap();
    settings["origins"] = json!("https://shop.example");
    settings["privacy"]["keep_days"] = json!("90");
    settings.as_object_mut().unwrap().remove("topics");
    let error = refused(&put(&shop, &settings), 422, "invalid");
    let mut told = faults(&error);
    told.sort();
    let expected = ["nmae unknown_key (name)", "origins malformed", "privacy.keep_days malformed", "topics required"];
    assert_eq!(told, expected);
    for text in ["[]", "null", "{\"name\":"] {
        let bearer = format!("Bearer {}", shop.token);
        let headers = [("authorization", bearer.as_str()), ("content-type", "application/json")];
        refused(&shop.api.send("PUT", &shop.path("/settings"), &headers, text).unwrap(), 400, "unreadable");
    }
}

#[test]
fn what_was_read_can_be_put_again() {
    let shop = Shop::open("setting-round");
    let read = get(&shop).json().unwrap();
    assert_eq!(read["version"], 1);
    let answer = put(&shop, &read);
    assert_eq!((answer.status, answer.json().unwrap()), (200, read));
}

#[test]
fn a_shop_belongs_to_its_owner() {
    let (shop, other) = (Shop::open("owned"), Shop::open("owned-other"));
    for rest in ["/settings", "/faq", "/deliveries"] {
        for token in [None, Some("owner_wrong"), Some(other.token.as_str()), Some(shop.desk_token.as_str())] {
            refused(&shop.api.call("GET", &shop.path(rest), token, None).unwrap(), 401, "unauthorized");
        }
    }
    let mut renamed = settings();
    renamed["name"] = json!("乗っ取り");
    for token in [None, Some(other.token.as_str())] {
        refused(&shop.api.call("PUT", &shop.path("/settings"), token, Some(&renamed)).unwrap(), 401, "unauthorized");
        refused(&shop.api.call("PUT", &shop.path("/faq"), token, Some(&json!({"entries": []}))).unwrap(), 401, "unauthorized");
    }
    assert_eq!(get(&shop).json().unwrap()["name"], "試験商店");
}

#[test]
fn a_faq_is_kept_as_written_and_its_faults_are_told() {
    let shop = Shop::open("faq");
    let put = |entries: Value| shop.api.call("PUT", &shop.path("/faq"), Some(&shop.token), Some(&json!({ "entries": entries }))).unwrap();
    let entry = json!({"id": "fee", "lang": "ja", "category": "配送", "question": "送料は?", "answer": "660円です。"});
    assert_eq!(put(json!([entry])).status, 200);
    let mut faulty = entry.clone();
    faulty["id"] = json!("Fee!");
    faulty["answer"] = json!(" ");
    let error = refused(&put(json!([entry, faulty])), 422, "invalid");
    assert_eq!(faults(&error), ["entries.1.id malformed", "entries.1.answer required"]);
    let error = refused(&put(json!([entry, entry])), 422, "invalid");
    assert_eq!(faults(&error), ["entries.1.id duplicate"]);
    let kept = shop.api.call("GET", &shop.path("/faq"), Some(&shop.token), None).unwrap();
    assert_eq!(kept.json().unwrap(), json!({"version": 1, "entries": [entry]}));
    let mut shapeless = entry.clone();
    shapeless["answer"] = json!(660);
    shapeless["tags"] = json!([]);
    let error = refused(&put(json!([entry, shapeless])), 422, "invalid");
    assert_eq!(faults(&error), ["entries.1.answer malformed", "entries.1.tags unknown_key"]);
}

/// What the runtime's own clocks say, at both ends of summer time; half an
/// hour of it too, and zones that have none.
#[test]
fn a_zone_changes_its_clocks_when_its_people_do() {
    let shop = Shop::open("zones");
    for (zone, offsets, minutes_of_the_week) in [
        ("America/New_York", vec![-18_000, -14_400], vec![360, 420]),
        ("Europe/Dublin", vec![0, 3_600], vec![60]),
        ("Australia/Sydney", vec![36_000, 39_600], vec![6 * 1_440 + 960]),
        ("Australia/Lord_Howe", vec![37_800, 39_600], vec![6 * 1_440 + 900, 6 * 1_440 + 930]),
        ("America/St_Johns", vec![-12_600, -9_000], vec![270, 330]),
        ("Japan", vec![32_400], vec![]),
        ("Asia/Kathmandu", vec![20_700], vec![]),
        ("Pacific/Marquesas", vec![-34_200], vec![]),
        ("UTC", vec![0], vec![]),
    ] {
        let mut settings = settings();
        settings["zone"] = json!(zone);
        assert_eq!(put(&shop, &settings).status, 200, "{zone}");
        let told = shop.api.call("GET", &shop.path("/widget"), None, None).unwrap().json().unwrap();
        let told = told["rules"]["shop_zone"]["offsets"].as_array().unwrap().clone();
        let mut seen: Vec<_> = told.iter().map(|offset| offset["seconds"].as_i64().unwrap()).collect();
        assert!(seen.windows(2).all(|pair| pair[0] != pair[1]), "{zone}: {told:?}");
        // In 14 months each change comes at least once.
        assert_eq!(told.len() > 1, offsets.len() > 1, "{zone}: {told:?}");
        seen.sort_unstable();
        seen.dedup();
        assert_eq!(seen, offsets, "{zone}: {told:?}");
        for change in &told[1..] {
            let minute = minute_of_the_week(change["from"].as_str().unwrap());
            assert!(minutes_of_the_week.contains(&minute), "{zone}: {change}");
        }
    }
    for unknown in ["Asia/Atlantis", "+09:00", ""] {
        let mut settings = settings();
        settings["zone"] = json!(unknown);
        assert_eq!(faults(&refused(&put(&shop, &settings), 422, "invalid")), ["zone unknown"], "{unknown}");
    }
}

/// Minutes since Sunday 00:00 UTC of a moment such as `2027-03-14T07:00:00Z`.
fn minute_of_the_week(moment: &str) -> i64 {
    let part = |from: usize, until: usize| moment.get(from..until).unwrap().parse::<i64>().unwrap();
    let (mut year, month) = (part(0, 4), part(5, 7));
    // Sakamoto's way to the day of the week.
    let shift = [0, 3, 2, 5, 0, 3, 5, 1, 4, 6, 2, 4][usize::try_from(month - 1).unwrap()];
    year -= i64::from(month < 3);
    let weekday = (year + year / 4 - year / 100 + year / 400 + shift + part(8, 10)) % 7;
    weekday * 1_440 + part(11, 13) * 60 + part(14, 16)
}
