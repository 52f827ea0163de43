//! What a channel is to say: an event, an alert, a digest or a trial, and what
//! of it goes to people.

use super::note::Note;
use madoguchi_shared::Instant;
use madoguchi_shared::command::{Alert, Event, EventType};
use madoguchi_shared::digest::Digest;
use madoguchi_shared::json;
use madoguchi_shared::notice::Texts;
use madoguchi_shared::settings::ShopSettings;
use madoguchi_shared::zone::Zone;
use serde::Deserialize;

/// Something to be told by a channel.
pub struct Letter<'a> {
    /// Its id, the same at every try.
    pub id: &'a str,
    /// Its body, as a webhook gets it.
    pub body: &'a str,
    /// What that says.
    pub said: Said,
    /// The shop's settings.
    pub shop: &'a ShopSettings,
    /// The shop's name in addresses.
    pub slug: &'a str,
    /// The desk's clocks.
    pub zone: &'a Zone,
    /// The words of the desk's language.
    pub words: &'a Texts,
    /// Now.
    pub now: Instant,
}

/// What a letter says.
pub enum Said {
    /// Something happened to a ticket.
    Event(Box<Event>),
    /// A channel doesn't do its work.
    Alert(Alert),
    /// Figures, and what is open.
    Digest(Box<Digest>),
    /// Whether the channel works.
    Trial,
}

/// How much a channel for people says of an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Telling {
    /// The whole notice: somebody has to act on it.
    Whole,
    /// One line.
    Line,
    /// Nothing: who did it knows, and nobody has to act.
    Nothing,
}

/// What people are told of.
pub fn telling(kind: EventType) -> Telling {
    match kind {
        EventType::Created | EventType::HandedOver => Telling::Whole,
        EventType::Moved
        | EventType::Cancelled
        | EventType::PromiseBroken
        | EventType::PromiseRestored
        | EventType::Returned
        | EventType::Reopened
        | EventType::PutBack
        | EventType::Closed
        | EventType::Erased => Telling::Line,
        EventType::Rated
        | EventType::CallStarted
        | EventType::Attempted
        | EventType::CallPlanned
        | EventType::SetAside
        | EventType::Noted
        | EventType::Undone => Telling::Nothing,
    }
}

/// The type of a trial's body.
pub const TRIAL: &str = "channel.trial";

impl Said {
    /// Reads a body; none if it is of no known type.
    pub fn read(body: &str) -> Option<Self> {
        #[derive(Deserialize)]
        struct Head {
            #[serde(rename = "type")]
            kind: String,
        }
        let bytes = body.as_bytes();
        match json::read::<Head>(bytes)?.kind.as_str() {
            TRIAL => Some(Self::Trial),
            "digest" => json::read(bytes).map(|digest| Self::Digest(Box::new(digest))),
            kind if kind.starts_with("ticket.") => json::read(bytes).map(|event| Self::Event(Box::new(event))),
            _ => json::read(bytes).map(Self::Alert),
        }
    }
}

impl Letter<'_> {
    /// As people are told it; none where there is nothing to tell.
    pub fn note(&self) -> Option<Note> {
        Note::of(self)
    }

    /// A word of the desk's language; its key where that lacks it.
    pub fn word(&self, key: &str) -> String {
        self.words.get(key).cloned().unwrap_or_else(|| key.to_owned())
    }
}
