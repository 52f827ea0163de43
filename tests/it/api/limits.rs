//! What is no request at all.

use crate::harness::house::house;
use crate::harness::raw::Raw;
use crate::harness::refusal::refused;
use crate::harness::routes;
use crate::harness::samples::{draft, key, settings};
use crate::harness::shop::Shop;
use serde_json::Value;

const JSON: (&str, &str) = ("content-type", "application/json");
/// What a shopper's request may weigh, in bytes.
const MOST: usize = 64 * 1024;

#[test]
fn what_is_not_json_of_this_shape_is_unreadable() {
    let shop = Shop::open("unreadable");
    for body in ["", "{", "null", "\"text\"", "{\"topic\": 1}", "{\"marketing\": \"yes\"}", "{} {}"] {
        let answer = shop.post_text(body, &key());
        refused(&answer, 400, "unreadable");
        assert!(!answer.text.contains("line"), "the parser's words stay inside: {}", answer.text);
    }
    assert_eq!(shop.listed(), Vec::<Value>::new());
}

#[test]
fn a_list_is_no_draft() {
    let shop = Shop::open("list");
    for body in ["[]", "[\"gift\", \"山田\"]", " null"] {
        refused(&shop.post_text(body, &key()), 400, "unreadable");
    }
}

#[test]
fn only_json_is_taken() {
    let shop = Shop::open("types");
    let (body, key_header) = (draft().to_string(), key());
    for kind in ["text/plain", "application/x-www-form-urlencoded", "application/jsonp", ""] {
        let headers = [("content-type", kind), ("idempotency-key", key_header.as_str())];
        refused(&shop.api.send("POST", &shop.path("/tickets"), &headers, &body).unwrap(), 415, "wrong_type");
    }
    let headers = [("content-type", "Application/JSON; charset=utf-8"), ("idempotency-key", key_header.as_str())];
    assert_eq!(shop.api.send("POST", &shop.path("/tickets"), &headers, &body).unwrap().status, 201);
}

#[test]
fn more_than_64_kib_is_too_large_with_and_without_its_length() {
    let shop = Shop::open("large");
    let raw = Raw::new(&house().url());
    let path = shop.path("/tickets");
    // Spaces after the value are JSON, so that size alone decides.
    let padded = |length: usize| {
        let draft = draft().to_string();
        format!("{draft}{}", " ".repeat(length - draft.len()))
    };
    let sent = |length: usize, chunked: bool| {
        let (key, body) = (key(), padded(length));
        let headers = [JSON, ("idempotency-key", key.as_str())];
        if chunked { raw.post_chunked(&path, &headers, body.as_bytes()) } else { raw.post(&path, &headers, body.as_bytes()) }
    };
    for chunked in [false, true] {
        let (status, text) = sent(MOST + 1, chunked);
        assert_eq!(status, 413, "{text}");
        let error: Value = serde_json::from_str(&text).unwrap();
        assert_eq!(error["error"]["code"], "too_large");
        let (status, text) = sent(MOST, chunked);
        assert_eq!(status, 201, "just as much as fits: {text}");
    }
    let (status, _) = sent(1_000_000, true);
    assert_eq!(status, 413);
}

#[test]
fn what_was_never_made_is_not_found_and_stays_unmade() {
    let api = &house().api;
    let post = || {
        let key = key();
        let headers = [JSON, ("idempotency-key", key.as_str())];
        api.send("POST", "/v1/shops/never-made/tickets", &headers, &draft().to_string()).unwrap()
    };
    for _ in 0..2 {
        refused(&post(), 404, "not_found");
        for path in ["/v1/shops/never-made/widget?lang=ja", "/v1/shops/never-made/windows?topic=gift"] {
            refused(&api.call("GET", path, None, None).unwrap(), 404, "not_found");
        }
        // Where a token is asked for, none is right.
        refused(&api.call("GET", "/v1/desks/never-made/tickets", None, None).unwrap(), 401, "unauthorized");
        let put = api.call("PUT", "/v1/shops/never-made/settings", Some("owner_x"), Some(&settings())).unwrap();
        refused(&put, 401, "unauthorized");
    }
}

#[test]
fn a_shop_without_settings_serves_no_shopper() {
    let shop = Shop::made(house().api.clone(), house().secret(), "bare");
    refused(&shop.api.call("GET", &shop.path("/widget?lang=ja"), None, None).unwrap(), 404, "not_set_up");
    refused(&shop.post(&draft(), &key()), 404, "not_set_up");
    shop.furnish(3);
    shop.accept(&draft());
}

#[test]
fn there_is_nothing_beside_the_routes() {
    let shop = Shop::open("routes");
    let shop_paths = ["/nothing", "/tickets/7K3M-9QXT-2HFA/more", "/inside", "/settings/more"].map(|rest| shop.path(rest));
    let others = ["/v1", "/v1/", "/v1/shops", "/v1/shops/", "/v1/shops/UPPER/widget", "/v2/shops/demo/widget", "/inside/command"];
    for path in shop_paths.iter().map(String::as_str).chain(others) {
        let answer = shop.api.call("GET", path, Some(&shop.token), None).unwrap();
        assert_eq!(answer.status, 404, "{path}: {}", answer.text);
    }
    let desk_path = shop.desk_path("/nothing");
    refused(&shop.api.call("GET", &desk_path, Some(&shop.desk_token), None).unwrap(), 404, "not_found");
}

#[test]
fn an_address_takes_its_methods_only_and_says_which() {
    let shop = Shop::open("methods");
    let ticket = shop.accept(&draft());
    let tokens = [("owner", &*shop.token), ("desk", &*shop.desk_token), ("receipt", &*ticket.token), ("installation", house().secret())];
    let routes = routes::all();
    for route in routes.iter().filter(|route| route.path != "/openapi.json") {
        let path = route.at(&shop.name, &shop.desk, &ticket.id);
        let mut taken: Vec<&str> = routes.iter().filter(|other| other.path == route.path).map(|other| other.method.as_str()).collect();
        taken.sort_unstable();
        let holder = routes.iter().filter(|other| other.path == route.path).find_map(|other| other.holder.as_deref());
        let token = tokens.iter().find(|(name, _)| Some(*name) == holder).map(|(_, token)| *token);
        for method in ["GET", "POST", "PUT", "PATCH", "DELETE", "QUERY"].into_iter().filter(|method| !taken.contains(method)) {
            let answer = shop.api.call(method, &path, token, None).unwrap();
            refused(&answer, 405, "method_not_allowed");
            let allowed = answer.header("allow").unwrap_or_default().replace(", HEAD", "");
            assert_eq!(allowed, taken.join(", "), "{method} {path}");
        }
    }
    let nothing = shop.api.call("DELETE", &shop.path("/erasures/1/more"), Some(&shop.token), None).unwrap();
    refused(&nothing, 404, "not_found");
}

#[test]
fn the_worker_says_that_it_is_well() {
    let answer = house().api.call("GET", "/healthz", None, None).unwrap();
    assert_eq!((answer.status, answer.text.as_str()), (200, "{\"ok\":true}"));
}
