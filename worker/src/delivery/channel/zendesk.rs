//! Zendesk, by its API for tickets: each ticket is one there, too.
//!
//! | what | how |
//! | --- | --- |
//! | is there one already? | our number as `external_id`, looked up before one is made; beside it the letter's id as `Idempotency-Key`, which Zendesk heeds for two hours |
//! | what is said | a private comment in HTML: of `body` Zendesk would read Markdown. Private, so that no trigger mails it to the shopper |
//! | solved, open | with the event that changes it, and only then: what agents set meanwhile stays |
//! | was it said already? | a try that was cut off looks for the letter's mark among the newest comments |
//! | deleted there | made anew, if there is still something to do |
//! | closed there | nothing can be added any more (`status` is at fault): a follow-up is made, if there is still something to do |
//! | erased | the ticket is deleted, then deleted for good. Zendesk's profile of the requester stays, who may have other tickets: the shop deletes it |

use crate::delivery::Outcome;
use crate::delivery::letter::{Letter, Said};
use crate::delivery::note::Note;
use crate::delivery::step::{Ask, Heard, Next, Speaks, quote};
use crate::token;
use madoguchi_shared::Instant;
use madoguchi_shared::command::{Event, EventType};
use madoguchi_shared::intake::Reply;
use madoguchi_shared::notice::clean::{one_line, shortened};
use madoguchi_shared::notice::escape::{html, liquid, unlinked, zendesk as inert};
use madoguchi_shared::notice::{Blocks, NOTHING, Sheet};
use madoguchi_shared::settings::Zendesk;
use madoguchi_shared::urgency::Urgency;
use serde_json::{Value, json};

/// Longest subject, in characters: what lists there show.
const SUBJECT_MAX: usize = 150;
/// For how long a ticket's number there is remembered, in days: longer than
/// shops keep tickets.
const KEPT_DAYS: i64 = 1_200;
/// For how long it is remembered that something is about to be said, in days:
/// longer than tries go on.
const SAYING_DAYS: i64 = 14;

impl Speaks for &Zendesk {
    fn next(&self, letter: &Letter<'_>, kept: &dyn Fn(&str) -> Option<String>, heard: Option<&Heard>) -> Next {
        let event = if let Said::Event(event) = &letter.said { Some(&**event) } else { None };
        let thread = event.map_or(letter.id, |event| event.data.ticket.id.as_str());
        let known = kept(&place(thread)).and_then(|value| Known::read(&value));
        let saying = kept(&saying(letter)).is_some();
        let talk = Talk { zendesk: self, letter, event, thread, known, saying, note: letter.note() };
        match heard {
            None => talk.begin(),
            Some(heard) => talk.answered(heard),
        }
    }
}

/// What is remembered of a ticket there.
struct Known {
    id: u64,
    /// As it was set last by us.
    status: String,
}

impl Known {
    fn read(text: &str) -> Option<Self> {
        let (id, status) = text.split_once(' ')?;
        Some(Self { id: id.parse().ok()?, status: status.to_owned() })
    }
}

struct Talk<'a> {
    zendesk: &'a Zendesk,
    letter: &'a Letter<'a>,
    event: Option<&'a Event>,
    /// What it is about: our ticket's number; of anything else the letter's id.
    thread: &'a str,
    known: Option<Known>,
    /// Whether a try before this one was about to say it.
    saying: bool,
    note: Option<Note>,
}

fn place(thread: &str) -> String {
    ["ticket:", thread].concat()
}

fn saying(letter: &Letter<'_>) -> String {
    ["saying:", letter.id].concat()
}

/// By what a letter is known again among comments.
fn mark(letter: &Letter<'_>) -> String {
    ["(", letter.id, ")"].concat()
}

