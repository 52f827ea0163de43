//! Envelopes of the HTTP API.

use crate::calendar::Span;
use crate::fault::Fault;
use crate::instant::Instant;
use crate::promise::Promise;
use serde::{Deserialize, Serialize};

/// The most that a shopper's request may weigh, in bytes.
pub const BODY_MAX: usize = 64 * 1024;
/// The most that an owner's or a desk's request may weigh, in bytes.
pub const OWNER_BODY_MAX: usize = 4 * 1024 * 1024;

/// Every error that the API answers with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ErrorBody {
    /// The only member.
    pub error: ErrorDetail,
}

/// What went wrong.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ErrorDetail {
    /// Stable, for programs.
    pub code: String,
    /// For the person who reads a log; may change at any time.
    pub message: String,
    /// With `invalid`: each thing that is wrong.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub faults: Vec<Fault>,
    /// With a fault `taken`: windows that were free at that moment.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub windows: Vec<Span>,
}

/// What can be promised for a topic right now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Windows {
    /// The server's time; the panel counts on from here.
    pub now: Instant,
    /// What "as soon as possible" would mean; none when no place is left.
    pub asap: Option<Promise>,
    /// Windows with a place, earliest first.
    pub windows: Vec<Span>,
}

/// A token that was just made. It is shown this once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Token {
    /// To be sent as `Authorization: Bearer`.
    pub token: String,
}

/// The body of `PUT /v1/shops/{shop}`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NewShop {
    /// The desk that answers for it.
    pub desk: crate::id::Slug,
}
