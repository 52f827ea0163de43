//! What a shop's owner and a desk's lead set.

mod calendar;
mod channel;
mod desk;
mod nearest;
mod node;
mod order_policy;
mod read;
mod shape;
mod shop;
mod talk;

pub use crate::service::Service;
pub use calendar::{CalendarSettings, EveryYear, Holidays};
pub use channel::{
    Channel, Chatwoot, Chatwork, Digest, EmailNotices, LineWorks, Mail, MailService, Notices, Quiet, Rule, Shoppers, Slack, Sms,
    SmsService, Teams, Timing, Webhook, Zendesk,
};
pub use desk::{Allotment, DeskSettings};
pub use nearest::nearest;
pub use order_policy::{OrderPolicy, ShippingSettings};
pub use read::{Document, Step, Unread, Written, newest, read, read_members, stored, written};
pub use shop::{DESK, Privacy, ShopSettings, Turnstile};
pub use talk::{TalkSettings, TopicTalk};

use crate::field::Name;
use std::collections::BTreeMap;

/// A text in some languages, by language code.
pub type ByLanguage = BTreeMap<String, String>;

/// Longest name of a shop or desk, in characters.
const NAME_MAX: usize = Name::MAX;

/// A language by its two letters (ISO 639-1).
pub(crate) fn is_language(text: &str) -> bool {
    text.len() == 2 && text.bytes().all(|b| b.is_ascii_lowercase())
}

#[cfg(test)]
pub(crate) fn told(faults: Vec<crate::fault::Fault>) -> Vec<String> {
    faults.into_iter().map(|fault| format!("{} {}", fault.path, fault.code.as_str())).collect()
}
