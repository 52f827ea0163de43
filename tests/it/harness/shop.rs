//! A shop of a test's own, on a desk of its own.

use super::house::{always_open, house};
use super::samples::{key, settings};
use serde_json::{Value, json};
use std::sync::atomic::{AtomicUsize, Ordering};
use xtask::seed::{self, Answer, Api};

/// A shop with its desk, and all that their holders know.
pub struct Shop {
    pub api: Api,
    pub name: String,
    pub token: String,
    pub desk: String,
    pub desk_token: String,
}

/// What a 201 brought.
pub struct Accepted {
    /// The ticket's number.
    pub id: String,
    /// The receipt's token.
    pub token: String,
    /// The whole receipt.
    pub receipt: Value,
}

impl Shop {
    /// A shop with room for everybody.
    pub fn open(name: &str) -> Self {
        Self::with_places(name, 100)
    }

    /// A shop that may give away this many places in each window.
    pub fn with_places(name: &str, places: u32) -> Self {
        let shop = Self::made(house().api.clone(), house().secret(), name);
        shop.furnish(places);
        shop
    }

    /// A shop and a desk that were made, and nothing more.
    pub fn made(api: Api, secret: &str, name: &str) -> Self {
        static COUNT: AtomicUsize = AtomicUsize::new(0);
        let name = format!("{name}-{}", COUNT.fetch_add(1, Ordering::Relaxed));
        let desk = format!("{name}-desk");
        let desk_token = seed::make_desk(&api, secret, &desk).unwrap();
        let token = seed::make_shop(&api, secret, &name, &desk).unwrap();
        Self { api, name, token, desk, desk_token }
    }

    /// Puts the settings of desk and shop.
    pub fn furnish(&self, places: u32) {
        seed::put(&self.api, &self.desk_path("/settings"), &self.desk_token, &self.desk_settings(places)).unwrap();
        seed::put(&self.api, &self.path("/settings"), &self.token, &settings()).unwrap();
    }

    /// A desk that is always open, with windows of an hour.
    pub fn desk_settings(&self, places: u32) -> Value {
        json!({
            "name": "試験の窓口",
            "zone": "Asia/Tokyo",
            "calendar": always_open(),
            "windows": {"length_minutes": 60, "lead_minutes": 30, "horizon_days": 7},
            "capacity": places,
            "allotments": { (self.name.clone()): {"places": places} },
        })
    }

    /// An address below the shop's.
    pub fn path(&self, rest: &str) -> String {
        format!("/v1/shops/{}{rest}", self.name)
    }

    /// An address below the desk's.
    pub fn desk_path(&self, rest: &str) -> String {
        format!("/v1/desks/{}{rest}", self.desk)
    }

    /// Adds a webhook to the shop's channels.
    pub fn connect(&self, url: &str, secret: &str) {
        let mut settings = settings();
        settings["channels"] = json!([{"kind": "webhook", "id": "hook", "url": url, "secret": secret}]);
        seed::put(&self.api, &self.path("/settings"), &self.token, &settings).unwrap();
    }

    /// Posts a draft under a key.
    pub fn post(&self, draft: &Value, key: &str) -> Answer {
        self.post_text(&draft.to_string(), key)
    }

    /// Posts a body as it is under a key.
    pub fn post_text(&self, body: &str, key: &str) -> Answer {
        let headers = [("content-type", "application/json"), ("idempotency-key", key)];
        self.api.send("POST", &self.path("/tickets"), &headers, body).unwrap()
    }

    /// Posts a draft that must be accepted.
    #[track_caller]
    pub fn accept(&self, draft: &Value) -> Accepted {
        let answer = self.post(draft, &key());
        assert_eq!(answer.status, 201, "{}", answer.text);
        Accepted::of(&answer)
    }

    /// Reads a ticket as its shopper.
    pub fn status(&self, ticket: &Accepted) -> Answer {
        self.ticket("GET", &ticket.id, Some(&ticket.token))
    }

