//! LINE WORKS: a bot's message to a room or a person.
//!
//! A text has at most 2,000 characters (LINE WORKS, "Text" of its bots'
//! messages), counted here as UTF-16 does, which never counts less. A longer
//! notice is cut at its longest texts, and says so.
//!
//! The bot's app speaks by a service account (RFC 7523): a token that it signs
//! itself becomes an access token, kept until shortly before it runs out. One
//! that is refused sooner is forgotten, and a new one asked for once in a try.
//! The service knows no key of a request: a message whose answer was lost is
//! posted again.

use super::lines::lines;
use crate::delivery::Outcome;
use crate::delivery::letter::Letter;
use crate::delivery::note::Note;
use crate::delivery::step::{Ask, Heard, Next, Speaks, Step};
use crate::token::base64url;
use madoguchi_shared::notice::escape::line_works as inert;
use madoguchi_shared::settings::LineWorks;
use madoguchi_shared::urgency::Urgency;
use serde_json::{Value, json};

/// The most of a text, in UTF-16 units.
const TEXT_MAX: usize = 2_000;
/// How long what is signed holds, in seconds: 60 minutes at most.
const SIGNED_SECONDS: i64 = 30 * 60;
/// So much sooner than it runs out an access token isn't used any more.
const MARGIN_SECONDS: i64 = 5 * 60;
/// How long an access token holds that doesn't say: the shorter of the two
/// times that the console offers.
const TOKEN_SECONDS: i64 = 3_600;

/// The calls: for an access token, and for the message with one that was kept,
/// or with one that is new.
const TOKEN: &str = "token";
const BY_KEPT: &str = "message";
const BY_NEW: &str = "message by a new token";

impl Speaks for &LineWorks {
    fn next(&self, letter: &Letter<'_>, kept: &dyn Fn(&str) -> Option<String>, heard: Option<&Heard>) -> Next {
        let Some(note) = letter.note() else { return Next::done(Outcome::Arrived) };
        // Another app has other tokens.
        let key = ["token ", &self.client_id].concat();
        let Some(heard) = heard else {
            return match kept(&key) {
                Some(token) => message(self, letter, &note, BY_KEPT, &token),
                None => sign(self, letter),
            };
        };
        match (heard.name, heard.status) {
            ("sign", _) => exchange(self, letter, &heard.body),
            (TOKEN, 200..=299) => {
                let answer = heard.json();
                let Some(token) = answer.get("access_token").and_then(Value::as_str).filter(|token| !token.is_empty()) else {
                    return Next::done(Outcome::failed("it gave no access token"));
                };
                let seconds = answer.get("expires_in").and_then(seconds).unwrap_or(TOKEN_SECONDS);
                let until = letter.now.plus_seconds(seconds.saturating_sub(MARGIN_SECONDS));
                message(self, letter, &note, BY_NEW, token).keeping(key, token, until)
            }
            (BY_KEPT, 401) => sign(self, letter).keeping(key, "", letter.now),
            (BY_NEW, 401) => Next::judged_because(letter, heard, &why(heard)).keeping(key, "", letter.now),
            _ => Next::judged_because(letter, heard, &why(heard)),
        }
    }
}

/// What the service account says of itself (RFC 7519).
fn claims(line_works: &LineWorks, letter: &Letter<'_>) -> String {
    let now = letter.now.unix();
    let claims =
        json!({"iss": line_works.client_id, "sub": line_works.service_account, "iat": now, "exp": now.saturating_add(SIGNED_SECONDS)});
    [base64url(br#"{"alg":"RS256","typ":"JWT"}"#), base64url(claims.to_string().as_bytes())].join(".")
}

fn sign(line_works: &LineWorks, letter: &Letter<'_>) -> Next {
    let key = line_works.private_key.clone().unwrap_or_default();
    Next { keep: vec![], step: Step::Sign { key, text: claims(line_works, letter) } }
}

/// Asks for an access token; its signature was made over the same claims, for
/// all of a try has one time.
fn exchange(line_works: &LineWorks, letter: &Letter<'_>, signature: &str) -> Next {
    let assertion = [&claims(line_works, letter), signature].join(".");
    let fields = [
        ("assertion", assertion.as_str()),
        ("grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer"),
        ("client_id", &line_works.client_id),
        ("client_secret", line_works.client_secret.as_deref().unwrap_or_default()),
        ("scope", "bot"),
    ];
    Next::ask(Ask::form(TOKEN, "https://auth.worksmobile.com/oauth2/v2.0/token", &fields))
}

fn message(line_works: &LineWorks, letter: &Letter<'_>, note: &Note, name: &'static str, token: &str) -> Next {
    let kind = if line_works.to_user { "/users/" } else { "/channels/" };
    let url = ["https://www.worksapis.com/v1.0/bots/", &line_works.bot, kind, &line_works.to, "/messages"].concat();
    let body = json!({"content": {"type": "text", "text": text(letter, note)}});
    Next::ask(Ask::json(name, url, body).with("authorization", ["Bearer ", token].concat()))
}

/// The title, an empty line, and the rest, each text as long as the whole allows.
fn text(letter: &Letter<'_>, note: &Note) -> String {
    let mark = if note.urgency == Urgency::Urgent { "🔴 " } else { "" };
    let mut most = TEXT_MAX;
    loop {
        let text = [mark, &inert(&note.title), "\n\n", &lines(letter, note, most, inert)].concat();
        if most < 16 || text.encode_utf16().count() <= TEXT_MAX {
            return text;
        }
        most = most * 9 / 10;
    }
}

/// Seconds, as a number or a text of one (the service's examples have both).
fn seconds(value: &Value) -> Option<i64> {
    value.as_i64().or_else(|| value.as_str()?.parse().ok())
}

/// Its code: `{"code": "UNAUTHORIZED", …}`, `{"error": "invalid_client", …}`.
fn why(heard: &Heard) -> String {
    let answer = heard.json();
    let code = ["code", "error"].iter().find_map(|name| answer.get(name)?.as_str()).unwrap_or_default();
    let is_code = code.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_');
    if is_code { code.to_owned() } else { String::new() }
}

#[cfg(test)]
#[path = "line_works_tests.rs"]
mod tests;
