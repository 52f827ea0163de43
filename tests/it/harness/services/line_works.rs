//! LINE WORKS: one app's service account, and its bot.
//!
//! | rule | from |
//! | --- | --- |
//! | the token's call is a form: `assertion`, `grant_type` jwt-bearer, `client_id`, `client_secret`, `scope`; else 400 or 401 with `error` | developers.worksmobile.com, "Authentication with a Service Account (JWT)"; RFC 6749 §5.2 |
//! | the assertion: RS256, `typ` JWT, `iss` the client, `sub` the account, `iat` and `exp` as numbers, 60 minutes at most, base 64 without padding | the same; RFC 7523 §3 |
//! | `expires_in` as a text; a token holds 1 or 24 hours | the same |
//! | `Authorization: Bearer`, else 401 `UNAUTHORIZED` | "How to Make API Calls" |
//! | `content.type` text, `content.text` of 1 to 2,000 characters (here UTF-16 units, the stricter), else 400 | "Text" of a bot's messages |
//! | `<m userId="…">` mentions | "Mention members" |
//! | 201 with an empty body | `lineworks.bot_message.json` |
//! | 429 `TOO_MANY_REQUESTS`, 240 calls a minute | "Limits" |

use super::form::fields;
use super::{Answer, Call, Service};
use serde_json::{Value, json};
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{SystemTime, UNIX_EPOCH};

/// The most characters of a text.
const TEXT_MAX: usize = 2_000;
/// The longest that an assertion may hold, in seconds.
const SIGNED_MAX: i64 = 3_600;
/// How far clocks may differ, in seconds.
const SKEW: i64 = 300;

/// One app and its bot.
pub struct LineWorks {
    /// The app's client id.
    pub client: String,
    /// Its private key, as the console gives it out.
    pub private: String,
    /// The public key that is known.
    pub public: String,
    /// The bot's number.
    pub bot: String,
    /// Tokens that hold.
    pub tokens: Vec<String>,
    /// How many were given out.
    pub given: usize,
    /// The texts that were taken, each with the path that it was posted to.
    pub taken: Vec<(String, String)>,
    /// What it says to a message, if it says something of its own.
    pub says: Option<Answer>,
}

impl LineWorks {
    pub fn app(client: &str, bot: &str) -> Self {
        let keys = rs256(&json!({"make": true}));
        let key = |name: &str| keys[name].as_str().unwrap().to_owned();
        let (client, bot) = (client.to_owned(), bot.to_owned());
        Self { client, private: key("private"), public: key("public"), bot, tokens: vec![], given: 0, taken: vec![], says: None }
    }

    /// Its secret.
    pub fn secret(&self) -> String {
        format!("secret-of-{}", self.client)
    }

    /// Its service account.
    pub fn account(&self) -> String {
        format!("{}.serviceaccount@shop", self.client)
    }

    fn token(&mut self, call: &Call) -> Option<Answer> {
        let form = fields(call)?;
        let field = |name: &str| form.get(name).map(String::as_str).unwrap_or_default();
        if field("client_id") != self.client {
            return None;
        }
        let refused = |status, error: &str| Some(Answer::of(status, &json!({"error": error, "error_description": "…"}).to_string()));
        if field("client_secret") != self.secret() {
            return refused(401, "invalid_client");
        }
        if field("grant_type") != "urn:ietf:params:oauth:grant-type:jwt-bearer" {
            return refused(400, "unsupported_grant_type");
        }
        if !matches!(field("scope"), "bot" | "bot.message") {
            return refused(400, "invalid_scope");
        }
        if !self.holds(field("assertion")) {
            return refused(400, "invalid_grant");
        }
        self.given += 1;
        let token = format!("{}.{}", self.client, self.given);
        self.tokens.push(token.clone());
        let body = json!({"access_token": token, "refresh_token": "r", "scope": "bot", "token_type": "Bearer", "expires_in": "86400"});
        Some(Answer::of(200, &body.to_string()).with("content-type", "application/json"))
    }

    fn holds(&self, assertion: &str) -> bool {
        if assertion.split('.').count() != 3 || assertion.contains('=') {
            return false;
        }
        let read = rs256(&json!({"public": self.public, "token": assertion}));
        let claims = &read["claims"];
        let (Some(iat), Some(exp)) = (claims["iat"].as_i64(), claims["exp"].as_i64()) else { return false };
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs() as i64;
        read["holds"] == true
            && read["header"] == json!({"alg": "RS256", "typ": "JWT"})
            && claims["iss"] == self.client
            && claims["sub"] == self.account()
            && (now - iat).abs() <= SKEW
            && exp > now
            && exp - iat <= SIGNED_MAX
    }

