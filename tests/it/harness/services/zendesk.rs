//! Zendesk's API for tickets, and its triggers' webhook.
//!
//! | rule | from |
//! | --- | --- |
//! | Basic `email/token:token`, else 401 `Couldn't authenticate you` | Zendesk, "Security and authentication" |
//! | `POST tickets` wants a comment, else 422 with `details`; 201; members and enums as in the schema | `zendesk.ticket_request.subset.json` |
//! | the same `Idempotency-Key` answers the same ticket, with another body 400 | Zendesk, ticketing introduction, idempotency; the body of the 400 is ours |
//! | `GET tickets?external_id=` lists; not what was deleted | the schema; Zendesk, "List tickets" |
//! | `PUT` of a closed ticket: 422, `details.status`; of a deleted one: 404 | Zendesk, "Update ticket" |
//! | a comment has 64 KB at most; its `html_body` isn't read as Markdown | Zendesk, "Ticket comments", bodies |
//! | `DELETE tickets/{id}` 204, then `DELETE deleted_tickets/{id}` 200 with a job | Zendesk, "Delete ticket", "Delete ticket permanently" |
//! | requests of a webhook are signed: `base64(HMACSHA256(timestamp + body))` | Zendesk, "Verifying webhooks" |

use super::{Answer, Call, Service};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// What an agent's ticket may say.
const MEMBERS: [&str; 12] = [
    "external_id",
    "subject",
    "comment",
    "priority",
    "tags",
    "custom_fields",
    "group_id",
    "requester",
    "status",
    "via_followup_source_id",
    "assignee_email",
    "type",
];

/// One account.
pub struct Zendesk {
    /// Its name.
    pub subdomain: String,
    /// Its tickets, by number; each with its `comments`.
    pub tickets: BTreeMap<u64, Value>,
    /// Those that were deleted, and not yet for good.
    pub deleted: Vec<u64>,
    /// Those that are gone for good.
    pub purged: Vec<u64>,
    /// What it says to everything, if anything.
    pub says: Option<Answer>,
    /// Whether it takes the next call and then says that it is down.
    pub loses_next: bool,
    keys: BTreeMap<String, (Vec<u8>, u64)>,
}

impl Zendesk {
    pub fn named(subdomain: &str) -> Self {
        Self {
            subdomain: subdomain.to_owned(),
            tickets: BTreeMap::new(),
            deleted: vec![],
            purged: vec![],
            says: None,
            loses_next: false,
            keys: BTreeMap::new(),
        }
    }

    /// The settings of a channel to it.
    pub fn channel(&self, secret: &str) -> Value {
        json!({"kind": "zendesk", "id": "zd", "subdomain": self.subdomain, "email": "desk@shop.example", "token": "t0ken", "signing_secret": secret})
    }

    /// The only ticket that there is.
    pub fn only(&self) -> Option<&Value> {
        self.tickets.values().next().filter(|_| self.tickets.len() == 1)
    }

