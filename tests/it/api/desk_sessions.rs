//! Signing in at the console: the cookie, who may use it, how it ends.

use crate::harness::caller::too_many;
use crate::harness::console::{Console, cookie_of, hear, hire, origin, sign_in};
use crate::harness::house::house;
use crate::harness::objects::desk_sql;
use crate::harness::refusal::refused;
use crate::harness::samples::{ORIGIN, draft};
use crate::harness::shop::Shop;
use crate::harness::socket::{Frame, Socket};
use serde_json::json;

#[test]
fn who_signs_in_is_known_by_a_cookie_until_they_sign_out() {
    let (shop, other) = (Shop::open("session"), Shop::open("session-other"));
    let (person, token) = hire(&shop, "佐藤", "operator");
    let answer = sign_in(&shop, &[("origin", &origin())], &token);
    let set = answer.header("set-cookie").unwrap();
    let (pair, rest) = set.split_once("; ").unwrap();
    assert_eq!(rest, format!("Path=/v1/desks/{}; HttpOnly; SameSite=Strict", shop.desk));
    let id = pair.strip_prefix("session=session_").unwrap();
    assert_eq!(id.len(), 43, "256 bits in base 64");
    assert!(!answer.text.contains(id) && !answer.text.contains(&token), "{}", answer.text);
    let stored = desk_sql(house().state_dir(), &shop.desk, &["SELECT * FROM sessions"]);
    assert!(stored.len() == 1 && !json!(stored).to_string().contains(id), "{stored:?}");

    let me = answer.json().unwrap();
    assert_eq!((&me["person"]["id"], &me["person"]["name"], &me["desk"]), (&person["id"], &json!("佐藤"), &json!(shop.desk)));
    let console = Console::open(&shop, &token);
    let again = console.call_from(None, "GET", "/session", None);
    assert_eq!((again.status, again.json().unwrap()["person"]["id"] == person["id"]), (200, true));
    assert_eq!(again.header("access-control-allow-origin"), None);
    refused(&console.call("GET", "/settings", None), 403, "forbidden");

    // It opens this desk alone, and is no token.
    let elsewhere = [("cookie", console.cookie.as_str()), ("origin", ORIGIN)];
    refused(&shop.api.send("GET", &other.desk_path("/tickets"), &elsewhere, "").unwrap(), 401, "unauthorized");
    let value = console.cookie.strip_prefix("session=").unwrap();
    refused(&shop.api.call("GET", &shop.desk_path("/tickets"), Some(value), None).unwrap(), 401, "unauthorized");
    refused(&sign_in(&shop, &[("origin", &origin())], value), 401, "unauthorized");

    let mut line = console.line();
    assert_eq!(hear(&mut line)["type"], "hello");
    let out = console.call("DELETE", "/session", None);
    assert_eq!((out.status, out.header("set-cookie").unwrap().contains("session=; ")), (204, true));
    assert!(out.header("set-cookie").unwrap().contains("; Max-Age=0;"));
    assert_eq!(line.hear(), Frame::Closed(4401));
    refused(&console.call("GET", "/tickets", None), 401, "unauthorized");
    // Their other session, and their token, go on.
    let headers = [("cookie", pair)];
    assert_eq!(shop.api.send("GET", &shop.desk_path("/tickets"), &headers, "").unwrap().status, 200);
}

#[test]
fn no_page_of_others_acts_by_the_cookie_or_listens() {
    let shop = Shop::open("csrf");
    let console = Console::open(&shop, &shop.desk_token);
    let own = origin();
    let body = json!({"name": "侵入者", "role": "lead"});
    let port = own.rsplit(':').next().unwrap();
    for foreign in [
        None,
        Some("null"),
        Some(ORIGIN),
        Some("https://evil.example"),
        Some("http://127.0.0.1:1"),
        Some(&*format!("http://localhost:{port}")),
    ] {
        refused(&console.call_from(foreign, "POST", "/tokens", Some(&body)), 403, "foreign_origin");
        refused(&console.call_from(foreign, "PUT", "/settings", Some(&shop.desk_settings(1))), 403, "foreign_origin");
        refused(&console.call_from(foreign, "DELETE", "/session", None), 403, "foreign_origin");
        let mut headers = vec![("cookie", console.cookie.as_str())];
        headers.extend(foreign.map(|origin| ("origin", origin)));
        let line = Socket::open_with(&house().url(), &shop.desk_path("/live"), &headers);
        match foreign {
            // A program that names no page has to show a token.
            None => {
                let mut line = line.unwrap();
                line.say("{}");
                assert_eq!(line.hear(), Frame::Closed(4401));
            }
            Some(_) => assert_eq!(line.err(), Some(403), "{foreign:?}"),
        }
    }
    // What a form of another site could send isn't taken from our own either.
    let headers = [("cookie", console.cookie.as_str()), ("origin", own.as_str()), ("content-type", "text/plain")];
    refused(&shop.api.send("POST", &shop.desk_path("/tokens"), &headers, &body.to_string()).unwrap(), 415, "wrong_type");
    assert_eq!(console.call("GET", "/tokens", None).text, "[]");
    // Nobody is signed in by another site's page.
    for foreign in ["null", ORIGIN, "https://evil.example"] {
        let answer = sign_in(&shop, &[("origin", foreign)], &shop.desk_token);
        refused(&answer, 403, "foreign_origin");
        assert_eq!(answer.header("set-cookie"), None);
    }
    assert_eq!(console.call("POST", "/tokens", Some(&body)).status, 201);
}

