use super::super::{is_signed as may_be, read as heard};
use super::*;
use crate::delivery::specimen;
use madoguchi_shared::notice::Texts;
use madoguchi_shared::settings::Channel;
use madoguchi_shared::ticket::{Act, Closing, Ticket};
use serde_json::{Value, json};

const SECRET: &str = "dGhpc19zZWNyZXRfaXNfZm9yX3Rlc3Rpbmdfb25seQ==";

fn now() -> Instant {
    Instant::parse("2026-11-24T06:06:30Z").unwrap()
}

fn channel(secret: Option<&str>) -> Channel {
    let settings =
        json!({"kind": "zendesk", "id": "zd", "subdomain": "shop", "email": "a@shop.example", "token": "t", "signing_secret": secret});
    specimen::channel(settings)
}

fn body(status: &str) -> String {
    let ticket = "madoguchi:komichi:2345-6789-BCDF";
    json!({"external_id": ticket, "status": status, "ticket_id": "35436", "updated_at": "2026-11-24T06:05Z"}).to_string()
}

fn sent(body: &str, at: &str, signature: Option<&str>, invocation: &str) -> Result<Option<Asked>, Refusal> {
    let right = token::base64(&token::sign(SECRET.as_bytes(), &[at.as_bytes(), body.as_bytes()]));
    let header = |name: &str| match name {
        SIGNATURE => Some(signature.unwrap_or(&right).to_owned()),
        "x-zendesk-webhook-signature-timestamp" => Some(at.to_owned()),
        "x-zendesk-webhook-invocation-id" => Some(invocation.to_owned()),
        "content-type" => Some("application/json; charset=utf-8".to_owned()),
        _ => None,
    };
    heard(&channel(Some(SECRET)), &Call { slug: "komichi", header: &header, body: body.as_bytes(), now: now() })
}

fn asked(body: &str) -> Result<Option<Asked>, Refusal> {
    sent(body, "2026-11-24T06:06:00Z", None, "1")
}

fn ticket(state: &str, ended: Option<&str>) -> Ticket {
    let mut ticket = specimen::ticket();
    ticket["state"] = json!(state);
    ticket["end"] = ended.map_or(Value::Null, |at| json!({"at": at}));
    serde_json::from_value(ticket).unwrap()
}

