//! Answers, written as one array of bytes with the same few headers.

use crate::door;
use crate::refusal::Refusal;
use serde::Serialize;
use wasm_bindgen::JsValue;
use worker::worker_sys::web_sys;
use worker::{Headers, Request, Response, ResponseBuilder};

/// A JSON answer that no cache may keep.
pub fn json<T: Serialize>(status: u16, value: &T) -> Result<Response, Refusal> {
    let bytes = madoguchi_shared::json::text(value).map(String::into_bytes).ok_or(Refusal::Storage)?;
    bytes_as_json(status, bytes)
}

/// What stands on every answer that has a body: JSON that nothing may keep,
/// guess at, frame or run (OWASP ASVS 5, 3.4 and 14.3.2).
const HEADERS: [(&str, &str); 7] = [
    ("content-type", "application/json"),
    ("cache-control", "no-store"),
    ("x-content-type-options", "nosniff"),
    ("content-security-policy", "default-src 'none'; frame-ancestors 'none'"),
    ("cross-origin-resource-policy", "same-origin"),
    ("referrer-policy", "no-referrer"),
    ("strict-transport-security", "max-age=31536000"),
];

thread_local! {
    /// [`HEADERS`], made once: to copy them crosses into JavaScript once, to
    /// set them once for each.
    static COMMON: Headers = {
        let headers = Headers::new();
        // Only a name that is none could fail, and a test reads each.
        HEADERS.iter().for_each(|(name, value)| drop(headers.set(name, value)));
        headers
    };
}

/// JSON that was written before.
pub fn bytes_as_json(status: u16, bytes: Vec<u8>) -> Result<Response, Refusal> {
    let headers = COMMON.with(Headers::clone);
    Ok(ResponseBuilder::new().with_status(status).with_headers(headers).fixed(bytes))
}

/// As [`refusal`], and the log notes who was turned away at a door.
pub fn refused(req: &Request, refused: &Refusal) -> Response {
    door::note(req, refused);
    refusal(refused)
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
        Refusal::Method(allowed) => response.headers().set("allow", allowed),
        Refusal::Unauthorized => response.headers().set("www-authenticate", "Bearer"),
        _ => Ok(()),
    };
    // A header that can't be set takes nothing from the answer's meaning.
    drop(extra);
    response
}

/// An answer as the platform takes it.
pub fn raw(response: Response) -> JsValue {
    web_sys::Response::from(response).into()
}

/// An answer without a body.
pub fn empty(status: u16) -> Response {
    ResponseBuilder::new().with_status(status).empty()
}
