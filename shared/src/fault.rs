//! What can be wrong with input: a stable code at a path, never a sentence.

use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::ops::RangeInclusive;

/// One thing that is wrong. A check reports all of them at once, in the
/// order of the form, so that it is mended in one pass.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Fault {
    /// Where: a field of the body, `channels.0.url` when it lies deeper.
    pub path: Cow<'static, str>,
    /// What.
    pub code: Code,
    /// The nearest thing that would have been taken, where one is near.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hint: Option<Cow<'static, str>>,
    /// Where in the file that was sent, where it was one with lines.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<Box<At>>,
}

/// A place in a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "FaultPlace"))]
pub struct At {
    /// The line, the first being 1.
    pub line: u32,
    /// In a table: the column's name as its first line has it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub column: Option<String>,
}

impl Fault {
    /// A fault at a place that is known when this is compiled.
    pub const fn at(path: &'static str, code: Code) -> Self {
        Self { path: Cow::Borrowed(path), code, hint: None, at: None }
    }

    /// A fault at a place in a list or map.
    pub fn within(path: String, code: Code) -> Self {
        Self { path: Cow::Owned(path), code, hint: None, at: None }
    }
}

/// The closed list of faults. Stable on the wire; texts are keyed
/// `fault.<code>`, or `fault.<code>.<path>` where a field has its own words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "FaultCode"))]
#[serde(rename_all = "snake_case")]
pub enum Code {
    /// Nothing was given where something is needed.
    Required,
    /// More than fits.
    TooLong,
    /// Not of the form that this field has.
    Malformed,
    /// Of the right form, but its check digit tells that a digit is wrong.
    CheckDigit,
    /// A value that this list doesn't hold.
    Unknown,
    /// A field that this document doesn't have.
    UnknownKey,
    /// A value that exists, but that this shop doesn't offer.
    NotOffered,
    /// A number that can't be, or must not be, phoned: emergency, free-dial,
    /// premium and the like.
    NotCallable,
    /// Its owner asked not to be contacted by this number or address any more.
    DoNotContact,
    /// The purpose of use was not agreed to, or an older wording of it was.
    NotAgreed,
    /// A date or window that is over or too near.
    Past,
    /// A date or window too far ahead.
    TooFar,
    /// A window outside the desk's hours.
    Closed,
    /// Nobody is called for now, or not about this.
    Paused,
    /// No place is left in the window; the answer lists the next free ones.
    Taken,
    /// Out of the range that is allowed.
    OutOfRange,
    /// Given twice where each may occur once.
    Duplicate,
    /// An address that the worker refuses to send to.
    AddressRefused,
    /// A token that was good once.
    Expired,
    /// A token that doesn't prove what it says: signed by another, or for
    /// another.
    Unverified,
}

impl Code {
    /// The code as it stands on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Required => "required",
            Self::TooLong => "too_long",
            Self::Malformed => "malformed",
            Self::CheckDigit => "check_digit",
            Self::Unknown => "unknown",
            Self::UnknownKey => "unknown_key",
            Self::NotOffered => "not_offered",
            Self::NotCallable => "not_callable",
            Self::DoNotContact => "do_not_contact",
            Self::NotAgreed => "not_agreed",
            Self::Past => "past",
            Self::TooFar => "too_far",
            Self::Closed => "closed",
            Self::Paused => "paused",
            Self::Taken => "taken",
            Self::OutOfRange => "out_of_range",
            Self::Duplicate => "duplicate",
            Self::AddressRefused => "address_refused",
            Self::Expired => "expired",
            Self::Unverified => "unverified",
        }
    }
}

/// Gathers faults while fields are read one by one.
#[derive(Debug, Default)]
pub struct Faults(Vec<Fault>);

impl Faults {
    /// The most that are told of one input. Nobody mends more in one pass, and
    /// an answer is never much longer than what it answers.
    pub const MOST: usize = 64;

    /// Keeps the value, or notes the fault at `path`.
    pub fn keep<T>(&mut self, path: &'static str, result: Result<T, Code>) -> Option<T> {
        result.map_err(|code| self.add(path, code)).ok()
    }

    /// Notes a fault.
    pub fn add(&mut self, path: &'static str, code: Code) {
        self.push(Fault::at(path, code));
    }

    /// Notes a fault at a place in a list or map.
    pub fn add_within(&mut self, path: String, code: Code) {
        self.push(Fault::within(path, code));
    }

    /// Notes a number that is out of its range.
    pub fn range(&mut self, path: String, value: i64, range: RangeInclusive<i64>) {
        if !range.contains(&value) {
            self.add_within(path, Code::OutOfRange);
        }
    }

    /// Notes a fault that says more than where and what.
    pub fn push(&mut self, fault: Fault) {
        if self.0.len() < Self::MOST {
            self.0.push(fault);
        }
    }

    /// All faults in the order noted, [`Faults::MOST`] at most.
    pub fn into_vec(self) -> Vec<Fault> {
        self.0
    }

    /// `Ok` with `value` if nothing was noted.
    pub fn or<T>(self, value: Option<T>) -> Result<T, Vec<Fault>> {
        match value {
            Some(value) if self.0.is_empty() => Ok(value),
            _ => Err(self.0),
        }
    }
}
