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
    pub fn of(id: &str, body: &[u8], at: Instant) -> Option<Self> {
        let event: Value = serde_json::from_slice(body).ok()?;
        let ticket = &event["data"]["ticket"];
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        Some(Self {
            at,
            id: id.to_owned(),
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
        let server = WebServer::start(0, move |incoming| {
            let id = incoming.headers.iter().find(|(name, _)| name == "webhook-id").map_or("", |(_, id)| id);
            // Nothing where the sender died in the midst of it.
            let arrival = Arrival::of(id, &incoming.body, Instant::now());
            let status = if arrival.is_some() { 204 } else { 400 };
            noted.lock().unwrap().extend(arrival);
            Outgoing { status, ..Outgoing::default() }
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
