//! Where tickets go besides the desk. Each kind says what it needs; a secret
//! among that is written and never read back: absent in answers, and where it
//! is absent in a request the one on file is kept.
//!
//! | what | file |
//! | --- | --- |
//! | the kinds, and what each needs | `channel.rs` |
//! | which tickets at once, which in a digest, and when not | `channel/notices.rs` |
//! | the shop's accounts for mail and SMS | `channel/sender.rs` |
//! | what is wrong with one | `channel/faults.rs` |

mod faults;
mod notices;
mod sender;

pub use notices::{Digest, Notices, Quiet, Rule, Timing};
pub use sender::{Mail, MailService, Shoppers, Sms, SmsService};

use crate::field::Email;
use crate::id::Slug;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Where tickets go besides the desk.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Channel {
    /// A signed webhook (Standard Webhooks): all events.
    Webhook(Webhook),
    /// A Slack channel, by an incoming webhook: notices.
    Slack(Slack),
    /// A Microsoft Teams channel, by a workflow's address: notices.
    Teams(Teams),
    /// A Chatwork room: notices, and tasks for what is urgent.
    Chatwork(Chatwork),
    /// A LINE WORKS room, by a bot: notices.
    LineWorks(LineWorks),
    /// Mail to the shop's people, by the shop's account for [`Mail`]: notices.
    Email(EmailNotices),
    /// Zendesk: each ticket is one there, too.
    Zendesk(Zendesk),
    /// Chatwoot: each ticket is a conversation there.
    Chatwoot(Chatwoot),
}

/// A signed webhook.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Webhook {
    /// Names it among the shop's channels.
    pub id: Slug,
    /// Where to post.
    pub url: String,
    /// `whsec_…`. A secret. For 24 hours after a change the one before signs
    /// beside it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub secret: Option<String>,
}

/// Slack.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Slack {
    /// Names it among the shop's channels.
    pub id: Slug,
    /// The incoming webhook's address, `https://hooks.slack.com/services/…`.
    /// A secret: whoever has it can post.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// The signing secret of the Slack app. A secret. With it the notice has
    /// buttons, whose request URL in the app is
    /// `/v1/shops/{shop}/channels/{id}/acts`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signing_secret: Option<String>,
    /// Who is called at an urgent ticket: `here`, `channel`, or the ids of
    /// members (`U…`, `W…`) and user groups (`S…`).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub mention: Vec<String>,
    /// Which tickets, and when.
    #[serde(default, skip_serializing_if = "Notices::is_default")]
    pub notices: Notices,
}

/// Microsoft Teams.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Teams {
    /// Names it among the shop's channels.
    pub id: Slug,
    /// The workflow's address ("When a Teams webhook request is received").
    /// A secret: its `sig` lets anybody post.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// Who is called at an urgent ticket: sign-in names such as
    /// `hanako@shop.example`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub mention: Vec<Email>,
    /// Which tickets, and when.
    #[serde(default, skip_serializing_if = "Notices::is_default")]
    pub notices: Notices,
}

/// Chatwork.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Chatwork {
    /// Names it among the shop's channels.
    pub id: Slug,
    /// The room's number.
    pub room: String,
    /// The API token of whoever posts. A secret.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub token: Option<String>,
    /// Who is called at an urgent ticket: `all`, or account numbers.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub mention: Vec<String>,
    /// Who gets a task with the deadline at an urgent ticket: account numbers;
    /// none: no task.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub task: Vec<String>,
    /// Which tickets, and when.
    #[serde(default, skip_serializing_if = "Notices::is_default")]
    pub notices: Notices,
}

/// LINE WORKS.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct LineWorks {
    /// Names it among the shop's channels.
    pub id: Slug,
    /// The bot's number.
    pub bot: String,
    /// The room's id (`channelId`); a person's (`userId`) where `to_user`.
    pub to: String,
    /// Whether it goes to one person.
    #[serde(default, skip_serializing_if = "core::ops::Not::not")]
    pub to_user: bool,
    /// The app's client id.
    pub client_id: String,
    /// The app's client secret. A secret.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub client_secret: Option<String>,
    /// The service account, such as `abcde.serviceaccount@shop`.
    pub service_account: String,
    /// Its private key: PEM, PKCS #8. A secret.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub private_key: Option<String>,
    /// Which tickets, and when.
    #[serde(default, skip_serializing_if = "Notices::is_default")]
    pub notices: Notices,
}

