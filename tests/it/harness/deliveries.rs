//! What a shop's owner sees of deliveries, and does about them; and shops whose
//! deliveries run fast.

use super::run_folder;
use super::samples::settings;
use super::shop::Shop;
use super::wait::until;
use serde_json::{Value, json};
use std::sync::OnceLock;
use xtask::seed::{self, Answer, Api};
use xtask::stack::{Stack, StackOptions};

/// A day takes 4.3 seconds: the whole schedule of a delivery a quarter of a
/// minute. A receiver still has three seconds to answer.
pub const PACE: &str = "20000";

/// The stack on which deliveries run at [`PACE`]; the first caller starts it.
fn fast_stack() -> &'static Stack {
    static STACK: OnceLock<Stack> = OnceLock::new();
    STACK.get_or_init(|| {
        let mut options = StackOptions::at(run_folder::fresh("fast"));
        options.vars.push(("DELIVERY_PACE".to_owned(), PACE.to_owned()));
        Stack::start(options).unwrap()
    })
}

/// A webhook among a shop's channels.
pub fn hook(id: &str, url: &str, secret: &str) -> Value {
    json!({"kind": "webhook", "id": id, "url": url, "secret": secret})
}

impl Shop {
    /// A shop whose deliveries run at [`PACE`].
    pub fn fast(name: &str) -> Self {
        let stack = fast_stack();
        let shop = Self::made(Api::new(&stack.url()), stack.secret(), name);
        shop.furnish(100);
        shop
    }

    /// Replaces the shop's channels, and who is told of their trouble.
    pub fn channels(&self, channels: &[Value], alert: Option<&str>) {
        let mut settings = settings();
        settings["channels"] = json!(channels);
        if let Some(alert) = alert {
            settings["alert"] = json!(alert);
        }
        seed::put(&self.api, &self.path("/settings"), &self.token, &settings).unwrap();
    }

    /// `GET deliveries` with this query.
    #[track_caller]
    pub fn deliveries(&self, query: &str) -> Value {
        let answer = self.api.call("GET", &self.path(&format!("/deliveries?{query}")), Some(&self.token), None).unwrap();
        assert_eq!(answer.status, 200, "{}", answer.text);
        answer.json().unwrap()
    }

    /// What has not arrived, newest first.
    pub fn undelivered(&self) -> Vec<Value> {
        self.deliveries("")["deliveries"].as_array().unwrap().clone()
    }

    /// How a channel does.
    #[track_caller]
    pub fn channel(&self, id: &str) -> Value {
        let all = self.deliveries("");
        let found = all["channels"].as_array().unwrap().iter().find(|channel| channel["id"] == id);
        found.unwrap_or_else(|| panic!("{id} is not among {all}")).clone()
    }

    /// The delivery of an event to a channel, whatever its state.
    pub fn delivery(&self, event: &str, channel: &str) -> Option<Value> {
        let all = self.deliveries(&format!("id={event}&channel={channel}"));
        all["deliveries"].as_array().unwrap().first().cloned()
    }

    /// Waits until a delivery is as `holds` says.
    #[track_caller]
    pub fn until_delivery(&self, what: &str, event: &str, channel: &str, holds: impl Fn(&Value) -> bool) -> Value {
        until(what, || self.delivery(event, channel).filter(&holds))
    }

    /// Replays the dead letters of an event.
    pub fn replay(&self, event: &str) -> Answer {
        self.api.call("POST", &self.path(&format!("/deliveries/{event}/replay")), Some(&self.token), None).unwrap()
    }

    /// Replays all dead letters.
    pub fn replay_all(&self, body: &Value) -> Answer {
        self.api.call("POST", &self.path("/deliveries/replay"), Some(&self.token), Some(body)).unwrap()
    }
}

/// The id of a ticket's event.
pub fn event(ticket: &str, seq: u64) -> String {
    format!("msg_{ticket}_{seq}")
}
