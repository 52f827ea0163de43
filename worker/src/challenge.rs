//! Whether a person sent a form: a challenge that the shopper's browser passed,
//! checked where it was made (Cloudflare Turnstile).
//!
//! What can be told is judged; where nothing can be told (no answer, an error
//! of theirs, a wrong secret of the shop's), the request is not let in as if
//! it had passed, nor is a shopper sent away for what isn't theirs to mend: it
//! is accepted and set aside, and the desk sees why.

use crate::delivery::address;
use crate::refusal::Refusal;
use crate::{call, door, timer, token};
use madoguchi_shared::json;
use madoguchi_shared::settings::{ShopSettings, Turnstile};
use madoguchi_shared::{Code, Draft, Fault};
use serde::{Deserialize, Serialize};
use worker::{AbortController, Env, Fetch, Headers};

/// Where a passed challenge is checked.
const SITEVERIFY: &str = "https://challenges.cloudflare.com/turnstile/v0/siteverify";
/// Another place for it: heeded only together with `ALLOW_LOOPBACK`.
const ELSEWHERE: &str = "TURNSTILE_URL";
/// What the panel names the act for which it shows the challenge.
const ACTION: &str = "ask";
/// How long the check may take, in milliseconds.
const TIMEOUT_MS: i64 = 5_000;
/// Longest token, in bytes, as Turnstile documents it.
const TOKEN_MAX: usize = 2_048;

/// Somebody who knows whether a challenge was passed.
pub trait Challenge {
    /// What is known of `token`; none where nothing can be learned now. The
    /// same `once` gets the same answer for a token that serves once.
    async fn ask(&self, token: &str, once: &str) -> Option<Answer>;
}

/// What siteverify answers.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Answer {
    success: bool,
    hostname: String,
    action: String,
    #[serde(rename = "error-codes")]
    errors: Vec<String>,
}

/// Turnstile, with one shop's secret.
pub struct Siteverify<'a> {
    url: String,
    secret: &'a str,
}

impl<'a> Siteverify<'a> {
    /// For a shop's keys.
    pub fn new(env: &Env, keys: &'a Turnstile) -> Self {
        let elsewhere = env.var(ELSEWHERE).ok().filter(|_| address::loopback_allowed(env));
        let url = elsewhere.map_or_else(|| SITEVERIFY.to_owned(), |url| url.to_string());
        Self { url, secret: keys.secret.as_deref().unwrap_or_default() }
    }

    async fn post(&self, token: &str, once: &str, abort: &AbortController) -> Result<Answer, Refusal> {
        #[derive(Serialize)]
        struct Asked<'a> {
            secret: &'a str,
            response: &'a str,
            idempotency_key: &'a str,
        }
        let asked = Asked { secret: self.secret, response: token, idempotency_key: once };
        let body = json::text(&asked).ok_or(Refusal::Storage)?;
        let headers = Headers::new();
        let mut answer = Fetch::Request(call::post(&self.url, &headers, &body)?).send_with_signal(&abort.signal()).await?;
        door::parse(&answer.bytes().await?)
    }
}

impl Challenge for Siteverify<'_> {
    async fn ask(&self, token: &str, once: &str) -> Option<Answer> {
        let abort = AbortController::default();
        let answer = timer::within(TIMEOUT_MS, self.post(token, once, &abort)).await;
        abort.abort();
        answer?.ok()
    }
}

/// Whether the challenge of `draft` was passed on one of the shop's pages;
/// `Ok(false)`: it can't be told now. `key` is the request's.
pub async fn passed(challenge: &impl Challenge, draft: &Draft, settings: &ShopSettings, own: &str, key: &str) -> Result<bool, Refusal> {
    let fault = |code| Refusal::faults(vec![Fault::at("challenge", code)]);
    match draft.challenge.len() {
        0 => return Err(fault(Code::Required)),
        n if n > TOKEN_MAX => return Err(fault(Code::TooLong)),
        _ => {}
    }
    let answer = challenge.ask(&draft.challenge, &once(&draft.challenge, key)).await;
    judge(answer, settings.origins.iter().map(String::as_str).chain([own])).map_err(fault)
}

