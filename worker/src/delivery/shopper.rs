//! Word to the shopper, by the shop's own accounts for mail and SMS.
//!
//! | what | file |
//! | --- | --- |
//! | which event is told, and by which way | `shopper/word.rs` |
//! | what is said | `shopper/text.rs` |
//! | that it is written with its event, and how much one person may get | `shop/outbox/shopper.rs` |
//!
//! To the outbox the two ways are channels of their own, `shopper:mail` and
//! `shopper:sms`: same tries, same dead letters. What is said is made when it
//! is sent, from the event alone, so that it is the same at every try.

mod text;
pub mod word;

use super::letter::{Letter, Said};
use super::mail::{self, Message};
use super::sms::twilio;
use super::step::{Heard, Next, Speaks};
use super::{Outcome, Place, Told, drive};
use crate::hosted::{When, Words};
use crate::shop::{Due, Record};
use crate::storage::Db;
use crate::{door, routes, texts, token};
use madoguchi_shared::settings::Mail;
use text::Saying;
use word::{Way, to, word};
use worker::Env;

/// For how long the link in a message opens the ticket's page, in seconds,
/// counted from the event.
const LINK_SECONDS: i64 = 7 * 24 * 3_600;
/// What is later than this is of no use any more, in seconds.
const LATE_SECONDS: i64 = 24 * 3_600;

/// Tries one delivery to a shopper.
pub async fn send(env: &Env, db: &Db, record: &Record, due: &Due, way: Way) -> Told {
    let now = door::now();
    let (Some(shop), Ok(rules), Ok(secret)) = (&record.settings, record.rules(now), routes::secret(env)) else {
        return Outcome::failed("the shop's settings can't be read").into();
    };
    let Some(Said::Event(event)) = Said::read(&due.body) else {
        return Outcome::Nowhere("what was to be said can't be read".to_owned()).into();
    };
    let ticket = &event.data.ticket;
    let told = word(event.kind, ticket, shop.shoppers).filter(|(_, told)| *told == way);
    let (Some((word, _)), Some((_, address))) = (told, to(ticket)) else {
        return Outcome::Nowhere("the shop doesn't tell its shoppers this".to_owned()).into();
    };
    if now.unix() - event.timestamp.unix() > super::Pace::current().ms(LATE_SECONDS) / 1_000 {
        return Outcome::Nowhere("it is too late to be told".to_owned()).into();
    }
    let wished = ticket.intake.as_ref().map_or("", |intake| &intake.language);
    let language = texts::spoken(shop.language(wished));
    texts::bring(env, &[language]).await;
    let Some(own) = texts::word(env, language).await else {
        return Outcome::failed("the words can't be had").into();
    };
    let until = event.timestamp.plus_seconds(LINK_SECONDS);
    let key = token::page(&secret, &record.slug, &ticket.id, until);
    let mark = ["#k=", &key].concat();
    let link = event.data.answer_link.as_ref().map(|page| [page, mark.as_str()].concat());
    let when = When { words: Words::of(language), zone: &rules.shop_zone, now: event.timestamp };
    let saying = Saying { word, ticket, shop, language, texts: own, when, link, until };
    let letter = Letter {
        id: &due.id,
        body: &due.body,
        // What is said is in `saying`: nobody's note is made of this letter.
        said: Said::Trial,
        shop,
        slug: record.slug.as_str(),
        zone: &rules.shop_zone,
        words: own,
        now,
    };
    let place = Place { env, db, channel: way.channel() };
    let mut told = match (way, &shop.mail, &shop.sms) {
        (Way::Mail, Some(account), _) => drive::drive(&place, &ByMail { account, to: address, saying: &saying }, &letter).await,
        (Way::Sms, _, Some(account)) => {
            let text = saying.sms();
            let mark = if saying.link.is_some() { mark } else { text.clone() };
            drive::drive(&place, &twilio::Message { account, to: address, text, mark }, &letter).await
        }
        _ => Outcome::Nowhere("the shop has no account for it".to_owned()).into(),
    };
    // A service repeats the address and what was sent, with the key in it.
    told.answer.clear();
    told
}

/// A mail to one person.
struct ByMail<'a> {
    account: &'a Mail,
    to: &'a str,
    saying: &'a Saying<'a>,
}

impl Speaks for ByMail<'_> {
    fn next(&self, letter: &Letter<'_>, _: &dyn Fn(&str) -> Option<String>, heard: Option<&Heard>) -> Next {
        if let Some(heard) = heard {
            return mail::judged(self.account, letter, heard, true);
        }
        let page = self.saying.page();
        let message = Message {
            id: [letter.id, "/", Way::Mail.channel()].concat(),
            to: vec![self.to],
            name: &letter.shop.name,
            subject: &self.saying.subject(),
            text: page.text(),
            html: page.html(),
        };
        Next::ask(mail::ask(self.account, &message))
    }
}
