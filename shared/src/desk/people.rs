//! A desk's people: roles, personal access tokens, sessions.

use crate::field::Name;
use crate::id::Slug;
use crate::instant::Instant;
use serde::{Deserialize, Serialize};

pub use crate::id::PersonId;

/// What somebody may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Takes tickets, calls, records.
    Operator,
    /// That, and: settings, tokens, flood control, the board.
    Lead,
}

/// Somebody who works at the desk, and the one token that is theirs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Person {
    /// Names them in claims and commands; opens nothing.
    pub id: PersonId,
    /// As colleagues call them; recorded with what they do.
    pub name: Name,
    /// What they may do.
    pub role: Role,
    /// When their token was made.
    pub created_at: Instant,
    /// When it last opened something, to the hour.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seen_at: Option<Instant>,
    /// When it was revoked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub revoked_at: Option<Instant>,
}

/// The body of `POST /v1/desks/{desk}/tokens`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct NewPerson {
    /// As colleagues call them.
    pub name: Name,
    /// What they may do.
    pub role: Role,
}

/// Its answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PersonMade {
    /// Who.
    pub person: Person,
    /// What they sign in with. It is shown this once.
    pub token: String,
}

/// The body of `POST /v1/desks/{desk}/session`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct SignIn {
    /// A personal access token, or the desk's own.
    pub token: String,
}

/// Who is signed in, and where: the answer to `POST` and `GET /v1/desks/{desk}/session`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Me {
    /// The desk's name in addresses.
    pub desk: Slug,
    /// Its name for people; empty before it has settings.
    pub desk_name: String,
    /// Its language.
    pub language: String,
    /// Who; for the desk's own token one with the id `desk` and the role of a lead.
    pub person: Person,
}
