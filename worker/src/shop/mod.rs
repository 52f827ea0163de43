//! A shop's object: the only one that changes its settings and its tickets.

mod accept;
mod acts;
mod answers;
mod clock;
mod counts;
mod data;
mod digest;
mod do_not_contact;
mod erase;
mod erasures;
mod faq;
mod frame;
mod handed;
mod hosted;
mod identity;
mod inside;
mod outbox;
mod owner;
mod published;
mod record;
mod report;
mod retention;
mod retired;
mod review;
mod schema;
mod shopper;
mod talk;
mod tickets;
mod trial;
mod undo;
mod usage;

pub use inside::Order;
pub use outbox::{DESK, Due, FORMER_DESK, KEPT_SECONDS};
pub use record::Record;

use crate::delivery::Pace;
use crate::limits::{Caller, Gate};
use crate::refusal::Refusal;
use crate::storage::Db;
use crate::watch::{self, Watch};
use crate::{clockwork, door, reply};
use madoguchi_shared::id::Slug;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use worker::{DurableObject, Env, Method, Request, Response, Result, State, durable_object};

/// One shop.
#[durable_object(alarm)]
pub struct ShopObject {
    state: State,
    env: Env,
    db: Db,
    /// What was read from storage, until something is written.
    record: RefCell<Option<Rc<Record>>>,
    watch: Watch,
    /// Tells the run that is under way of new work.
    bell: outbox::Bell,
    /// Who called of late.
    gate: Gate,
    /// When old rows were swept away last, in milliseconds.
    swept: Cell<i64>,
}

impl DurableObject for ShopObject {
    fn new(state: State, env: Env) -> Self {
        clockwork::set(&env);
        Pace::set(&env);
        let (db, gate, bell) = (Db::new(&state), Gate::default(), outbox::Bell::default());
        Self { state, env, db, record: RefCell::new(None), watch: Watch::default(), bell, gate, swept: Cell::new(0) }
    }

    async fn fetch(&self, mut req: Request) -> Result<Response> {
        Ok(self.serve(&mut req).await.unwrap_or_else(|refusal| reply::refused(&req, &refusal)))
    }

    /// Fails only where no next alarm could be set: one that throws seven times
    /// is gone for good.
    async fn alarm(&self) -> Result<Response> {
        match outbox::run(self).await {
            Ok(()) => Ok(reply::empty(204)),
            Err(_) => Err("no next alarm could be set".into()),
        }
    }
}

impl ShopObject {
    async fn serve(&self, req: &mut Request) -> std::result::Result<Response, Refusal> {
        let path = req.path();
        let parts: Vec<&str> = path.split('/').skip(1).collect();
        match parts.as_slice() {
            ["v1", "shops", shop] => {
                let answer = owner::make(self, Slug::parse(shop).map_err(|_| Refusal::NotFound)?, req).await?;
                self.tend(true).await;
                Ok(answer)
            }
            ["inside", "watch"] => {
                self.record()?;
                self.tend(true).await;
                Ok(reply::empty(204))
            }
            ["inside", what] => {
                self.tend(false).await;
                inside::serve(self, what, req).await
            }
            ["v1", "shops", _, rest @ ..] => {
                // A shop that was never made is told of by each door in its own way.
                if self.record().is_ok() {
                    self.tend(false).await;
                }
                match (door::method(req), rest) {
                    (_, ["channels", id, "acts"]) => acts::serve(self, id, req).await,
                    (_, ["settings" | "faq" | "report" | "handed" | "do-not-contact"] | ["deliveries" | "erasures" | "channels", ..]) => {
                        owner::serve(self, rest, req).await
                    }
                    (_, ["handed", id]) => handed::serve(self, id, req).await,
                    (Method::Options, _) => shopper::preflight(self, req),
                    _ => shopper::serve(self, rest, req).await,
                }
            }
            ["s", _, rest @ ..] => {
                if self.record().is_ok() {
                    self.tend(false).await;
                }
                Ok(hosted::serve(self, rest, req).await)
            }
            ["f", _, rest @ ..] => frame::serve(self, rest, req),
            _ => Err(Refusal::NotFound),
        }
    }

    /// Sees to it that the alarm will ring for what is due.
    async fn tend(&self, at_once: bool) {
        if !self.watch.is_due(at_once) {
            return;
        }
        let work = outbox::next_work(self);
        let name = self.record().map(|record| record.slug.clone());
        watch::tend(&self.state, &self.env, &self.db, ("shops", name), work).await;
    }

    /// What this shop is; a shop that was never made is not found, and looking
    /// for it writes nothing.
    fn record(&self) -> std::result::Result<Rc<Record>, Refusal> {
        if let Some(record) = self.record.borrow().as_ref() {
            return Ok(Rc::clone(record));
        }
        if !self.db.is_made()? {
            return Err(Refusal::NotFound);
        }
        self.db.migrate(schema::STEPS)?;
        let record = Rc::new(Record::read(&self.db)?.ok_or(Refusal::NotFound)?);
        *self.record.borrow_mut() = Some(Rc::clone(&record));
        Ok(record)
    }

    /// To be called after every change of what [`Record`] holds.
    fn forget(&self) {
        *self.record.borrow_mut() = None;
    }

    /// Refuses a call from an address that makes too many, before its body is
    /// read. What isn't reading or counting costs more. Preflights and foreign pages aren't
    /// counted: refusing them costs as little as letting them know.
    fn let_in(&self, record: &Record, req: &Request) -> std::result::Result<(), Refusal> {
        let caller = Caller::of(req);
        let light = door::method(req) == Method::Get || req.path().ends_with("/events");
        let cost = if light { 1 } else { 5 };
        self.gate.call(caller, cost, record.limits(caller).calls_minute)
    }

    /// Refuses whoever doesn't hold the owner's token; a shop that was never
    /// made has none.
    fn owner_only(&self, req: &Request) -> std::result::Result<Rc<Record>, Refusal> {
        let record = self.record().map_err(|refusal| if refusal == Refusal::NotFound { Refusal::Unauthorized } else { refusal })?;
        self.let_in(&record, req)?;
        let given = door::bearer(req).ok_or(Refusal::Unauthorized)?;
        let same = crate::token::same(&crate::token::hash(given.as_bytes()), &record.token_hash);
        if same { Ok(record) } else { Err(self.gate.wrong(Caller::of(req))) }
    }
}
