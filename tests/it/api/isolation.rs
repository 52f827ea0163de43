//! Every call with every wrong token and every foreign number: refused, with
//! nothing changed and nothing told.
//!
//! What is no secret: which shops there are (their names stand in their pages'
//! source, and the panel's settings are public) and a ticket's number, which
//! people read out on the phone. What is: every token; which tickets there
//! are; which desks there are.

use crate::attack::hostile::FRONT;
use crate::harness::house::house;
use crate::harness::refusal::refused;
use crate::harness::routes::{self, Route};
use crate::harness::samples::{draft, key, settings};
use crate::harness::shop::{Accepted, Shop};
use crate::harness::wait::until;
use serde_json::{Value, json};
use xtask::seed::Answer;

/// A number that no ticket has.
const NEVER_MADE: &str = "7K3M-9QXT-2HFA";

/// Two shops with a desk each, and tickets at both.
struct World {
    mine: Shop,
    other: Shop,
    ticket: Accepted,
    second: Accepted,
    foreign: Accepted,
    /// The key in the link of `ticket`, which is handed to the shop.
    key: String,
}

impl World {
    fn new(name: &str) -> Self {
        let (mine, other) = (Shop::open(name), Shop::open(&format!("{name}-other")));
        let (ticket, second, foreign) = (mine.accept(&draft()), mine.accept(&draft()), other.accept(&draft()));
        until("all are on their lists", || (mine.listed().len() == 2 && other.listed().len() == 1).then_some(()));
        let handed = mine.command(&ticket.id, json!({"act": "hand_over", "note": "確認してください"}), 1, &key());
        assert_eq!(handed.status, 200, "{}", handed.text);
        let list = mine.api.call("GET", &mine.path("/handed"), Some(&mine.token), None).unwrap().json().unwrap();
        let key = list["tickets"][0]["answer_link"].as_str().unwrap().rsplit_once('=').unwrap().1.to_owned();
        Self { mine, other, ticket, second, foreign, key }
    }

    /// What opens a call of `mine`, and every other token that somebody holds.
    fn tokens(&self, holder: &str) -> (String, Vec<String>) {
        let all = [
            ("owner", self.mine.token.as_str()),
            ("desk", self.mine.desk_token.as_str()),
            ("receipt", self.ticket.token.as_str()),
            ("handed", self.key.as_str()),
            ("installation", house().secret()),
            // No token opens what a signature does.
            ("signature", "a-signing-secret"),
            ("another owner", self.other.token.as_str()),
            ("another desk", self.other.desk_token.as_str()),
            ("another receipt of this shop", self.second.token.as_str()),
            ("a receipt of another shop", self.foreign.token.as_str()),
        ];
        let right = all.iter().find(|(name, _)| *name == holder).unwrap().1.to_owned();
        let wrong = all.iter().filter(|(name, _)| *name != holder).map(|(_, token)| (*token).to_owned());
        let wrong = wrong.collect();
        (right, wrong)
    }

    /// Everything of `mine` that a call could change, as its holders see it.
    fn snapshot(&self) -> Vec<Value> {
        let read = |path: &str, token: &str| self.mine.api.call("GET", path, Some(token), None).unwrap().json().unwrap();
        let mut seen: Vec<Value> = ["/settings", "/faq"].iter().map(|rest| read(&self.mine.path(rest), &self.mine.token)).collect();
        seen.push(read(&self.mine.desk_path("/settings"), &self.mine.desk_token));
        let mut list = read(&self.mine.desk_path("/tickets"), &self.mine.desk_token);
        list.as_object_mut().unwrap().remove("now");
        seen.push(list);
        seen.extend([&self.ticket, &self.second].map(|ticket| self.mine.status(ticket).json().unwrap()));
        seen
    }

    /// A body with which the call would do something.
    fn body(&self, route: &Route) -> Option<Value> {
        let mut renamed = settings();
        renamed["name"] = json!("乗っ取り");
        route.takes_body.then(|| match route.id.as_str() {
            "putShopSettings" => renamed,
            "putFaq" => json!({"entries": []}),
            "putDeskSettings" => self.mine.desk_settings(1),
            "makeShop" => json!({"desk": self.other.desk}),
            "moveTicket" => json!({"window": self.mine.window_ahead()}),
            "rateTicket" => json!({"score": 1}),
            "answerHanded" => json!({"id": key(), "seq": 2, "act": "close", "outcome": "solved"}),
            "actOnTicket" | "changeTicket" => json!({"id": key(), "seq": 2, "act": "attempt", "outcome": "reached"}),
            _ => json!({}),
        })
    }
}

