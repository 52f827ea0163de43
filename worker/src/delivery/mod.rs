//! Getting an event to where it belongs.
//!
//! | what | file |
//! | --- | --- |
//! | what a channel is to say; as people read it | `letter.rs` · `note.rs` |
//! | one step of saying it, as a decision | `step.rs` |
//! | the channels, one file each | `channel/` |
//! | the steps, done | `drive.rs`, `sign.rs` |
//! | what is done elsewhere and comes back | `back/` |
//! | the built-in desk | `desk.rs` |
//! | word to the shopper · mail · SMS | `shopper.rs` · `mail.rs` · `sms.rs` |
//! | what an answer means · when to try again | `answer.rs` · `schedule.rs` |
//! | where it may be sent | `address.rs` |
//! | for tests: how fast, and to whom instead | `pace.rs` · `stand_in.rs` |

pub mod address;
mod answer;
pub mod back;
pub mod channel;
mod desk;
mod drive;
pub mod letter;
mod mail;
mod note;
mod pace;
pub mod schedule;
pub mod shopper;
mod sign;
mod sms;
#[cfg(test)]
mod specimen;
mod stand_in;
mod step;

pub use pace::Pace;

use crate::shop::{DESK, Due, FORMER_DESK, Record};
use crate::storage::Db;
use crate::{door, texts};
use drive::Place;
use letter::{Letter, Said};
use madoguchi_shared::api::Advice;
use worker::Env;

/// How long a receiver may take, in seconds: for head and body together.
pub const TIMEOUT_SECONDS: i64 = 20;

/// What came of one try.
#[derive(Clone, Debug, PartialEq)]
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

    /// It took too long.
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

impl Told {
    /// What kind of trouble it had.
    pub fn advice(&self) -> Option<Advice> {
        match (&self.outcome, self.status) {
            (Outcome::Arrived, _) => None,
            (_, Some(status)) if !(200..300).contains(&status) => Some(Advice::of_status(status)),
            (Outcome::Failed { rest: true, .. }, None) => Some(Advice::Slow),
            (Outcome::Failed { reason, .. }, None) if reason == NO_ANSWER => Some(Advice::Unreachable),
            // It took what was asked, and still it is no success.
            (_, Some(_)) => Some(Advice::Refused),
            _ => Some(Advice::Settings),
        }
    }
}

/// The reason where nothing was heard.
const NO_ANSWER: &str = "no answer";

/// Tries one delivery.
pub async fn send(env: &Env, db: &Db, record: &Record, due: &Due) -> Told {
    if due.channel == DESK {
        return desk::send(env, record.desk.as_str(), due).await;
    }
    if let Some(desk) = due.channel.strip_prefix(FORMER_DESK) {
        return desk::send(env, desk, due).await;
    }
    if let Some(way) = shopper::word::Way::of(&due.channel) {
        return shopper::send(env, db, record, due, way).await;
    }
    say(env, db, record, &due.channel, (&due.id, &due.body)).await
}

/// Tells whoever acted what came of it, once: whether they hear it or not
/// changes nothing.
pub async fn tell(env: &Env, ask: &step::Ask) {
    drop(drive::asked(env, ask, TELL_MS).await);
}

/// How long that may take, in milliseconds: Slack waits three seconds for our
/// answer.
const TELL_MS: i64 = 2_000;

/// Says something by one of the shop's channels: its id, and its body.
pub async fn say(env: &Env, db: &Db, record: &Record, channel: &str, (id, body): (&str, &str)) -> Told {
    let now = door::now();
    let (Some(shop), Ok(rules)) = (&record.settings, record.rules(now)) else {
        return Outcome::failed("the shop's settings can't be read").into();
    };
    let Some(settings) = shop.channels.iter().find(|known| known.id().as_str() == channel) else {
        return Outcome::Nowhere("the channel was removed".to_owned()).into();
    };
    let Some(said) = Said::read(body) else { return Outcome::Nowhere("what was to be said can't be read".to_owned()).into() };
    let (zone, language) = rules.desk.as_ref().map_or((&rules.shop_zone, "ja"), |desk| (&desk.zone, desk.language.as_str()));
    let letter = Letter { id, body, said, shop, slug: record.slug.as_str(), zone, words: texts::notice(language), now };
    let speaks = channel::of(settings, record.retired_for(channel, now).collect());
    drive::drive(&Place { env, db, channel }, &*speaks, &letter).await
}
