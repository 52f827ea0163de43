//! A shop's own backend, which tells who a signed-in customer is.

use super::samples::settings;
use super::shop::Shop;
use serde_json::{Value, json};
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{SystemTime, UNIX_EPOCH};
use xtask::seed;

/// What backend and settings share.
pub const SECRET: &str = "thirty-two-bytes-for-tests-only!";

/// Puts the shop's settings with the secret.
pub fn connect(shop: &Shop) {
    let mut settings = settings();
    settings["identity_secret"] = json!(SECRET);
    seed::put(&shop.api, &shop.path("/settings"), &shop.token, &settings).unwrap();
}

/// Claims for the shop that run out in so many seconds.
pub fn claims(shop: &Shop, seconds: i64) -> Value {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs();
    let expires = i64::try_from(now).unwrap() + seconds;
    json!({"sub": "customer-7", "aud": shop.name, "exp": expires, "name": "山田 花子", "email": "hanako@example.jp"})
}

/// A token with these claims, signed under a secret.
pub fn signed(claims: &Value, secret: &str) -> String {
    let input = json!({"header": {"alg": "HS256", "typ": "JWT"}, "claims": claims, "secret": secret});
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("it/harness/sign.mjs");
    let mut node = Command::new(xtask::node::node().unwrap());
    let mut child = node.arg(script).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(input.to_string().as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    String::from_utf8(output.stdout).unwrap()
}