/// A call with this `Authorization`, or none; for each of the API's calls from
/// another address, so that nobody is stopped for guessing too much.
fn send(route: &Route, path: &str, authorization: Option<&str>, body: Option<&str>) -> Answer {
    let place = route.id.bytes().fold(0_u8, |sum, byte| sum.wrapping_mul(31).wrapping_add(byte));
    let address = format!("198.51.100.{place}");
    let mut headers = vec![("cf-connecting-ip", address.as_str())];
    headers.extend(authorization.map(|value| ("authorization", value)));
    headers.extend(body.map(|_| ("content-type", "application/json")));
    house().api.send(&route.method, path, &headers, body.unwrap_or_default()).unwrap()
}

/// All that an answer tells.
fn told(answer: &Answer) -> (u16, &str, Vec<&(String, String)>) {
    let mut headers: Vec<_> = answer.headers.iter().filter(|(name, _)| name != "date").collect();
    headers.sort();
    (answer.status, &answer.text, headers)
}

#[test]
fn no_wrong_token_opens_any_call_or_changes_anything() {
    let world = World::new("wrong-token");
    let before = world.snapshot();
    let mut calls = 0;
    for route in routes::all() {
        let Some(holder) = &route.holder else { continue };
        let (right, others) = world.tokens(holder);
        let path = route.at(&world.mine.name, &world.mine.desk, &world.ticket.id);
        let body = world.body(&route).map(|body| body.to_string());
        let first = send(&route, &path, None, body.as_deref());
        refused(&first, 401, "unauthorized");
        assert_eq!(first.header("www-authenticate"), Some("Bearer"));
        let upper = if right.to_ascii_uppercase() == right { right.to_ascii_lowercase() } else { right.to_ascii_uppercase() };
        let spoilt = [String::new(), "x".into(), "a".repeat(7_000), format!("{right}x"), right.get(1..).unwrap().to_owned(), upper];
        let bearers = others.into_iter().chain(spoilt).map(|token| format!("Bearer {token}"));
        let schemes = [
            right.clone(),
            format!("Basic {right}"),
            format!("Token {right}"),
            format!("Bearer{right}"),
            format!("Bearer Bearer {right}"),
            "Bearer".into(),
        ];
        for authorization in bearers.chain(schemes) {
            let answer = send(&route, &path, Some(&authorization), body.as_deref());
            assert_eq!(told(&answer), told(&first), "{} {} with {authorization:?}", route.method, route.path);
            calls += 1;
        }
    }
    assert!(calls > 200, "{calls}");
    assert_eq!(world.snapshot(), before);
}

#[test]
fn a_foreign_number_is_answered_like_one_that_never_was() {
    let world = World::new("foreign-number");
    let before = world.snapshot();
    let mut calls = 0;
    for route in routes::all().into_iter().filter(|route| route.path.contains("{ticket}")) {
        let (right, _) = world.tokens(route.holder.as_deref().unwrap());
        let bearer = format!("Bearer {right}");
        let status = if route.holder.as_deref() == Some("desk") { 404 } else { 401 };
        let good = world.body(&route).map(|body| body.to_string());
        for body in [good.as_deref(), route.takes_body.then_some("{}"), route.takes_body.then_some("{\"")] {
            let at = |shop: &Shop, ticket: &str| send(&route, &route.at(&shop.name, &world.mine.desk, ticket), Some(&bearer), body);
            let never = at(&world.mine, NEVER_MADE);
            assert_eq!(never.status, status, "{} {}: {}", route.method, route.path, never.text);
            assert_eq!(told(&at(&world.mine, &world.foreign.id)), told(&never), "another shop's");
            if status == 401 {
                assert_eq!(told(&at(&world.mine, &world.second.id)), told(&never), "another of the same shop");
                let elsewhere = at(&world.other, NEVER_MADE);
                assert_eq!(told(&elsewhere), told(&never));
                assert_eq!(told(&at(&world.other, &world.ticket.id)), told(&elsewhere), "the same number and token at another shop");
                assert_eq!(told(&at(&world.other, &world.foreign.id)), told(&elsewhere));
            }
            for malformed in ["x", "7K3M-9QXT-2HF", "7K3M-9QXT-2HFA-", "%00", "' OR 1=1 --", "..%2f..%2fsettings", "__proto__"] {
                let answer = at(&world.mine, &malformed.replace(' ', "%20"));
                assert!(matches!(answer.status, 401 | 404), "{malformed}: {}", answer.text);
            }
            calls += 1;
        }
    }
    assert!(calls >= 15, "{calls}");
    assert_eq!(world.snapshot(), before);
}

