//! A desk's people: who asks, by which token, and what they may do.
//!
//! A token is found by its hash: how long that takes tells of the hash alone,
//! and nobody makes a token whose hash begins as they like.

use super::DeskObject;
use crate::limits::Caller;
use crate::refusal::Refusal;
use crate::storage::params;
use crate::{door, token};
use madoguchi_shared::desk::{PersonId, Role};
use madoguchi_shared::field::Name;
use serde::Deserialize;
use worker::Request;

/// What a personal access token begins with.
const PREFIX: &str = "person";
/// The id of whoever holds the desk's own token.
const DESK: &str = "desk";
/// When a token last opened something is told to the hour, so that not every
/// request writes.
const HOUR: i64 = 3_600;

/// Who asks.
#[derive(Clone, Debug)]
pub struct Who {
    /// Names them in claims.
    pub id: PersonId,
    /// Their name, under which all stands that they do; none for the desk's own
    /// token, which programs hold.
    pub name: Option<Name>,
    /// What they may do.
    pub role: Role,
}

impl Who {
    /// Refuses whoever isn't a lead.
    pub fn lead(&self) -> Result<(), Refusal> {
        if self.role == Role::Lead { Ok(()) } else { Err(Refusal::Forbidden) }
    }
}

/// Somebody as stored; times in seconds since 1970.
#[derive(Deserialize)]
struct Row {
    id: PersonId,
    name: Name,
    role: Role,
    seen_at: Option<i64>,
}

impl DeskObject {
    /// Who asks: the holder of the desk's own token, or of somebody's that was
    /// not revoked. A desk that was never made knows nobody.
    pub fn who(&self, req: &Request) -> Result<Who, Refusal> {
        let given = door::bearer(req).ok_or(Refusal::Unauthorized)?;
        self.holder(&given)?.ok_or_else(|| self.gate.wrong(Caller::of(req)))
    }

    /// Who asks, for what is a lead's alone.
    pub fn lead(&self, req: &Request) -> Result<Who, Refusal> {
        let who = self.who(req)?;
        who.lead().map(|()| who)
    }

    /// Whose token it is, if anybody's.
    pub(super) fn holder(&self, given: &str) -> Result<Option<Who>, Refusal> {
        if !self.is_ready()? {
            return Ok(None);
        }
        let hash = token::hash(given.as_bytes());
        let desks: Option<String> = self.db.get("token_hash")?;
        if desks.is_some_and(|desks| token::same(&hash, &desks)) {
            return Ok(Some(Who { id: PersonId::parse(DESK).map_err(|_| Refusal::Storage)?, name: None, role: Role::Lead }));
        }
        if !given.starts_with(PREFIX) {
            return Ok(None);
        }
        let row = self.db.row::<Row>("SELECT * FROM people WHERE token_hash = ? AND revoked_at IS NULL", params![hash])?;
        row.map(|row| self.seen(row)).transpose()
    }

    /// Notes that somebody's token has opened something.
    fn seen(&self, row: Row) -> Result<Who, Refusal> {
        let hour = door::now().unix() / HOUR * HOUR;
        if row.seen_at.is_none_or(|seen| seen < hour) {
            self.db.run("UPDATE people SET seen_at = ? WHERE id = ?", params![hour, row.id.as_str()])?;
        }
        Ok(Who { id: row.id, name: Some(row.name), role: row.role })
    }
}
