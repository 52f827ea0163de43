//! Getting an event to where it belongs: one file per kind of channel.

pub mod address;
mod desk;
pub mod schedule;
pub mod webhook;

use crate::shop::{Due, Record};
use madoguchi_shared::settings::Channel;
use worker::Env;

/// What came of one try.
pub enum Outcome {
    /// The receiver has it.
    Arrived,
    /// Not this time; why.
    Failed(String),
    /// Never; why.
    Gone(String),
}

/// Tries one delivery.
pub async fn send(env: &Env, record: &Record, due: &Due) -> Outcome {
    if due.channel == "desk" {
        return desk::send(env, record, due).await;
    }
    let channels = record.settings.as_ref().map_or(&[][..], |settings| settings.channels.as_slice());
    match channels.iter().find(|channel| channel.id().as_str() == due.channel) {
        Some(Channel::Webhook { url, secret, .. }) => {
            webhook::send(env, url, secret.as_deref().unwrap_or_default(), &due.id, &due.body).await
        }
        None => Outcome::Gone("the channel was removed".to_owned()),
    }
}

/// Judges an answer's status: only 2xx is success, and a redirect is not
/// followed (Standard Webhooks).
fn judge(status: u16) -> Outcome {
    match status {
        200..=299 => Outcome::Arrived,
        _ => Outcome::Failed(format!("answered {status}")),
    }
}
