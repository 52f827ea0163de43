//! The hosted page's doors: whose forms are heard, who sees a ticket, how much
//! is taken.

use super::hosted::{form, number, with};
use crate::harness::caller::limited;
use crate::harness::samples::key;
use crate::harness::shop::Shop;
use crate::harness::visitor::{Visitor, encoded, hidden};
use crate::harness::wait::until;

#[test]
fn no_other_sites_form_is_heard() {
    let shop = Shop::open("forged");
    let visitor = Visitor::of(&shop);
    let key = visitor.form("gift");
    let own = visitor.origin().to_owned();
    let location = visitor.submitted(&visitor.page, &form(&key, "asap"));
    let ticket = format!("{}/t/{}", visitor.page, number(&location));
    let carried = hidden(&visitor.get(&location).text, "form");
    let fresh = visitor.form("gift");
    let (request, cancel) = (encoded(&form(&fresh, "asap")), encoded(&[("form", &carried), ("act", "cancel")]));
    for headers in [
        vec![("origin", "https://evil.example")],
        vec![("origin", "null")],
        vec![("origin", "https://shop.example")],
        vec![("origin", own.as_str()), ("sec-fetch-site", "cross-site")],
        vec![("origin", own.as_str()), ("sec-fetch-site", "same-site")],
        vec![("sec-fetch-site", "cross-site")],
    ] {
        for (path, body) in [(&visitor.page, &request), (&ticket, &cancel)] {
            let answer = visitor.send("POST", path, &headers, body);
            assert_eq!(answer.status, 403, "{headers:?}: {}", answer.text);
            assert!(answer.text.starts_with("<!doctype html>"));
        }
    }
    // From our own page, but without what only that page knows.
    for carried in ["", "x", "receipt", carried.split_at(1).1] {
        assert_eq!(visitor.submit(&ticket, &[("form", carried), ("act", "cancel")]).status, 403, "{carried}");
    }
    let unknown = visitor.submit(&ticket, &[("form", &carried), ("act", "erase")]);
    assert_eq!(unknown.status, 422);
    assert_eq!(
        visitor.send("POST", &ticket, &[("origin", &own), ("content-type", "text/plain")], &cancel).status,
        415,
        "as a form is sent, or not at all"
    );
    let row = until("the desk has it", || shop.row(number(&location)));
    assert_eq!((shop.listed().len(), row["data"]["ticket"]["seq"].as_u64()), (1, Some(1)), "nothing of all that counted");
    assert_eq!(visitor.submit(&ticket, &[("form", &carried), ("act", "cancel")]).status, 303);
}

#[test]
fn a_ticket_is_seen_with_its_own_cookie_and_with_no_other() {
    let (shop, elsewhere) = (Shop::open("cookie"), Shop::open("cookie-other"));
    let (mine, other, foreign) = (Visitor::of(&shop), Visitor::of(&shop), Visitor::of(&elsewhere));
    let made = |visitor: &Visitor| visitor.submitted(&visitor.page, &form(&visitor.form("gift"), "asap"));
    let (location, theirs, abroad) = (made(&mine), made(&other), made(&foreign));
    let page = |location: &str| location.split('?').next().unwrap().to_owned();
    let cookie = |visitor: &Visitor| visitor.cookies()[0].1.clone();
    let never = format!("{}/t/7K3M-9QXT-2HFA", mine.page);
    let seen = mine.get(&location);
    let carried = hidden(&seen.text, "form");
    assert_eq!((seen.status, seen.header("cache-control"), seen.header("x-robots-tag")), (200, Some("no-store"), Some("noindex")));
    let refused = mine.send("GET", &never, &[("cookie", &cookie(&mine))], "");
    for (path, cookie) in [
        (page(&location), String::new()),
        (page(&location), cookie(&other)),
        (page(&location), cookie(&foreign)),
        (page(&location), "receipt=".to_owned()),
        (page(&location), format!("receipt={}", shop.token)),
        (page(&location), format!("receipt={}", shop.desk_token)),
        (page(&theirs), cookie(&mine)),
        (page(&abroad).replace(&elsewhere.name, &shop.name), cookie(&foreign)),
        (format!("{}/call.ics", page(&location)), cookie(&other)),
    ] {
        let headers = [("cookie", cookie.as_str())];
        let answer = mine.send("GET", &path, &headers, "");
        assert_eq!((answer.status, &answer.text), (403, &refused.text), "{path} with {cookie}: as if there were no such ticket");
        let body = encoded(&[("form", &carried), ("act", "cancel")]);
        let posted = mine.send("POST", path.trim_end_matches("/call.ics"), &headers, &body);
        assert_eq!(posted.status, 403, "{path} with {cookie}");
    }
    for path in [page(&location), page(&theirs)] {
        let row = until("the desk has it", || shop.row(number(&path)));
        assert_eq!(row["data"]["ticket"]["seq"], 1);
    }
}

#[test]
fn a_key_that_was_not_made_here_is_asked_for_again_and_costs_nothing_that_was_typed() {
    let shop = Shop::open("keys");
    let visitor = Visitor::of(&shop);
    let made_elsewhere = Visitor::of(&Shop::open("keys-other")).form("gift");
    for bad in [key().as_str(), "", made_elsewhere.as_str()] {
        let answer = visitor.submit(&visitor.page, &form(bad, "asap"));
        assert!(
            answer.status == 422 && answer.text.contains("もう一度送信してください") && answer.text.contains("山田 花子"),
            "{}",
            answer.text
        );
        assert_ne!(hidden(&answer.text, "key"), bad);
    }
    assert!(shop.listed().is_empty());
}

