//! Mail to the shop's people: the notice as a table in its order, by the
//! shop's account for mail.

use crate::delivery::Outcome;
use crate::delivery::letter::Letter;
use crate::delivery::mail::page::{Page, Part};
use crate::delivery::mail::{self, Message};
use crate::delivery::note::Note;
use crate::delivery::step::{Heard, Next, Speaks};
use crate::texts;
use madoguchi_shared::settings::EmailNotices;
use madoguchi_shared::urgency::Urgency;

impl Speaks for &EmailNotices {
    fn next(&self, letter: &Letter<'_>, _: &dyn Fn(&str) -> Option<String>, heard: Option<&Heard>) -> Next {
        let Some(account) = &letter.shop.mail else {
            return Next::done(Outcome::failed("the shop has no account for mail"));
        };
        if let Some(heard) = heard {
            return mail::judged(account, letter, heard, false);
        }
        let Some(note) = letter.note() else { return Next::done(Outcome::Arrived) };
        let page = page(letter, &note);
        let mark = if note.urgency == Urgency::Urgent { "🔴 " } else { "" };
        let message = Message {
            id: [letter.id, "/", self.id.as_str()].concat(),
            to: self.to.iter().map(|to| to.as_str()).collect(),
            name: &letter.shop.name,
            subject: &[mark, &note.title].concat(),
            text: page.text(),
            html: page.html(),
        };
        Next::ask(mail::ask(account, &message))
    }
}

fn page<'a>(letter: &Letter<'_>, note: &'a Note) -> Page<'a> {
    let mut parts = vec![];
    if let Some(notice) = &note.blocks {
        // A number is called, an address written to, by a touch; a page that
        // the shopper names is no link of ours.
        let leads = |href: &Option<String>| href.clone().filter(|href| href.starts_with("tel:") || href.starts_with("mailto:"));
        parts.push(Part::Rows(notice.fields.iter().map(|row| (row.label.clone(), row.value.clone(), leads(&row.href))).collect()));
        parts.push(Part::Quoted(notice.body.label.clone(), notice.body.lines.join("\n")));
    }
    if !note.lines.is_empty() {
        parts.push(Part::Lines(note.lines.join("\n")));
    }
    let pages = note.actions.iter().filter(|action| action.href.starts_with("http"));
    parts.extend(pages.map(|action| Part::Button(action.label.clone(), action.href.clone())));
    // The words are those of the desk's language, of two.
    let language = if std::ptr::eq(letter.words, texts::notice("ja")) { "ja" } else { "en" };
    Page { language, heading: &note.title, parts }
}

#[cfg(test)]
#[path = "email_tests.rs"]
mod tests;
