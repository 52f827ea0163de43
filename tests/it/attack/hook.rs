//! A receiver that takes everything, and notes of each event what identifies it.

use serde_json::Value;
use std::sync::{Arc, Mutex};
use std::time::Instant;
use xtask::web::{Outgoing, WebServer};

/// An event that came.
#[derive(Clone, Debug)]
pub struct Arrival {
    pub at: Instant,
    /// `webhook-id`.
    pub id: String,
    /// `ticket.created` and so on.
    pub kind: String,
    /// The ticket's number.
    pub ticket: String,
    pub seq: u64,
    /// What the shopper wrote, by which a test knows the request again.
    pub message: String,
}

impl Arrival {
    /// Reads a request; nothing if it broke off.
    pub fn of<'a>(headers: impl IntoIterator<Item = &'a (String, String)>, body: &[u8]) -> Option<Self> {
        let id = headers.into_iter().find(|(name, _)| name == "webhook-id")?.1.clone();
        let event: Value = serde_json::from_slice(body).ok()?;
        let ticket = &event["data"]["ticket"];
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        Some(Self {
            at: Instant::now(),
            id,
            kind: text(&event["type"]),
            ticket: text(&ticket["id"]),
            seq: ticket["seq"].as_u64().unwrap_or(0),
            message: text(&ticket["intake"]["message"]),
        })
    }
}

/// A receiver on this machine; it ends when it is dropped.
pub struct Hook {
    server: WebServer,
    arrivals: Arc<Mutex<Vec<Arrival>>>,
}

impl Hook {
    pub fn start() -> Self {
        let arrivals: Arc<Mutex<Vec<Arrival>>> = Arc::default();
        let noted = Arc::clone(&arrivals);
        let server = WebServer::start(0, move |incoming| match Arrival::of(&incoming.headers, &incoming.body) {
            Some(arrival) => {
                noted.lock().unwrap().push(arrival);
                Outgoing { status: 204, ..Outgoing::default() }
            }
            // The sender died in the midst of it.
            None => Outgoing { status: 400, ..Outgoing::default() },
        });
        Self { server: server.unwrap(), arrivals }
    }

    /// Where to post.
    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}/hook", self.server.port())
    }

    /// All that came so far, in order.
    pub fn arrivals(&self) -> Vec<Arrival> {
        self.arrivals.lock().unwrap().clone()
    }

    /// How many came so far.
    pub fn count(&self) -> usize {
        self.arrivals.lock().unwrap().len()
    }
}