#[test]
fn too_many_are_told_to_wait_with_all_that_they_typed_and_what_was_accepted_is_answered() {
    let shop = limited("hosted-many", "address_hour", 4);
    let visitor = Visitor::of(&shop);
    let send = |origin: bool, form: &[(&str, &str)]| {
        let own = visitor.origin().to_owned();
        let mut headers = vec![("cf-connecting-ip", "198.51.100.9")];
        headers.extend(origin.then_some(("origin", own.as_str())));
        visitor.send("POST", &visitor.page, &headers, &encoded(form))
    };
    // Without an origin a quarter is taken, counted apart.
    let key = visitor.form("gift");
    assert_eq!(send(false, &form(&key, "asap")).status, 303);
    let second = visitor.form("gift");
    let waits = send(false, &with(&form(&second, "asap"), "message", "急ぎです"));
    assert_eq!(waits.status, 429);
    assert!(
        waits.header("retry-after").is_some() && waits.text.contains("急ぎです") && waits.text.contains("ほどしてから"),
        "{}",
        waits.text
    );
    assert_eq!(send(false, &form(&key, "asap")).status, 303, "what was accepted is answered");
    assert_eq!(send(true, &form(&second, "asap")).status, 303, "a page's own count has room");

    let shop = limited("hosted-calls", "calls_minute", 20);
    let visitor = Visitor::of(&shop);
    let key = visitor.form("gift");
    let body = form(&key, "asap");
    let location = visitor.submitted(&visitor.page, &body);
    let limited = until("there are too many calls", || Some(visitor.get(&visitor.page)).filter(|answer| answer.status == 429));
    assert!(limited.header("retry-after").is_some() && limited.text.contains("ただいま混み合っています"), "{}", limited.text);
    assert_eq!(visitor.submitted(&visitor.page, &body), location, "sent again it is answered all the same");
}

#[test]
fn every_page_has_its_headers() {
    let shop = Shop::open("hosted-headers");
    let visitor = Visitor::of(&shop);
    let location = visitor.submitted(&visitor.page, &form(&visitor.form("gift"), "asap"));
    let ticket = location.split('?').next().unwrap();
    for (answer, status, kept, hidden) in [
        (visitor.get(&visitor.page), 200, "private, no-cache", false),
        (visitor.get(&format!("{}?q=a", visitor.page)), 200, "private, no-cache", true),
        (visitor.get(&format!("{}?topic=gift", visitor.page)), 200, "private, no-cache", true),
        (visitor.submit(&visitor.page, &form(&visitor.form("gift"), "")), 422, "no-store", true),
        (visitor.get(ticket), 200, "no-store", true),
        (visitor.get(&format!("{ticket}/call.ics")), 200, "no-store", true),
        (visitor.get(&format!("{}/t/7K3M-9QXT-2HFA", visitor.page)), 403, "no-store", true),
        (visitor.get("/s/never-made"), 404, "no-store", true),
        (visitor.get(&format!("{}/nothing", visitor.page)), 404, "no-store", true),
    ] {
        assert_eq!(answer.status, status, "{}", answer.text);
        let one = |name: &str| {
            let values: Vec<_> = answer.headers.iter().filter(|(known, _)| known == name).map(|(_, value)| value.as_str()).collect();
            assert_eq!(values.len(), 1, "{name}: {values:?}");
            values[0]
        };
        for (name, value) in [
            ("cache-control", kept),
            ("x-content-type-options", "nosniff"),
            ("cross-origin-resource-policy", "same-origin"),
            ("cross-origin-opener-policy", "same-origin"),
            ("referrer-policy", "same-origin"),
            ("strict-transport-security", "max-age=31536000"),
        ] {
            assert_eq!(one(name), value, "{name} of {status}");
        }
        let policy = one("content-security-policy");
        let images = policy.strip_prefix("default-src 'none'; img-src data:").unwrap_or_else(|| panic!("{policy}"));
        let (images, rest) = images.split_once("; ").unwrap_or_else(|| panic!("{policy}"));
        assert!(images.split(' ').all(|origin| origin.is_empty() || origin.starts_with("http")), "{policy}");
        let fixed = "form-action 'self'; frame-ancestors 'none'; base-uri 'none'; style-src 'self'";
        // Where a ticket isn't opened, the key of a message's link is sent by a script of ours.
        let opens = answer.text.contains("<script src=\"/ticket.js\"></script>");
        assert!(!opens || status == 403, "{status}");
        let style = rest.strip_prefix(fixed).unwrap_or_else(|| panic!("{policy}"));
        let style = if opens { style.strip_suffix("; script-src 'self'").unwrap_or_else(|| panic!("{policy}")) } else { style };
        assert!(style.is_empty() || style.starts_with(" 'sha256-") && style.ends_with("='"), "{policy}");
        assert_eq!(answer.header("x-robots-tag"), hidden.then_some("noindex"), "{status}");
        let text = answer.text.replace("<script src=\"/ticket.js\"></script>", "");
        assert!(!text.contains("<script") && !answer.text.contains(" style=\"") && !answer.text.contains(" on"), "nothing runs");
    }
}