#[test]
fn nobody_learns_without_a_token_which_shops_and_desks_there_are() {
    let world = World::new("which");
    for route in routes::all() {
        let Some(holder) = route.holder.clone().filter(|holder| holder != "receipt" && holder != "handed") else { continue };
        let body = world.body(&route).map(|body| body.to_string());
        let (right, _) = world.tokens(&holder);
        for token in [None, Some("Bearer x".to_owned()), (holder != "installation").then(|| format!("Bearer {right}"))] {
            let there = send(&route, &route.at(&world.other.name, &world.other.desk, &world.ticket.id), token.as_deref(), body.as_deref());
            let nowhere = send(&route, &route.at("never-made", "never-made", &world.ticket.id), token.as_deref(), body.as_deref());
            refused(&nowhere, 401, "unauthorized");
            assert_eq!(told(&there), told(&nowhere), "{} {}", route.method, route.path);
        }
    }
    // What is public says so: the panel's settings of a shop.
    assert_eq!(house().api.call("GET", &world.mine.path("/widget"), None, None).unwrap().status, 200);
    refused(&house().api.call("GET", "/v1/shops/never-made/widget", None, None).unwrap(), 404, "not_found");
    for name in ["Upper", "a_b", "%2e%2e", "%00", &"x".repeat(41)] {
        refused(&house().api.call("GET", &format!("/v1/shops/{name}/settings"), None, None).unwrap(), 404, "not_found");
    }
}

#[test]
fn no_strangers_body_is_read() {
    let world = World::new("unread");
    // More than is taken, and less than the development front holds back.
    let huge = "x".repeat(100_000);
    for route in routes::all().into_iter().filter(|route| route.takes_body && route.holder.is_some()) {
        let path = route.at(&world.mine.name, &world.mine.desk, &world.ticket.id);
        for (kind, body) in [("application/json", "{"), ("text/plain", "x"), ("application/json", huge.as_str())] {
            let headers = [("authorization", "Bearer x"), ("content-type", kind)];
            // What is answered unread the development server's front may lose.
            let sent = || house().api.send(&route.method, &path, &headers, body).ok().filter(|answer| !answer.text.starts_with(FRONT));
            refused(&until("an answer comes through", sent), 401, "unauthorized");
        }
    }
}

#[test]
fn no_other_method_opens_an_address() {
    let world = World::new("methods");
    let routes = routes::all();
    for route in &routes {
        let path = route.at(&world.mine.name, &world.mine.desk, &world.ticket.id);
        for method in ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "QUERY", "PROPFIND"] {
            let known = |other: &Route| other.path == route.path && (other.method == method || method == "HEAD" && other.method == "GET");
            if routes.iter().any(known) || route.path == "/openapi.json" {
                continue;
            }
            let answer = house().api.send(method, &path, &[], "").unwrap();
            // What a browser asks beforehand is for all that shoppers call.
            let asked_beforehand = method == "OPTIONS" && answer.status == 204 && answer.text.is_empty();
            let known = asked_beforehand || matches!(answer.status, 401 | 404 | 405);
            assert!(known, "{method} {path}: {} {}", answer.status, answer.text);
        }
    }
}

#[test]
fn what_is_inside_is_not_reached_from_outside() {
    let world = World::new("inside");
    let before = world.snapshot();
    let (shop, desk) = (&world.mine.name, &world.mine.desk);
    let order = json!({"desk": desk, "base": "https://evil.example", "order": [world.ticket.id, {"id": key(), "seq": 1, "act": "cancel"}]})
        .to_string();
    for path in [
        "/inside/command".to_owned(),
        "//inside/command".into(),
        format!("/v1/shops/{shop}/inside/command"),
        format!("/v1/shops/{shop}/../../inside/command"),
        format!("/v1/shops/{shop}/%2e%2e/%2e%2e/inside/command"),
        format!("/v1/shops/{shop}/..%2f..%2finside/command"),
        format!("/v1/shops/{shop}//inside/command"),
        format!("/v1/desks/{desk}/inside/event"),
        format!("/v1/desks/{desk}/../../inside/hours/{shop}"),
        format!("/v1/inside/{shop}/command"),
    ] {
        for method in ["GET", "POST"] {
            let body = if method == "POST" { order.as_str() } else { "" };
            let answer = house().api.send(method, &path, &[("content-type", "application/json")], body).unwrap();
            assert!(matches!(answer.status, 401 | 404), "{method} {path}: {} {}", answer.status, answer.text);
        }
    }
    assert_eq!(world.snapshot(), before);
}

