//! A signed webhook, by Standard Webhooks.

use crate::delivery::Outcome;
use crate::delivery::letter::Letter;
use crate::delivery::step::{Ask, Heard, Next, Speaks};
use crate::token;
use madoguchi_shared::settings::Webhook;

/// A webhook, and the secrets that sign beside its own.
pub struct Speaking<'a> {
    /// Its settings.
    pub hook: &'a Webhook,
    /// Secrets that were replaced lately, the newest first.
    pub retired: Vec<&'a str>,
}

impl Speaks for Speaking<'_> {
    /// Posts the event. The id is the same at each try, the time stamp is new.
    fn next(&self, letter: &Letter<'_>, _: &dyn Fn(&str) -> Option<String>, heard: Option<&Heard>) -> Next {
        if let Some(heard) = heard {
            return Next::judged(letter, heard);
        }
        // The newest first; one that was replaced lately signs beside it.
        let secrets = self.hook.secret.as_deref().into_iter().chain(self.retired.iter().copied());
        let timestamp = letter.now.unix();
        let signatures: Vec<String> = secrets.filter_map(secret).map(|key| signature(&key, letter.id, timestamp, letter.body)).collect();
        if signatures.is_empty() {
            return Next::done(Outcome::failed("the channel has no secret"));
        }
        let ask = Ask::json("post", &self.hook.url, letter.body);
        Next::ask(
            ask.with("webhook-id", letter.id)
                .with("webhook-timestamp", timestamp.to_string())
                .with("webhook-signature", signatures.join(" ")),
        )
    }
}

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
