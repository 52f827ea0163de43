//! Shops and desks are made with the installation's secret, and by nobody else.

use crate::harness::house::house;
use crate::harness::refusal::refused;
use crate::harness::samples::settings;
use crate::harness::shop::Shop;
use serde_json::json;

#[test]
fn without_the_secret_nothing_is_made() {
    let api = &house().api;
    let shop = Shop::open("maker");
    for token in [None, Some("wrong"), Some(shop.token.as_str()), Some(shop.desk_token.as_str())] {
        for (path, body) in [("/v1/shops/not-made", json!({"desk": shop.desk})), ("/v1/desks/not-made", json!({}))] {
            refused(&api.call("PUT", path, token, Some(&body)).unwrap(), 401, "unauthorized");
            refused(&api.call("GET", &format!("{path}/settings"), Some("any"), None).unwrap(), 401, "unauthorized");
        }
    }
    refused(&api.call("GET", "/v1/shops/not-made/widget", None, None).unwrap(), 404, "not_found");
}

#[test]
fn a_shop_needs_a_desk_that_exists() {
    let api = &house().api;
    let answer = api.call("PUT", "/v1/shops/deskless", Some(house().secret()), Some(&json!({"desk": "no-such-desk"}))).unwrap();
    let error = refused(&answer, 422, "invalid");
    assert_eq!(error["faults"], json!([{"path": "desk", "code": "unknown"}]));
    refused(&api.call("GET", "/v1/shops/deskless/widget", None, None).unwrap(), 404, "not_found");
}

#[test]
fn made_anew_it_keeps_everything_but_its_token() {
    let shop = Shop::open("anew");
    let answer = shop.api.call("PUT", &shop.path(""), Some(house().secret()), Some(&json!({"desk": shop.desk}))).unwrap();
    assert_eq!(answer.status, 200, "not 201: it was there");
    let token = answer.token("renew").unwrap();
    refused(&shop.api.call("GET", &shop.path("/settings"), Some(&shop.token), None).unwrap(), 401, "unauthorized");
    let kept = shop.api.call("GET", &shop.path("/settings"), Some(&token), None).unwrap();
    assert_eq!(kept.json().unwrap()["name"], settings()["name"]);
}

#[test]
fn names_have_a_form() {
    let api = &house().api;
    for name in ["Upper", "with%20space", "-dash", "dash-", &"x".repeat(41)] {
        let answer = api.call("PUT", &format!("/v1/desks/{name}"), Some(house().secret()), Some(&json!({}))).unwrap();
        refused(&answer, 404, "not_found");
    }
}
