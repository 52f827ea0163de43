//! What rules are given, and what they answer, where a plain value won't do.

use madoguchi_shared::calendar::Span;
use madoguchi_shared::command::EventType;
use madoguchi_shared::day::{Day, TimeOfDay, WeekdayName};
use madoguchi_shared::field::{Country, PhoneKind};
use madoguchi_shared::order_policy::{OrderFacts, Want};
use madoguchi_shared::promise::Promise;
use madoguchi_shared::service::Service;
use madoguchi_shared::ticket::{Act, Actor, State};
use madoguchi_shared::tracking::TrackingNumber;
use madoguchi_shared::urgency::Urgency;
use madoguchi_shared::{Code, Draft, Fault, Instant, Intake, Topic};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A field's verdict.
#[derive(Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict<T> {
    Value(T),
    Fault(Code),
}

impl<T> From<Result<T, Code>> for Verdict<T> {
    fn from(result: Result<T, Code>) -> Self {
        match result {
            Ok(value) => Self::Value(value),
            Err(code) => Self::Fault(code),
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Typed {
    pub text: String,
    #[serde(default = "Country::japan")]
    pub country: Country,
}

#[derive(Serialize)]
pub struct Number {
    pub e164: String,
    pub kind: PhoneKind,
}

#[derive(Serialize)]
pub struct Moment {
    pub utc: Instant,
    pub unix: i64,
}

#[derive(Serialize)]
pub struct Date {
    pub day: Day,
    pub weekday: WeekdayName,
    pub epoch_days: i64,
    pub next: Day,
}

#[derive(Serialize)]
pub struct Clock {
    pub time: TimeOfDay,
    pub minutes: i64,
}

/// A moment in one of the world's zones.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct InZone {
    pub zone: String,
    pub at: Instant,
}

#[derive(Serialize)]
pub struct Shown {
    pub day: Day,
    pub second: i64,
    /// Back to a moment; the first of two where clocks go back.
    pub first: Instant,
}

/// Clocks in one of the world's zones.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Wall {
    pub zone: String,
    pub day: Day,
    pub time: TimeOfDay,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Opening {
    pub calendar: String,
    pub zone: String,
    pub at: Instant,
    #[serde(default)]
    pub minutes: i64,
}

#[derive(Serialize)]
pub struct Opened {
    pub open: bool,
    pub next_open: Option<Instant>,
    /// When the minutes of open time have passed.
    pub passed: Option<Instant>,
    /// The same time on the next open day.
    pub next_day: Option<Instant>,
}

/// A desk that keeps one of the world's calendars by one of its zones.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Asked {
    pub calendar: String,
    pub zone: String,
    pub now: Instant,
    pub length: i64,
    pub lead: i64,
    pub horizon: i64,
    pub places: u32,
    /// Places given away, by the window's start.
    #[serde(default)]
    pub taken: BTreeMap<Instant, u32>,
    /// The window to be chosen.
    #[serde(default)]
    pub start: Option<Instant>,
}

#[derive(Serialize)]
pub struct Offered {
    /// How many windows are free, and the first and the last of them.
    pub count: usize,
    pub first: Option<Span>,
    pub last: Option<Span>,
    pub chosen: Option<Verdict<Span>>,
    pub asap_urgent: Option<Promise>,
    pub asap_normal: Option<Promise>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sent {
    pub now: Instant,
    pub draft: Draft,
}

#[derive(Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Judged {
    Accepted { intake: Box<Intake>, urgency: Urgency, promise: Verdict<Promise> },
    Faults(Vec<Fault>),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Query {
    pub query: String,
    #[serde(default)]
    pub sku: Option<String>,
    /// Only this many of the world's questions; all without.
    #[serde(default)]
    pub entries: Option<usize>,
}

#[derive(Serialize)]
pub struct Found<'a> {
    pub id: &'a str,
    pub score: f32,
}

#[derive(Serialize)]
pub struct About {
    pub topic: Topic,
    #[serde(flatten)]
    pub row: madoguchi_shared::topic::Row,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Life {
    pub draft: Draft,
    pub now: Instant,
    pub acts: Vec<(Actor, Act)>,
}

/// A ticket after an act, or why that was refused.
#[derive(Serialize)]
#[serde(rename_all = "snake_case")]
pub enum After {
    Ticket { seq: u64, state: State, attempts: usize, next_try: Option<Instant>, due: Option<Instant>, event: EventType },
    Refused(&'static str),
}

/// What a step leads to in one state for one actor.
#[derive(Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Leads {
    To(State),
    Refused(&'static str),
}

/// A call in vain at a desk that keeps one of the world's calendars.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tried {
    pub calendar: String,
    pub zone: String,
    pub now: Instant,
    #[serde(default)]
    pub window: Option<Span>,
    #[serde(default)]
    pub service: Service,
}

#[derive(Serialize)]
pub struct Again {
    pub at: Instant,
    /// Why nobody could have agreed on that time.
    pub refused: Option<Code>,
}

#[derive(Serialize)]
pub struct Tracked {
    pub parsed: Verdict<Parcel>,
    /// As it is found within a text.
    pub found: Option<TrackingNumber>,
}

#[derive(Serialize)]
pub struct Parcel {
    pub number: TrackingNumber,
    /// Whose it can be, with its page there.
    pub pages: Vec<(&'static str, String)>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ordered {
    pub want: Want,
    #[serde(default)]
    pub order: OrderFacts,
    pub now: Instant,
}

/// What is judged as a pitch.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Written {
    pub text: String,
    pub topic: Option<Topic>,
    pub company: String,
    pub email: String,
    pub order_number: bool,
    pub product: bool,
}

#[derive(Serialize)]
pub struct Escaped {
    pub html: String,
    pub slack: String,
    pub markdown: String,
    pub chatwork: String,
    pub csv: String,
}
