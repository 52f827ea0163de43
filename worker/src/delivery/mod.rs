//! Getting an event to where it belongs: one file per kind of channel.

pub mod address;
mod answer;
mod desk;
mod pace;
pub mod schedule;
pub mod webhook;

pub use pace::Pace;

use crate::door;
use crate::shop::{DESK, Due, FORMER_DESK, Record};
use madoguchi_shared::settings::Channel;
use worker::Env;

/// How long a receiver may take, in seconds: for head and body together.
pub const TIMEOUT_SECONDS: i64 = 20;

/// What came of one try.
pub enum Outcome {
    /// The receiver has it.
    Arrived,
    /// Not this time.
    Failed {
        /// Why. No personal data, no address.
        reason: String,
        /// Whether the receiver needs a rest: it asked for one, or was too
        /// slow.
        rest: bool,
        /// Seconds after which it wants to be asked again.
        retry_after: Option<i64>,
    },
    /// The receiver wants nothing more, ever; why.
    Unwelcome(String),
    /// There is nowhere to send to; why.
    Nowhere(String),
}

impl Outcome {
    /// A failure without more to say.
    pub fn failed(reason: impl Into<String>) -> Self {
        Self::Failed { reason: reason.into(), rest: false, retry_after: None }
    }

    fn late() -> Self {
        Self::Failed { reason: "no answer in time".to_owned(), rest: true, retry_after: None }
    }

    /// Why it didn't arrive; empty if it did.
    pub fn reason(&self) -> &str {
        match self {
            Self::Arrived => "",
            Self::Failed { reason, .. } | Self::Unwelcome(reason) | Self::Nowhere(reason) => reason,
        }
    }
}

/// One try, as it goes on record.
pub struct Told {
    /// What came of it.
    pub outcome: Outcome,
    /// The answer's status, if there was an answer.
    pub status: Option<u16>,
    /// The start of the answer's body.
    pub answer: String,
}

impl From<Outcome> for Told {
    fn from(outcome: Outcome) -> Self {
        Self { outcome, status: None, answer: String::new() }
    }
}

/// Tries one delivery.
pub async fn send(env: &Env, record: &Record, due: &Due) -> Told {
    if due.channel == DESK {
        return desk::send(env, record.desk.as_str(), due).await;
    }
    if let Some(desk) = due.channel.strip_prefix(FORMER_DESK) {
        return desk::send(env, desk, due).await;
    }
    let Some(settings) = &record.settings else { return Outcome::failed("the shop's settings can't be read").into() };
    match settings.channels.iter().find(|channel| channel.id().as_str() == due.channel) {
        Some(Channel::Webhook { url, secret, .. }) => {
            // The newest first; one that was replaced lately signs beside it.
            let secrets: Vec<&str> = secret.as_deref().into_iter().chain(record.retired_for(&due.channel, door::now())).collect();
            webhook::send(env, url, &secrets, due).await
        }
        None => Outcome::Nowhere("the channel was removed".to_owned()).into(),
    }
}
