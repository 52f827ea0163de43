//! Twilio's API for messages.
//!
//! | rule | from |
//! | --- | --- |
//! | Basic auth by account and token, else 401 with 20003 | Twilio, errors, 20003 |
//! | a form with `To`, `Body`, and `From` or `MessagingServiceSid`: 21604, 21602, 21603 | Message resource, errors |
//! | `To` in E.164, else 400 with 21211; 21610 for who asked for no more | errors |
//! | a body has at most 1,600 characters, else 21617 | errors, 21617 |
//! | 201 with the message · `GET` lists those to a number | Message resource |

use super::{Answer, Call, Service};
use serde_json::{Value, json};

/// One account.
pub struct Twilio {
    /// Its id.
    pub account: String,
    /// Its token.
    pub token: String,
    /// Messages that were sent: to whom, and what.
    pub sent: Vec<(String, String)>,
    /// Numbers that asked for no more.
    pub stopped: Vec<String>,
    /// Whether it takes a message and its answer is lost.
    pub loses_answers: bool,
}

impl Twilio {
    pub fn of(account: &str, token: &str) -> Self {
        Self { account: account.to_owned(), token: token.to_owned(), sent: vec![], stopped: vec![], loses_answers: false }
    }
}

impl Service for Twilio {
    fn answer(&mut self, call: &Call) -> Option<Answer> {
        let path = format!("/2010-04-01/Accounts/{}/Messages.json", self.account);
        let (asked, query) = call.path.split_once('?').unwrap_or((&call.path, ""));
        if call.host != "api.twilio.com" || asked != path {
            return None;
        }
        let own = base64(&format!("{}:{}", self.account, self.token));
        if call.headers.get("authorization") != Some(&format!("Basic {own}")) {
            return Some(refused(401, 20_003, "Authenticate"));
        }
        if call.method == "GET" {
            let to = field(query, "To").unwrap_or_default();
            let of = |(to, body): &(String, String)| json!({"to": to, "body": body, "status": "delivered"});
            let found: Vec<Value> = self.sent.iter().rev().filter(|(known, _)| *known == to).map(of).collect();
            return Some(Answer::of(200, &json!({ "messages": found }).to_string()));
        }
        let body = String::from_utf8_lossy(&call.body).into_owned();
        let of = |name: &str| field(&body, name).unwrap_or_default();
        if let Some((code, message)) = self.fault(call, &of) {
            return Some(refused(400, code, message));
        }
        self.sent.push((of("To"), of("Body")));
        if std::mem::take(&mut self.loses_answers) {
            return Some(Answer::of(502, "bad gateway"));
        }
        Some(Answer::of(201, &json!({"sid": format!("SM{}", self.sent.len()), "status": "queued"}).to_string()))
    }
}

impl Twilio {
    fn fault(&self, call: &Call, of: &dyn Fn(&str) -> String) -> Option<(u32, &'static str)> {
        let to = of("To");
        if call.media_type() != "application/x-www-form-urlencoded" || to.is_empty() {
            return Some((21_604, "'To' phone number is required to send a Message"));
        }
        if of("Body").is_empty() {
            return Some((21_602, "Message body is required"));
        }
        if of("From").is_empty() && of("MessagingServiceSid").is_empty() {
            return Some((21_603, "'From' phone number is required to send a Message"));
        }
        let e164 =
            to.strip_prefix('+').is_some_and(|digits| (7..=15).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit()));
        if !e164 {
            return Some((21_211, "Invalid 'To' Phone Number"));
        }
        if of("Body").chars().count() > 1_600 {
            return Some((21_617, "The concatenated message body exceeds the 1600 character limit"));
        }
        self.stopped.contains(&to).then_some((21_610, "Attempt to send to unsubscribed recipient"))
    }
}

fn refused(status: u16, code: u32, message: &str) -> Answer {
    Answer::of(status, &json!({"code": code, "message": message, "status": status}).to_string())
}

/// Base 64 (RFC 4648 §4).
fn base64(text: &str) -> String {
    const LETTERS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::new();
    for three in text.as_bytes().chunks(3) {
        let bits = three.iter().enumerate().fold(0_u32, |bits, (i, byte)| bits | u32::from(*byte) << (16 - 8 * i));
        out.extend((0..4).map(|i| if i > three.len() { '=' } else { char::from(LETTERS[(bits >> (18 - 6 * i) & 63) as usize]) }));
    }
    out
}

/// A field of a form or a query.
fn field(form: &str, name: &str) -> Option<String> {
    let (_, value) = form.split('&').filter_map(|pair| pair.split_once('=')).find(|(known, _)| *known == name)?;
    let (mut bytes, mut rest) = (vec![], value.bytes());
    while let Some(byte) = rest.next() {
        match byte {
            b'+' => bytes.push(b' '),
            b'%' => {
                let hex = [rest.next()?, rest.next()?];
                bytes.push(u8::from_str_radix(std::str::from_utf8(&hex).ok()?, 16).ok()?);
            }
            other => bytes.push(other),
        }
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_refuses_what_twilio_would() {
        let account = format!("AC{}", "0".repeat(32));
        let mut twilio = Twilio::of(&account, "t");
        twilio.stopped.push("+819000000000".into());
        let mut say = |token: &str, kind: &str, body: &str| {
            let own = base64(&format!("{account}:{token}"));
            let headers = [("authorization", format!("Basic {own}")), ("content-type", kind.to_owned())];
            let headers = headers.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
            let path = format!("/2010-04-01/Accounts/{account}/Messages.json");
            let call = Call { method: "POST".into(), host: "api.twilio.com".into(), path, headers, body: body.as_bytes().to_vec() };
            let answer = twilio.answer(&call).unwrap();
            (answer.status, serde_json::from_str::<Value>(&answer.body).unwrap()["code"].as_u64().unwrap_or(0))
        };
        let form = "application/x-www-form-urlencoded";
        let good = "To=%2B819012345678&From=Komichi&Body=%E7%AA%93";
        assert_eq!(["a", "ab", "abc"].map(base64), ["YQ==", "YWI=", "YWJj"]);
        assert_eq!(say("t", form, good), (201, 0));
        assert_eq!(say("x", form, good), (401, 20_003));
        assert_eq!(say("t", "application/json", good), (400, 21_604));
        assert_eq!(say("t", form, "To=09012345678&From=Komichi&Body=x"), (400, 21_211));
        assert_eq!(say("t", form, "To=%2B819012345678&Body=x"), (400, 21_603));
        assert_eq!(say("t", form, "To=%2B819012345678&From=Komichi"), (400, 21_602));
        assert_eq!(say("t", form, "To=%2B819000000000&From=Komichi&Body=x"), (400, 21_610));
        assert_eq!(twilio.sent, [("+819012345678".to_owned(), "窓".to_owned())]);
    }
}
