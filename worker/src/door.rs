//! What every request must pass: its type, its size, its token, its origin.

use crate::clockwork;
use crate::refusal::Refusal;
use futures_util::TryStreamExt;
use madoguchi_shared::id::{Slug, TicketId};
use madoguchi_shared::settings::{self, Document, Unread};
use madoguchi_shared::{Fault, Instant, json};
use serde::de::DeserializeOwned;
use web_sys::UrlSearchParams;
use worker::{Method, Request};

/// The server's clock.
pub fn now() -> Instant {
    Instant::from_unix(now_ms() / 1000)
}

/// The same in milliseconds since 1970.
pub fn now_ms() -> i64 {
    clockwork::now_ms()
}

/// A request's method. One that the platform's reader doesn't know, which it
/// takes for `GET`, is here as one that no address takes.
pub fn method(req: &Request) -> Method {
    match req.method() {
        Method::Get if req.inner().method() != "GET" => Method::Trace,
        method => method,
    }
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

/// Notes a failed authorisation in the log, by the call and the names in its
/// address (OWASP ASVS 5, 16.3.2).
pub fn note(req: &Request, refusal: &Refusal) {
    if matches!(refusal, Refusal::Unauthorized | Refusal::ForeignOrigin | Refusal::Forbidden) {
        worker::console_warn!("{refusal:?}: {} {}", req.method().as_ref(), known_parts(&req.path()));
    }
}

/// A path as a log may have it: what is neither a word of the API, the name of
/// a shop or desk nor a ticket's number was made up by the caller, and is left
/// out.
fn known_parts(path: &str) -> String {
    let known = |part: &str| Slug::parse(part).is_ok() || TicketId::parse(part).is_ok();
    path.split('/').skip(1).take(6).map(|part| if known(part) { part } else { "…" }).collect::<Vec<_>>().join("/")
}

/// The origin of the address that was called: our own.
pub fn own_origin(req: &Request) -> Option<String> {
    Some(origin_and_path(&req.inner().url()).0.to_owned()).filter(|origin| !origin.is_empty())
}

/// An address's origin, and its path without the query. The platform has
/// written it as the URL Standard says: in lower case, without a standard port
/// or a name and password, with a path of one `/` at least.
pub fn origin_and_path(url: &str) -> (&str, &str) {
    let host = url.find("://").map_or(0, |end| end + 3);
    let path = url.get(host..).and_then(|rest| rest.find('/')).map_or(url.len(), |start| host + start);
    let (origin, rest) = url.split_at_checked(path).unwrap_or((url, ""));
    (origin, rest.split(['?', '#']).next().unwrap_or_default())
}

/// What the address gives for `name` after its `?`.
pub fn query(req: &Request, name: &str) -> Option<String> {
    let address = req.inner().url();
    let (_, query) = address.split_once('?')?;
    UrlSearchParams::new_with_str(query.split('#').next()?).ok()?.get(name)
}

/// The body of a JSON request, at most `most` bytes of it.
pub async fn body(req: &mut Request, most: usize) -> Result<Vec<u8>, Refusal> {
    body_of(req, "application/json", most).await
}

/// The body of a request of this media type, at most `most` bytes of it.
pub async fn body_of(req: &mut Request, wanted: &str, most: usize) -> Result<Vec<u8>, Refusal> {
    if !content_type(req).0.eq_ignore_ascii_case(wanted) {
        return Err(Refusal::WrongType);
    }
    bytes(req, most).await
}

/// A body's media type, and the `charset` that is said with it; both empty
/// where nothing is said.
pub fn content_type(req: &Request) -> (String, String) {
    let said = header(req, "content-type").unwrap_or_default();
    let mut parts = said.split(';').map(str::trim);
    let kind = parts.next().unwrap_or_default().to_owned();
    let mut parameters = parts.filter_map(|part| part.split_once('='));
    let charset = parameters.find(|(name, _)| name.eq_ignore_ascii_case("charset")).map_or("", |(_, value)| value.trim_matches('"'));
    (kind, charset.to_owned())
}

/// The body of a request of whatever media type, at most `most` bytes of it.
pub async fn bytes(req: &mut Request, most: usize) -> Result<Vec<u8>, Refusal> {
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

/// A body from outside: a JSON object of one shape, with no name in it that
/// the shape doesn't know. What doesn't fit is refused without an echo of it.
pub fn object<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Refusal> {
    json::read_exact(bytes).ok_or(Refusal::Unreadable)
}

/// A document from outside, with all of its faults if it has any; see
/// [`settings::read`].
pub fn document<T: Document>(bytes: &[u8], also: impl FnOnce(&mut T) -> Vec<Fault>) -> Result<T, Refusal> {
    settings::read(bytes, also).map_err(|unread| match unread {
        Unread::NoObject => Refusal::Unreadable,
        Unread::Faulty(faults) => Refusal::faults(faults),
    })
}

/// JSON from inside, or from a panel: what a newer one says besides is passed
/// over.
pub fn parse<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Refusal> {
    json::read(bytes).ok_or(Refusal::Unreadable)
}

#[cfg(test)]
mod tests {
    use super::{known_parts, origin_and_path};

    #[test]
    fn an_address_is_an_origin_and_a_path() {
        for (url, origin, path) in [
            ("https://desk.example/v1/shops/demo/widget?lang=ja", "https://desk.example", "/v1/shops/demo/widget"),
            ("http://127.0.0.1:8787/?a=/b", "http://127.0.0.1:8787", "/"),
            ("https://desk.example/a#/b", "https://desk.example", "/a"),
            ("https://desk/inside/event", "https://desk", "/inside/event"),
            ("https://desk.example", "https://desk.example", ""),
            ("", "", ""),
        ] {
            assert_eq!(origin_and_path(url), (origin, path));
        }
    }

    #[test]
    fn a_log_has_names_and_numbers_and_nothing_that_a_caller_made_up() {
        for (path, known) in [
            ("/v1/shops/demo/settings", "v1/shops/demo/settings"),
            ("/v1/desks/demo/tickets/7K3M-9QXT-2HFA/attempts", "v1/desks/demo/tickets/7K3M-9QXT-2HFA/attempts"),
            ("/v1/shops/demo/tickets/owner_J9fK-3s", "v1/shops/demo/tickets/…"),
            ("/v1/shops/demo/tickets/%E5%B1%B1%E7%94%B0", "v1/shops/demo/tickets/…"),
            ("/v1/shops/demo/tickets/a@example.jp/rating/1/2/3", "v1/shops/demo/tickets/…/rating"),
            ("/", "…"),
            ("", ""),
        ] {
            assert_eq!(known_parts(path), known);
        }
    }
}
