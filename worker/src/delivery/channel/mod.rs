//! The channels: each a file of its own, pure, and all alike to whoever sends.
//!
//! To add one: its settings in `shared/src/settings/channel.rs` (a struct, an
//! arm of each `match`, its faults), its file here, its arm in [`of`], and a
//! stand-in in the tests that refuses what the service would refuse.

mod chatwoot;
mod chatwork;
mod email;
mod line_works;
mod lines;
mod slack;
mod teams;
#[cfg(test)]
mod walk;
pub mod webhook;
mod zendesk;

use super::step::Speaks;
use madoguchi_shared::settings::Channel;

/// How a channel speaks. `retired` are the secrets that it had before and that
/// still hold.
pub fn of<'a>(channel: &'a Channel, retired: Vec<&'a str>) -> Box<dyn Speaks + 'a> {
    match channel {
        Channel::Webhook(hook) => Box::new(webhook::Speaking { hook, retired }),
        Channel::Slack(slack) => Box::new(slack),
        Channel::Teams(teams) => Box::new(teams),
        Channel::Chatwork(chatwork) => Box::new(chatwork),
        Channel::LineWorks(line_works) => Box::new(line_works),
        Channel::Zendesk(zendesk) => Box::new(zendesk),
        Channel::Chatwoot(chatwoot) => Box::new(chatwoot),
        Channel::Email(email) => Box::new(email),
    }
}
