//! A receiver of webhooks that answers as it is told, and keeps what came.

use serde_json::{Value, json};
use std::collections::{BTreeMap, VecDeque};
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::Instant;
use xtask::web::{Outgoing, WebServer};

/// One request as it came, and the status that it was answered with.
#[derive(Clone, Debug)]
pub struct Received {
    pub at: Instant,
    pub headers: BTreeMap<String, String>,
    pub body: Vec<u8>,
    pub answered: u16,
}

/// A receiver on this machine; it ends when it is dropped.
pub struct Receiver {
    server: WebServer,
    seen: Arc<Mutex<Vec<Received>>>,
    answers: Arc<Mutex<Answers>>,
}

/// What comes next, and what comes after that for good.
struct Answers {
    next: VecDeque<u16>,
    then: u16,
}

impl Receiver {
    /// Answers with these one after the other, then always with 204.
    pub fn answering(first: &[u16]) -> Self {
        let seen: Arc<Mutex<Vec<Received>>> = Arc::default();
        let answers = Arc::new(Mutex::new(Answers { next: first.iter().copied().collect(), then: 204 }));
        let (noted, told) = (Arc::clone(&seen), Arc::clone(&answers));
        let server = WebServer::start(0, move |incoming| {
            let status = {
                let mut answers = told.lock().unwrap();
                answers.next.pop_front().unwrap_or(answers.then)
            };
            let headers = incoming.headers.into_iter().collect();
            noted.lock().unwrap().push(Received { at: Instant::now(), headers, body: incoming.body, answered: status });
            Outgoing { status, ..Outgoing::default() }
        });
        Self { server: server.unwrap(), seen, answers }
    }

    /// Answers with this status from now on.
    pub fn answer(&self, status: u16) {
        self.answers.lock().unwrap().then = status;
    }

    /// Where to post.
    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}/hook", self.server.port())
    }

    /// Everything that came so far.
    pub fn seen(&self) -> Vec<Received> {
        self.seen.lock().unwrap().clone()
    }
}

impl Received {
    /// The event's id, the same at each try.
    pub fn id(&self) -> &str {
        &self.headers["webhook-id"]
    }

    /// The event.
    pub fn event(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap()
    }

    /// What the reference library says of the signature: `valid`, or why not.
    pub fn verdict(&self, secret: &str) -> String {
        let input = json!({"secret": secret, "headers": self.headers, "body": base64(&self.body)});
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("it/harness/verify.mjs");
        let mut node = Command::new(xtask::node::node().unwrap());
        let mut child = node.arg(script).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        child.stdin.take().unwrap().write_all(input.to_string().as_bytes()).unwrap();
        let output = child.wait_with_output().unwrap();
        String::from_utf8(output.stdout).unwrap().trim().to_owned()
    }
}

/// A webhook's secret: 32 bytes that nobody keeps.
pub fn secret() -> String {
    format!("whsec_{}", base64(b"thirty-two bytes, for tests only"))
}

/// Standard base 64.
pub fn base64(bytes: &[u8]) -> String {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for chunk in bytes.chunks(3) {
        let bits = chunk.iter().fold(0_usize, |bits, byte| bits << 8 | usize::from(*byte)) << (8 * (3 - chunk.len()));
        for place in 0..4 {
            let shown = place <= chunk.len();
            text.push(if shown { char::from(ALPHABET[bits >> (18 - 6 * place) & 63]) } else { '=' });
        }
    }
    text
}
