//! The roll (名簿): which shops and desks there are, so that a sweep can reach
//! those whose alarm has stopped and that nobody asks anything.
//!
//! One object holds it. It is written by the objects themselves when they are
//! made and once a day while they are asked anything, so that a lost roll fills
//! again; a name of which nothing was made is struck off by the sweep.

use crate::refusal::Refusal;
use crate::storage::{Db, params};
use crate::{call, door, reply, routes, timer};
use futures_util::future::join_all;
use madoguchi_shared::id::Slug;
use serde::Deserialize;
use worker::{DurableObject, Env, Headers, Request, Response, Result, State, durable_object};

/// The name of the binding to the roll.
const ROLL: &str = "ROLL";
/// The name of the one object.
const NAME: &str = "roll";
/// The name under which an object keeps when it was last on the roll.
const ENROLLED: &str = "enrolled";
/// It is enrolled again after this.
const AGAIN_SECONDS: i64 = 24 * 3_600;
/// Objects that one sweep reaches, those first that were longest not reached:
/// the platform allows 1,000 calls inside. With more of them each is reached
/// every second time, or third.
const SWEPT: i64 = 400;
/// How long an object waits for the roll while a request waits for it, and the
/// sweep for an object, in milliseconds.
const ENROL_MS: i64 = 2_000;
const KNOCK_MS: i64 = 10_000;
/// Called at once.
const AT_ONCE: usize = 6;

/// The roll.
#[durable_object(fetch)]
pub struct RollObject {
    db: Db,
}

impl DurableObject for RollObject {
    fn new(state: State, _env: Env) -> Self {
        Self { db: Db::new(&state) }
    }

    async fn fetch(&self, req: Request) -> Result<Response> {
        Ok(self.serve(&req).unwrap_or_else(|refusal| reply::refusal(&refusal)))
    }
}

impl RollObject {
    fn serve(&self, req: &Request) -> std::result::Result<Response, Refusal> {
        // `what` is "shops/name" or "desks/name".
        let path = req.path();
        self.db.run("CREATE TABLE IF NOT EXISTS roll (name TEXT PRIMARY KEY, swept INTEGER NOT NULL) WITHOUT ROWID", vec![])?;
        match path.strip_prefix("/inside/").and_then(|rest| rest.split_once('/')) {
            Some(("enrol", name)) => self.db.run("INSERT OR IGNORE INTO roll (name, swept) VALUES (?, 0)", params![name])?,
            Some(("strike", name)) => self.db.run("DELETE FROM roll WHERE name = ?", params![name])?,
            Some(("next", _)) => return reply::json(200, &self.next()?),
            _ => return Err(Refusal::NotFound),
        }
        Ok(reply::empty(204))
    }

    /// The next names to reach, which count as reached from now on.
    fn next(&self) -> std::result::Result<Vec<String>, Refusal> {
        #[derive(Deserialize)]
        struct Row {
            name: String,
        }
        let rows = self.db.rows::<Row>(
            "UPDATE roll SET swept = ? WHERE name IN (SELECT name FROM roll ORDER BY swept, name LIMIT ?) RETURNING name",
            params![door::now().unix(), SWEPT],
        )?;
        Ok(rows.into_iter().map(|row| row.name).collect())
    }
}

/// Puts an object that was made on the roll, if it wasn't today.
pub async fn stay(env: &Env, db: &Db, kind: &str, name: &Slug) -> std::result::Result<(), Refusal> {
    let now = door::now().unix();
    if db.get::<i64>(ENROLLED)?.is_some_and(|at| now - at < AGAIN_SECONDS) {
        return Ok(());
    }
    let asked = timer::within(ENROL_MS, ask(env, &["enrol/", kind, "/", name.as_str()].concat())).await;
    match asked {
        Some(Ok(answer)) if answer.status_code() == 204 => db.put(ENROLLED, &now),
        _ => Err(Refusal::Storage),
    }
}

/// Reaches the next objects, each of which looks after its alarm.
pub async fn sweep(env: &Env) -> std::result::Result<(), Refusal> {
    let names: Vec<String> = door::parse(&ask(env, "next/").await?.bytes().await?)?;
    for some in names.chunks(AT_ONCE) {
        let knocks = some.iter().map(|name| timer::within(KNOCK_MS, knock(env, name)));
        for (name, reached) in some.iter().zip(join_all(knocks).await) {
            match reached {
                Some(Ok(404)) => drop(ask(env, &["strike/", name].concat()).await?),
                Some(Ok(_)) => {}
                _ => worker::console_error!("sweep: {name} was not reached"),
            }
        }
    }
    Ok(())
}

async fn knock(env: &Env, name: &str) -> Result<u16> {
    let (kind, name) = name.split_once('/').unwrap_or_default();
    let binding = if kind == "shops" { routes::SHOPS } else { routes::DESKS };
    let object = env.durable_object(binding)?.get_by_name(name)?;
    Ok(object.fetch_with_request(call::post("https://object/inside/watch", &Headers::new(), "")?).await?.status_code())
}

async fn ask(env: &Env, what: &str) -> Result<Response> {
    let object = env.durable_object(ROLL)?.get_by_name(NAME)?;
    object.fetch_with_request(call::post(&["https://roll/inside/", what].concat(), &Headers::new(), "")?).await
}
