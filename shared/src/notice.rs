//! The notice (通知): one form for every channel, so that anyone can judge a
//! ticket at a glance.
//!
//! [`notice`] writes a ticket's rows; a [`Sheet`] of them is shown as plain
//! text or as [`Blocks`], from which a channel's own form is drawn with the
//! functions of [`escape`]. Nothing that a shopper typed gets out of its row:
//! rows hold no hidden character, no line break but in the message, and no
//! more than [`limit`] characters.

mod blocks;
pub mod clean;
pub mod escape;
mod link;
mod sheet;
mod writer;

pub use blocks::{Action, ActionKind, Blocks, Body};
pub use link::link;
pub use sheet::Sheet;

use crate::pairs::Pairs;
use crate::ticket::Ticket;
use crate::zone::Zone;
use serde::{Deserialize, Serialize};

/// Words of one language, by key (`www/texts`).
pub type Texts = Pairs<String, String>;

/// One line of the notice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "NoticeRow"))]
pub struct Row {
    /// Which line; stable.
    pub key: String,
    /// Its label in the desk's language.
    pub label: String,
    /// What stands there; a dash where nothing was given.
    pub value: String,
    /// Where it leads: a page, `tel:` or `mailto:`.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub href: Option<String>,
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

/// What stands where nothing was given.
pub const NOTHING: &str = "—";

/// The most characters of a row's value; what is longer ends in `…`. All that
/// an intake can hold fits, but for a product's own number
/// of more than 60 characters.
pub const fn limit(key: &str) -> usize {
    match key.as_bytes() {
        b"message" => 3_500,
        b"page" | b"link" => 500,
        b"order" => 400,
        b"product" => 300,
        b"contact" => 260,
        b"address" => 200,
        b"name" => 260,
        _ => 100,
    }
}

/// Writes a ticket's notice in the words of `texts`, with times by the clocks
/// of `zone`, the desk's; `link` is where the desk opens the ticket.
pub fn notice(ticket: &Ticket, texts: &Texts, zone: &Zone, link: &str) -> Notice {
    let writer = writer::Writer { texts, zone, link };
    ROWS.iter().map(|key| writer.row(key, ticket)).collect()
}

/// The word for a key; the key itself where a language lacks it.
fn word(texts: &Texts, key: &str) -> String {
    texts.get(key).cloned().unwrap_or_else(|| key.to_owned())
}

#[cfg(test)]
#[path = "notice_tests.rs"]
mod tests;
