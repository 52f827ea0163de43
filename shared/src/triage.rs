//! Triage of free text in Japanese and English: what it is about
//! ([`topic`]), whether it can wait ([`signal`]), and whether somebody wants
//! to sell something ([`pitch`]).
//!
//! All three look for phrases of hand-made tables in the text's plain form;
//! the cost is the text's length times the tables', which are constants.
//! The panel calls `topic` and `signal`; only the worker calls `pitch`, and
//! the other two must not lead to it, so that its rules stay out of the panel.

mod plain;

pub mod pitch;
pub mod signal;
pub mod topic;
