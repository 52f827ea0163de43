//! Stand-ins for the services that channels speak to: each refuses what the
//! real one would refuse, and its file says where each rule comes from.
//!
//! The worker is told by a development setting to ask for
//! `https://HOST/PATH` at `{stand-ins}/HOST/PATH`.

pub mod chatwoot;
pub mod chatwork;
mod form;
pub mod line_works;
pub mod resend;
pub mod sendgrid;
pub mod slack;
pub mod teams;
pub mod twilio;
pub mod zendesk;

use super::run_folder;
use super::shop::Shop;
use serde_json::json;
use std::collections::BTreeMap;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::{Arc, Mutex, OnceLock};
use xtask::seed::Api;
use xtask::stack::{Stack, StackOptions};
use xtask::web::{Outgoing, WebServer};

/// A minute takes a quarter of a second.
const PACE: &str = "240";

/// A call as it came to a service.
#[derive(Clone, Debug)]
pub struct Call {
    /// `GET`, `POST` …
    pub method: String,
    /// The service's host.
    pub host: String,
    /// The path with its query, from `/`.
    pub path: String,
    /// Headers, names in lower case.
    pub headers: BTreeMap<String, String>,
    /// The body.
    pub body: Vec<u8>,
}

/// What a service answers.
#[derive(Clone, Debug, Default)]
pub struct Answer {
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub body: String,
}

/// A stand-in: answers what is for it, and leaves the rest alone.
pub trait Service: Send {
    /// The answer; none if the call is for another (other host, room, account).
    fn answer(&mut self, call: &Call) -> Option<Answer>;
}

/// A stand-in that a test holds: it looks into it, and changes it.
pub type Held<S> = Arc<Mutex<S>>;

type All = Arc<Mutex<Vec<Box<dyn Service>>>>;

struct World {
    stack: Stack,
    services: All,
    server: WebServer,
}

fn world() -> &'static World {
    static WORLD: OnceLock<World> = OnceLock::new();
    WORLD.get_or_init(|| {
        let services: All = Arc::default();
        let known = Arc::clone(&services);
        let server = WebServer::start(0, move |incoming| {
            let (host, path) = incoming.target.trim_start_matches('/').split_once('/').unwrap_or((&incoming.target, ""));
            let call = Call {
                method: incoming.method.clone(),
                host: host.to_owned(),
                path: format!("/{path}"),
                headers: incoming.headers.iter().cloned().collect(),
                body: incoming.body.clone(),
            };
            let answer = known.lock().unwrap().iter_mut().find_map(|service| service.answer(&call));
            let answer = answer.unwrap_or_else(|| Answer::of(404, &format!("no stand-in for {} {}{}", call.method, call.host, call.path)));
            Outgoing { status: answer.status, headers: answer.headers, body: answer.body.into_bytes() }
        })
        .unwrap();
        let mut options = StackOptions::at(run_folder::fresh("services"));
        options.vars = vec![("DELIVERY_PACE".to_owned(), PACE.to_owned()), instead(&server)];
        World { stack: Stack::start(options).unwrap(), services, server }
    })
}

/// The variable that has a worker ask the stand-ins.
pub fn variable() -> (String, String) {
    instead(&world().server)
}

fn instead(server: &WebServer) -> (String, String) {
    ("STAND_INS".to_owned(), format!("http://127.0.0.1:{}", server.port()))
}

/// Puts a stand-in into the world.
pub fn stand_in<S: Service + 'static>(service: S) -> Held<S> {
    struct Shared<S>(Held<S>);
    impl<S: Service> Service for Shared<S> {
        fn answer(&mut self, call: &Call) -> Option<Answer> {
            self.0.lock().unwrap().answer(call)
        }
    }
    let held = Arc::new(Mutex::new(service));
    world().services.lock().unwrap().push(Box::new(Shared(Arc::clone(&held))));
    held
}

impl Shop {
    /// A shop whose services are stand-ins.
    pub fn served(name: &str) -> Self {
        let stack = &world().stack;
        let shop = Self::made(Api::new(&stack.url()), stack.secret(), name);
        shop.furnish(100);
        shop
    }
}

/// The HMAC-SHA-256 of a text, `hex` or `base64`, by Node's cryptography.
pub fn hmac(secret: &str, text: &str, encoding: &str) -> String {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("it/harness/services/hmac.mjs");
    let mut node = Command::new("node").arg(script).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    node.stdin.take().unwrap().write_all(json!([secret, text, encoding]).to_string().as_bytes()).unwrap();
    String::from_utf8(node.wait_with_output().unwrap().stdout).unwrap()
}

impl Answer {
    /// A status with a body of text.
    pub fn of(status: u16, body: &str) -> Self {
        Self { status, headers: vec![], body: body.to_owned() }
    }

    /// With a header.
    pub fn with(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }
}

impl Call {
    /// The body as JSON; null if it is none.
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.body).unwrap_or_default()
    }

    /// The body's media type, without parameters.
    pub fn media_type(&self) -> &str {
        self.headers.get("content-type").map_or("", |value| value.split(';').next().unwrap_or_default())
    }
}
