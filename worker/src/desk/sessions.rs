//! Who is signed in at the console: a session, known by a cookie that no script
//! can read. It is made anew at each sign-in, stored as a hash, and ends by
//! itself.
//!
//! Failed sign-ins are counted with all wrong tokens of a network
//! ([`Gate`](crate::limits::Gate)): at 256 bits nobody is guessed, and a wrong
//! token names nobody whose door could be locked. A right one is never refused
//! for the wrong ones of a colleague behind the same address.

use super::people::{DESK, Row, Who};
use super::{DeskObject, calendar, live};
use crate::limits::Caller;
use crate::refusal::Refusal;
use crate::storage::{self, params};
use crate::{cookie, door, reply, token};
use madoguchi_shared::desk::{Me, SignIn};
use worker::{Method, Request, Response};

const COOKIE: &str = "session";
/// A session ends after this, in seconds, whatever is done: a long shift (OWASP
/// ASVS 5, 7.3.2).
const LONGEST: i64 = 12 * 3_600;
/// It ends sooner when nothing was asked for so long and no line of it is open:
/// whoever waits for calls in a quiet night stays (7.3.1).
const IDLE: i64 = 2 * 3_600;
/// Use is noted no more often, so that not every request writes.
const NOTED: i64 = 300;
/// Sessions of one person; with the desk's own token many may sign in. Beyond
/// these the oldest end.
const EACH: i64 = 50;
/// The longest body of a sign-in, in bytes.
const SIGN_IN_MAX: usize = 1_024;

/// A session that stands.
pub struct Session {
    /// What it is known by in storage.
    pub hash: String,
    /// When it ends at the latest, in seconds since 1970.
    pub until: i64,
    /// Whose it is.
    pub who: Who,
}

/// Who is signed in, by the request's cookie. What does more than read has to
/// come from a page of our own (CWE-352).
pub fn who(desk: &DeskObject, req: &Request) -> Result<Option<Who>, Refusal> {
    let id = id(req).ok_or(Refusal::Unauthorized)?;
    if door::method(req) != Method::Get && !is_ours(req) {
        return Err(Refusal::ForeignOrigin);
    }
    Ok(known(desk, &id)?.map(|session| session.who))
}

/// What the cookie holds.
pub fn id(req: &Request) -> Option<String> {
    let origin = door::own_origin(req).unwrap_or_default();
    cookie::read(&origin, COOKIE, &door::header(req, "cookie")?).map(str::to_owned)
}

/// Whether a page of our own origin asks.
pub fn is_ours(req: &Request) -> bool {
    let origin = door::header(req, "origin");
    origin.is_some() && origin == door::own_origin(req)
}

/// The session of this id, if it stands; its use is noted.
pub fn known(desk: &DeskObject, id: &str) -> Result<Option<Session>, Refusal> {
    if !desk.is_ready()? {
        return Ok(None);
    }
    let hash = token::hash(id.as_bytes());
    let sql = "SELECT person AS id, name, role, seen_at, sessions.created_at AS since, used_at FROM sessions
               LEFT JOIN people ON people.id = person AND revoked_at IS NULL WHERE hash = ?";
    let Some(row) = desk.db.row::<Row>(sql, params![hash.as_str()])? else { return Ok(None) };
    let (now, since, used) = (door::now().unix(), row.since.unwrap_or_default(), row.used_at.unwrap_or_default());
    if !stands(since, used, now, || live::has_line(desk, &hash)) {
        return Ok(None);
    }
    if now - used >= NOTED {
        desk.db.run("UPDATE sessions SET used_at = ? WHERE hash = ?", params![now, hash.as_str()])?;
    }
    Ok(desk.seen(row)?.map(|who| Session { hash, until: since + LONGEST, who }))
}

fn stands(since: i64, used: i64, now: i64, has_line: impl FnOnce() -> bool) -> bool {
    now < since + LONGEST && (now < used + IDLE || has_line())
}

/// Signs somebody in, by their token or the desk's own.
pub async fn sign_in(desk: &DeskObject, req: &mut Request) -> Result<Response, Refusal> {
    if door::header(req, "origin").is_some() && !is_ours(req) {
        return Err(Refusal::ForeignOrigin);
    }
    let given: SignIn = door::object(&door::body(req, SIGN_IN_MAX).await?)?;
    let who = desk.holder(&given.token)?.ok_or_else(|| desk.gate.wrong(Caller::of(req)))?;
    let (id, now) = (token::make(COOKIE)?, door::now().unix());
    // Whoever was signed in here before is so no more.
    let before = self::id(req).map(|id| token::hash(id.as_bytes())).unwrap_or_default();
    storage::transaction(&desk.state, || {
        let person = who.id.as_str();
        desk.db.run("DELETE FROM sessions WHERE hash = ? OR created_at <= ?", params![before.as_str(), now - LONGEST])?;
        desk.db.run(
            "DELETE FROM sessions WHERE hash IN (SELECT hash FROM sessions WHERE person = ? ORDER BY created_at DESC LIMIT -1 OFFSET ?)",
            params![person, EACH - 1],
        )?;
        desk.db.run(
            "INSERT INTO sessions (hash, person, created_at, used_at) VALUES (?1, ?2, ?3, ?3)",
            params![token::hash(id.as_bytes()), person, now],
        )
    })?;
    live::close_ended(desk);
    with_cookie(desk, req, me(desk, &who)?, &id, None)
}

/// Signs out: the session opens nothing any more, and its lines are closed.
pub fn sign_out(desk: &DeskObject, req: &Request) -> Result<Response, Refusal> {
    if let Some(id) = id(req) {
        desk.db.run("DELETE FROM sessions WHERE hash = ?", params![token::hash(id.as_bytes())])?;
        live::close_ended(desk);
    }
    with_cookie(desk, req, reply::empty(204), "", Some(0))
}

/// Ends all that were opened by the desk's own token.
pub fn end_own(desk: &DeskObject) -> Result<(), Refusal> {
    desk.db.run("DELETE FROM sessions WHERE person = ?", params![DESK])
}

/// Who is signed in, and where.
pub fn me(desk: &DeskObject, who: &Who) -> Result<Response, Refusal> {
    let settings = calendar::settings(&desk.db)?;
    let (desk_name, language) = settings.map_or_else(|| (String::new(), "ja".to_owned()), |settings| (settings.name, settings.language));
    let person = desk.person(who, &desk_name)?;
    reply::json(200, &Me { desk: desk.slug()?, desk_name, language, person })
}

fn with_cookie(desk: &DeskObject, req: &Request, answer: Response, id: &str, seconds: Option<u64>) -> Result<Response, Refusal> {
    let origin = door::own_origin(req).unwrap_or_default();
    let path = ["/v1/desks/", desk.slug()?.as_str()].concat();
    answer.headers().set("set-cookie", &cookie::set(&origin, (COOKIE, id), &path, seconds, "Strict"))?;
    Ok(answer)
}

#[cfg(test)]
mod tests {
    use super::{IDLE, LONGEST, stands};

    #[test]
    fn a_session_ends_after_a_shift_or_when_nobody_is_there() {
        for (used, now, line, stands_then) in [
            (0, 0, false, true),
            (0, IDLE - 1, false, true),
            (0, IDLE, false, false),
            (0, IDLE, true, true),
            (5, IDLE, false, true),
            (LONGEST - 1, LONGEST - 1, true, true),
            (LONGEST - 1, LONGEST, true, false),
        ] {
            assert_eq!(stands(0, used, now, || line), stands_then, "used {used}, asked {now}, line {line}");
        }
    }
}
