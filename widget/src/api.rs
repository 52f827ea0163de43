//! The only file that knows addresses and how to fetch.

use crate::browser;
use crate::json::{self, Read};
use crate::kept::Kept;
use crate::shop::Shop;
use madoguchi_shared::api::{ErrorBody, ErrorDetail, Windows};
use madoguchi_shared::ticket::{Receipt, Status};
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
    json::read(&answer(method, url, headers, body).await?).ok_or(Failure::Unreachable)
}

async fn answer(method: &str, url: &str, headers: &[(&str, &str)], body: Option<&str>) -> Result<String, Failure> {
    let (status, text) = fetch(method, url, headers, body).await.ok_or(Failure::Unreachable)?;
    if (200..300).contains(&status) {
        return Ok(text);
    }
    Err(Failure::Refused(status, json::read::<ErrorBody>(&text).map(|body| body.error)))
}

async fn fetch(method: &str, url: &str, headers: &[(&str, &str)], body: Option<&str>) -> Option<(u16, String)> {
    let headers: String = headers.iter().flat_map(|(name, value)| [name, "\n", value, "\n"]).collect();
    let told = JsFuture::from(browser::fetch(method, url, &headers, body, PATIENCE)).await.ok()?.as_string()?;
    let (status, text) = told.split_once(' ')?;
    Some((status.parse().ok()?, text.to_owned()))
}
