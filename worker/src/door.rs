//! What every request must pass: its type, its size, its token, its origin.

use crate::refusal::Refusal;
use futures_util::TryStreamExt;
use madoguchi_shared::settings::{self, Document, Unread};
use madoguchi_shared::{Fault, Instant};
use serde::de::DeserializeOwned;
use worker::{Date, Request};

/// The server's clock.
pub fn now() -> Instant {
    Instant::from_unix(now_ms() / 1000)
}

/// The same in milliseconds since 1970.
pub fn now_ms() -> i64 {
    i64::try_from(Date::now().as_millis()).unwrap_or(i64::MAX)
}

/// A header's value, if it was sent.
pub fn header(req: &Request, name: &str) -> Option<String> {
    req.headers().get(name).ok().flatten()
}

/// The token of `Authorization: Bearer`.
pub fn bearer(req: &Request) -> Option<String> {
    let value = header(req, "authorization")?;
    let (scheme, token) = value.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim().to_owned())
}

/// The origin of the address that was called: our own.
pub fn own_origin(req: &Request) -> Option<String> {
    req.url().ok().map(|url| url.origin().ascii_serialization())
}

/// The body of a JSON request, at most `most` bytes of it.
pub async fn body(req: &mut Request, most: usize) -> Result<Vec<u8>, Refusal> {
    let kind = header(req, "content-type").unwrap_or_default();
    let kind = kind.split(';').next().unwrap_or_default().trim();
    if !kind.eq_ignore_ascii_case("application/json") {
        return Err(Refusal::WrongType);
    }
    match header(req, "content-length").and_then(|length| length.parse::<usize>().ok()) {
        Some(length) if length > most => Err(Refusal::TooLarge),
        Some(_) => Ok(req.bytes().await?),
        None => unmeasured(req, most).await,
    }
}

/// A body whose length was not announced, read no further than allowed.
async fn unmeasured(req: &mut Request, most: usize) -> Result<Vec<u8>, Refusal> {
    // No body at all has no stream.
    let Ok(mut stream) = req.stream() else { return Ok(vec![]) };
    let mut bytes = Vec::new();
    while let Some(chunk) = stream.try_next().await? {
        bytes.extend(chunk);
        if bytes.len() > most {
            return Err(Refusal::TooLarge);
        }
    }
    Ok(bytes)
}

/// A body from outside: a JSON object of one shape. What doesn't fit is
/// refused without an echo of it. (A list would be read as an object whose
/// fields come in order; nobody means that.)
pub fn object<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Refusal> {
    match bytes.trim_ascii_start().first() {
        Some(b'{') => parse(bytes),
        _ => Err(Refusal::Unreadable),
    }
}

/// A document from outside, with all of its faults if it has any; see
/// [`settings::read`].
pub fn document<T: Document>(bytes: &[u8], also: impl FnOnce(&mut T) -> Vec<Fault>) -> Result<T, Refusal> {
    settings::read(bytes, also).map_err(|unread| match unread {
        Unread::NoObject => Refusal::Unreadable,
        Unread::Faulty(faults) => Refusal::faults(faults),
    })
}

/// JSON from inside.
pub fn parse<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Refusal> {
    serde_json::from_slice(bytes).map_err(|_| Refusal::Unreadable)
}
