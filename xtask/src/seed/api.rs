//! The product's HTTP API, as an outsider calls it.

use anyhow::{Context, Result, bail};
use serde_json::Value;
use std::time::Duration;
use ureq::http::Request;

/// A worker's address, ready to be called.
#[derive(Clone)]
pub struct Api {
    agent: ureq::Agent,
    url: String,
}

/// What came back.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The status code.
    pub status: u16,
    /// The headers, names in lower case.
    pub headers: Vec<(String, String)>,
    /// The body as it came.
    pub text: String,
}

impl Api {
    /// The API below this address.
    pub fn new(url: &str) -> Self {
        let config = ureq::Agent::config_builder().timeout_global(Some(Duration::from_secs(30))).http_status_as_error(false);
        let agent = config.allow_non_standard_methods(true).build().into();
        // The worker listens on IPv4 alone, and a name may mean both.
        let url = url.replace("//localhost", "//127.0.0.1");
        Self { agent, url }
    }

    /// One call with a JSON body; any status is an answer.
    pub fn call(&self, method: &str, path: &str, token: Option<&str>, body: Option<&Value>) -> Result<Answer> {
        let text = body.map(Value::to_string);
        let bearer = token.map(|token| format!("Bearer {token}"));
        let mut headers = Vec::new();
        headers.extend(bearer.as_deref().map(|value| ("authorization", value)));
        headers.extend(text.as_ref().map(|_| ("content-type", "application/json")));
        self.send(method, path, &headers, text.as_deref().unwrap_or_default())
    }

    /// One call with headers and a body of one's own.
    pub fn send(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &str) -> Result<Answer> {
        self.send_bytes(method, path, headers, body.as_bytes())
    }

    /// The same, with a body that may be no text.
    pub fn send_bytes(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &[u8]) -> Result<Answer> {
        let mut request = Request::builder().method(method).uri(format!("{}{path}", self.url));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let sent = match body {
            [] => self.agent.run(request.body(())?),
            body => self.agent.run(request.body(body)?),
        };
        let mut response = sent.with_context(|| format!("{method} {path}: no answer"))?;
        let headers =
            response.headers().iter().map(|(name, value)| (name.to_string(), String::from_utf8_lossy(value.as_bytes()).into_owned()));
        Ok(Answer { status: response.status().as_u16(), headers: headers.collect(), text: response.body_mut().read_to_string()? })
    }
}

impl Answer {
    /// The body as JSON.
    pub fn json(&self) -> Result<Value> {
        serde_json::from_str(&self.text).with_context(|| format!("no JSON: {}", self.text))
    }

    /// A header's first value.
    pub fn header(&self, name: &str) -> Option<&str> {
        let found = self.headers.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value.as_str())
    }

    /// Fails with the API's own words, unless the status says success.
    pub fn expect_success(&self, what: &str) -> Result<()> {
        if (200..300).contains(&self.status) {
            return Ok(());
        }
        bail!("could not {what}: {}", self.complaint())
    }

    /// The `token` of a thing that was made.
    pub fn token(&self, what: &str) -> Result<String> {
        self.expect_success(what)?;
        let json = self.json()?;
        let token = json.get("token").and_then(Value::as_str);
        Ok(token.with_context(|| format!("could not {what}: the answer holds no token"))?.to_owned())
    }

    /// Status, code, message and faults, one fault a line.
    fn complaint(&self) -> String {
        let Some(error) = self.json().ok().and_then(|json| json.get("error").cloned()) else {
            return format!("{} {}", self.status, self.text);
        };
        let text = |value: &Value, key: &str| value.get(key).and_then(Value::as_str).unwrap_or("–").to_owned();
        let mut lines = vec![format!("{} {}: {}", self.status, text(&error, "code"), text(&error, "message"))];
        for fault in error.get("faults").and_then(Value::as_array).into_iter().flatten() {
            lines.push(format!("    at {}: {}", text(fault, "path"), text(fault, "code")));
        }
        lines.join("\n")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refusal_is_told_with_its_faults() {
        let answer = Answer {
            status: 422,
            headers: Vec::new(),
            text: r#"{"error":{"code":"invalid","message":"no","faults":[{"path":"hours","code":"required"}]}}"#.into(),
        };
        let error = answer.expect_success("put it").unwrap_err().to_string();
        assert_eq!(error, "could not put it: 422 invalid: no\n    at hours: required");
    }
}
