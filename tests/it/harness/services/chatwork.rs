//! Chatwork's API, one room of it.
//!
//! | rule | from |
//! | --- | --- |
//! | POST with a form, else nothing of it is read: 400 | developer.chatwork.com, "Endpoints"; change of 2025-07-03 (fields in the query are not read) |
//! | `X-ChatWorkToken`, else 401 `Invalid API token` | the same |
//! | 400 `Parameter 'body' is required`; 200 with `message_id` | the same change's examples |
//! | a body of 1 to 65,535 characters (here bytes, the stricter) | the reference of messages and tasks; some 40,000 letters were taken, 80,000 refused (qiita.com, a012de576c43effcd280) |
//! | `self_unread` 0 or 1; `to_ids` numbers with commas, of members; `limit` in Unix time; `limit_type` none, date, time; 200 with `task_ids` | `@chatwork/mcp-server` 0.0.4, the reference |
//! | 300 calls in five minutes, else 429 with `x-ratelimit-…` and no `Retry-After` | "Endpoints", limits |

use super::form::fields;
use super::{Answer, Call, Service};
use std::collections::BTreeMap;

/// The most bytes of a message or a task.
const BODY_MAX: usize = 65_535;

/// One room, and the token of who posts there.
pub struct Chatwork {
    /// The room's number.
    pub room: String,
    /// The token that is known.
    pub token: String,
    /// Who is in the room.
    pub members: Vec<String>,
    /// The messages that were taken.
    pub messages: Vec<String>,
    /// The tasks that were taken, field by field.
    pub tasks: Vec<BTreeMap<String, String>>,
    /// What it says to a message, if it says something of its own.
    pub to_message: Option<Answer>,
    /// The same to a task.
    pub to_task: Option<Answer>,
    /// Calls that are left in these five minutes.
    pub left: usize,
}

impl Chatwork {
    pub fn room(room: &str) -> Self {
        Self {
            room: room.to_owned(),
            token: format!("token-of-{room}"),
            members: vec!["11".to_owned(), "12".to_owned()],
            messages: vec![],
            tasks: vec![],
            to_message: None,
            to_task: None,
            left: 300,
        }
    }

    fn message(&mut self, form: &BTreeMap<String, String>) -> Answer {
        if let Some(fault) = body_fault(form).or_else(|| unread_fault(form)) {
            return refused(400, fault);
        }
        self.messages.push(form["body"].clone());
        Answer::of(200, &format!(r#"{{"message_id":"{}"}}"#, self.messages.len()))
    }

    fn task(&mut self, form: &BTreeMap<String, String>) -> Answer {
        let to = form.get("to_ids").map(String::as_str).unwrap_or_default();
        let limit = form.get("limit_type").map_or("time", String::as_str);
        let fault = body_fault(form).or_else(|| {
            let there = !to.is_empty() && to.split(',').all(|who| self.members.iter().any(|member| member == who));
            let number = form.get("limit").is_none_or(|at| !at.is_empty() && at.bytes().all(|b| b.is_ascii_digit()));
            match limit {
                _ if !there => Some("Invalid parameter 'to_ids'"),
                _ if !number => Some("Invalid parameter 'limit'"),
                "none" | "date" | "time" => None,
                _ => Some("Invalid parameter 'limit_type'"),
            }
        });
        if let Some(fault) = fault {
            return refused(400, fault);
        }
        self.tasks.push(form.clone());
        Answer::of(200, &format!(r#"{{"task_ids":[{}]}}"#, self.tasks.len()))
    }
}

fn body_fault(form: &BTreeMap<String, String>) -> Option<&'static str> {
    match form.get("body").map_or(0, String::len) {
        0 => Some("Parameter 'body' is required"),
        length => (length > BODY_MAX).then_some("Parameter 'body' is too long"),
    }
}

fn unread_fault(form: &BTreeMap<String, String>) -> Option<&'static str> {
    form.get("self_unread").filter(|unread| !matches!(unread.as_str(), "0" | "1")).map(|_| "Invalid parameter 'self_unread'")
}

fn refused(status: u16, fault: &str) -> Answer {
    Answer::of(status, &format!(r#"{{"errors":["{fault}"]}}"#)).with("content-type", "application/json; charset=utf-8")
}

impl Service for Chatwork {
    fn answer(&mut self, call: &Call) -> Option<Answer> {
        let what = call.path.strip_prefix(&format!("/v2/rooms/{}/", self.room)).filter(|_| call.host == "api.chatwork.com")?;
        if call.headers.get("x-chatworktoken") != Some(&self.token) {
            return Some(refused(401, "Invalid API token"));
        }
        let Some(left) = self.left.checked_sub(1) else {
            let answer = refused(429, "Rate limit exceeded");
            return Some(answer.with("x-ratelimit-limit", "300").with("x-ratelimit-remaining", "0"));
        };
        self.left = left;
        let form = fields(call).filter(|_| call.method == "POST").unwrap_or_default();
        Some(match what {
            "messages" => self.to_message.clone().unwrap_or_else(|| self.message(&form)),
            "tasks" => self.to_task.clone().unwrap_or_else(|| self.task(&form)),
            _ => refused(404, "Not Found"),
        })
    }
}

#[test]
fn it_refuses_what_chatwork_would() {
    let ask = |chatwork: &mut Chatwork, what: &str, token: &str, kind: &str, body: &str| {
        let headers = [("x-chatworktoken", token), ("content-type", kind)].map(|(n, v)| (n.to_owned(), v.to_owned())).into();
        let path = format!("/v2/rooms/{what}");
        let call = Call { method: "POST".into(), host: "api.chatwork.com".into(), path, headers, body: body.into() };
        chatwork.answer(&call).map(|answer| answer.status)
    };
    let form = "application/x-www-form-urlencoded";
    let mut room = Chatwork::room("1");
    let status = |room: &mut Chatwork, what: &str, body: &str| ask(room, what, "token-of-1", form, body);
    assert_eq!(status(&mut room, "1/messages", "body=a&self_unread=1"), Some(200));
    assert_eq!(status(&mut room, "2/messages", "body=a"), None);
    assert_eq!(ask(&mut room, "1/messages", "other", form, "body=a"), Some(401));
    assert_eq!(ask(&mut room, "1/messages", "token-of-1", "application/json", r#"{"body":"a"}"#), Some(400));
    for bad in ["", "body=", "body=a&self_unread=2", &format!("body={}", "a".repeat(65_536))] {
        assert_eq!(status(&mut room, "1/messages", bad), Some(400), "{:.20}", bad);
    }
    assert_eq!(status(&mut room, "1/messages", &format!("body={}", "a".repeat(65_535))), Some(200));
    assert_eq!(status(&mut room, "1/tasks", "body=a&to_ids=11,12&limit=1790000000&limit_type=time"), Some(200));
    for bad in ["to_ids=11", "body=a", "body=a&to_ids=99", "body=a&to_ids=11&limit=soon", "body=a&to_ids=11&limit_type=never"] {
        assert_eq!(status(&mut room, "1/tasks", bad), Some(400), "{bad}");
    }
    assert_eq!((room.messages.len(), room.tasks.len()), (2, 1));
    room.left = 0;
    assert_eq!(status(&mut room, "1/messages", "body=a"), Some(429));
}