impl Talk<'_> {
    fn is(&self, kind: EventType) -> bool {
        self.event.is_some_and(|event| event.kind == kind)
    }

    /// What the status there has to be by this event.
    fn status(&self) -> &'static str {
        if self.event.is_some_and(|event| event.data.ticket.state.is_ended()) { "solved" } else { "open" }
    }

    /// Whether anybody has anything to do, or it is no ticket of ours at all.
    fn is_open(&self) -> bool {
        self.status() == "open" && self.note.is_some()
    }

    fn begin(&self) -> Next {
        let Some(known) = &self.known else {
            // Of what was never told nothing is taken back or changed.
            return if self.note.is_some() { self.look() } else { Next::done(Outcome::Arrived) };
        };
        if self.is(EventType::Erased) {
            return self.delete(known.id);
        }
        if self.note.is_none() && known.status == self.status() {
            return Next::done(Outcome::Arrived);
        }
        if self.saying {
            let path = format!("tickets/{}/comments.json?sort_order=desc&per_page=5", known.id);
            return Next::ask(self.with_key(Ask::get("comments", self.url(&path))));
        }
        self.say(known, false)
    }

    fn answered(&self, heard: &Heard) -> Next {
        match (heard.name, &self.known) {
            ("look", _) if heard.is_good() => self.found(heard),
            ("make" | "make_bare", _) if heard.is_good() => self.made(id_of(heard)),
            // Somebody with that address can't be anybody's requester there.
            ("make", _) if heard.status == 422 && heard.json().pointer("/details/requester").is_some() => self.make(false, self.follows()),
            ("comments", Some(known)) if heard.is_good() => {
                if heard.body.contains(&mark(self.letter)) {
                    self.said(known)
                } else {
                    self.say(known, false)
                }
            }
            ("comments" | "say" | "say_as", Some(_)) if heard.status == 404 => {
                self.again(None).keeping(place(self.thread), "", self.letter.now)
            }
            ("say" | "say_as", Some(known)) if heard.is_good() => self.said(known),
            ("say" | "say_as", Some(_)) if heard.status == 422 && heard.json().pointer("/details/status").is_some() => {
                self.again(self.follows())
            }
            // Where accounts don't give a ticket to whoever solves it.
            ("say", Some(known)) if heard.status == 422 && self.status() == "solved" => self.say(known, true),
            ("delete", Some(known)) if heard.is_good() || heard.status == 404 => {
                Next::ask(self.with_key(Ask::get("purge", self.url(&format!("deleted_tickets/{}.json", known.id))).by("DELETE")))
            }
            ("purge", _) if heard.is_good() || heard.status == 404 => self.look().keeping(place(self.thread), "", self.letter.now),
            _ => Next::judged_because(self.letter, heard, &why(heard)),
        }
    }

    /// What was found by our number.
    fn found(&self, heard: &Heard) -> Next {
        let erased = self.is(EventType::Erased);
        match id_of(heard) {
            Some(id) if erased => self.keeping(self.delete(id), id, "open"),
            Some(id) => match self.event {
                Some(event) if event.kind != EventType::Created => {
                    // How agents have it there is theirs, but where this event changes it.
                    let status = if event.kind == EventType::Reopened { "solved" } else { "open" };
                    let known = Known { id, status: status.to_owned() };
                    self.keeping(self.say(&known, false), id, status)
                }
                // A try that was cut off has made it.
                _ => self.made(Some(id)),
            },
            None if erased => Next::done(Outcome::Arrived),
            None => self.again(None),
        }
    }

    /// Makes it, unless nobody has anything to do.
    fn again(&self, follows: Option<u64>) -> Next {
        if self.is_open() { self.make(true, follows) } else { Next::done(Outcome::Arrived) }
    }

    /// The one that is closed there and gone on with.
    fn follows(&self) -> Option<u64> {
        self.known.as_ref().map(|known| known.id)
    }

    fn made(&self, id: Option<u64>) -> Next {
        let done = Next::done(Outcome::Arrived);
        // Without its number it is looked up when it is needed.
        id.into_iter().fold(done, |done, id| self.keeping(done, id, "open"))
    }

    fn said(&self, known: &Known) -> Next {
        let done = Next::done(Outcome::Arrived).keeping(saying(self.letter), "", self.letter.now);
        self.keeping(done, known.id, self.status())
    }

    fn keeping(&self, next: Next, id: u64, status: &str) -> Next {
        // Of what is no ticket nothing more will be said.
        let days = if self.event.is_some() { KEPT_DAYS } else { SAYING_DAYS };
        next.keeping(place(self.thread), format!("{id} {status}"), self.days(days))
    }

    fn days(&self, days: i64) -> Instant {
        self.letter.now.plus_minutes(days * 24 * 60)
    }

    fn url(&self, path: &str) -> String {
        ["https://", &self.zendesk.subdomain, ".zendesk.com/api/v2/", path].concat()
    }

    fn with_key(&self, ask: Ask) -> Ask {
        let pair = [self.zendesk.email.as_str(), "/token:", self.zendesk.token.as_deref().unwrap_or_default()].concat();
        ask.with("authorization", ["Basic ", &token::base64(pair.as_bytes())].concat())
    }

    fn external(&self) -> String {
        ["madoguchi:", self.letter.slug, ":", self.thread].concat()
    }

    fn look(&self) -> Next {
        let mut path = "tickets.json?external_id=".to_owned();
        quote(&self.external(), &mut path);
        Next::ask(self.with_key(Ask::get("look", self.url(&path))))
    }

    fn delete(&self, id: u64) -> Next {
        Next::ask(self.with_key(Ask::get("delete", self.url(&format!("tickets/{id}.json"))).by("DELETE")))
    }

    /// The notice of the event, whole.
    fn blocks(&self) -> Option<Blocks> {
        let data = &self.event?.data;
        Some(Sheet { shop: &data.shop_name, urgency: data.ticket.urgency, rows: &data.notice }.blocks(self.letter.words))
    }

    fn make(&self, with_requester: bool, follows: Option<u64>) -> Next {
        let (Some(note), blocks) = (&self.note, self.blocks()) else { return Next::done(Outcome::Arrived) };
        let subject = blocks.as_ref().map_or(&note.title, |blocks| &blocks.header);
        let mut tags = vec![json!("madoguchi")];
        if let Some(intake) = self.event.and_then(|event| event.data.ticket.intake.as_ref()) {
            tags.extend([json!(intake.topic), json!(note.urgency)]);
        }
        let mut ticket = json!({
            "external_id": self.external(),
            "subject": shortened(&liquid(&unlinked(subject)), SUBJECT_MAX),
            "comment": {"html_body": self.text(note, blocks.as_ref()), "public": false},
            "priority": if note.urgency == Urgency::Urgent { "urgent" } else { "normal" },
            "tags": tags,
            "custom_fields": self.fields(),
            "group_id": self.zendesk.group,
            "requester": self.requester().filter(|_| with_requester),
            "via_followup_source_id": follows,
        });
        without_nulls(&mut ticket);
        let (name, end) = if with_requester { ("make", "") } else { ("make_bare", "-bare") };
        let ask = Ask::json(name, self.url("tickets.json"), json!({ "ticket": ticket }));
        Next::ask(self.with_key(ask).with("idempotency-key", [self.letter.id, end].concat()))
    }

    /// A comment, where there is something to say, and the status, where that
    /// has changed.
    fn say(&self, known: &Known, as_assignee: bool) -> Next {
        let status = Some(self.status()).filter(|status| known.status != *status);
        let comment = |note: &Note| json!({"html_body": self.text(note, note.blocks.as_ref()), "public": false});
        let mut ticket = json!({
            "comment": self.note.as_ref().map(comment),
            "status": status,
            "assignee_email": as_assignee.then(|| self.zendesk.email.as_str()),
            "custom_fields": self.fields(),
        });
        without_nulls(&mut ticket);
        let name = if as_assignee { "say_as" } else { "say" };
        let ask = Ask::json(name, self.url(&format!("tickets/{}.json", known.id)), json!({ "ticket": ticket })).by("PUT");
        Next::ask(self.with_key(ask)).keeping(saying(self.letter), "1", self.days(SAYING_DAYS))
    }

    /// The shopper, where they gave an address to write to.
    fn requester(&self) -> Option<Value> {
        let intake = self.event?.data.ticket.intake.as_ref()?;
        let Reply::Email { email } = &intake.reply else { return None };
        Some(json!({"name": liquid(&unlinked(&one_line(intake.name.as_str(), SUBJECT_MAX))), "email": email.as_str()}))
    }

    /// Rows that have a field of their own there; null where there are none.
    fn fields(&self) -> Value {
        let rows = self.event.map_or(&[][..], |event| &event.data.notice);
        let told = rows.iter().filter(|row| row.value != NOTHING);
        let fields: Vec<Value> = told
            .filter_map(|row| Some((self.zendesk.fields.get(&row.key)?, row)))
            .map(|(id, row)| json!({"id": id, "value": liquid(&row.value)}))
            .collect();
        if fields.is_empty() { Value::Null } else { fields.into() }
    }

    /// What people read, as HTML.
    fn text(&self, note: &Note, blocks: Option<&Blocks>) -> String {
        let foreign = |text: &str| inert(&unlinked(text));
        let mut out = ["<p><b>", &foreign(&note.title), "</b></p>"].concat();
        if let Some(blocks) = blocks {
            out.push_str("<p>");
            for row in &blocks.fields {
                // An address that was proven to be one is written to by a touch.
                let value = if row.key == "contact" { inert(&row.value) } else { foreign(&row.value) };
                out.extend([html(&row.label).as_str(), ": ", &value, "<br>"]);
            }
            let lines: Vec<String> = blocks.body.lines.iter().map(|line| foreign(line)).collect();
            out.extend([&html(&blocks.body.label), ":</p><blockquote>", &lines.join("<br>"), "</blockquote>"]);
        }
        for line in &note.lines {
            out.extend(["<p>", &foreign(line), "</p>"]);
        }
        let pages = note.actions.iter().filter(|action| action.href.starts_with("http"));
        for action in pages {
            out.extend(["<p><a href=\"", &html(&action.href), "\">", &html(&action.label), "</a></p>"]);
        }
        out.extend(["<p>", &html(&mark(self.letter)), "</p>"]);
        out
    }
}

