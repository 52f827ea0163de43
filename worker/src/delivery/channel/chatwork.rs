//! Chatwork: a message to a room, and for an urgent ticket a task.
//!
//! A message and a task have at most 65,535 characters (Chatwork's reference,
//! `post-rooms-room_id-messages` and `-tasks`). The longest notice has less,
//! were each of its characters four bytes: nothing is cut.
//!
//! The message comes first. That it was posted is remembered under the letter's
//! id, so that a task which fails is tried again alone. Chatwork knows no key of
//! a request: of a message whose answer was lost nobody can say whether it is
//! there, and it is posted again.

use super::lines::lines;
use crate::delivery::Outcome;
use crate::delivery::letter::Letter;
use crate::delivery::note::Note;
use crate::delivery::step::{Ask, Heard, Next, Speaks};
use crate::shop::KEPT_SECONDS;
use madoguchi_shared::notice::escape::chatwork as inert;
use madoguchi_shared::settings::Chatwork;
use madoguchi_shared::urgency::Urgency;

/// What messages are posted by.
const MESSAGE: &str = "messages";
/// What tasks are made by.
const TASK: &str = "tasks";

impl Speaks for &Chatwork {
    fn next(&self, letter: &Letter<'_>, kept: &dyn Fn(&str) -> Option<String>, heard: Option<&Heard>) -> Next {
        let Some(note) = letter.note() else { return Next::done(Outcome::Arrived) };
        let posted = ["posted ", &self.room, " ", letter.id].concat();
        let has_task = note.calls && !self.task.is_empty();
        match heard {
            None if kept(&posted).is_none() => ask(self, MESSAGE, &[("body", &message(self, letter, &note)), ("self_unread", "1")]),
            None if has_task => task(self, letter, &note),
            None => Next::done(Outcome::Arrived),
            Some(heard) if heard.is_good() && heard.name == MESSAGE && has_task => {
                // As long as it could be sent again.
                task(self, letter, &note).keeping(posted, "1", letter.now.plus_seconds(KEPT_SECONDS))
            }
            Some(heard) => Next::judged_because(letter, heard, &why(heard)),
        }
    }
}

fn ask(chatwork: &Chatwork, what: &'static str, fields: &[(&str, &str)]) -> Next {
    let url = ["https://api.chatwork.com/v2/rooms/", &chatwork.room, "/", what].concat();
    Next::ask(Ask::form(what, url, fields).with("x-chatworktoken", chatwork.token.as_deref().unwrap_or_default()))
}

/// The message: the title first, for a phone's lock screen; who is called last.
fn message(chatwork: &Chatwork, letter: &Letter<'_>, note: &Note) -> String {
    let mut text = ["[info][title]", &title(note), "[/title]", &lines(letter, note, usize::MAX, inert), "[/info]"].concat();
    // Ids have their form by the settings' faults.
    for who in chatwork.mention.iter().filter(|_| note.calls) {
        match who.as_str() {
            "all" => text.push_str("[toall]"),
            id => text.extend(["[To:", id, "]"]),
        }
    }
    text
}

fn title(note: &Note) -> String {
    [if note.urgency == Urgency::Urgent { "🔴 " } else { "" }, &inert(&note.title)].concat()
}

/// The task: the title, the number and where to open it. What is over already
/// is no limit.
fn task(chatwork: &Chatwork, letter: &Letter<'_>, note: &Note) -> Next {
    let number = note.ticket.as_ref().map_or("", |about| about.id.as_str());
    let page = note.actions.iter().find(|action| action.href.starts_with("http")).map_or("", |page| page.href.as_str());
    let body = [&title(note), number, page].join("\n");
    let due = note.ticket.as_ref().and_then(|about| about.due).filter(|due| *due > letter.now);
    let (limit, kind) = (due.map(|due| due.unix().to_string()), if due.is_some() { "time" } else { "none" });
    let to = chatwork.task.join(",");
    let mut fields = vec![("body", body.as_str()), ("to_ids", &to), ("limit_type", kind)];
    fields.extend(limit.as_deref().map(|limit| ("limit", limit)));
    ask(chatwork, TASK, &fields)
}

/// Its first word of complaint: `{"errors": ["Invalid API token"]}`. What isn't
/// plain English may be of somebody's message.
fn why(heard: &Heard) -> String {
    let answer = heard.json();
    let word = answer.pointer("/errors/0").and_then(serde_json::Value::as_str).unwrap_or_default();
    if word.is_ascii() { word.to_owned() } else { String::new() }
}

#[cfg(test)]
#[path = "chatwork_tests.rs"]
mod tests;
