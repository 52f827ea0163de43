//! A signed webhook, by Standard Webhooks.

use super::{Outcome, address, judge};
use crate::{door, token};
use worker::{AbortSignal, Env, Fetch, Headers, Method, Request, RequestInit, RequestRedirect, Result};

/// How long a receiver may take, in milliseconds.
const TIMEOUT_MS: u32 = 20_000;

/// The key inside a `whsec_…` secret: 24 to 64 bytes in base 64.
pub fn secret(text: &str) -> Option<Vec<u8>> {
    let key = token::from_base64(text.strip_prefix("whsec_")?)?;
    (24..=64).contains(&key.len()).then_some(key)
}

/// The value of `webhook-signature`: `v1,` and the HMAC of id, time and body.
pub fn signature(key: &[u8], id: &str, timestamp: i64, body: &str) -> String {
    let head = format!("{id}.{timestamp}.");
    format!("v1,{}", token::base64(&token::sign(key, &[head.as_bytes(), body.as_bytes()])))
}

/// Posts the event. The id is the same at each try, the time stamp is new.
pub async fn send(env: &Env, url: &str, secret_text: &str, id: &str, body: &str) -> Outcome {
    let Some(key) = secret(secret_text) else { return Outcome::Failed("the channel has no secret".to_owned()) };
    if !address::may_reach(url, address::loopback_allowed(env)) {
        return Outcome::Failed("the address may not be reached".to_owned());
    }
    match post(url, &key, id, body).await {
        Ok(status) => judge(status),
        // The platform's words may hold the address, which may hold a secret.
        Err(_) => Outcome::Failed("no answer".to_owned()),
    }
}

async fn post(url: &str, key: &[u8], id: &str, body: &str) -> Result<u16> {
    let timestamp = door::now().unix();
    let headers = Headers::new();
    headers.set("content-type", "application/json")?;
    headers.set("webhook-id", id)?;
    headers.set("webhook-timestamp", &timestamp.to_string())?;
    headers.set("webhook-signature", &signature(key, id, timestamp, body))?;
    let mut init = RequestInit::new();
    init.with_method(Method::Post).with_headers(headers).with_body(Some(body.into())).with_redirect(RequestRedirect::Manual);
    let signal = AbortSignal::from(web_sys::AbortSignal::timeout_with_u32(TIMEOUT_MS));
    let answer = Fetch::Request(Request::new_with_init(url, &init)?).send_with_signal(&signal).await?;
    Ok(answer.status_code())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The scheme's own example, and three more that two other libraries agree on.
    #[test]
    fn signatures_are_those_of_other_implementations() {
        let vectors: Vec<serde_json::Value> = serde_json::from_slice(include_bytes!("webhook_vectors.json")).unwrap();
        assert_eq!(vectors.len(), 4);
        for vector in vectors {
            let text = |name: &str| vector[name].as_str().unwrap();
            let key = secret(text("secret")).unwrap();
            let signed = signature(&key, text("id"), vector["timestamp"].as_i64().unwrap(), text("payload"));
            assert_eq!(signed, text("signature"), "{}", text("id"));
        }
    }

    #[test]
    fn secrets_have_their_form() {
        assert!(secret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").is_some());
        for bad in ["", "whsec_", "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "whsec_c2hvcnQ=", "whsec_!!!"] {
            assert!(secret(bad).is_none(), "{bad}");
        }
    }
}
