//! Which pages may call, and what their browsers are told.

use crate::harness::house::house;
use crate::harness::refusal::refused;
use crate::harness::samples::{ORIGIN, draft, key};
use crate::harness::shop::Shop;
use xtask::seed::Answer;

const ALLOW: &str = "access-control-allow-origin";

fn call(shop: &Shop, method: &str, rest: &str, origin: &str) -> Answer {
    let key = key();
    let mut headers = vec![("origin", origin), ("idempotency-key", key.as_str())];
    let body = match method {
        "POST" => draft().to_string(),
        _ => String::new(),
    };
    if method == "POST" {
        headers.push(("content-type", "application/json"));
    }
    if method == "OPTIONS" {
        headers.push(("access-control-request-method", "POST"));
        headers.push(("access-control-request-headers", "content-type,idempotency-key"));
    }
    shop.api.send(method, &shop.path(rest), &headers, &body).unwrap()
}

#[test]
fn a_foreign_page_is_refused_and_leaves_nothing_behind() {
    let shop = Shop::open("foreign");
    let alike = [
        "https://evil.example",
        "https://shop.example.evil.example",
        "https://evilshop.example",
        "https://evil.shop.example",
        "https://shop.example.",
        "https://shop.example:8443",
        "https://shop.example/",
        "https://shop.example@evil.example",
        "https://shop.example, https://evil.example",
        "https://xn--sop-7dd.example",
        "http://shop.example",
        "https://SHOP.example",
        "shop.example",
        "file://",
        "null",
        "*",
    ];
    for origin in alike {
        for (method, rest) in [("GET", "/widget?lang=ja"), ("GET", "/windows?topic=gift"), ("POST", "/tickets"), ("OPTIONS", "/tickets")] {
            let answer = call(&shop, method, rest, origin);
            refused(&answer, 403, "foreign_origin");
            assert_eq!(answer.header(ALLOW), None, "{method} {rest} from {origin}");
        }
    }
    assert!(shop.listed().is_empty());
}

#[test]
fn a_listed_page_is_allowed_by_name_with_refusals_too() {
    let shop = Shop::open("listed");
    let own = house().url();
    for origin in [ORIGIN, own.replace("localhost", "127.0.0.1").as_str()] {
        let accepted = call(&shop, "POST", "/tickets", origin);
        assert_eq!((accepted.status, accepted.header(ALLOW)), (201, Some(origin)), "{}", accepted.text);
        let read = call(&shop, "GET", "/widget?lang=ja", origin);
        assert_eq!((read.status, read.header(ALLOW)), (200, Some(origin)));
        assert!(read.header("vary").is_some_and(|vary| vary.to_lowercase().contains("origin")));
        let unknown = call(&shop, "GET", "/windows?topic=nothing", origin);
        refused(&unknown, 422, "invalid");
        assert_eq!(unknown.header(ALLOW), Some(origin), "a page may read why");
        for answer in [&accepted, &read, &unknown] {
            assert_eq!(answer.header("access-control-allow-credentials"), None);
        }
    }
}

#[test]
fn a_preflight_tells_what_may_be_sent() {
    let shop = Shop::open("preflight");
    let answer = call(&shop, "OPTIONS", "/tickets", ORIGIN);
    assert_eq!((answer.status, answer.header(ALLOW)), (204, Some(ORIGIN)));
    let told = |name: &str| answer.header(name).unwrap_or_default().to_lowercase();
    for method in ["get", "post", "patch", "delete"] {
        assert!(told("access-control-allow-methods").contains(method));
    }
    for header in ["authorization", "content-type", "idempotency-key"] {
        assert!(told("access-control-allow-headers").contains(header));
    }
}

#[test]
fn no_page_may_call_for_owner_or_desk() {
    let shop = Shop::open("owner-page");
    let headers = [("origin", ORIGIN), ("authorization", &format!("Bearer {}", shop.token))];
    let answer = shop.api.send("GET", &shop.path("/settings"), &headers, "").unwrap();
    assert_eq!(answer.header(ALLOW), None, "a browser keeps the answer from the page");
}
