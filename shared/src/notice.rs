//! The notice (通知): one form for every channel, so that anyone can judge a
//! ticket at a glance.

use crate::calendar::Span;
use crate::field::OrderRef;
use crate::instant::Instant;
use crate::intake::{Choice, Intake, Reply};
use crate::ticket::Ticket;
use crate::urgency::Urgency;
use crate::zone::Zone;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Words of one language, by key (`www/texts`).
pub type Texts = BTreeMap<String, String>;

/// One line of the notice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// Which line; stable.
    pub key: String,
    /// Its label in the desk's language.
    pub label: String,
    /// What stands there; a dash where nothing was given.
    pub value: String,
}

/// The rows, always all of them and always in this order.
pub type Notice = Vec<Row>;

/// The keys in their order: 要件 / 氏名・社名 / 連絡先 / 希望商品・数量 / 希望納期 /
/// 住所・エリア / 緊急度 / 折返し可否・希望時間帯, then 期限, 注文番号, 本文, the page it
/// came from, and the link to the ticket.
pub const ROWS: [&str; 13] = [
    "matter",
    "name",
    "contact",
    "product",
    "wanted_date",
    "address",
    "urgency",
    "call_back",
    "deadline",
    "order",
    "message",
    "page",
    "link",
];

/// Writes a ticket's notice in the words of `texts`, with times by the clocks
/// of `zone`, the desk's; `link` is where the desk opens the ticket.
pub fn notice(ticket: &Ticket, texts: &Texts, zone: &Zone, link: &str) -> Notice {
    let writer = Writer { texts, zone, link };
    let rows = ROWS.iter().map(|key| Row {
        key: (*key).to_owned(),
        label: writer.word(&format!("notice.{key}")),
        value: Some(writer.value(key, ticket)).filter(|value| !value.is_empty()).unwrap_or_else(|| "—".to_owned()),
    });
    rows.collect()
}

struct Writer<'a> {
    texts: &'a Texts,
    zone: &'a Zone,
    link: &'a str,
}

impl Writer<'_> {
    /// The word for a key; the key itself where a language lacks it.
    fn word(&self, key: &str) -> String {
        self.texts.get(key).cloned().unwrap_or_else(|| key.to_owned())
    }

    fn value(&self, key: &str, ticket: &Ticket) -> String {
        let intake = &ticket.intake;
        match key {
            "matter" => self.word(&format!("topic.{}", intake.topic.slug())),
            "name" => joined(" / ", [Some(intake.name.as_str()), intake.company.as_ref().map(|c| c.as_str())]),
            "contact" => match &intake.reply {
                Reply::Phone { phone, .. } => phone.as_str().to_owned(),
                Reply::Email { email } => email.as_str().to_owned(),
                Reply::None => String::new(),
            },
            "product" => self.product(intake),
            "wanted_date" => intake.wanted_date.map(|day| day.to_string()).unwrap_or_default(),
            "address" => intake.address.as_ref().map(|line| line.as_str().to_owned()).unwrap_or_default(),
            "urgency" => self.word(match ticket.urgency {
                Urgency::Urgent => "urgency.urgent",
                Urgency::Normal => "urgency.normal",
            }),
            "call_back" => self.call_back(ticket),
            "deadline" => ticket.promise.respond_by.map(|at| self.time(at)).unwrap_or_default(),
            "order" => match &intake.order {
                Some(OrderRef::Number(number)) => number.as_str().to_owned(),
                Some(OrderRef::PlacedOn(day)) => format!("{} {day}", self.word("notice.placed_on")),
                None => String::new(),
            },
            "message" => joined(
                "\n",
                [
                    intake.symptom.as_ref().map(|line| line.as_str()),
                    intake.solution.as_ref().map(|line| line.as_str()),
                    intake.message.as_ref().map(|text| text.as_str()),
                ],
            ),
            "link" => self.link.to_owned(),
            "page" => intake.page.as_ref().map(|page| page.as_str().to_owned()).unwrap_or_default(),
            _ => String::new(),
        }
    }

    fn product(&self, intake: &Intake) -> String {
        let product = intake.product.as_ref();
        let sku = product.and_then(|p| p.sku.as_ref()).map(|sku| format!("({})", sku.as_str()));
        let quantity = intake.quantity.map(|n| format!("× {n}"));
        joined(" ", [product.map(|p| p.name.as_str()), sku.as_deref(), quantity.as_deref()])
    }

    fn call_back(&self, ticket: &Ticket) -> String {
        match (&ticket.intake.reply, ticket.promise.window) {
            (Reply::Phone { window, .. }, Some(span)) => {
                let asap = matches!(window, Choice::Asap).then(|| self.word("notice.asap"));
                joined(" ", [asap.as_deref(), Some(&self.span(span))])
            }
            (Reply::Email { .. }, _) => self.word("notice.by_mail"),
            _ => self.word("notice.no_reply"),
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

fn joined<'a>(between: &str, parts: impl IntoIterator<Item = Option<&'a str>>) -> String {
    parts.into_iter().flatten().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(between)
}