    fn created(&mut self, call: &Call) -> Answer {
        let key = call.headers.get("idempotency-key").cloned();
        if let Some((body, id)) = key.as_ref().and_then(|key| self.keys.get(key)) {
            let same = *body == call.body;
            return if same { shown(201, &self.tickets[id]) } else { Answer::of(400, r#"{"error": "IdempotentRequestError"}"#) };
        }
        let mut ticket = call.json()["ticket"].clone();
        if let Some(fault) = fault(&ticket, true) {
            return invalid(fault);
        }
        let id = 35_436 + (self.tickets.len() + self.purged.len()) as u64;
        ticket["id"] = json!(id);
        ticket["status"] = json!("new");
        ticket["comments"] = json!([ticket["comment"].take()]);
        self.keys.extend(key.map(|key| (key, (call.body.clone(), id))));
        let answer = shown(201, &ticket);
        self.tickets.insert(id, ticket);
        answer
    }

    fn updated(&mut self, id: u64, call: &Call) -> Answer {
        let change = call.json()["ticket"].clone();
        let Some(ticket) = self.tickets.get_mut(&id) else { return missing() };
        if ticket["status"] == "closed" {
            return invalid("status");
        }
        if let Some(fault) = fault(&change, false) {
            return invalid(fault);
        }
        for (name, value) in change.as_object().unwrap() {
            match name.as_str() {
                "comment" => ticket["comments"].as_array_mut().unwrap().push(value.clone()),
                _ => ticket[name] = value.clone(),
            }
        }
        shown(200, ticket)
    }

    fn answered(&mut self, call: &Call) -> Answer {
        // desk@shop.example/token:t0ken
        if call.headers.get("authorization").map(String::as_str) != Some("Basic ZGVza0BzaG9wLmV4YW1wbGUvdG9rZW46dDBrZW4=") {
            return Answer::of(401, r#"{"error": "Couldn't authenticate you"}"#);
        }
        if matches!(call.method.as_str(), "POST" | "PUT") && call.media_type() != "application/json" {
            return Answer::of(415, r#"{"error": "UnsupportedMediaType"}"#);
        }
        let (path, query) = call.path.split_once('?').unwrap_or((&call.path, ""));
        let parts: Vec<&str> = path.trim_start_matches("/api/v2/").trim_end_matches(".json").split('/').collect();
        let number = |text: &str| text.parse::<u64>().unwrap_or_default();
        match (call.method.as_str(), parts.as_slice()) {
            ("GET", ["tickets"]) => {
                let wanted = query.strip_prefix("external_id=").unwrap_or_default().replace("%3A", ":");
                let found: Vec<&Value> = self.tickets.values().filter(|ticket| ticket["external_id"] == wanted.as_str()).collect();
                Answer::of(200, &json!({"tickets": found, "count": found.len()}).to_string())
            }
            ("POST", ["tickets"]) => self.created(call),
            ("PUT", ["tickets", id]) => self.updated(number(id), call),
            ("GET", ["tickets", id, "comments"]) => match self.tickets.get(&number(id)) {
                Some(ticket) => {
                    let newest: Vec<&Value> = ticket["comments"].as_array().unwrap().iter().rev().take(5).collect();
                    Answer::of(200, &json!({ "comments": newest }).to_string())
                }
                None => missing(),
            },
            ("DELETE", ["tickets", id]) => match self.tickets.remove(&number(id)) {
                Some(_) => {
                    self.deleted.push(number(id));
                    Answer::of(204, "")
                }
                None => missing(),
            },
            ("DELETE", ["deleted_tickets", id]) => match self.deleted.iter().position(|deleted| *deleted == number(id)) {
                Some(at) => {
                    self.purged.push(self.deleted.remove(at));
                    Answer::of(200, r#"{"job_status": {"id": "8b7", "status": "queued"}}"#)
                }
                None => missing(),
            },
            _ => missing(),
        }
    }
}

impl Service for Zendesk {
    fn answer(&mut self, call: &Call) -> Option<Answer> {
        if call.host != format!("{}.zendesk.com", self.subdomain) {
            return None;
        }
        if let Some(says) = &self.says {
            return Some(says.clone());
        }
        let answer = self.answered(call);
        let writes = call.method != "GET";
        Some(if writes && std::mem::take(&mut self.loses_next) { Answer::of(503, "") } else { answer })
    }
}

/// The first member that Zendesk would find fault with.
fn fault(ticket: &Value, new: bool) -> Option<&'static str> {
    let one_of = |name: &str, all: &[&str]| ticket.get(name).is_none_or(|value| all.iter().any(|known| value == known));
    let members = ticket.as_object()?;
    let comment = &ticket["comment"];
    let text = comment["html_body"].as_str().or(comment["body"].as_str()).unwrap_or_default();
    let whole = |value: &Value| value.is_u64();
    [
        ("base", members.keys().all(|name| MEMBERS.contains(&name.as_str()))),
        ("comment", (!new && comment.is_null()) || (!text.is_empty() && text.len() <= 65_536)),
        ("priority", one_of("priority", &["urgent", "high", "normal", "low"])),
        ("status", one_of("status", &["new", "open", "pending", "hold", "solved"])),
        (
            "tags",
            ticket.get("tags").is_none_or(|tags| {
                tags.as_array()
                    .is_some_and(|tags| tags.iter().all(|tag| tag.as_str().is_some_and(|tag| !tag.contains(char::is_whitespace))))
            }),
        ),
        (
            "custom_fields",
            ticket.get("custom_fields").is_none_or(|fields| {
                fields.as_array().is_some_and(|fields| fields.iter().all(|field| whole(&field["id"]) && field.get("value").is_some()))
            }),
        ),
        ("group", ticket.get("group_id").is_none_or(whole)),
        ("requester", ticket.get("requester").is_none_or(|who| who["email"].as_str().is_some_and(|email| email.contains('@')))),
        ("subject", ticket.get("subject").is_none_or(|subject| subject.as_str().is_some_and(|text| !text.contains('\n')))),
    ]
    .into_iter()
    .find(|(_, good)| !good)
    .map(|(name, _)| name)
}

fn invalid(field: &str) -> Answer {
    let details = json!({ (field): [{"description": format!("{field}: is invalid")}] });
    Answer::of(422, &json!({"error": "RecordInvalid", "description": "Record validation errors", "details": details}).to_string())
}

fn missing() -> Answer {
    Answer::of(404, r#"{"error": "RecordNotFound", "description": "Not found"}"#)
}

fn shown(status: u16, ticket: &Value) -> Answer {
    Answer::of(status, &json!({ "ticket": ticket }).to_string())
}

/// Signs what a trigger says, without the project's code.
pub fn signed(secret: &str, timestamp: &str, body: &str) -> String {
    super::hmac(secret, &[timestamp, body].concat(), "base64")
}

#[test]
fn it_refuses_what_zendesk_would() {
    let mut zendesk = Zendesk::named("shop");
    let mut call = |method: &str, path: &str, more: &[(&str, &str)], body: &Value| {
        let mut headers: BTreeMap<String, String> = [
            ("content-type".to_owned(), "application/json".to_owned()),
            ("authorization".to_owned(), "Basic ZGVza0BzaG9wLmV4YW1wbGUvdG9rZW46dDBrZW4=".to_owned()),
        ]
        .into();
        headers.extend(more.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
        let body = if body.is_null() { vec![] } else { body.to_string().into_bytes() };
        let call = Call { method: method.into(), host: "shop.zendesk.com".into(), path: format!("/api/v2/{path}"), headers, body };
        zendesk.answer(&call).unwrap()
    };
    let good = json!({"ticket": {"comment": {"html_body": "x"}, "external_id": "a:b", "tags": ["t"], "requester": {"email": "a@b.jp"}}});
    let made = call("POST", "tickets.json", &[("idempotency-key", "k")], &good);
    assert_eq!((made.status, call("POST", "tickets.json", &[("idempotency-key", "k")], &good).body), (201, made.body.clone()), "once");
    assert_eq!(call("POST", "tickets.json", &[("idempotency-key", "k")], &json!({"ticket": {}})).status, 400);
    assert!(call("GET", "tickets.json?external_id=a%3Ab", &[], &Value::Null).body.contains("\"count\":1"));
    for (name, value) in [
        ("comment", json!({"html_body": ""})),
        ("comment", json!({"html_body": "x".repeat(65_537)})),
        ("priority", json!("high!")),
        ("tags", json!(["two words"])),
        ("requester", json!({"name": "x"})),
        ("group_id", json!("7")),
        ("custom_fields", json!([{"id": "7", "value": ""}])),
        ("subject", json!("a\nb")),
        ("colour", json!("red")),
    ] {
        let mut bad = good.clone();
        bad["ticket"][name] = value;
        assert_eq!(call("POST", "tickets.json", &[], &bad).status, 422, "{name}");
    }
    assert_eq!(call("POST", "tickets.json", &[("authorization", "Basic x")], &good).status, 401);
    assert_eq!(call("POST", "tickets.json", &[("content-type", "text/plain")], &good).status, 415);
    let change = |status: &str| json!({"ticket": {"status": status}});
    assert_eq!(call("PUT", "tickets/35436.json", &[], &change("solved")).status, 200);
    assert_eq!(call("PUT", "tickets/35436.json", &[], &change("done")).status, 422);
    assert_eq!(call("PUT", "tickets/1.json", &[], &change("open")).status, 404);
    assert_eq!(call("DELETE", "deleted_tickets/35436.json", &[], &Value::Null).status, 404, "not before it is deleted");
    assert_eq!(call("DELETE", "tickets/35436.json", &[], &Value::Null).status, 204);
    assert_eq!(call("DELETE", "deleted_tickets/35436.json", &[], &Value::Null).status, 200);
    assert!(call("GET", "tickets.json?external_id=a%3Ab", &[], &Value::Null).body.contains("\"count\":0"));
}