fn without_nulls(object: &mut Value) {
    if let Value::Object(members) = object {
        members.retain(|_, member| !member.is_null());
    }
}

/// The number of the ticket in an answer: of a list the newest that isn't
/// closed, else the newest. What is too long to be read whole begins with it.
fn id_of(heard: &Heard) -> Option<u64> {
    let answer = heard.json();
    if let Some(tickets) = answer.get("tickets").and_then(Value::as_array) {
        let id = |ticket: &&Value| ticket.get("id").and_then(Value::as_u64);
        let alive = |ticket: &&Value| ticket.get("status").and_then(Value::as_str) != Some("closed");
        return tickets.iter().max_by_key(|ticket| (alive(ticket), id(ticket))).as_ref().and_then(id);
    }
    if let Some(id) = answer.pointer("/ticket/id") {
        return id.as_u64();
    }
    // No text in JSON holds this: its quotes would be escaped.
    let (_, rest) = heard.body.split_once("\"id\":")?;
    let digits = rest.trim_start();
    digits.split(|c: char| !c.is_ascii_digit()).next()?.parse().ok()
}

/// Zendesk's word for what is wrong, and the fields that it is about.
fn why(heard: &Heard) -> String {
    let answer = heard.json();
    let error = answer.get("error").and_then(Value::as_str).or_else(|| answer.pointer("/error/title")?.as_str());
    let fields = answer.get("details").and_then(Value::as_object).into_iter().flat_map(|details| details.keys()).map(String::as_str);
    let plain = |text: &&str| text.len() <= 40 && text.bytes().all(|b| b.is_ascii_alphanumeric() || b" _'".contains(&b));
    error.into_iter().chain(fields).filter(plain).take(5).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
#[path = "zendesk_tests.rs"]
mod tests;
