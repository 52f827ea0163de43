//! Chatwoot, by the API for clients of an API inbox: each ticket is a contact
//! with one conversation there.
//!
//! | what | how |
//! | --- | --- |
//! | the contact | made under a `source_id` of ours: made again it is the same. A contact of its own for each ticket, without mail address or number, for Chatwoot would join contacts by these; who it is stands in the message |
//! | the conversation | the contact's first; looked up before one is made |
//! | the message | in Markdown, with the letter's id as `echo_id`, which Chatwoot hands back but doesn't keep: a try that was cut off looks for the letter's mark among the messages |
//! | an end | the conversation is resolved; the next message opens it again |
//! | deleted there | made anew, if there is still something to do |
//! | erased | the contact loses its name, and a line asks people to delete the conversation: this API can delete nothing |
//!
//! Read in Chatwoot's own controllers (`public/api/v1/inboxes`).

use crate::delivery::Outcome;
use crate::delivery::letter::{Letter, Said};
use crate::delivery::note::Note;
use crate::delivery::step::{Ask, Heard, Next, Speaks};
use crate::token;
use madoguchi_shared::Instant;
use madoguchi_shared::command::{Event, EventType};
use madoguchi_shared::notice::escape::{liquid, markdown, unlinked};
use madoguchi_shared::notice::{Blocks, NOTHING, Sheet};
use madoguchi_shared::settings::Chatwoot;
use madoguchi_shared::urgency::Urgency;
use serde_json::{Value, json};

/// For how long a conversation is remembered, in days: longer than shops keep
/// tickets.
const KEPT_DAYS: i64 = 1_200;
/// For how long it is remembered that something is about to be said, in days:
/// longer than tries go on.
const SAYING_DAYS: i64 = 14;
/// What is no ticket is told in one conversation.
const NOTICES: &str = "notices";

impl Speaks for &Chatwoot {
    fn next(&self, letter: &Letter<'_>, kept: &dyn Fn(&str) -> Option<String>, heard: Option<&Heard>) -> Next {
        let Some(note) = letter.note() else { return Next::done(Outcome::Arrived) };
        let event = if let Said::Event(event) = &letter.said { Some(&**event) } else { None };
        let thread = event.map_or(NOTICES, |event| event.data.ticket.id.as_str());
        let conversation = kept(&place(thread));
        let saying = kept(&saying(letter)).is_some();
        let talk = Talk { chatwoot: self, letter, event, thread, conversation, saying, note };
        match heard {
            None => talk.begin(),
            Some(heard) => talk.answered(heard),
        }
    }
}

struct Talk<'a> {
    chatwoot: &'a Chatwoot,
    letter: &'a Letter<'a>,
    event: Option<&'a Event>,
    /// What it is about: our ticket's number, or [`NOTICES`].
    thread: &'a str,
    /// The conversation's number, if it is known.
    conversation: Option<String>,
    /// Whether a try before this one was about to say it.
    saying: bool,
    note: Note,
}

fn place(thread: &str) -> String {
    ["conversation:", thread].concat()
}

fn saying(letter: &Letter<'_>) -> String {
    ["saying:", letter.id].concat()
}

/// By what a letter is known again among messages: nothing in it is markup.
fn mark(letter: &Letter<'_>) -> String {
    ["(", &letter.id.replace('_', "-"), ")"].concat()
}