#[test]
fn a_session_is_made_anew_at_each_sign_in() {
    let shop = Shop::open("fixation");
    let (_, token) = hire(&shop, "佐藤", "operator");
    let chosen = format!("session=session_{}", "A".repeat(43));
    let answer = sign_in(&shop, &[("origin", &origin()), ("cookie", &chosen)], &token);
    let first = cookie_of(&answer);
    assert_ne!(first, chosen);
    let with = |cookie: &str| shop.api.send("GET", &shop.desk_path("/session"), &[("cookie", cookie)], "").unwrap();
    refused(&with(&chosen), 401, "unauthorized");
    // Who signs in over a session ends it, and its line.
    let mut line = Console::open(&shop, &token).line();
    assert_eq!(hear(&mut line)["type"], "hello");
    let second = cookie_of(&sign_in(&shop, &[("origin", &origin()), ("cookie", &first)], &shop.desk_token));
    refused(&with(&first), 401, "unauthorized");
    assert_eq!(with(&second).json().unwrap()["person"]["id"], "desk");
    // A desk's new token ends what the old one opened, and nothing else.
    let new = shop.api.call("PUT", &shop.desk_path(""), Some(house().secret()), Some(&json!({}))).unwrap().token("renew").unwrap();
    refused(&with(&second), 401, "unauthorized");
    assert_eq!(with(&cookie_of(&sign_in(&shop, &[], &token))).status, 200, "a program signs in too");
    let console = Console::open(&shop, &new);
    assert_eq!(console.call("GET", "/tokens", None).status, 200);
    let ticket = shop.accept(&draft());
    assert!(hear(&mut line).to_string().contains(&ticket.id), "a colleague's line is still open");
}

#[test]
fn a_session_ends_after_a_shift_or_when_nobody_is_there() {
    let shop = Shop::open("shift");
    let console = Console::open(&shop, &shop.desk_token);
    let ago = |field: &str, seconds: u32| {
        let sql = format!("UPDATE sessions SET {field} = {field} - {seconds}");
        desk_sql(house().state_dir(), &shop.desk, &[&sql, "SELECT 1"]);
    };
    let open = || console.call("GET", "/session", None).status == 200;
    ago("used_at", 7_100);
    assert!(open(), "not yet two hours, which are counted anew");
    let mut line = console.line();
    assert_eq!(hear(&mut line)["type"], "hello");
    ago("used_at", 7_300);
    assert!(open(), "the line is open");
    ago("created_at", 43_000);
    assert!(open());
    ago("created_at", 300);
    refused(&console.call("GET", "/session", None), 401, "unauthorized");
    assert_eq!(console.line().hear(), Frame::Closed(4401));

    let console = Console::open(&shop, &shop.desk_token);
    ago("used_at", 7_300);
    refused(&console.call("GET", "/session", None), 401, "unauthorized");
}

#[test]
fn guessing_at_the_door_is_slowed_and_shuts_no_colleague_out() {
    let shop = Shop::open("guess-sign-in");
    let (_, token) = hire(&shop, "佐藤", "operator");
    let here = [("origin", &*origin()), ("cf-connecting-ip", "198.51.100.77")];
    let mut tries = 0;
    let stopped = loop {
        let answer = sign_in(&shop, &here, &format!("person_guess-{tries}"));
        if answer.status == 429 {
            break answer;
        }
        refused(&answer, 401, "unauthorized");
        tries += 1;
        assert!(tries < 400, "nobody stops it");
    };
    assert!(too_many(&stopped) <= 600 && tries >= 200, "{tries}");
    assert_eq!(sign_in(&shop, &here, &token).status, 200, "of the same office");
    // A desk that was never made answers the same.
    let nowhere = |desk: &str| {
        let headers = [("content-type", "application/json")];
        shop.api.send("POST", &format!("/v1/desks/{desk}/session"), &headers, r#"{"token":"person_x"}"#).unwrap()
    };
    let (never, there) = (nowhere("never-made"), nowhere(&shop.desk));
    refused(&never, 401, "unauthorized");
    assert_eq!((never.status, never.text), (there.status, there.text));
}
