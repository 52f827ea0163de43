//! A desk's people: who asks, by which token or session, and what they may do;
//! personal access tokens.
//!
//! A token is found by its hash: how long that takes tells of the hash alone,
//! and nobody makes a token whose hash begins as they like.

use super::{DeskObject, claims, live, sessions};
use crate::limits::Caller;
use crate::refusal::Refusal;
use crate::storage::{self, params};
use crate::{door, random, reply, token};
use madoguchi_shared::api::BODY_MAX;
use madoguchi_shared::desk::{NewPerson, Person, PersonId, PersonMade, Role};
use madoguchi_shared::fault::Fault;
use madoguchi_shared::field::Name;
use madoguchi_shared::id::TicketId;
use madoguchi_shared::ticket::Refused;
use madoguchi_shared::{Code, Instant};
use serde::Deserialize;
use worker::{Request, Response};

/// What a personal access token begins with.
const PREFIX: &str = "person";
/// The id of whoever holds the desk's own token.
pub const DESK: &str = "desk";
/// When a token last opened something is told to the hour, so that not every
/// request writes.
const HOUR: i64 = 3_600;
/// People of one desk, with those on record whose tokens were revoked.
const MOST: usize = 500;

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
    /// Whoever holds the desk's own token, or was let in by it.
    fn desk() -> Result<Self, Refusal> {
        Ok(Self { id: PersonId::parse(DESK).map_err(|_| Refusal::Storage)?, name: None, role: Role::Lead })
    }

    /// Refuses whoever isn't a lead.
    pub fn lead(&self) -> Result<(), Refusal> {
        if self.role == Role::Lead { Ok(()) } else { Err(Refusal::Forbidden) }
    }
}

/// Somebody as stored, with the session by which they are known if it is one;
/// times in seconds since 1970.
#[derive(Deserialize)]
pub struct Row {
    id: PersonId,
    name: Option<Name>,
    role: Option<Role>,
    created_at: Option<i64>,
    seen_at: Option<i64>,
    revoked_at: Option<i64>,
    /// When they signed in.
    pub since: Option<i64>,
    /// When the session was last used, give or take some minutes.
    pub used_at: Option<i64>,
}

impl Row {
    fn into_person(self) -> Option<Person> {
        Some(Person {
            id: self.id,
            name: self.name?,
            role: self.role?,
            created_at: Instant::from_unix(self.created_at?),
            seen_at: self.seen_at.map(Instant::from_unix),
            revoked_at: self.revoked_at.map(Instant::from_unix),
        })
    }
}

impl DeskObject {
    /// Who asks: the holder of the desk's own token, or of somebody's that was
    /// not revoked, or who is signed in. A desk that was never made knows nobody.
    pub fn who(&self, req: &Request) -> Result<Who, Refusal> {
        let known = match door::bearer(req) {
            Some(given) => self.holder(&given)?,
            None => sessions::who(self, req)?,
        };
        known.ok_or_else(|| self.gate.wrong(Caller::of(req)))
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
        if self.is_own(&hash)? {
            return Who::desk().map(Some);
        }
        if !given.starts_with(PREFIX) {
            return Ok(None);
        }
        let row = self.db.row("SELECT * FROM people WHERE token_hash = ? AND revoked_at IS NULL", params![hash])?;
        row.map_or(Ok(None), |row| self.seen(row))
    }

    /// Whether this is the hash of the desk's own token.
    fn is_own(&self, hash: &str) -> Result<bool, Refusal> {
        let known: Option<String> = self.db.get("token_hash")?;
        Ok(known.is_some_and(|known| token::same(hash, &known)))
    }

    /// Who it is whose token or session has opened something, which is noted.
    pub(super) fn seen(&self, row: Row) -> Result<Option<Who>, Refusal> {
        if row.id.as_str() == DESK {
            return Who::desk().map(Some);
        }
        let (Some(name), Some(role)) = (row.name, row.role) else { return Ok(None) };
        let hour = door::now().unix() / HOUR * HOUR;
        if row.seen_at.is_none_or(|seen| seen < hour) {
            self.db.run("UPDATE people SET seen_at = ? WHERE id = ?", params![hour, row.id.as_str()])?;
        }
        Ok(Some(Who { id: row.id, name: Some(name), role }))
    }

    /// Whether what has this hash, a token or a session, still opens this desk.
    pub(super) fn still_opens(&self, hash: &str) -> Result<bool, Refusal> {
        let sql = "SELECT id FROM people WHERE token_hash = ?1 AND revoked_at IS NULL UNION ALL SELECT person AS id FROM sessions WHERE hash = ?1";
        Ok(self.is_own(hash)? || self.db.row::<Row>(sql, params![hash])?.is_some())
    }

    /// Somebody as others see them; the desk's own token's holder under the
    /// desk's name.
    pub(super) fn person(&self, who: &Who, desk_name: &str) -> Result<Person, Refusal> {
        if who.name.is_some() {
            let row = self.db.row::<Row>("SELECT * FROM people WHERE id = ?", params![who.id.as_str()])?;
            return row.and_then(Row::into_person).ok_or(Refusal::Unauthorized);
        }
        let name = Name::parse(desk_name).or_else(|_| Name::parse(self.slug()?.as_str()).map_err(|_| Refusal::Storage))?;
        let created_at = self.db.get("token_made_at")?.unwrap_or_default();
        Ok(Person { id: who.id.clone(), name, role: who.role, created_at, seen_at: None, revoked_at: None })
    }
}