impl Talk<'_> {
    fn is_erased(&self) -> bool {
        self.event.is_some_and(|event| event.kind == EventType::Erased)
    }

    fn has_ended(&self) -> bool {
        self.event.is_some_and(|event| event.data.ticket.state.is_ended())
    }

    fn begin(&self) -> Next {
        match &self.conversation {
            Some(known) if self.saying => Next::ask(Ask::get("messages", self.url(&["/conversations/", known, "/messages"].concat()))),
            Some(known) => self.say(known),
            // Whether a try that was cut off has made it is seen at the contact.
            None if self.has_ended() => Next::ask(Ask::get("look", self.url("/conversations"))),
            None => self.contact(),
        }
    }

    fn answered(&self, heard: &Heard) -> Next {
        match (heard.name, &self.conversation) {
            ("contact", _) if heard.is_good() => Next::ask(Ask::get("look", self.url("/conversations"))),
            // A hash that isn't right is answered like a fault of the server's.
            ("contact" | "rename", _) if heard.status == 500 => Next::judged_because(self.letter, heard, "see the HMAC token"),
            ("look", _) if heard.is_good() => match first_id(heard) {
                Some(id) => self.say(&id).keeping(place(self.thread), id, self.days(KEPT_DAYS)),
                None if self.has_ended() => Next::done(Outcome::Arrived),
                None => Next::ask(Ask::json("open", self.url("/conversations"), json!({}))),
            },
            ("look", _) if heard.status == 404 && self.has_ended() => Next::done(Outcome::Arrived),
            ("open", _) if heard.is_good() => match first_id(heard) {
                Some(id) => self.say(&id).keeping(place(self.thread), id, self.days(KEPT_DAYS)),
                None => Next::done(Outcome::failed("the answer names no conversation")),
            },
            ("messages", Some(known)) if heard.is_good() => {
                if heard.body.contains(&mark(self.letter)) {
                    self.said(known)
                } else {
                    self.say(known)
                }
            }
            // Deleted there.
            ("messages" | "say", Some(_)) if heard.status == 404 => {
                let next = if self.has_ended() { Next::done(Outcome::Arrived) } else { self.contact() };
                next.keeping(place(self.thread), "", self.letter.now)
            }
            ("say", Some(known)) if heard.is_good() => self.said(known),
            ("rename", Some(known)) if heard.is_good() => self.resolve(known),
            // Resolved already, or deleted there meanwhile.
            ("resolve", _) if heard.is_good() || heard.status == 404 => self.done(),
            _ => Next::judged(self.letter, heard),
        }
    }

    fn contact(&self) -> Next {
        let name = self.event.and_then(|event| event.data.ticket.intake.as_ref()).map(|intake| intake.name.as_str());
        Next::ask(Ask::json("contact", self.inbox("/contacts"), self.person(name.unwrap_or("Madoguchi"))))
    }

    /// A contact's members. The hash proves that who holds the inbox's token
    /// has named it.
    fn person(&self, name: &str) -> Value {
        let id = self.source();
        let name = liquid(&unlinked(name));
        match &self.chatwoot.hmac_token {
            Some(key) => {
                let hash = hex(&token::sign(key.as_bytes(), &[id.as_bytes()]));
                json!({"source_id": id, "identifier": id, "identifier_hash": hash, "name": name})
            }
            None => json!({"source_id": id, "identifier": id, "name": name}),
        }
    }

    fn say(&self, conversation: &str) -> Next {
        let body = json!({"content": self.text(), "echo_id": self.letter.id});
        let ask = Ask::json("say", self.url(&["/conversations/", conversation, "/messages"].concat()), body);
        Next::ask(ask).keeping(saying(self.letter), "1", self.days(SAYING_DAYS))
    }

    fn said(&self, conversation: &str) -> Next {
        match self.event {
            Some(_) if self.is_erased() => Next::ask(Ask::json("rename", self.url(""), self.person(NOTHING)).by("PATCH")),
            Some(_) if self.has_ended() => self.resolve(conversation),
            _ => self.done(),
        }
    }

    fn resolve(&self, conversation: &str) -> Next {
        Next::ask(Ask::json("resolve", self.url(&["/conversations/", conversation, "/toggle_status"].concat()), json!({})))
    }

    fn done(&self) -> Next {
        let done = Next::done(Outcome::Arrived).keeping(saying(self.letter), "", self.letter.now);
        if self.is_erased() { done.keeping(place(self.thread), "", self.letter.now) } else { done }
    }

    fn days(&self, days: i64) -> Instant {
        self.letter.now.plus_minutes(days * 24 * 60)
    }

    /// Names the contact: always the same, nothing about a person in it, and
    /// not to be guessed, for whoever has it reads the conversation.
    fn source(&self) -> String {
        let inbox = self.chatwoot.inbox.as_deref().unwrap_or_default();
        let parts = [self.letter.slug, "\0", self.thread].concat();
        hex(&token::sign(inbox.as_bytes(), &[parts.as_bytes()]))
    }

    fn inbox(&self, path: &str) -> String {
        let origin = self.chatwoot.url.trim_end_matches('/');
        [origin, "/public/api/v1/inboxes/", self.chatwoot.inbox.as_deref().unwrap_or_default(), path].concat()
    }

    fn url(&self, path: &str) -> String {
        self.inbox(&["/contacts/", &self.source(), path].concat())
    }

    /// What people read, as Markdown. Where the ticket isn't known there yet it
    /// is told whole.
    fn text(&self) -> String {
        let foreign = |text: &str| markdown(&liquid(&unlinked(text)));
        let mark_urgent = if self.note.urgency == Urgency::Urgent { "🔴 " } else { "" };
        let mut out = ["**", mark_urgent, &foreign(&self.note.title), "**\n\n"].concat();
        if let Some(blocks) = self.blocks() {
            for row in &blocks.fields {
                // An address that was proven to be one is written to by a touch.
                let value = if row.key == "contact" { markdown(&liquid(&row.value)) } else { foreign(&row.value) };
                out.extend(["**", &markdown(&row.label), "**: ", &value, "  \n"]);
            }
            out.extend(["\n**", &markdown(&blocks.body.label), "**\n\n"]);
            for line in &blocks.body.lines {
                out.extend(["> ", &foreign(line), "  \n"]);
            }
            out.push('\n');
        }
        for line in &self.note.lines {
            out.extend([&foreign(line), "  \n"]);
        }
        for action in self.note.actions.iter().filter(|action| action.href.starts_with("http")) {
            out.extend(["\n", &markdown(&action.label), ": <", &action.href, ">\n"]);
        }
        out.extend(["\n", &mark(self.letter)]);
        out
    }

    fn blocks(&self) -> Option<Blocks> {
        let new = self.event.filter(|_| self.conversation.is_none() && !self.is_erased());
        let whole = |event: &Event| {
            let data = &event.data;
            Sheet { shop: &data.shop_name, urgency: data.ticket.urgency, rows: &data.notice }.blocks(self.letter.words)
        };
        self.note.blocks.clone().or_else(|| new.map(whole))
    }
}

/// The number of the conversation, or of the first in a list.
fn first_id(heard: &Heard) -> Option<String> {
    let answer = heard.json();
    let id = answer.get("id").or_else(|| answer.pointer("/0/id")).and_then(Value::as_u64);
    if id.is_some() || !answer.is_null() {
        return id.map(|id| id.to_string());
    }
    // What is too long to be read whole begins with it. No text in JSON holds
    // this: its quotes would be escaped.
    let (_, rest) = heard.body.split_once("\"id\":")?;
    let id: String = rest.trim_start().chars().take_while(char::is_ascii_digit).collect();
    (!id.is_empty()).then_some(id)
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]).filter_map(|digit| char::from_digit(u32::from(digit), 16)).collect()
}

#[cfg(test)]
#[path = "chatwoot_tests.rs"]
mod tests;