/// `base64(HMACSHA256(TIMESTAMP + BODY))`, as Python's `hmac` has it.
#[test]
fn a_signature_is_that_of_another_implementation() {
    let key = b"HRkRd4BeOAoUkfZr-mhauJT64rvBASlJRoIyPsd3zeA=";
    let signed = token::sign(key, &[b"2021-07-25T10:00:00Z", br#"{"say": "hello"}"#]);
    assert_eq!(token::base64(&signed), "Rry/4TtIdFyawtXXp8QdI6tlAUUQ/5kL1OTp5qo/ZIk=");
}

#[test]
fn only_what_zendesk_has_signed_lately_is_heard() {
    let good = body("solved");
    assert!(asked(&good).unwrap().is_some());
    for at in ["2026-11-24T06:01:30Z", "2026-11-24T06:11:30Z"] {
        assert!(sent(&good, at, None, "1").is_ok(), "{at}");
    }
    for at in ["2026-11-24T06:01:29Z", "2026-11-24T06:11:31Z", "", "1795500390", "yesterday"] {
        assert!(matches!(sent(&good, at, None, "1"), Err(Refusal::Unauthorized)), "{at}");
    }
    let other = token::base64(&token::sign(b"other", &[b"2026-11-24T06:06:00Z", good.as_bytes()]));
    for signature in ["", "x", &other, &format!(" {other}")] {
        assert!(matches!(sent(&good, "2026-11-24T06:06:00Z", Some(signature), "1"), Err(Refusal::Unauthorized)), "{signature}");
    }
    // What stands behind another body, or another time, is no signature.
    let right = token::base64(&token::sign(SECRET.as_bytes(), &[b"2026-11-24T06:06:00Z", good.as_bytes()]));
    assert!(sent(&good, "2026-11-24T06:06:00Z", Some(&right), "1").is_ok());
    assert!(sent(&body("open"), "2026-11-24T06:06:00Z", Some(&right), "1").is_err());
    assert!(sent(&good, "2026-11-24T06:06:01Z", Some(&right), "1").is_err());
    // Without a secret nobody speaks, nor for another kind of channel.
    let header = |_: &str| Some(String::new());
    let call = Call { slug: "komichi", header: &header, body: good.as_bytes(), now: now() };
    let hook = specimen::channel(json!({"kind": "webhook", "id": "h", "url": "https://x.example/"}));
    for channel in [channel(None), channel(Some("")), hook.clone()] {
        assert!(matches!(heard(&channel, &call), Err(Refusal::Unauthorized)));
    }
    assert!(may_be(&channel(None), &header) && !may_be(&hook, &header) && !may_be(&channel(Some("s")), &|_| None));
}

#[test]
fn what_is_said_has_its_form() {
    for bad in [
        "",
        "[]",
        "{}",
        "{\"external_id\": 1, \"status\": \"solved\"}",
        &body("解決済み"),
        &body("deleted"),
        &body("solved").replace("ticket_id", "ticket"),
        &body("solved").replacen('{', "{\"status\":\"open\",", 1),
    ] {
        assert!(matches!(asked(bad), Err(Refusal::Unreadable)), "{bad}");
    }
    for foreign in [
        "",
        "1024",
        "madoguchi:other:2345-6789-BCDF",
        "madoguchi:komichi-2:2345-6789-BCDF",
        "madoguchi:komichi:msg_1",
        "madoguchi:komichi:2345-6789-BCDF:1",
    ] {
        let body = body("solved").replace("madoguchi:komichi:2345-6789-BCDF", foreign);
        assert!(asked(&body).unwrap().is_none(), "{foreign}");
    }
    let one = asked(&body("Solved")).unwrap().unwrap();
    assert_eq!((one.ticket.as_str(), one.by.unwrap().as_str()), ("2345-6789-BCDF", "Zendesk"));
    assert_eq!(one.what, What::Stands { ended: true, at: Instant::parse("2026-11-24T06:05:59Z") });
    let bare = json!({"external_id": "madoguchi:komichi:2345-6789-BCDF", "status": "pending"}).to_string();
    assert_eq!(asked(&bare).unwrap().unwrap().what, What::Stands { ended: false, at: None });
}

#[test]
fn a_repeat_has_the_same_id_and_nothing_else_has() {
    let id = |status: &str, at: &str, invocation: &str| sent(&body(status), at, None, invocation).unwrap().unwrap().id;
    let first = id("solved", "2026-11-24T06:06:00Z", "1");
    assert_eq!(first, id("solved", "2026-11-24T06:06:20Z", "1"), "signed anew");
    assert_ne!(first, id("solved", "2026-11-24T06:06:00Z", "2"), "solved again within the minute");
    assert_ne!(first, id("open", "2026-11-24T06:06:00Z", "1"));
}

#[test]
fn an_echo_asks_for_nothing_and_what_is_stale_is_refused() {
    let (solved, open) = (asked(&body("solved")).unwrap().unwrap(), asked(&body("open")).unwrap().unwrap());
    let close = Ok(Some(Act::Close { outcome: Closing::Solved, note: None }));
    for state in ["open", "retrying", "handed", "set_aside"] {
        assert_eq!(solved.act(&ticket(state, None), &Texts::new()), close, "{state}");
        assert_eq!(open.act(&ticket(state, None), &Texts::new()), Ok(None), "{state}");
    }
    for state in ["done", "unreached", "cancelled"] {
        assert_eq!(solved.act(&ticket(state, Some("2026-11-24T06:00:00Z")), &Texts::new()), Ok(None), "{state}");
        assert_eq!(open.act(&ticket(state, Some("2026-11-24T06:05:30Z")), &Texts::new()), Ok(Some(Act::Reopen {})), "{state}");
        assert!(matches!(open.act(&ticket(state, Some("2026-11-24T06:06:00Z")), &Texts::new()), Err(Refusal::Stale)), "{state}");
    }
}
