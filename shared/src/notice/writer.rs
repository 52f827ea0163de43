//! What stands in each row.

use super::link::{link, mailto};
use super::{NOTHING, Row, Texts, clean, limit, word};
use crate::calendar::Span;
use crate::field::{Country, OrderRef, Phone, Placed, display_e164};
use crate::instant::Instant;
use crate::intake::{Choice, Intake, Reply};
use crate::ticket::Ticket;
use crate::urgency::Urgency;
use crate::zone::Zone;

/// The longest product's number that is shown, in characters.
const SKU_MAX: usize = 60;

pub(super) struct Writer<'a> {
    pub texts: &'a Texts,
    pub zone: &'a Zone,
    pub link: &'a str,
}

impl Writer<'_> {
    pub fn row(&self, key: &str, ticket: &Ticket) -> Row {
        let value = self.value(key, ticket);
        let value = if key == "message" { clean::lines(&value, limit(key)) } else { clean::one_line(&value, limit(key)) };
        Row {
            key: key.to_owned(),
            label: self.word("notice.", key),
            value: if value.is_empty() { NOTHING.to_owned() } else { value },
            href: ticket.intake.as_ref().and_then(|intake| self.href(key, intake)).and_then(|href| link(&href)),
        }
    }

    fn word(&self, group: &str, key: &str) -> String {
        word(self.texts, &[group, key].concat())
    }

    fn value(&self, key: &str, ticket: &Ticket) -> String {
        // Of whom is forgotten nothing is said.
        let Some(intake) = &ticket.intake else { return String::new() };
        match key {
            "matter" => self.word("topic.", intake.topic.slug()),
            "name" => {
                let kana = intake.kana.as_ref().map(|kana| [" (", kana.as_str(), ")"].concat()).unwrap_or_default();
                joined(" / ", [Some([intake.name.as_str(), &kana].concat().as_str()), intake.company.as_ref().map(|c| c.as_str())])
            }
            "contact" => match &intake.reply {
                Reply::Phone { phone, .. } => self.phone(phone),
                Reply::Email { email } => email.as_str().to_owned(),
                Reply::None => String::new(),
            },
            "product" => product(intake),
            "wanted_date" => intake.wanted_date.map(|day| day.to_string()).unwrap_or_default(),
            "address" => intake.address.as_ref().map(|line| line.as_str().to_owned()).unwrap_or_default(),
            "urgency" => self.word(
                "urgency.",
                match ticket.urgency {
                    Urgency::Urgent => "urgent",
                    Urgency::Normal => "normal",
                },
            ),
            "call_back" => self.call_back(intake, ticket),
            "deadline" => ticket.promise.respond_by.map(|at| self.time(at)).unwrap_or_default(),
            "order" => match &intake.order {
                Some(OrderRef::Number(number)) => number.as_str().to_owned(),
                Some(OrderRef::PlacedOn(placed)) => self.placed(placed),
                None => String::new(),
            },
            "message" => {
                // Behind what they wrote themselves, what they have read already.
                let looked_up = intake.looked_up.as_ref().map(|text| [&self.word("notice.", "looked_up"), ": ", text.as_str()].concat());
                joined("\n", intake.words().map(Some).chain([looked_up.as_deref()]))
            }
            "link" => self.link.to_owned(),
            "page" => intake.page.as_ref().map(|page| page.as_str().to_owned()).unwrap_or_default(),
            _ => String::new(),
        }
    }

    /// Where a row leads.
    fn href(&self, key: &str, intake: &Intake) -> Option<String> {
        match key {
            "contact" => match &intake.reply {
                Reply::Phone { phone, .. } => Some(["tel:", phone.as_str()].concat()),
                Reply::Email { email } => Some(mailto(email.as_str())),
                Reply::None => None,
            },
            "product" => Some(intake.product.as_ref()?.url.as_ref()?.as_str().to_owned()),
            "page" => Some(intake.page.as_ref()?.as_str().to_owned()),
            "link" => Some(self.link.to_owned()),
            _ => None,
        }
    }

    /// A number as it is written where the desk is: Japanese ones without
    /// country code in Japan's zone. The row's link dials everywhere.
    fn phone(&self, phone: &Phone) -> String {
        let home = if self.zone.name == "Asia/Tokyo" { Country::japan() } else { Country::elsewhere() };
        let number = display_e164(phone.number(), &home);
        match phone.extension() {
            Some(extension) => [&number, " ", &self.word("notice.", "extension"), extension].concat(),
            None => number,
        }
    }

    /// In the order in which a shop's search asks: day, name, phone, mail.
    fn placed(&self, placed: &Placed) -> String {
        let (day, phone) = (placed.day().to_string(), placed.phone().map(|phone| self.phone(phone)));
        let word = self.word("notice.", "placed_on");
        let parts = [Some(word.as_str()), Some(&day), Some(placed.name().as_str()), phone.as_deref()];
        joined(" ", parts.into_iter().chain([placed.email().map(|email| email.as_str())]))
    }

    fn call_back(&self, intake: &Intake, ticket: &Ticket) -> String {
        let (when, language) = (self.when(intake, ticket), self.foreign(&intake.language));
        joined(" ", [Some(when.as_str()), language.as_deref()])
    }

    /// The shopper's language, where it isn't the desk's: whoever calls has to
    /// know it before. One that there is no word for stands as its code; where
    /// none is known (`und`) nothing is said.
    fn foreign(&self, language: &str) -> Option<String> {
        let own = self.texts.get("notice.spoken")?;
        let name = self.texts.get(&["notice.language.", language].concat()).map_or(language, String::as_str);
        (own != language && language != "und").then(|| ["(", name, ")"].concat())
    }

    fn when(&self, intake: &Intake, ticket: &Ticket) -> String {
        match (&intake.reply, ticket.promise.window) {
            (Reply::Phone { window: choice, .. }, Some(span)) => {
                let asap = matches!(choice, Choice::Asap).then(|| self.word("notice.", "asap"));
                let broken = ticket.promise_broken.then(|| self.word("notice.", "broken"));
                joined(" ", [asap.as_deref(), Some(&self.span(span)), broken.as_deref()])
            }
            (Reply::Email { .. }, _) => self.word("notice.", "by_mail"),
            _ => self.word("notice.", "no_reply"),
        }
    }

    fn span(&self, span: Span) -> String {
        let (start, end) = (self.time(span.start), self.time(span.end));
        let end = end.rsplit(' ').next().unwrap_or_default();
        format!("{start}–{end}")
    }

    /// `2026-11-24 15:20` by the desk's clocks.
    fn time(&self, at: Instant) -> String {
        match self.zone.local(at) {
            Some(local) => format!("{} {:02}:{:02}", local.day, local.second / 3600, local.second / 60 % 60),
            None => at.rfc3339(),
        }
    }
}

/// `name (SKU) × quantity`. Its page is the row's link.
fn product(intake: &Intake) -> String {
    let product = intake.product.as_ref();
    let sku = product.and_then(|p| p.sku.as_ref()).map(|sku| ["(", &clean::one_line(sku.as_str(), SKU_MAX), ")"].concat());
    let quantity = intake.quantity.map(|n| ["× ", &n.to_string()].concat());
    joined(" ", [product.map(|p| p.name.as_str()), sku.as_deref(), quantity.as_deref()])
}

fn joined<'a>(between: &str, parts: impl IntoIterator<Item = Option<&'a str>>) -> String {
    parts.into_iter().flatten().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(between)
}
