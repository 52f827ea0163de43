//! Answers, written as one array of bytes with few headers.

use crate::refusal::Refusal;
use serde::Serialize;
use worker::{Headers, Response, ResponseBuilder};

/// A JSON answer that no cache may keep.
pub fn json<T: Serialize>(status: u16, value: &T) -> Result<Response, Refusal> {
    let bytes = serde_json::to_vec(value).map_err(|_| Refusal::Storage)?;
    bytes_as_json(status, bytes)
}

/// JSON that was written before.
pub fn bytes_as_json(status: u16, bytes: Vec<u8>) -> Result<Response, Refusal> {
    let headers = Headers::new();
    headers.set("content-type", "application/json")?;
    headers.set("cache-control", "no-store")?;
    headers.set("x-content-type-options", "nosniff")?;
    Ok(ResponseBuilder::new().with_status(status).with_headers(headers).fixed(bytes))
}

/// A refusal in the one error shape. Where even that can't be written, a bare
/// status is left.
pub fn refusal(refusal: &Refusal) -> Response {
    let Ok(response) = json(refusal.status(), &refusal.body()) else {
        return ResponseBuilder::new().with_status(refusal.status()).empty();
    };
    let extra = match refusal {
        Refusal::TooMany(seconds) => response.headers().set("retry-after", &seconds.to_string()),
        Refusal::Storage => response.headers().set("retry-after", "5"),
        Refusal::Unauthorized => response.headers().set("www-authenticate", "Bearer"),
        _ => Ok(()),
    };
    // A header that can't be set takes nothing from the answer's meaning.
    drop(extra);
    response
}

/// An answer without a body.
pub fn empty(status: u16) -> Response {
    ResponseBuilder::new().with_status(status).empty()
}