/// Mail to the shop's people.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct EmailNotices {
    /// Names it among the shop's channels.
    pub id: Slug,
    /// To whom: 1 to 10 addresses.
    pub to: Vec<Email>,
    /// Which tickets, and when.
    #[serde(default, skip_serializing_if = "Notices::is_default")]
    pub notices: Notices,
}

/// Zendesk.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Zendesk {
    /// Names it among the shop's channels.
    pub id: Slug,
    /// The account's name: `shop` of `https://shop.zendesk.com`.
    pub subdomain: String,
    /// The mail address of the agent whose API token it is.
    pub email: Email,
    /// The API token. A secret.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub token: Option<String>,
    /// The signing secret of the Zendesk webhook by which what is done there
    /// comes back, at `/v1/shops/{shop}/channels/{id}/acts`. A secret.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signing_secret: Option<String>,
    /// The group's number, if it isn't Zendesk's to choose.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<u64>,
    /// Rows of the notice that go into fields of their own: the row's key
    /// (`order`, `product`, …) to the custom field's number.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub fields: BTreeMap<String, u64>,
}

/// Chatwoot.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Chatwoot {
    /// Names it among the shop's channels.
    pub id: Slug,
    /// The installation's origin, such as `https://app.chatwoot.com`.
    pub url: String,
    /// The API inbox's identifier. A secret: whoever has it can write there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub inbox: Option<String>,
    /// The inbox's HMAC token, where it validates identities. A secret.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hmac_token: Option<String>,
}

/// A secret of a channel: its field, and what is on file.
pub type Secret<'a> = (&'static str, &'a mut Option<String>);

impl Channel {
    /// Its name among the shop's channels.
    pub fn id(&self) -> &Slug {
        match self {
            Self::Webhook(Webhook { id, .. })
            | Self::Slack(Slack { id, .. })
            | Self::Teams(Teams { id, .. })
            | Self::Chatwork(Chatwork { id, .. })
            | Self::LineWorks(LineWorks { id, .. })
            | Self::Email(EmailNotices { id, .. })
            | Self::Zendesk(Zendesk { id, .. })
            | Self::Chatwoot(Chatwoot { id, .. }) => id,
        }
    }

    /// Its kind, as on the wire.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Webhook(_) => "webhook",
            Self::Slack(_) => "slack",
            Self::Teams(_) => "teams",
            Self::Chatwork(_) => "chatwork",
            Self::LineWorks(_) => "line_works",
            Self::Email(_) => "email",
            Self::Zendesk(_) => "zendesk",
            Self::Chatwoot(_) => "chatwoot",
        }
    }

    /// Which tickets it hears of, and when; none for a channel that is a desk
    /// or a program of its own and hears all.
    pub fn notices(&self) -> Option<&Notices> {
        match self {
            Self::Slack(Slack { notices, .. })
            | Self::Teams(Teams { notices, .. })
            | Self::Chatwork(Chatwork { notices, .. })
            | Self::LineWorks(LineWorks { notices, .. })
            | Self::Email(EmailNotices { notices, .. }) => Some(notices),
            Self::Webhook(_) | Self::Zendesk(_) | Self::Chatwoot(_) => None,
        }
    }

    /// All that is secret of it.
    pub fn secrets(&mut self) -> Vec<Secret<'_>> {
        match self {
            Self::Webhook(Webhook { secret, .. }) => vec![("secret", secret)],
            Self::Slack(Slack { url, signing_secret, .. }) => vec![("url", url), ("signing_secret", signing_secret)],
            Self::Teams(Teams { url, .. }) => vec![("url", url)],
            Self::Chatwork(Chatwork { token, .. }) => vec![("token", token)],
            Self::LineWorks(LineWorks { client_secret, private_key, .. }) => {
                vec![("client_secret", client_secret), ("private_key", private_key)]
            }
            Self::Email(_) => vec![],
            Self::Zendesk(Zendesk { token, signing_secret, .. }) => vec![("token", token), ("signing_secret", signing_secret)],
            Self::Chatwoot(Chatwoot { inbox, hmac_token, .. }) => vec![("inbox", inbox), ("hmac_token", hmac_token)],
        }
    }
}

#[cfg(test)]
#[path = "channel/tests.rs"]
mod tests;
