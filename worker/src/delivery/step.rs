//! How a channel speaks, as a decision: what to ask next, given what was heard.
//!
//! A channel is pure. It is shown the letter, what it has kept, and the last
//! answer, and says what comes next; [`drive`](super::drive) does it. What it
//! wants to remember it says before the step that could fail: a try that is cut
//! off goes on, at the next try, where it was.

use super::{Outcome, answer, letter::Letter};
use madoguchi_shared::Instant;
use serde_json::Value;

/// A channel's way to speak: one file each in `delivery/channel/`.
pub trait Speaks {
    /// What comes next, after the answer `heard`; none yet at the beginning.
    fn next(&self, letter: &Letter<'_>, kept: &dyn Fn(&str) -> Option<String>, heard: Option<&Heard>) -> Next;
}

/// What comes next.
#[derive(Debug, PartialEq)]
pub struct Next {
    /// To be remembered first.
    pub keep: Vec<Kept>,
    /// Then this.
    pub step: Step,
}

/// Something for a channel to remember.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// Under which name. No personal data.
    pub key: String,
    /// What; empty to forget it.
    pub value: String,
    /// Until when.
    pub until: Instant,
}

/// One step of a try.
#[derive(Debug, PartialEq)]
pub enum Step {
    /// Ask this.
    Ask(Ask),
    /// Sign a text by RSASSA-PKCS1-v1_5 with SHA-256 (`RS256`, RFC 7518 §3.3).
    Sign {
        /// The private key: PEM, PKCS #8.
        key: String,
        /// What is signed.
        text: String,
    },
    /// It has ended.
    Done(Outcome),
}

/// A call of a service.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ask {
    /// Names it in what is heard.
    pub name: &'static str,
    /// `GET`, `POST`, `PUT`, `PATCH` or `DELETE`.
    pub method: &'static str,
    /// Where.
    pub url: String,
    /// With these.
    pub headers: Vec<(&'static str, String)>,
    /// What; empty with `GET`.
    pub body: String,
}

/// What was heard of a step.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Heard {
    /// Which step: the call's name, or `sign`.
    pub name: &'static str,
    /// The answer's status.
    pub status: u16,
    /// Its header `Retry-After`.
    pub retry_after: Option<String>,
    /// The start of its body; of a signature its base 64 for addresses.
    pub body: String,
}

impl Next {
    /// A call.
    pub fn ask(ask: Ask) -> Self {
        Self { keep: vec![], step: Step::Ask(ask) }
    }

    /// An end.
    pub fn done(outcome: Outcome) -> Self {
        Self { keep: vec![], step: Step::Done(outcome) }
    }

    /// Remembers something first.
    pub fn keeping(mut self, key: impl Into<String>, value: impl Into<String>, until: Instant) -> Self {
        self.keep.push(Kept { key: key.into(), value: value.into(), until });
        self
    }

    /// An end by what an answer's status means.
    pub fn judged(letter: &Letter<'_>, heard: &Heard) -> Self {
        Self::done(answer::judge(heard.status, heard.retry_after.as_deref(), letter.now))
    }

    /// The same of an answer whose words tell a service's reason: the status
    /// alone would say little. `why` is a word of the service, no address and
    /// no personal data.
    pub fn judged_because(letter: &Letter<'_>, heard: &Heard, why: &str) -> Self {
        let mut outcome = answer::judge(heard.status, heard.retry_after.as_deref(), letter.now);
        if let Outcome::Failed { reason, .. } | Outcome::Unwelcome(reason) | Outcome::Nowhere(reason) = &mut outcome
            && !why.is_empty()
        {
            reason.push_str(": ");
            reason.extend(why.chars().filter(|c| !c.is_control()).take(80));
        }
        Self::done(outcome)
    }
}

impl Ask {
    /// Posts JSON.
    pub fn json(name: &'static str, url: impl Into<String>, body: impl ToString) -> Self {
        Self::of(name, "POST", url.into(), body.to_string()).with("content-type", "application/json")
    }

    /// Posts a form (`application/x-www-form-urlencoded`, WHATWG URL §5.2).
    pub fn form(name: &'static str, url: impl Into<String>, fields: &[(&str, &str)]) -> Self {
        Self::of(name, "POST", url.into(), form(fields)).with("content-type", "application/x-www-form-urlencoded")
    }

    /// Gets something.
    pub fn get(name: &'static str, url: impl Into<String>) -> Self {
        Self::of(name, "GET", url.into(), String::new())
    }

    fn of(name: &'static str, method: &'static str, url: String, body: String) -> Self {
        Self { name, method, url, headers: vec![], body }
    }

    /// By another method.
    pub fn by(mut self, method: &'static str) -> Self {
        self.method = method;
        self
    }

    /// With a header.
    pub fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }
}

impl Heard {
    /// Whether it is a success.
    pub fn is_good(&self) -> bool {
        (200..300).contains(&self.status)
    }

    /// Its body as JSON; null if it is none, or was cut.
    pub fn json(&self) -> Value {
        madoguchi_shared::json::read(self.body.as_bytes()).unwrap_or_default()
    }
}

/// A form's fields as they are sent.
pub fn form(fields: &[(&str, &str)]) -> String {
    let mut out = String::new();
    for (name, value) in fields {
        if !out.is_empty() {
            out.push('&');
        }
        quote(name, &mut out);
        out.push('=');
        quote(value, &mut out);
    }
    out
}

/// Text as it stands in one part of an address or a form: all but letters,
/// digits and `-._` by its bytes.
pub fn quote(text: &str, out: &mut String) {
    const HEX: [char; 16] = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'A', 'B', 'C', 'D', 'E', 'F'];
    let digit = |n: u8| HEX.get(usize::from(n)).copied().unwrap_or('0');
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.extend(['%', digit(byte >> 4), digit(byte & 15)]);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_forms_fields_stay_apart() {
        assert_eq!(form(&[("body", "a&b=c +%\n窓"), ("n", "1")]), "body=a%26b%3Dc%20%2B%25%0A%E7%AA%93&n=1");
        assert_eq!(form(&[]), "");
    }
}
