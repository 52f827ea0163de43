//! What a shopper is told, in their language. All of it is our own words, the
//! shop's name and what was promised; of what the shopper typed there is
//! nothing, for the address may be a stranger's. The desk's answer is the
//! desk's.

use super::word::{Word, to};
use crate::delivery::mail::page::{Page, Part};
use crate::delivery::sms;
use crate::hosted::When;
use crate::texts;
use madoguchi_shared::Instant;
use madoguchi_shared::calendar::Span;
use madoguchi_shared::field::display_e164;
use madoguchi_shared::notice::Texts;
use madoguchi_shared::notice::clean::{lines, one_line};
use madoguchi_shared::settings::ShopSettings;
use madoguchi_shared::ticket::Ticket;

/// The longest name of a shop in an SMS, in characters; half of it where the
/// SMS would have too many parts.
const NAME_MAX: usize = 20;
/// The most parts that an SMS should have. Nothing but the shop's name is
/// shortened for that: the words are short, and a link that is cut opens nothing.
const PARTS_MAX: usize = 3;
/// The longest answer: what a note can hold.
const ANSWER_MAX: usize = 1_000;

/// All that a word is made of.
pub struct Saying<'a> {
    /// What is told.
    pub word: Word,
    /// Of which ticket.
    pub ticket: &'a Ticket,
    /// By which shop.
    pub shop: &'a ShopSettings,
    /// In which language.
    pub language: &'a str,
    /// Its words for this.
    pub texts: &'a Texts,
    /// Moments in it. They are said as dates: nobody knows when it is read.
    pub when: When<'a>,
    /// The address of the ticket's page, with what opens it; none where it
    /// isn't known.
    pub link: Option<String>,
    /// Until when that opens.
    pub until: Instant,
}

impl Saying<'_> {
    fn t(&self, key: &str) -> &str {
        self.texts.get(key).map_or("", String::as_str)
    }

    fn say(&self, key: &str, values: &[(&str, &str)]) -> String {
        values.iter().fold(self.t(key).to_owned(), |text, (name, value)| text.replace(&["{", name, "}"].concat(), value))
    }

    fn at(&self, at: Instant) -> String {
        let day = self.when.day_of(at).map(|day| self.when.date(day)).unwrap_or_default();
        [&day, " ", &self.when.time(at)].concat()
    }

    fn span(&self, span: Span) -> String {
        let day = self.when.day_of(span.start).map(|day| self.when.date(day)).unwrap_or_default();
        [&day, " ", &self.when.span(span)].concat()
    }

    /// What was promised, or comes next.
    fn promise(&self) -> String {
        let promise = &self.ticket.promise;
        // Abroad with the country's code, as a telephone there shows it.
        let caller = &self.shop.caller_number;
        let at_home = to(self.ticket).is_none_or(|(_, to)| to.get(..3) == caller.get(..3));
        let number = if at_home { display_e164(caller, &self.shop.country) } else { caller.clone() };
        let said = |key: &str, when: String| self.say(key, &[("when", &when), ("number", &number)]);
        let by_phone = self.ticket.by_phone();
        match (self.word, self.ticket.next_try, promise.respond_by) {
            (Word::Again, Some(next), _) => said("again", self.at(next)),
            (Word::Receipt | Word::Moved, _, by) => match (self.ticket.chosen_window(), by) {
                (Some(window), _) => said("between", self.span(window)),
                (None, Some(by)) if by_phone => said("by", self.at(by)),
                (None, None) if by_phone => said("call", String::new()),
                (None, Some(by)) => said("mail_by", self.at(by)),
                (None, None) => said("mail", String::new()),
            },
            (Word::Unreached, ..) => self.t("unreached_more").to_owned(),
            _ => String::new(),
        }
    }

    fn title(&self) -> &str {
        self.t(match self.word {
            Word::Receipt => "receipt",
            Word::Moved => "moved",
            Word::Cancelled => "cancelled",
            Word::Again => "in_vain",
            Word::Unreached => "unreached",
            Word::Answer => "answer",
        })
    }

    /// A mail's subject.
    pub fn subject(&self) -> String {
        [self.title(), " | ", &self.shop.name, " | ", self.ticket.id.as_str()].concat()
    }

    /// A mail's page.
    pub fn page(&self) -> Page<'_> {
        let mut parts = vec![];
        let answer = self.ticket.end.as_ref().and_then(|end| end.note.as_ref()).filter(|_| self.word == Word::Answer);
        if let Some(answer) = answer {
            parts.push(Part::Lines(lines(answer.as_str(), ANSWER_MAX)));
        }
        let promise = self.promise();
        if !promise.is_empty() {
            parts.push(Part::Lines(promise));
        }
        let words = texts::texts(self.language);
        let word = |key: &str| words.get(key).cloned().unwrap_or_default();
        let mut rows = vec![(word("receipt.number"), self.ticket.id.as_str().to_owned(), None)];
        if let Some(intake) = &self.ticket.intake {
            rows.push((word("receipt.topic"), word(&["topic.", intake.topic.slug()].concat()), None));
        }
        rows.push((self.t("shop").to_owned(), self.shop.name.clone(), None));
        parts.push(Part::Rows(rows));
        if let Some(link) = &self.link {
            parts.push(Part::Button(self.t("open").to_owned(), link.clone()));
            parts.push(Part::Small(self.say("until", &[("when", &self.at(self.until))])));
        }
        let zone = if self.shop.language("") == self.language { String::new() } else { [" ", &self.when.whose()].concat() };
        parts.push(Part::Small([self.say("why", &[("shop", &self.shop.name)]), zone].concat()));
        Page { language: self.language, heading: self.title(), parts }
    }

    /// An SMS: few parts, the link at its end and never cut.
    pub fn sms(&self) -> String {
        let whole = self.sms_of(NAME_MAX);
        if sms::parts(&whole) > PARTS_MAX { self.sms_of(NAME_MAX / 2) } else { whole }
    }

    fn sms_of(&self, name_max: usize) -> String {
        let said = match self.word {
            Word::Unreached => self.t("unreached_short").to_owned(),
            _ => [self.title(), self.t("stop"), &self.promise()].concat(),
        };
        let text = ["[", &one_line(&self.shop.name, name_max), "] ", &said].concat();
        // A dash or an apostrophe of books would make every letter a wide one.
        let mut text = text.trim_end().replace('–', "-").replace('’', "'").replace('\u{a0}', " ");
        if let Some(link) = &self.link {
            text.push('\n');
            text.push_str(link);
        }
        text
    }
}

#[cfg(test)]
#[path = "text_tests.rs"]
mod tests;
