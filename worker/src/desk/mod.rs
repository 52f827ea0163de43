//! A desk's object: its calendar, its allotments, and its projection of the
//! tickets of many shops.

mod act;
mod alarm;
mod board;
mod calendar;
mod card;
mod claims;
mod deeds;
mod list;
mod live;
mod people;
mod schema;
mod sessions;

use crate::limits::Gate;
use crate::refusal::Refusal;
use crate::storage::Db;
use crate::watch::{self, Watch};
use crate::{clockwork, door, reply, token};
use madoguchi_shared::api::{OWNER_BODY_MAX, Token};
use madoguchi_shared::id::{Slug, TicketId};
use madoguchi_shared::settings::written;
pub use people::Who;
use std::cell::Cell;
use worker::{DurableObject, Env, Method, Request, Response, Result, Socket, State, WebSocket, WebSocketIncomingMessage, durable_object};

/// One desk.
#[durable_object]
pub struct DeskObject {
    state: State,
    env: Env,
    db: Db,
    /// Whether its tables are known to be the newest.
    ready: Cell<bool>,
    /// Who showed wrong tokens of late.
    gate: Gate,
    watch: Watch,
}

impl DurableObject for DeskObject {
    fn new(state: State, env: Env) -> Self {
        clockwork::set(&env);
        live::answer_pings(&state);
        let db = Db::new(&state);
        Self { state, env, db, ready: Cell::new(false), gate: Gate::default(), watch: Watch::default() }
    }

    async fn fetch(&self, mut req: Request) -> Result<Response> {
        Ok(self.serve(&mut req).await.unwrap_or_else(|refusal| reply::refused(&req, &refusal)))
    }

    /// Fails only where no next alarm could be set.
    async fn alarm(&self) -> Result<Response> {
        match alarm::run(self).await {
            Ok(()) => Ok(reply::empty(204)),
            Err(_) => Err("no next alarm could be set".into()),
        }
    }

    async fn websocket_message(&self, socket: WebSocket, message: WebSocketIncomingMessage) -> Result<()> {
        live::heard(self, &socket, &message);
        Ok(())
    }

    async fn websocket_close(&self, _socket: WebSocket, _code: usize, _reason: String, _was_clean: bool) -> Result<()> {
        Ok(())
    }

    async fn websocket_error(&self, _socket: WebSocket, _error: worker::Error) -> Result<()> {
        Ok(())
    }

    /// Nothing here speaks TCP; the socket is let go.
    async fn connect(&self, _socket: Socket) -> Result<()> {
        Ok(())
    }
}

impl DeskObject {
    async fn serve(&self, req: &mut Request) -> std::result::Result<Response, Refusal> {
        let path = req.path();
        let parts: Vec<&str> = path.split('/').skip(1).collect();
        let made = self.is_ready()?;
        if made {
            self.tend(parts.as_slice() == ["inside", "watch"]).await;
        }
        match parts.as_slice() {
            ["v1", "desks", desk] => self.make(&Slug::parse(desk).map_err(|_| Refusal::NotFound)?, req).await,
            ["inside", ..] if !made => Err(Refusal::NotFound),
            ["inside", "hours", shop] => reply::json(200, &calendar::hours(&self.db, &Slug::parse(shop).map_err(|_| Refusal::NotFound)?)?),
            ["inside", "watch"] => Ok(reply::empty(204)),
            ["inside", "event"] => list::receive(self, req).await,
            // A desk that was never made has a door too, which nothing opens:
            // only who holds a desk's token learns that there is one. A socket
            // shows it in its first frame.
            ["v1", "desks", _, "live"] => live::open(self, req),
            ["v1", "desks", _, "session"] if door::method(req) == Method::Post => sessions::sign_in(self, req).await,
            ["v1", "desks", _, rest @ ..] => {
                let who = self.who(req)?;
                self.dispatch(&who, rest, req).await
            }
            _ => Err(Refusal::NotFound),
        }
    }

    /// Sees to it that the alarm will ring for what is due.
    async fn tend(&self, at_once: bool) {
        if self.watch.is_due(at_once) {
            watch::tend(&self.state, &self.env, &self.db, ("desks", self.slug()), alarm::next_work(&self.db)).await;
        }
    }

