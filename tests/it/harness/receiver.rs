//! A receiver of webhooks that answers as it is told, and keeps what came.

use serde_json::{Value, json};
use std::collections::{BTreeMap, VecDeque};
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;
use tiny_http::{Response, Server};

/// One request as it came, and the status that it was answered with.
#[derive(Clone, Debug)]
pub struct Received {
    pub headers: BTreeMap<String, String>,
    pub body: Vec<u8>,
    pub answered: u16,
}

/// A receiver on this machine; it ends when it is dropped.
pub struct Receiver {
    server: Arc<Server>,
    thread: Option<JoinHandle<()>>,
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
        let server = Arc::new(Server::http("127.0.0.1:0").unwrap());
        let seen: Arc<Mutex<Vec<Received>>> = Arc::default();
        let answers = Arc::new(Mutex::new(Answers { next: first.iter().copied().collect(), then: 204 }));
        let (waiting, noted, told) = (Arc::clone(&server), Arc::clone(&seen), Arc::clone(&answers));
        let thread = std::thread::spawn(move || {
            for mut request in waiting.incoming_requests() {
                let mut body = Vec::new();
                request.as_reader().read_to_end(&mut body).ok();
                let headers = request.headers().iter();
                let headers = headers.map(|header| (header.field.to_string().to_ascii_lowercase(), header.value.to_string())).collect();
                let answered = {
                    let mut answers = told.lock().unwrap();
                    answers.next.pop_front().unwrap_or(answers.then)
                };
                noted.lock().unwrap().push(Received { headers, body, answered });
                request.respond(Response::empty(answered)).ok();
            }
        });
        Self { server, thread: Some(thread), seen, answers }
    }

    /// Answers with this status from now on.
    pub fn answer(&self, status: u16) {
        self.answers.lock().unwrap().then = status;
    }

    /// Where to post.
    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}/hook", self.server.server_addr().to_ip().unwrap().port())
    }

    /// Everything that came so far.
    pub fn seen(&self) -> Vec<Received> {
        self.seen.lock().unwrap().clone()
    }
}

impl Drop for Receiver {
    fn drop(&mut self) {
        self.server.unblock();
        if let Some(thread) = self.thread.take() {
            thread.join().ok();
        }
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