    /// Calls a ticket off as its shopper.
    pub fn cancel(&self, ticket: &Accepted) -> Answer {
        self.ticket("DELETE", &ticket.id, Some(&ticket.token))
    }

    /// A shopper's call on a ticket.
    pub fn ticket(&self, method: &str, id: &str, token: Option<&str>) -> Answer {
        self.api.call(method, &self.path(&format!("/tickets/{id}")), token, None).unwrap()
    }

    /// What can be promised for drafts of this file.
    pub fn windows(&self) -> Value {
        self.api.call("GET", &self.path("/windows?topic=gift"), None, None).unwrap().json().unwrap()
    }

    /// The start of a free window some hours ahead: no test lives to see it begin.
    pub fn window_ahead(&self) -> String {
        self.windows()["windows"][4]["start"].as_str().unwrap().to_owned()
    }

    /// A page of the desk's list: `?after=…`, `?since=…`.
    #[track_caller]
    pub fn page(&self, query: &str) -> Value {
        let answer = self.api.call("GET", &self.desk_path(&format!("/tickets{query}")), Some(&self.desk_token), None).unwrap();
        assert_eq!(answer.status, 200, "{}", answer.text);
        answer.json().unwrap()
    }

    /// The rows of the desk's list, page by page.
    #[track_caller]
    pub fn rows(&self) -> Vec<Value> {
        let (mut rows, mut query) = (vec![], "?limit=500".to_owned());
        loop {
            let page = self.page(&query);
            rows.extend(page["rows"].as_array().unwrap().iter().cloned());
            let Some(next) = page["next"].as_str() else { return rows };
            query = format!("?limit=500&after={next}");
        }
    }

    /// The tickets on the desk's list, each as its card has it, with its number.
    pub fn listed(&self) -> Vec<Value> {
        self.rows().iter().filter_map(|row| self.row(row["id"].as_str().unwrap())).collect()
    }

    /// One ticket as its card at the desk has it, with its number.
    pub fn row(&self, id: &str) -> Option<Value> {
        let answer = self.api.call("GET", &self.desk_path(&format!("/tickets/{id}")), Some(&self.desk_token), None).unwrap();
        let mut card = (answer.status == 200).then(|| answer.json().unwrap())?;
        card["id"] = json!(id);
        Some(card)
    }

    /// The desk's act on a ticket, under a command's id: an act that needs
    /// nothing more, or an attempt by its outcome.
    pub fn act(&self, id: &str, act: &str, seq: u64, command: &str) -> Answer {
        let body = match act {
            "reached" | "no_answer" | "busy" | "voicemail" | "wrong_number" => json!({"act": "attempt", "outcome": act}),
            _ => json!({ "act": act }),
        };
        self.command(id, body, seq, command)
    }

    /// A command of the desk: an act with all that belongs to it.
    pub fn command(&self, id: &str, mut act: Value, seq: u64, command: &str) -> Answer {
        act["id"] = json!(command);
        act["seq"] = json!(seq);
        self.api.call("POST", &self.desk_path(&format!("/tickets/{id}/attempts")), Some(&self.desk_token), Some(&act)).unwrap()
    }

    /// Moves a ticket as its shopper.
    pub fn move_to(&self, ticket: &Accepted, window: &str) -> Answer {
        let body = json!({ "window": window });
        self.api.call("PATCH", &self.path(&format!("/tickets/{}", ticket.id)), Some(&ticket.token), Some(&body)).unwrap()
    }

    /// Rates a ticket as its shopper.
    pub fn rate(&self, ticket: &Accepted, body: &Value) -> Answer {
        self.api.call("POST", &self.path(&format!("/tickets/{}/rating", ticket.id)), Some(&ticket.token), Some(body)).unwrap()
    }
}

impl Accepted {
    /// Reads a 201.
    pub fn of(answer: &Answer) -> Self {
        let receipt = answer.json().unwrap();
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        Self { id: text(&receipt["status"]["ticket"]), token: text(&receipt["token"]), receipt }
    }
}
