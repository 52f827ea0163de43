//! The worker: doors, one Durable Object per shop, one per desk, channels.
//!
//! A request's way: [`routes`] says which object it is for and lets it through
//! as it came; the object reads it once, decides by the pure rules of
//! `shared`, stores, and answers. Nothing is acknowledged that is not stored.

#![cfg_attr(test, allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a test may panic; input never reaches it"))]

mod call;
mod challenge;
mod clockwork;
mod cookie;
mod decode;
mod delivery;
mod desk;
mod door;
mod hosted;
mod hours;
mod limits;
mod random;
mod refusal;
mod reply;
mod roll;
mod routes;
mod shop;
mod storage;
mod texts;
mod timer;
mod token;
mod url;
mod watch;
mod zones;

use refusal::Refusal;
use wasm_bindgen::prelude::*;
use worker::worker_sys::web_sys;
use worker::{Env, ScheduleContext, ScheduledEvent, event};

/// Every request from outside: the answer, or the promise of an object's.
/// Nothing here waits for it.
#[wasm_bindgen]
pub fn fetch(req: &web_sys::Request, env: &Env) -> JsValue {
    routes::serve(req, env).unwrap_or_else(|refusal| reply::raw(reply::refusal(&refusal)))
}

/// The answer where an object gave none.
#[wasm_bindgen]
pub fn unavailable() -> JsValue {
    reply::raw(reply::refusal(&Refusal::Storage))
}

/// By cron: looks after the objects that nobody asks anything.
#[event(scheduled)]
async fn scheduled(_event: ScheduledEvent, env: Env, _ctx: ScheduleContext) {
    if let Err(refusal) = roll::sweep(&env).await {
        worker::console_error!("sweep: {refusal:?}");
    }
}
