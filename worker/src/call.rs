//! Calls to others: to objects inside, to receivers outside.

use worker::{Headers, Request, Result};

/// A POST whose redirects are not followed. (The crate's own options bring a
/// writer of all that Cloudflare's edge can be told.)
pub fn post(url: &str, headers: &Headers, body: &str) -> Result<Request> {
    headers.set("content-type", "application/json")?;
    request("POST", url, headers, body)
}

/// The same by any method; an empty body is none.
pub fn request(method: &str, url: &str, headers: &Headers, body: &str) -> Result<Request> {
    let init = web_sys::RequestInit::new();
    init.set_method(method);
    init.set_headers(&headers.0);
    if !body.is_empty() {
        init.set_body(&body.into());
    }
    init.set_redirect(web_sys::RequestRedirect::Manual);
    Ok(web_sys::Request::new_with_str_and_init(url, &init)?.into())
}