    /// Whether this desk was ever made; if so, its tables are the newest after.
    fn is_ready(&self) -> std::result::Result<bool, Refusal> {
        if !self.ready.get() && self.db.is_made()? {
            self.db.migrate(schema::STEPS)?;
            self.ready.set(true);
        }
        Ok(self.ready.get())
    }

    async fn dispatch(&self, who: &Who, rest: &[&str], req: &mut Request) -> std::result::Result<Response, Refusal> {
        if matches!(rest, ["settings" | "tokens" | "flood" | "board", ..]) {
            who.lead()?;
        }
        match (door::method(req), rest) {
            (Method::Get, ["settings"]) => reply::json(200, &written(&calendar::settings(&self.db)?.ok_or(Refusal::NotSetUp)?)),
            (Method::Put, ["settings"]) => calendar::put(self, req).await,
            (Method::Post, ["flood"]) => calendar::flood(self, req).await,
            (Method::Get, ["session"]) => sessions::me(self, who),
            (Method::Delete, ["session"]) => sessions::sign_out(self, req),
            (Method::Get, ["people"]) => people::people(self),
            (Method::Get, ["tokens"]) => people::tokens(self),
            (Method::Post, ["tokens"]) => people::make(self, req).await,
            (Method::Delete, ["tokens", id]) => people::revoke(self, who, id),
            (Method::Get, ["tickets"]) => list::page(self, req),
            (Method::Get, ["tickets", id]) => card::serve(self, who, &ticket(id)?, req).await,
            // One form of command for both: calls and what came of them, and all else.
            (Method::Post, ["tickets", id, "attempts"]) | (Method::Patch, ["tickets", id]) => act::act(self, who, &ticket(id)?, req).await,
            (Method::Get, ["board"]) => board::serve(self, req).await,
            (Method::Post, ["tickets", id, "claim"]) => claims::take(self, who, &ticket(id)?, req).await,
            (Method::Delete, ["tickets", id, "claim"]) => claims::release(self, who, &ticket(id)?),
            (_, ["settings"]) => Err(Refusal::Method("GET, PUT")),
            (_, ["flood"]) => Err(Refusal::Method("POST")),
            (_, ["session"]) => Err(Refusal::Method("DELETE, GET, POST")),
            (_, ["people"]) => Err(Refusal::Method("GET")),
            (_, ["tokens"]) => Err(Refusal::Method("GET, POST")),
            (_, ["tokens", _]) => Err(Refusal::Method("DELETE")),
            (_, ["tickets" | "board"]) => Err(Refusal::Method("GET")),
            (_, ["tickets", _]) => Err(Refusal::Method("GET, PATCH")),
            (_, ["tickets", _, "claim"]) => Err(Refusal::Method("DELETE, POST")),
            (_, ["tickets", _, "attempts"]) => Err(Refusal::Method("POST")),
            _ => Err(Refusal::NotFound),
        }
    }

    /// Makes the desk, or gives it a new token. The router has asked for the
    /// installation's secret.
    async fn make(&self, slug: &Slug, req: &mut Request) -> std::result::Result<Response, Refusal> {
        // Nothing to be said yet; but what is said must be JSON.
        let _: serde_json::Map<String, serde_json::Value> = door::object(&door::body(req, OWNER_BODY_MAX).await?)?;
        let known = self.db.is_made()?;
        let token = token::make("desk")?;
        crate::storage::transaction(&self.state, || {
            self.db.migrate(schema::STEPS)?;
            self.db.put("slug", slug)?;
            self.db.put("token_hash", &token::hash(token.as_bytes()))?;
            self.db.put("token_made_at", &door::now())?;
            sessions::end_own(self)
        })?;
        live::close_ended(self);
        self.tend(true).await;
        reply::json(if known { 200 } else { 201 }, &Token { token })
    }

    fn slug(&self) -> std::result::Result<Slug, Refusal> {
        self.db.get("slug")?.ok_or(Refusal::NotFound)
    }

    /// A call's body; a token that was replaced or revoked while it came
    /// opens nothing.
    async fn body(&self, req: &mut Request, most: usize) -> std::result::Result<Vec<u8>, Refusal> {
        let body = door::body(req, most).await?;
        self.who(req)?;
        Ok(body)
    }
}

/// A ticket's number as it stands in an address.
fn ticket(id: &str) -> std::result::Result<TicketId, Refusal> {
    TicketId::parse(id).map_err(|_| Refusal::NotFound)
}