/// Those whose tokens open something, for colleagues: not when they were here.
pub fn people(desk: &DeskObject) -> Result<Response, Refusal> {
    told(desk.db.rows("SELECT id, name, role, created_at FROM people WHERE revoked_at IS NULL ORDER BY name, id", vec![])?)
}

/// All, for a lead; those whose tokens were revoked last.
pub fn tokens(desk: &DeskObject) -> Result<Response, Refusal> {
    told(all(desk)?)
}

fn all(desk: &DeskObject) -> Result<Vec<Row>, Refusal> {
    desk.db.rows("SELECT * FROM people ORDER BY revoked_at IS NOT NULL, revoked_at DESC, name, id", vec![])
}

fn told(rows: Vec<Row>) -> Result<Response, Refusal> {
    reply::json(200, &rows.into_iter().filter_map(Row::into_person).collect::<Vec<_>>())
}

/// Makes a token for somebody; it is told this once.
pub async fn make(desk: &DeskObject, req: &mut Request) -> Result<Response, Refusal> {
    let NewPerson { name, role } = door::object(&desk.body(req, BODY_MAX).await?)?;
    let gone = room(&all(desk)?, &name)?;
    let number = TicketId::from_random(random::bits()?).as_str().replace('-', "").to_ascii_lowercase();
    let id = PersonId::parse(&number).map_err(|_| Refusal::Storage)?;
    let (token, now) = (token::make(PREFIX)?, door::now());
    storage::transaction(&desk.state, || {
        if let Some(gone) = &gone {
            desk.db.run("DELETE FROM people WHERE id = ?", params![gone.as_str()])?;
        }
        let word = if role == Role::Lead { "lead" } else { "operator" };
        desk.db.run(
            "INSERT INTO people (id, name, role, token_hash, created_at) VALUES (?, ?, ?, ?, ?)",
            params![id.as_str(), name.as_str(), word, token::hash(token.as_bytes()), now.unix()],
        )
    })?;
    let person = Person { id, name, role, created_at: now, seen_at: None, revoked_at: None };
    reply::json(201, &PersonMade { person, token })
}

/// Whether there is room for somebody of this name among `all`, and whose
/// record has to go for it: that of the token which was revoked first. What
/// two do under one name could not be told apart.
fn room(all: &[Row], name: &Name) -> Result<Option<PersonId>, Refusal> {
    if all.iter().any(|row| row.revoked_at.is_none() && row.name.as_ref() == Some(name)) {
        return Err(Refusal::faults(vec![Fault::at("name", Code::Duplicate)]));
    }
    if all.len() < MOST {
        return Ok(None);
    }
    let gone = all.iter().filter(|row| row.revoked_at.is_some()).min_by_key(|row| row.revoked_at);
    gone.map(|row| Some(row.id.clone())).ok_or(Refusal::NotAllowed(Refused::Full))
}

/// Revokes somebody's token: it opens nothing any more, nor does what it
/// opened, lines that it opened are closed, and what they have taken waits for
/// everybody again.
pub fn revoke(desk: &DeskObject, who: &Who, id: &str) -> Result<Response, Refusal> {
    let person = desk.db.row::<Row>("SELECT id FROM people WHERE id = ?", params![id])?.ok_or(Refusal::NotFound)?.id;
    storage::transaction(&desk.state, || {
        desk.db.run("DELETE FROM sessions WHERE person = ?", params![id])?;
        desk.db.run("UPDATE people SET revoked_at = coalesce(revoked_at, ?) WHERE id = ?", params![door::now().unix(), id])
    })?;
    // Nothing is awaited in between: stored with it, or not at all.
    claims::let_go_of(desk, &person, who)?;
    live::close_ended(desk);
    Ok(reply::empty(204))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(id: usize, name: &str, revoked_at: Option<i64>) -> Row {
        let id = PersonId::parse(&format!("p{id}")).unwrap();
        let name = Some(Name::parse(name).unwrap());
        Row { id, name, role: Some(Role::Operator), created_at: Some(0), seen_at: None, revoked_at, since: None, used_at: None }
    }

    #[test]
    fn there_is_room_for_so_many_and_for_one_of_a_name() {
        let name = |text: &str| Name::parse(text).unwrap();
        let mut all = vec![row(0, "佐藤", None), row(1, "鈴木", Some(5))];
        assert_eq!(room(&all, &name("佐藤")), Err(Refusal::faults(vec![Fault::at("name", Code::Duplicate)])));
        assert_eq!(room(&all, &name("鈴木")), Ok(None), "whose token was revoked comes back");
        all.extend((2..MOST - 1).map(|id| row(id, "高橋", None)));
        assert_eq!(room(&all, &name("田中")), Ok(None), "the last place");
        all.push(row(MOST, "伊藤", Some(4)));
        assert_eq!(room(&all, &name("田中")), Ok(Some(PersonId::parse(&format!("p{MOST}")).unwrap())), "the first to be revoked goes");
        all.retain(|row| row.revoked_at.is_none());
        all.extend((0..2).map(|id| row(id, "渡辺", None)));
        assert_eq!(room(&all, &name("田中")), Err(Refusal::NotAllowed(Refused::Full)));
    }
}
