//! A signed webhook, by Standard Webhooks.

use super::{Outcome, Pace, TIMEOUT_SECONDS, Told, address, answer};
use crate::shop::Due;
use crate::{call, door, timer, token};
use worker::{AbortController, Env, Fetch, Headers, Result};

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

/// What was heard until the answer ended, broke off, or took too long.
#[derive(Default)]
struct Heard {
    status: Option<u16>,
    retry_after: Option<String>,
    body: Vec<u8>,
}

/// Posts the event. The id is the same at each try, the time stamp is new.
pub async fn send(env: &Env, url: &str, secrets: &[&str], due: &Due) -> Told {
    let keys: Vec<Vec<u8>> = secrets.iter().filter_map(|text| secret(text)).collect();
    if keys.is_empty() {
        return Outcome::failed("the channel has no secret").into();
    }
    if !address::may_reach(url, address::loopback_allowed(env)) {
        return Outcome::failed("the address may not be reached").into();
    }
    let (mut heard, abort) = (Heard::default(), AbortController::default());
    let in_time = timer::within(Pace::current().working_ms(TIMEOUT_SECONDS), post(url, &keys, due, &abort, &mut heard)).await.is_some();
    // Whatever is still to come of the answer is not wanted.
    abort.abort();
    let outcome = match heard.status {
        // Once the head is there nothing in the body can change what it says.
        Some(status) => answer::judge(status, heard.retry_after.as_deref(), door::now()),
        // The platform's words may hold the address, which may hold a secret.
        None if in_time => Outcome::failed("no answer"),
        None => Outcome::late(),
    };
    Told { outcome, status: heard.status, answer: answer::text(&heard.body) }
}

async fn post(url: &str, keys: &[Vec<u8>], due: &Due, abort: &AbortController, heard: &mut Heard) -> Result<()> {
    let timestamp = door::now().unix();
    let headers = Headers::new();
    headers.set("webhook-id", &due.id)?;
    headers.set("webhook-timestamp", &timestamp.to_string())?;
    let signatures: Vec<String> = keys.iter().map(|key| signature(key, &due.id, timestamp, &due.body)).collect();
    headers.set("webhook-signature", &signatures.join(" "))?;
    let mut answer = Fetch::Request(call::post(url, &headers, &due.body)?).send_with_signal(&abort.signal()).await?;
    heard.status = Some(answer.status_code());
    heard.retry_after = answer.headers().get("retry-after")?;
    answer::read(&mut answer, &mut heard.body).await;
    Ok(())
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
