//! Calls from other addresses than this machine's, from a shop's page or from
//! a program that names none. Where the platform tells the address itself, a
//! caller can't set this header; the local runtime lets it through.

use super::samples::{ORIGIN, settings};
use super::shop::Shop;
use serde_json::Value;
use xtask::seed::{self, Answer};

/// Who calls a shop.
#[derive(Clone, Copy)]
pub struct Caller<'s> {
    /// The address.
    pub address: &'s str,
    /// Whether it is a page's script.
    pub page: bool,
}

impl<'s> Caller<'s> {
    /// A page of the shop, at this address.
    pub fn page(address: &'s str) -> Self {
        Self { address, page: true }
    }

    /// A program, at this address.
    pub fn program(address: &'s str) -> Self {
        Self { address, page: false }
    }

    /// Calls.
    pub fn send(self, shop: &Shop, method: &str, path: &str, more: &[(&str, &str)], body: &str) -> Answer {
        let mut headers = vec![("cf-connecting-ip", self.address)];
        headers.extend(self.page.then_some(("origin", ORIGIN)));
        headers.extend(more);
        shop.api.send(method, path, &headers, body).unwrap()
    }

    /// Reads what the panel is told.
    pub fn widget(self, shop: &Shop) -> Answer {
        self.send(shop, "GET", &shop.path("/widget?lang=ja"), &[], "")
    }

    /// Posts a draft under a key.
    pub fn post(self, shop: &Shop, draft: &Value, key: &str) -> Answer {
        let headers = [("content-type", "application/json"), ("idempotency-key", key)];
        self.send(shop, "POST", &shop.path("/tickets"), &headers, &draft.to_string())
    }

    /// Calls with a token.
    pub fn with_token(self, shop: &Shop, path: &str, token: &str) -> Answer {
        self.send(shop, "GET", path, &[("authorization", &format!("Bearer {token}"))], "")
    }
}

/// A shop with one of its limits low, all others as high as they go.
pub fn limited(name: &str, figure: &str, most: u32) -> Shop {
    let shop = Shop::open(name);
    let mut settings = settings();
    settings["limits"][figure] = most.into();
    seed::put(&shop.api, &shop.path("/settings"), &shop.token, &settings).unwrap();
    shop
}

/// Asserts that a call was refused as too many; the seconds after which it may
/// be tried again.
#[track_caller]
pub fn too_many(answer: &Answer) -> u64 {
    let error = super::refusal::refused(answer, 429, "too_many");
    let told = answer.header("retry-after").and_then(|seconds| seconds.parse().ok()).unwrap();
    assert_eq!(error["retry_after"], told);
    assert!(told > 0);
    told
}
