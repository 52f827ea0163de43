//! Twilio Programmable Messaging (`POST …/Messages.json`).
//!
//! It knows no key by which a repeat would be seen. So it is noted before the
//! first try that there was one, and each later try first looks whether the
//! message is there: an SMS doesn't come twice for an answer that was lost.

use crate::delivery::Outcome;
use crate::delivery::letter::Letter;
use crate::delivery::step::{Ask, Heard, Next, Speaks, quote};
use crate::token;
use madoguchi_shared::settings::Sms;
use serde_json::Value;

/// For how long it is remembered that a message was begun: longer than tries last.
const BEGUN_SECONDS: i64 = 5 * 24 * 3_600;

/// Errors that are the number's: none there, none for SMS, none that can be
/// reached from the sender, or it asked for no more.
const OF_THE_NUMBER: [i64; 8] = [21_211, 21_217, 21_407, 21_408, 21_610, 21_612, 21_614, 21_635];

/// One message.
pub struct Message<'a> {
    /// The account.
    pub account: &'a Sms,
    /// To whom, E.164.
    pub to: &'a str,
    /// What it says.
    pub text: String,
    /// A part of it that no other message has.
    pub mark: String,
}

impl Message<'_> {
    fn address(&self) -> String {
        ["https://api.twilio.com/2010-04-01/Accounts/", &self.account.account, "/Messages.json"].concat()
    }

    fn authorized(&self, ask: Ask) -> Ask {
        let token = self.account.token.as_deref().unwrap_or_default();
        let credentials = [&self.account.account, ":", token].concat();
        ask.with("authorization", ["Basic ", &token::base64(credentials.as_bytes())].concat())
    }

    fn send(&self, letter: &Letter<'_>) -> Next {
        let from = &self.account.from;
        let sender = if from.starts_with("MG") && from.len() == 34 { "MessagingServiceSid" } else { "From" };
        let form = [("To", self.to), (sender, from.as_str()), ("Body", &self.text)];
        let ask = self.authorized(Ask::form("send", self.address(), &form));
        Next::ask(ask).keeping(begun(letter), "1", letter.now.plus_seconds(BEGUN_SECONDS))
    }

    fn look(&self) -> Next {
        let mut url = self.address();
        url.push_str("?PageSize=50&To=");
        quote(self.to, &mut url);
        Next::ask(self.authorized(Ask::get("look", url)))
    }

    /// Whether it is among the messages to this number.
    fn is_there(&self, heard: &Heard) -> bool {
        let answer = heard.json();
        let messages = answer.get("messages").and_then(Value::as_array);
        let text = |message: &Value| message.get("body").and_then(Value::as_str).is_some_and(|body| body.contains(&self.mark));
        messages.is_some_and(|messages| messages.iter().any(text))
    }
}

fn begun(letter: &Letter<'_>) -> String {
    ["begun:", letter.id].concat()
}

impl Speaks for Message<'_> {
    fn next(&self, letter: &Letter<'_>, kept: &dyn Fn(&str) -> Option<String>, heard: Option<&Heard>) -> Next {
        match heard {
            None if kept(&begun(letter)).is_some() => self.look(),
            None => self.send(letter),
            Some(heard) if heard.name == "look" && heard.is_good() => {
                if self.is_there(heard) {
                    Next::done(Outcome::Arrived)
                } else {
                    self.send(letter)
                }
            }
            Some(heard) => {
                let code = heard.json().get("code").and_then(Value::as_i64).unwrap_or_default();
                if heard.status == 400 && OF_THE_NUMBER.contains(&code) {
                    return Next::done(Outcome::Nowhere(["answered 400: ", &code.to_string()].concat()));
                }
                Next::judged_because(letter, heard, &if code > 0 { code.to_string() } else { String::new() })
            }
        }
    }
}

#[cfg(test)]
#[path = "twilio_tests.rs"]
mod tests;
