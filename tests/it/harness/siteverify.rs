//! Stands in for Turnstile's siteverify: it answers by the secret as
//! Cloudflare documents it for the keys that are made for tests, and by other
//! secrets with what may go wrong there. A token tells the page and the act
//! for which it was made: `host|action`, maybe with more behind.

use serde_json::{Value, json};
use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use xtask::web::{Outgoing, WebServer};

/// Documented: always passes, always fails, and says that the token was spent.
pub const PASSES: &str = "1x0000000000000000000000000000000AA";
pub const FAILS: &str = "2x0000000000000000000000000000000AA";
pub const SPENT: &str = "3x0000000000000000000000000000000AA";
/// Passes each token once; again only under the same `idempotency_key`.
pub const ONCE: &str = "once";
/// An error inside, one that isn't JSON, and a secret that it doesn't know.
pub const INTERNAL: &str = "internal";
pub const GARBAGE: &str = "garbage";
pub const UNKNOWN: &str = "unknown";
/// Says that it passed, long after anybody waits for it.
pub const HANGS: &str = "hangs";
/// How long that is: more than any test waits.
const LONG: Duration = Duration::from_secs(120);

/// The stand-in.
pub struct Siteverify {
    server: WebServer,
    asked: Arc<Mutex<Vec<Value>>>,
}

impl Siteverify {
    /// Starts it.
    pub fn start() -> Self {
        let asked: Arc<Mutex<Vec<Value>>> = Arc::default();
        let (noted, spent) = (Arc::clone(&asked), Mutex::new(HashMap::new()));
        let server = WebServer::start(0, move |incoming| {
            let question: Value = serde_json::from_slice(&incoming.body).unwrap_or_default();
            noted.lock().unwrap().push(question.clone());
            if question["secret"] == HANGS {
                std::thread::sleep(LONG);
            }
            answer(&question, &mut spent.lock().unwrap())
        });
        Self { server: server.unwrap(), asked }
    }

    /// Where it listens.
    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}/siteverify", self.server.port())
    }

    /// How often it was asked about a token.
    pub fn asked(&self, token: &str) -> usize {
        self.asked.lock().unwrap().iter().filter(|question| question["response"] == token).count()
    }
}

fn answer(question: &Value, spent: &mut HashMap<String, String>) -> Outgoing {
    let text = |name: &str| question[name].as_str().unwrap_or_default();
    let (token, once) = (text("response"), text("idempotency_key"));
    let mut parts = token.split('|');
    let (host, action) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
    let passed = json!({"success": true, "error-codes": [], "challenge_ts": "2026-11-22T00:00:00Z", "hostname": host, "action": action, "cdata": ""});
    let failed = |code: &str| json!({"success": false, "error-codes": [code]});
    let body = match text("secret") {
        PASSES | HANGS => passed,
        ONCE if spent.entry(token.to_owned()).or_insert_with(|| once.to_owned()) == once => passed,
        SPENT | ONCE => failed("timeout-or-duplicate"),
        INTERNAL => failed("internal-error"),
        UNKNOWN => failed("invalid-input-secret"),
        GARBAGE => return Outgoing { status: 502, body: b"<html>Bad gateway</html>".to_vec(), ..Outgoing::default() },
        _ => failed("invalid-input-response"),
    };
    let headers = vec![("content-type".to_owned(), "application/json".to_owned())];
    Outgoing { status: 200, headers, body: body.to_string().into_bytes() }
}
