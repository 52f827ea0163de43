//! Envelopes of the HTTP API.

use crate::calendar::Span;
use crate::fault::Fault;
use crate::instant::Instant;
use crate::promise::Promise;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The most that a shopper's request may weigh, in bytes.
pub const BODY_MAX: usize = 64 * 1024;
/// The most that an owner's or a desk's request may weigh, in bytes.
pub const OWNER_BODY_MAX: usize = 4 * 1024 * 1024;

/// Every error that the API answers with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ErrorBody {
    /// The only member.
    pub error: ErrorDetail,
}

/// What went wrong.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ErrorDetail {
    /// Stable, for programs.
    pub code: String,
    /// For the person who reads a log; may change at any time.
    pub message: String,
    /// With `invalid`: each thing that is wrong. With `unreadable`: where a file stops being JSON.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub faults: Vec<Fault>,
    /// With a fault `taken`: windows that were free at that moment.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub windows: Vec<Span>,
    /// With `too_many`: in how many seconds it may be tried again, as
    /// `Retry-After` says too.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retry_after: Option<u32>,
}

/// What can be promised for a topic right now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Windows {
    /// The server's time; the panel counts on from here.
    pub now: Instant,
    /// What "as soon as possible" would mean; none when no place is left.
    pub asap: Option<Promise>,
    /// Windows with a place, earliest first.
    pub windows: Vec<Span>,
    /// Whether the desk has paused calls, all or those about this topic: then
    /// there is nothing else in here.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub paused: bool,
}

/// A token that was just made. It is shown this once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Token {
    /// To be sent as `Authorization: Bearer`.
    pub token: String,
}

/// What a trigger of Zendesk's says of a ticket that was made by us.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ZendeskAct {
    /// `{{ticket.external_id}}`: ours begins with `madoguchi:`. Any other is
    /// passed over.
    pub external_id: String,
    /// What the trigger is for: `solved` or `closed`; `new`, `open`, `pending`
    /// or `hold`. Written out, for `{{ticket.status}}` is in words of a language.
    pub status: String,
    /// `{{ticket.id}}`.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub ticket_id: String,
    /// `{{ticket.updated_at_with_timestamp}}`. What ended here later isn't
    /// taken up again.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub updated_at: String,
}

/// The body of `PUT /v1/shops/{shop}`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct NewShop {
    /// The desk that answers for it.
    pub desk: crate::id::Slug,
}

/// The answer to `GET /v1/shops/{shop}/deliveries`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Deliveries {
    /// Every channel: the built-in desk, those in the settings, and those that
    /// were removed while something was on its way.
    pub channels: Vec<ChannelHealth>,
    /// Fifty at most, the newest first.
    pub deliveries: Vec<Delivery>,
    /// What each [`Advice`] means and what to do then, in the language that was
    /// asked for: Japanese or English.
    pub advice: BTreeMap<String, String>,
}

/// Why something doesn't arrive, for people: what to do about it stands beside,
/// in `advice`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Advice {
    /// There was no answer at all.
    Unreachable,
    /// It took too long.
    Slow,
    /// The receiver asks for a rest (429).
    Throttled,
    /// The receiver's own trouble (5xx).
    ServiceDown,
    /// The token or key isn't accepted (401, 403).
    NotAuthorized,
    /// There is nothing at that address (404, 410).
    Gone,
    /// It leads elsewhere (3xx), which is not followed.
    Redirected,
    /// What was sent isn't taken (any other status).
    Refused,
    /// The channel's settings can't be used.
    Settings,
    /// It was never sent: the limits of what one shopper is told were reached.
    Withheld,
    /// An earlier event of its ticket hasn't arrived, so that it would come out
    /// of order.
    Waiting,
}

impl Advice {
    /// All of them.
    pub const ALL: [Self; 11] = [
        Self::Unreachable,
        Self::Slow,
        Self::Throttled,
        Self::ServiceDown,
        Self::NotAuthorized,
        Self::Gone,
        Self::Redirected,
        Self::Refused,
        Self::Settings,
        Self::Withheld,
        Self::Waiting,
    ];

    /// The name on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Unreachable => "unreachable",
            Self::Slow => "slow",
            Self::Throttled => "throttled",
            Self::ServiceDown => "service_down",
            Self::NotAuthorized => "not_authorized",
            Self::Gone => "gone",
            Self::Redirected => "redirected",
            Self::Refused => "refused",
            Self::Settings => "settings",
            Self::Withheld => "withheld",
            Self::Waiting => "waiting",
        }
    }

    /// What an answer's status tells that wasn't taken for success.
    pub fn of_status(status: u16) -> Self {
        match status {
            300..=399 => Self::Redirected,
            401 | 403 => Self::NotAuthorized,
            404 | 410 => Self::Gone,
            429 => Self::Throttled,
            500..=599 => Self::ServiceDown,
            _ => Self::Refused,
        }
    }
}

/// The answer to a trial of a channel.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Trial {
    /// Whether the test notice has arrived.
    pub arrived: bool,
    /// The answer's HTTP status, if there was an answer.
    pub status: Option<u16>,
    /// Why it failed; empty if it arrived.
    pub reason: String,
    /// What kind of trouble that is.
    pub advice: Option<Advice>,
    /// What to do about it, in the language that was asked for: Japanese or
    /// English; empty if it arrived.
    pub to_do: String,
    /// The start of the answer's body, 500 characters at most.
    pub answer: String,
}

