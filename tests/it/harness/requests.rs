//! What a page asked the network for, out of Chromium's performance log.

use serde_json::Value;

/// One request of a page.
#[derive(Clone, Debug)]
pub struct Requested {
    pub method: String,
    pub url: String,
}

/// The requests among these log entries, in order.
pub fn read(log: &[Value]) -> Vec<Requested> {
    log.iter().filter_map(one).collect()
}

fn one(entry: &Value) -> Option<Requested> {
    let message: Value = serde_json::from_str(entry["message"].as_str()?).ok()?;
    let message = &message["message"];
    let sent = message["method"] == "Network.requestWillBeSent";
    let request = &message["params"]["request"];
    let url = request["url"].as_str()?.to_owned();
    (sent && url.starts_with("http")).then(|| Requested { method: request["method"].as_str().unwrap_or_default().to_owned(), url })
}