#[test]
fn a_replaced_token_opens_nothing_from_that_moment() {
    let world = World::new("replaced");
    let api = &house().api;
    let owner = api.call("PUT", &world.mine.path(""), Some(house().secret()), Some(&json!({"desk": world.mine.desk}))).unwrap();
    let desk = api.call("PUT", &world.mine.desk_path(""), Some(house().secret()), Some(&json!({}))).unwrap();
    for (path, old, new) in [
        (world.mine.path("/settings"), &world.mine.token, owner.token("renew").unwrap()),
        (world.mine.desk_path("/tickets"), &world.mine.desk_token, desk.token("renew").unwrap()),
    ] {
        refused(&api.call("GET", &path, Some(old), None).unwrap(), 401, "unauthorized");
        assert_eq!(api.call("GET", &path, Some(&new), None).unwrap().status, 200);
    }
    assert_eq!(world.mine.status(&world.ticket).status, 200, "a shopper's receipt is no concern of theirs");
}

/// No token stands in an address: not in the calls' parameters, nor in the
/// links of the pages that we serve. (The fragment of the desk's link never
/// leaves the browser.)
#[test]
fn no_token_stands_in_an_address() {
    let document: Value = serde_json::from_str(&std::fs::read_to_string(xtask::paths::openapi()).unwrap()).unwrap();
    let mut read = 0;
    for item in document["paths"].as_object().unwrap().values().flat_map(|item| item.as_object().unwrap().values()) {
        for parameter in item["parameters"].as_array().into_iter().flatten() {
            let name = parameter["name"].as_str().unwrap().to_lowercase();
            let suspicious = ["token", "secret", "key", "auth", "password", "phone", "mail", "name"].iter().any(|word| name.contains(word));
            assert!(parameter["in"] == "header" || !suspicious, "{name}");
            read += 1;
        }
    }
    assert!(read > 10, "{read}");
    for file in super::headers::served_files() {
        let text = String::from_utf8_lossy(&std::fs::read(xtask::paths::dist().join("site").join(&file)).unwrap()).into_owned();
        for leak in ["?token=", "&token=", "?key=", "access_token="] {
            assert!(!text.contains(leak), "{file} holds {leak}");
        }
    }
}

/// Tokens are 256 random bits behind a word that tells what they open, and no
/// two are alike.
#[test]
fn tokens_are_random_and_long() {
    let world = World::new("random");
    let all = [
        &world.mine.token,
        &world.mine.desk_token,
        &world.ticket.token,
        &world.second.token,
        &world.other.token,
        &world.other.desk_token,
        &world.key,
    ];
    for (at, token) in all.iter().enumerate() {
        let random =
            token.split_once('_').filter(|(word, _)| ["owner", "desk"].contains(word)).map_or(token.as_str(), |(_, random)| random);
        assert_eq!(random.len(), 43, "256 bits in base 64: {token}");
        assert!(random.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_'));
        assert!(!all[..at].contains(token));
    }
}

/// What a shopper may not decide is not heard, whoever says it: only the
/// fields of a draft are read (CVE-2026-40569 and its like).
#[test]
fn a_draft_decides_nothing_that_is_not_the_shoppers() {
    let shop = Shop::open("mass");
    let mut greedy = draft();
    let more = json!({
        "id": NEVER_MADE, "ticket": {"id": NEVER_MADE}, "shop": "another", "seq": 9, "state": "done", "urgency": "urgent", "created_at": "2000-01-01T00:00:00Z",
        "promise": {"respond_by": null}, "pitch": ["x"], "quiet": true, "notes": [{"text": "x"}], "attempts": [{}], "token": "x",
        "customer": "somebody-else", "desk": "another", "respond_by": "2000-01-01T00:00:00Z", "admin": true, "__proto__": {"admin": true},
    });
    greedy.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    let ticket = shop.accept(&greedy);
    let row = until("the ticket is on the desk's list", || shop.row(&ticket.id));
    let (told, plain) = (&row["data"]["ticket"], shop.accept(&draft()));
    assert_ne!(ticket.id, NEVER_MADE);
    assert_eq!(
        (&told["shop"], &told["seq"], &told["state"], &told["urgency"]),
        (&json!(shop.name), &json!(1), &json!("open"), &json!("normal"))
    );
    let plain = until("the other is there too", || shop.row(&plain.id));
    let names = |value: &Value| value.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(told), names(&plain["data"]["ticket"]), "it is a ticket like any other");
    assert_eq!(names(&told["intake"]), names(&plain["data"]["ticket"]["intake"]));
}