/// How a channel does.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ChannelHealth {
    /// `desk`, the id of one of the shop's channels, or `shopper:mail` and
    /// `shopper:sms` for what shoppers are told.
    pub id: String,
    /// Whether it is used.
    pub state: ChannelState,
    /// Why it is off, or what its last failure was; empty if all is well.
    pub reason: String,
    /// What kind of trouble that is.
    pub advice: Option<Advice>,
    /// Failures in a row.
    pub failures: u32,
    /// When the first of them was.
    pub failing_since: Option<Instant>,
    /// Deliveries that will be tried.
    pub pending: u64,
    /// Dead letters: deliveries that won't, unless they are replayed.
    pub dead: u64,
}

/// A delivery of one event to one channel, as the owner sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Delivery {
    /// Its place among all of the shop's; the last one's is `before` of the next
    /// page.
    pub n: u64,
    /// The event's id, the same at every try.
    pub id: String,
    /// The channel: `desk`, or the id of one of the shop's channels.
    pub channel: String,
    /// The ticket's number; none for a notice about a channel.
    pub ticket: Option<String>,
    /// What became of it.
    pub state: DeliveryState,
    /// Tries since it was written or last replayed.
    pub attempts: u32,
    /// What came of the last one, or why it is dead.
    pub last: String,
    /// What kind of trouble that is.
    pub advice: Option<Advice>,
    /// When the event happened.
    pub created_at: Instant,
    /// When it is tried next; while a try is under way, when it would be
    /// repeated if nothing more were heard of it.
    pub next_at: Option<Instant>,
    /// All tries, the oldest first.
    pub tries: Vec<Try>,
}

/// One try of a delivery.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Try {
    /// When it began.
    pub at: Instant,
    /// When its outcome was known; none while it is under way, or if the
    /// runtime ended in its midst.
    pub ended_at: Option<Instant>,
    /// The answer's HTTP status, if there was an answer.
    pub status: Option<u16>,
    /// Why it failed; empty if it arrived.
    pub reason: String,
    /// The start of the answer's body: 500 characters, or where one event is
    /// asked for by its id all that is kept, 20,000 bytes at most.
    pub answer: String,
}

/// What became of a delivery.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum DeliveryState {
    /// It will be tried, or tried again.
    Pending,
    /// A dead letter: it won't be, unless it is replayed.
    Dead,
    /// It has arrived; kept for 30 days.
    Delivered,
}

/// The body of `POST /v1/shops/{shop}/deliveries/replay`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Replay {
    /// The channel whose dead letters are meant; those of all if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub channel: Option<String>,
}

/// What a replay set on its way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Replayed {
    /// Dead letters that are tried again.
    pub replayed: u64,
}

/// Whether a channel is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum ChannelState {
    /// Events go to it.
    On,
    /// It was switched off; its events become dead letters.
    Off,
    /// It was off, and the next try decides.
    Probing,
}

impl ChannelState {
    /// The name on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::On => "on",
            Self::Off => "off",
            Self::Probing => "probing",
        }
    }
}

/// The answer to `PUT /v1/shops/{shop}/faq`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct FaqStored {
    /// How many entries there are now, in all languages.
    pub entries: usize,
    /// How many of them are new.
    pub added: usize,
    /// How many are otherwise than before.
    pub changed: usize,
    /// How many that were there are gone.
    pub removed: usize,
    /// Whether it was stored; otherwise it was only checked, and the numbers are
    /// what would be.
    pub stored: bool,
}

/// The answer to `GET /healthz`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Health {
    /// Always `true`: what isn't well doesn't answer.
    pub ok: bool,
}

/// Every code of an [`ErrorBody`]: status, code, meaning.
pub const ERRORS: &[(u16, &str, &str)] = &[
    (400, "unreadable", "The body is not JSON of the shape that this call takes."),
    (400, "idempotency_key", "The `Idempotency-Key` is missing or not of its form."),
    (401, "unauthorized", "No token was sent, or one that doesn't open this."),
    (403, "foreign_origin", "The page's origin is not on the shop's list; for a desk, not our own."),
    (403, "forbidden", "This is for the desk's leads; who asks is an operator."),
    (404, "not_found", "There is nothing at this address."),
    (404, "not_set_up", "It was made, but its settings were never put."),
    (405, "method_not_allowed", "The address exists, the method doesn't."),
    (409, "key_reused", "The key or command id belongs to another request."),
    (409, "stale", "The ticket has changed since it was looked at."),
    (409, "ended", "The ticket has come to its end."),
    (409, "not_yours", "This is for others to do."),
    (409, "not_now", "The ticket's state doesn't allow this, or not yet."),
    (409, "calling", "A call is under way: nothing is moved or called off while it rings."),
    (409, "no_call", "No call was asked for."),
    (409, "rated", "It was rated before, otherwise."),
    (409, "full", "The ticket holds no more calls or remarks, the desk no more people, or the list no more entries."),
    (409, "claimed", "Somebody else of the desk has taken the ticket."),
    (409, "do_not_contact", "Whoever is to be called asked not to be contacted any more."),
    (410, "erased", "What this key made has been erased since; nothing new is made."),
    (413, "too_large", "The body is too large."),
    (415, "wrong_type", "The body is not sent as a media type that the call takes."),
    (422, "invalid", "Some fields are faulty: all of them are in `faults`."),
    (426, "upgrade_required", "This address speaks WebSocket."),
    (
        429,
        "too_many",
        "Too many calls from this address, or too many requests for this person or shop; try again after `Retry-After` seconds.",
    ),
    (
        503,
        "storage",
        "Nothing is acknowledged: it was not stored, or nobody can tell. Send the same again, under the same key, after `Retry-After` seconds.",
    ),
];