    fn message(&mut self, call: &Call) -> Option<Answer> {
        let path = call.path.strip_prefix(&format!("/v1.0/bots/{}/", self.bot))?.to_owned();
        let refused = |status, code: &str| Some(Answer::of(status, &json!({"code": code, "description": "…"}).to_string()));
        let bearer = call.headers.get("authorization").and_then(|value| value.strip_prefix("Bearer "));
        if bearer.is_none_or(|token| !self.tokens.iter().any(|known| known == token)) {
            return refused(401, "UNAUTHORIZED");
        }
        if let Some(says) = &self.says {
            return Some(says.clone());
        }
        let parts: Vec<&str> = path.split('/').collect();
        if call.method != "POST" || !matches!(parts[..], ["channels" | "users", to, "messages"] if !to.is_empty()) {
            return refused(404, "NOT_FOUND");
        }
        let content = &call.json()["content"];
        let text = content["text"].as_str().unwrap_or_default();
        let fits = (1..=TEXT_MAX).contains(&text.encode_utf16().count());
        if call.media_type() != "application/json" || content["type"] != "text" || !fits {
            return refused(400, "INVALID_PARAMETER");
        }
        self.taken.push((path, text.to_owned()));
        Some(Answer::of(201, ""))
    }
}

impl Service for LineWorks {
    fn answer(&mut self, call: &Call) -> Option<Answer> {
        match (call.host.as_str(), call.path.as_str()) {
            ("auth.worksmobile.com", "/oauth2/v2.0/token") => self.token(call),
            ("www.worksapis.com", _) => self.message(call),
            _ => None,
        }
    }
}

/// What Node says: keys, or whether a token holds.
fn rs256(asked: &Value) -> Value {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("it/harness/services/rs256.mjs");
    let mut node = Command::new(xtask::node::node().unwrap());
    let mut child = node.arg(script).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(asked.to_string().as_bytes()).unwrap();
    serde_json::from_slice(&child.wait_with_output().unwrap().stdout).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    fn call(host: &str, path: &str, headers: &[(&str, &str)], body: String) -> Call {
        let headers: BTreeMap<_, _> = headers.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        Call { method: "POST".into(), host: host.into(), path: path.into(), headers, body: body.into_bytes() }
    }

    #[test]
    fn a_token_is_given_for_a_true_signature_alone() {
        let mut app = LineWorks::app("one", "1");
        let mut status = |client: &str, secret: &str, assertion: &str| {
            let grant = "urn:ietf:params:oauth:grant-type:jwt-bearer";
            let body = format!("assertion={assertion}&grant_type={grant}&client_id={client}&client_secret={secret}&scope=bot");
            let form = [("content-type", "application/x-www-form-urlencoded")];
            app.answer(&call("auth.worksmobile.com", "/oauth2/v2.0/token", &form, body)).map(|answer| answer.status)
        };
        assert_eq!(status("two", "secret-of-one", "a.b.c"), None);
        assert_eq!(status("one", "wrong", "a.b.c"), Some(401));
        assert_eq!(status("one", "secret-of-one", "a.b.c"), Some(400));
        // {"alg":"none"}, {}
        assert_eq!(status("one", "secret-of-one", "eyJhbGciOiJub25lIn0.e30."), Some(400));
    }

    #[test]
    fn a_message_is_taken_within_its_limit_by_a_token_that_holds() {
        let mut app = LineWorks::app("one", "1");
        app.tokens.push("t".to_owned());
        let mut status = |path: &str, token: &str, text: &str| {
            let headers = [("authorization", token), ("content-type", "application/json")];
            let body = json!({"content": {"type": "text", "text": text}}).to_string();
            app.answer(&call("www.worksapis.com", path, &headers, body)).map(|answer| answer.status)
        };
        let room = "/v1.0/bots/1/channels/r/messages";
        assert_eq!(status(room, "Bearer t", &"長".repeat(2_000)), Some(201));
        assert_eq!(status("/v1.0/bots/1/users/u@shop/messages", "Bearer t", "a"), Some(201));
        assert_eq!(status("/v1.0/bots/2/channels/r/messages", "Bearer t", "a"), None);
        assert_eq!(status(room, "Bearer other", "a"), Some(401));
        assert_eq!(status(room, "t", "a"), Some(401));
        assert_eq!(status(room, "Bearer t", ""), Some(400));
        assert_eq!(status(room, "Bearer t", &"長".repeat(2_001)), Some(400));
        assert_eq!(status("/v1.0/bots/1/channels//messages", "Bearer t", "a"), Some(404));
        assert_eq!(app.taken.len(), 2);
    }
}
