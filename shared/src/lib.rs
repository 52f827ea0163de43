//! The contract between the panel, the worker and the desk: every type that
//! crosses the wire, and every decision that two sides must make alike.
//!
//! In scope: parsing what people type, topics and their facts, the calendar,
//! promises, order terms, tickets and their life, the notice, settings, triage
//! of free text, tracking numbers, the FAQ's search, the API's description.
//! Out of scope: clocks (the time is an argument), network, storage,
//! JavaScript, and sentences for people (those live in `www/texts`).
//!
//! The way in is [`Draft::check`]: text as typed becomes an [`Intake`], whose
//! types can't hold nonsense.

#![cfg_attr(test, allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may panic; input never reaches it"))]

pub mod api;
pub mod calendar;
mod cells;
pub mod colour;
pub mod command;
pub mod day;
pub mod desk;
pub mod digest;
pub mod do_not_contact;
pub mod draft;
pub mod erasure;
pub mod events;
pub mod faq;
pub mod fault;
pub mod field;
mod fill;
pub mod fold;
pub mod holiday;
pub mod ics;
pub mod id;
pub mod identity;
#[cfg(test)]
mod inquiries_tests;
pub mod instant;
pub mod intake;
pub mod json;
pub mod letter;
pub mod limits;
pub mod money;
pub mod named;
pub mod notice;
#[cfg(feature = "schema")]
pub mod openapi;
#[cfg(test)]
mod oracle;
pub mod order_policy;
pub mod pairs;
#[cfg(test)]
mod papers;
pub mod promise;
pub mod published;
pub mod report;
pub mod retry;
#[cfg(test)]
mod round_trip_tests;
pub mod rules;
pub mod script;
pub mod scrub;
pub mod service;
pub mod settings;
pub mod ticket;
pub mod topic;
pub mod tracking;
pub mod triage;
pub mod urgency;
pub mod window;
pub mod zone;

pub use draft::Draft;
pub use fault::{Code, Fault};
pub use instant::Instant;
pub use intake::Intake;
pub use rules::Rules;
pub use topic::Topic;