fn judge<'a>(answer: Option<Answer>, mut origins: impl Iterator<Item = &'a str>) -> Result<bool, Code> {
    let Some(Answer { success, hostname, action, errors }) = answer else { return Ok(false) };
    let told = |code: &str| errors.iter().any(|error| error == code);
    if success {
        let here = action == ACTION && !hostname.is_empty() && origins.any(|origin| host(origin) == hostname);
        return if here { Ok(true) } else { Err(Code::Unverified) };
    }
    if told("internal-error") {
        return Ok(false);
    }
    if told("invalid-input-secret") || told("missing-input-secret") {
        worker::console_error!("turnstile: the shop's secret is refused");
        return Ok(false);
    }
    Err(if told("timeout-or-duplicate") { Code::Expired } else { Code::Unverified })
}

/// An origin's host, without scheme and port.
fn host(origin: &str) -> &str {
    let host = origin.split_once("://").map_or(origin, |(_, host)| host);
    match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|b| b.is_ascii_digit()) => name,
        _ => host,
    }
}

/// A UUID for this token under this key, the same each time: a request that is
/// sent again finds its token spent by itself, and that is no fault.
fn once(challenge: &str, key: &str) -> String {
    let mac = token::sign(key.as_bytes(), &[challenge.as_bytes()]);
    let mut text = String::with_capacity(36);
    for (place, byte) in mac.iter().take(16).enumerate() {
        if matches!(place, 4 | 6 | 8 | 10) {
            text.push('-');
        }
        // Of the form of version 4 (RFC 9562 §5.4), which every checker knows.
        let byte = match place {
            6 => 0x40 | byte & 0x0f,
            8 => 0x80 | byte & 0x3f,
            _ => *byte,
        };
        for nibble in [byte >> 4, byte & 15] {
            text.push(char::from_digit(u32::from(nibble), 16).unwrap_or('0'));
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(value: &serde_json::Value) -> Option<Answer> {
        serde_json::from_slice(value.to_string().as_bytes()).ok()
    }

    #[test]
    fn what_is_told_is_judged_and_what_is_not_told_lets_nobody_in() {
        let origins = || ["https://shop.example", "https://www.shop.example:8443", "https://desk.example", ""].into_iter();
        let passed = |hostname: &str, action: &str| serde_json::json!({"success": true, "hostname": hostname, "action": action});
        let failed = |code: &str| serde_json::json!({"success": false, "error-codes": [code]});
        for (given, expected) in [
            (passed("shop.example", "ask"), Ok(true)),
            (passed("www.shop.example", "ask"), Ok(true)),
            (passed("desk.example", "ask"), Ok(true)),
            (passed("evil.example", "ask"), Err(Code::Unverified)),
            (passed("", "ask"), Err(Code::Unverified)),
            (passed("localhost", "ask"), Err(Code::Unverified)),
            (passed("shop.example", "login"), Err(Code::Unverified)),
            (passed("shop.example", ""), Err(Code::Unverified)),
            (failed("invalid-input-response"), Err(Code::Unverified)),
            (failed("bad-request"), Err(Code::Unverified)),
            (failed("timeout-or-duplicate"), Err(Code::Expired)),
            (failed("internal-error"), Ok(false)),
            (serde_json::json!({}), Err(Code::Unverified)),
        ] {
            assert_eq!(judge(answer(&given), origins()), expected, "{given}");
        }
        assert_eq!(judge(None, origins()), Ok(false));
        assert!(answer(&serde_json::json!({"success": "yes"})).is_none());
    }

    #[test]
    fn a_host_is_what_stands_between_scheme_and_port() {
        for (origin, name) in [
            ("https://shop.example", "shop.example"),
            ("http://localhost:8787", "localhost"),
            ("https://[::1]:8443", "[::1]"),
            ("https://[2001:db8::1]", "[2001:db8::1]"),
            ("", ""),
        ] {
            assert_eq!(host(origin), name);
        }
    }

    #[test]
    fn a_token_has_one_uuid_under_one_key() {
        let uuid = once("token", "key-of-a-request");
        assert_eq!(uuid, once("token", "key-of-a-request"));
        assert!(uuid != once("token", "another-request") && uuid != once("other", "key-of-a-request"));
        let parts: Vec<_> = uuid.split('-').map(str::len).collect();
        assert_eq!(parts, [8, 4, 4, 4, 12]);
        assert!(uuid.as_bytes()[14] == b'4' && b"89ab".contains(&uuid.as_bytes()[19]));
    }
}
