//! The only file that knows addresses and how to fetch.

use crate::json::{self, Read};
use crate::kept::Kept;
use crate::shop::Shop;
use js_sys::{Function, Promise, Reflect};
use madoguchi_shared::api::{ErrorBody, ErrorDetail, Windows};
use madoguchi_shared::ticket::{Receipt, Status};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

/// How long an answer may take, in milliseconds.
const PATIENCE: u32 = 15_000;
/// What a body is.
const JSON: (&str, &str) = ("Content-Type", "application/json");

/// Why there is no answer to go on with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failure {
    /// No answer, or none that can be read.
    Unreachable,
    /// The server's refusal, with its status.
    Refused(u16, Option<ErrorDetail>),
}

impl Failure {
    /// In how many seconds it may be tried again, where it is too much now.
    pub fn wait(&self) -> Option<u32> {
        match self {
            Self::Refused(429, Some(detail)) => detail.retry_after,
            _ => None,
        }
    }

    /// Whether the server found a fault at the field `path`.
    pub fn is_at(&self, path: &str) -> bool {
        matches!(self, Self::Refused(_, Some(detail)) if detail.faults.iter().any(|fault| fault.path == path))
    }
}

/// What can be promised for a topic now.
pub async fn windows(shop: &Shop, topic: &str) -> Result<Windows, Failure> {
    call("GET", &[&shop.api, "/windows?topic=", topic].concat(), &[], None).await
}

/// Sends a request, a draft as JSON, under `key`.
pub async fn create(shop: &Shop, draft: &str, key: &str) -> Result<Receipt, Failure> {
    call("POST", &[&shop.api, "/tickets"].concat(), &[JSON, ("Idempotency-Key", key)], Some(draft)).await
}

/// How the ticket stands.
pub async fn status(shop: &Shop, kept: &Kept) -> Result<Status, Failure> {
    act(shop, kept, "GET", "", None).await
}

/// Does something to the ticket at the address `below` its own.
pub async fn act(shop: &Shop, kept: &Kept, method: &str, below: &str, body: Option<&str>) -> Result<Status, Failure> {
    let bearer = ["Bearer ", &kept.token].concat();
    let headers = [("Authorization", bearer.as_str()), JSON];
    let headers = headers.get(..if body.is_some() { 2 } else { 1 }).unwrap_or_default();
    call(method, &[&shop.api, "/tickets/", &kept.ticket, below].concat(), headers, body).await
}

async fn call<T: Read>(method: &str, url: &str, headers: &[(&str, &str)], body: Option<&str>) -> Result<T, Failure> {
    let (status, text) = fetch(method, url, headers, body).await.map_err(|_| Failure::Unreachable)?;
    if (200..300).contains(&status) {
        return json::read(&text).ok_or(Failure::Unreachable);
    }
    Err(Failure::Refused(status, json::read::<ErrorBody>(&text).map(|body| body.error)))
}

/// A page may have put anything in the place of `fetch`: whatever it throws
/// is an error here, never a panic.
async fn fetch(method: &str, url: &str, headers: &[(&str, &str)], body: Option<&str>) -> Result<(u16, String), JsValue> {
    let window = web_sys::window().ok_or(JsValue::NULL)?;
    let init = web_sys::RequestInit::new();
    init.set_method(method);
    init.set_signal(Some(&web_sys::AbortSignal::timeout_with_u32(PATIENCE)));
    Reflect::set(&init, &"credentials".into(), &"omit".into())?;
    let sent = web_sys::Headers::new()?;
    for (name, value) in headers {
        sent.set(name, value)?;
    }
    init.set_headers(&sent);
    if let Some(body) = body {
        init.set_body(&body.into());
    }
    let fetch: Function = Reflect::get(&window, &"fetch".into())?.dyn_into()?;
    let promise: Promise = fetch.call2(&window, &url.into(), &init)?.dyn_into()?;
    let response: web_sys::Response = JsFuture::from(promise).await?.dyn_into()?;
    let text = JsFuture::from(response.text()?).await?;
    Ok((response.status(), text.as_string().unwrap_or_default()))
}
