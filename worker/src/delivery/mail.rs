//! Mail, by the HTTP API of the shop's own account: one message, two services.
//!
//! | what | file |
//! | --- | --- |
//! | a page, as HTML and as text | `mail/page.rs` |
//! | the services' own forms, and what their answers mean | `mail/resend.rs` · `mail/sendgrid.rs` |
//!
//! Both services write the headers themselves, from JSON: nothing that stands
//! in a subject or a name can begin another header, and what could is taken
//! out here before.

pub mod page;
mod resend;
mod sendgrid;

use super::Outcome;
use super::letter::Letter;
use super::step::{Ask, Heard, Next};
use madoguchi_shared::fold::wide;
use madoguchi_shared::notice::clean::one_line;
use madoguchi_shared::settings::{Mail, MailService};

/// Longest subject, in characters: what a list of mails shows, and more.
const SUBJECT_MAX: usize = 120;
/// Longest name of a sender, in characters.
const NAME_MAX: usize = 60;

/// A message.
pub struct Message<'a> {
    /// Names it to the service, the same at every try: a service that knows it
    /// sends it once.
    pub id: String,
    /// To whom: 1 to 10 addresses.
    pub to: Vec<&'a str>,
    /// Who sends it, for people.
    pub name: &'a str,
    /// One line.
    pub subject: &'a str,
    /// The message as text.
    pub text: String,
    /// The same as a page.
    pub html: String,
}

/// Asks the shop's service to send it.
pub fn ask(mail: &Mail, message: &Message<'_>) -> Ask {
    let key = mail.key.as_deref().unwrap_or_default();
    let ask = match mail.service {
        MailService::Resend => resend::ask(mail, message),
        MailService::Sendgrid => sendgrid::ask(mail, message),
    };
    ask.with("authorization", ["Bearer ", key].concat())
}

/// What its answer means. To `one` person: that their address isn't taken is
/// no trouble of the account's.
pub fn judged(mail: &Mail, letter: &Letter<'_>, heard: &Heard, one: bool) -> Next {
    let (why, is_address) = match mail.service {
        MailService::Resend => resend::why(heard),
        MailService::Sendgrid => sendgrid::why(heard),
    };
    if one && is_address && !heard.is_good() {
        return Next::done(Outcome::Nowhere("the mail service doesn't take the address".to_owned()));
    }
    Next::judged_because(letter, heard, &why)
}

/// A subject: one line, nothing in it that is unseen or turns the direction.
fn subject(text: &str) -> String {
    one_line(text, SUBJECT_MAX)
}

/// A sender's name as it may stand before an address: what means something
/// there (RFC 5322 §3.2.3) becomes full width.
fn name(text: &str) -> String {
    let special = |c: char| if "\"<>@,;:\\()[]".contains(c) { wide(c) } else { c };
    one_line(text, NAME_MAX).chars().map(special).collect()
}

/// Each address once: a service refuses a repeat.
fn once<'a>(to: &[&'a str]) -> Vec<&'a str> {
    let mut once: Vec<&str> = vec![];
    for address in to {
        if !once.iter().any(|known| known.eq_ignore_ascii_case(address)) {
            once.push(address);
        }
    }
    once
}

#[cfg(test)]
#[path = "mail_tests.rs"]
mod tests;
