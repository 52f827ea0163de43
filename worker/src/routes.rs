//! The whole API on one screen: which object a request is for, and who may
//! pass. The object does the rest; what is inside (`/inside/…`) is never
//! reached from here.
//!
//! | who | call | object |
//! | --- | --- | --- |
//! | installation | `PUT /v1/shops/{shop}` · `PUT /v1/desks/{desk}` | shop, desk |
//! | shopper | `GET widget` · `GET windows` · `POST tickets` · `GET/PATCH/DELETE tickets/{ticket}` · `POST tickets/{ticket}/rating` · `POST events` under `/v1/shops/{shop}` | shop |
//! | owner | `GET/PUT settings` · `GET/PUT faq` · `GET report` · `POST channels/{channel}/trial` · `GET deliveries` · `POST deliveries/replay` · `POST deliveries/{event}/replay` · `GET/POST/DELETE do-not-contact` · `GET/POST erasures` · `GET erasures/{erasure}` · `GET handed` under `/v1/shops/{shop}` | shop |
//! | shop's people, by a link | `GET/POST handed/{ticket}` under `/v1/shops/{shop}` | shop |
//! | the shop's other tools, by signature | `POST channels/{channel}/acts` under `/v1/shops/{shop}` | shop |
//! | operator | `POST/GET/DELETE session` · `GET people` · `GET tickets` · `GET/PATCH tickets/{ticket}` · `POST tickets/{ticket}/attempts` · `POST/DELETE tickets/{ticket}/claim` · `GET live` under `/v1/desks/{desk}` | desk |
//! | lead | `GET/PUT settings` · `GET/POST tokens` · `DELETE tokens/{person}` · `POST flood` · `GET board` under `/v1/desks/{desk}` | desk |
//! | all | `GET /healthz` | none |
//! | shopper, in a frame | `GET /f/{shop}` | shop |
//! | shopper, without script | `GET/POST /s/{shop}` · `GET/POST t/{ticket}` · `POST t/{ticket}/open` · `GET t/{ticket}/call.ics` below it | shop |
//!
//! `GET /openapi.json`, which describes it all, is a file.

use crate::limits::{Caller, Gate};
use crate::refusal::Refusal;
use crate::{door, reply, token};
use madoguchi_shared::api::Health;
use madoguchi_shared::id::Slug;
use wasm_bindgen::{JsCast, JsValue};
use worker::worker_sys::{DurableObject, DurableObjectNamespace, web_sys};
use worker::{Env, Method, Request};

/// The name of the binding to shops' objects.
pub const SHOPS: &str = "SHOPS";
/// The name of the binding to desks' objects.
pub const DESKS: &str = "DESKS";
/// The one secret of the installation.
const SECRET: &str = "INSTALLATION_SECRET";

thread_local! {
    /// Who showed wrong secrets to this instance of the worker of late. No
    /// object is woken for them.
    static GATE: Gate = Gate::default();
}

/// Sends a request to its object: what comes back is the answer, or the
/// promise of it. Neither the request nor the answer is opened.
pub fn serve(req: &web_sys::Request, env: &Env) -> Result<JsValue, Refusal> {
    let url = req.url();
    let (_, path) = door::origin_and_path(&url);
    let parts: Vec<&str> = path.split('/').skip(1).collect();
    match parts.as_slice() {
        ["healthz"] if !matches!(req.method().as_str(), "GET" | "HEAD") => Err(Refusal::Method("GET, HEAD")),
        ["healthz"] => reply::json(200, &Health { ok: true }).map(reply::raw),
        ["v1", kind @ ("shops" | "desks"), name, rest @ ..] => {
            let name = Slug::parse(name).map_err(|_| Refusal::NotFound)?;
            if rest.is_empty() {
                // The handle is cloned, not the request.
                installation_only(&Clone::clone(req).into(), env)?;
            }
            let binding = if *kind == "shops" { SHOPS } else { DESKS };
            Ok(object(env, binding, &name).and_then(|object| object.fetch_with_request(req)).map_err(worker::Error::from)?.into())
        }
        // What is no shop's name is answered as one that was never made.
        ["s" | "f", name, ..] => {
            let name = Slug::parse(name).map_err(|_| Refusal::NotFound)?;
            Ok(object(env, SHOPS, &name).and_then(|object| object.fetch_with_request(req)).map_err(worker::Error::from)?.into())
        }
        _ => Err(Refusal::NotFound),
    }
}

/// The object of this name, as the platform has it.
fn object(env: &Env, binding: &str, name: &Slug) -> Result<DurableObject, JsValue> {
    let objects: DurableObjectNamespace = js_sys::Reflect::get(env, &binding.into())?.unchecked_into();
    objects.get_by_name(name.as_str())
}

/// Shops and desks are made by whoever holds the installation's secret.
fn installation_only(req: &Request, env: &Env) -> Result<(), Refusal> {
    if req.method() != Method::Put {
        return Err(Refusal::Method("PUT"));
    }
    let given = door::bearer(req).ok_or(Refusal::Unauthorized);
    let judged = given.and_then(|given| match token::same(&given, &secret(env)?) {
        true => Ok(()),
        false => Err(GATE.with(|gate| gate.wrong(Caller::of(req)))),
    });
    judged.inspect_err(|refusal| door::note(req, refusal))
}

/// The installation's secret. Without one nothing opens: an empty secret
/// would be known to everybody.
pub fn secret(env: &Env) -> Result<String, Refusal> {
    let secret = env.secret(SECRET).map(|secret| secret.to_string()).unwrap_or_default();
    if secret.len() < 16 {
        worker::console_error!("{SECRET} is missing or shorter than 16 characters");
        return Err(Refusal::Storage);
    }
    Ok(secret)
}
