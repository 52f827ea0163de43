//! The shop's own accounts at services that send mail and SMS, and what its
//! shoppers are told by them.

use crate::field::Email;
use serde::{Deserialize, Serialize};

/// The service that sends the shop's mail.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum MailService {
    /// Resend.
    Resend,
    /// Twilio SendGrid.
    Sendgrid,
}

/// By which account the shop's mail goes out: to its own people
/// (channels of the kind `email`), and to shoppers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Mail {
    /// Which service.
    pub service: MailService,
    /// The API key there. Written, never read back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key: Option<String>,
    /// The sender's address, of a domain that the service has confirmed.
    pub from: Email,
    /// Where answers go; absent: to the sender.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reply_to: Option<Email>,
}

/// The service that sends the shop's SMS.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum SmsService {
    /// Twilio Programmable Messaging.
    Twilio,
}

/// By which account SMS go to shoppers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Sms {
    /// Which service.
    pub service: SmsService,
    /// The account's id there (`AC…`).
    pub account: String,
    /// Its token. Written, never read back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub token: Option<String>,
    /// The sender: a number (E.164), a name of up to 11 letters and digits, or
    /// a messaging service (`MG…`).
    pub from: String,
}

/// What shoppers are told besides their receipt's page: that the request has
/// come, was moved or called off, that nobody could be reached, the answer by
/// mail. To the address that they gave for it, and no other.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Shoppers {
    /// By mail, who asked for an answer by mail.
    #[serde(default)]
    pub mail: bool,
    /// By SMS, who asked for a call to a mobile number.
    #[serde(default)]
    pub sms: bool,
}

impl Shoppers {
    /// Whether they are told nothing.
    pub fn is_none(&self) -> bool {
        *self == Self::default()
    }
}
