//! What stands on every answer: of files, of calls, of refusals.

use crate::harness::house::house;
use crate::harness::routes;
use crate::harness::samples::{ORIGIN, draft, key};
use crate::harness::shop::Shop;
use std::fs;
use std::path::Path;
use xtask::paths;
use xtask::seed::Answer;

/// Files that pages of other origins fetch.
const FOR_OTHERS: [&str; 4] = ["embed.js", "versions.json", "madoguchi.d.ts", "openapi.json"];

/// Every file that is served, by its path.
pub fn served_files() -> Vec<String> {
    let root = paths::dist().join("site");
    let mut files = Vec::new();
    let mut folders = vec![root.clone()];
    while let Some(folder) = folders.pop() {
        for path in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            if path.is_dir() {
                folders.push(path);
            } else if path.file_name().is_some_and(|name| name != "_headers") {
                files.push(path.strip_prefix(&root).unwrap().to_str().unwrap().to_owned());
            }
        }
    }
    files.sort();
    assert!(files.len() >= FOR_OTHERS.len() + 2, "{files:?}");
    files
}

/// The one value of a header.
#[track_caller]
fn one<'a>(answer: &'a Answer, name: &str) -> &'a str {
    let values: Vec<_> = answer.headers.iter().filter(|(known, _)| known == name).map(|(_, value)| value.as_str()).collect();
    assert_eq!(values.len(), 1, "{name}: {values:?}");
    values[0]
}

/// What nothing that we send may lack.
#[track_caller]
fn is_safe(answer: &Answer, address: &str) {
    assert_eq!(one(answer, "x-content-type-options"), "nosniff", "{address}");
    assert_eq!(one(answer, "referrer-policy"), "no-referrer", "{address}");
    assert_eq!(one(answer, "strict-transport-security"), "max-age=31536000", "{address}");
    let policy = one(answer, "content-security-policy");
    assert!(policy.starts_with("default-src 'none'; ") && policy.contains("frame-ancestors 'none'"), "{address}: {policy}");
    // Wasm of our own is no code of anybody's; a comma would join two policies.
    let policy = policy.replace("'wasm-unsafe-eval'", "");
    for hole in ["unsafe", "*", "http", "blob:", ","] {
        assert!(!policy.contains(hole), "{address}: {policy}");
    }
    assert_eq!(answer.header("access-control-allow-credentials"), None, "{address}");
    assert_eq!(answer.header("set-cookie"), None, "{address}");
    assert_eq!(answer.header("x-powered-by"), None, "{address}");
}

#[test]
fn every_file_has_its_headers() {
    for file in served_files() {
        // The platform leads the page's file to its folder.
        let address = format!("/{}", file.trim_end_matches("index.html"));
        let answer = house().api.send("GET", &address, &[("origin", "https://evil.example")], "").unwrap_or_else(|_| binary(&address));
        assert_eq!(answer.status, 200, "{address}");
        is_safe(&answer, &address);
        let shared = FOR_OTHERS.contains(&file.as_str()) || file.starts_with("v/");
        assert_eq!(one(&answer, "cross-origin-resource-policy"), if shared { "cross-origin" } else { "same-origin" }, "{address}");
        assert_eq!(answer.header("access-control-allow-origin"), shared.then_some("*"), "{address}");
        let expected = match file.as_str() {
            "embed.js" | "hosted.css" | "ticket.js" | "versions.json" | "madoguchi.d.ts" | "openapi.json" => "public, max-age=600",
            file if file.starts_with("v/") => "public, max-age=31536000, immutable",
            file if file.starts_with("install/") || file.starts_with("texts/") => "public, max-age=600",
            file if file.starts_with("desk/") => "no-cache",
            _ => panic!("{file} is new: say here how long it may be kept"),
        };
        assert_eq!(one(&answer, "cache-control"), expected, "{address}");
        let kind = match Path::new(&file).extension().and_then(|ending| ending.to_str()) {
            Some("js") => "text/javascript",
            Some("css") => "text/css",
            Some("html") => "text/html",
            Some("json") => "application/json",
            Some("wasm") => "application/wasm",
            Some("ts" | "txt") => "text/plain",
            other => panic!("{other:?}: what runs when somebody opens it?"),
        };
        assert!(one(&answer, "content-type").starts_with(kind), "{address}: {}", one(&answer, "content-type"));
    }
}

/// A file that is no text: its headers.
fn binary(address: &str) -> Answer {
    let answer = ureq::get(format!("{}{address}", house().url().replace("localhost", "127.0.0.1"))).call().unwrap();
    let headers = answer.headers().iter().map(|(name, value)| (name.to_string(), value.to_str().unwrap().to_owned()));
    Answer { status: answer.status().as_u16(), headers: headers.collect(), text: String::new() }
}

#[test]
fn the_desks_page_allows_its_own_files_and_nothing_else() {
    let answer = house().api.call("GET", "/desk/", None, None).unwrap();
    let policy = one(&answer, "content-security-policy");
    let mut directives: Vec<_> = policy.split("; ").collect();
    directives.sort_unstable();
    let expected = [
        "base-uri 'none'",
        "connect-src 'self'",
        "default-src 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
        "img-src 'self' data:",
        "require-trusted-types-for 'script'",
        "script-src 'self' 'wasm-unsafe-eval'",
        "style-src 'self'",
        "trusted-types 'none'",
    ];
    assert_eq!(directives, expected);
    assert_eq!(one(&answer, "cross-origin-opener-policy"), "same-origin");
    assert!(one(&answer, "permissions-policy").contains("microphone=()"));
}

#[test]
fn no_page_holds_inline_script_or_style() {
    for file in served_files().iter().filter(|file| file.ends_with(".html")) {
        let page = fs::read_to_string(paths::dist().join("site").join(file)).unwrap().to_lowercase();
        for tag in page.split('<').skip(1).filter_map(|rest| rest.split('>').next()) {
            assert!(!tag.starts_with("script") || tag.contains(" src="), "{file}: <{tag}>");
            assert!(!tag.starts_with("style") && !tag.contains(" style="), "{file}: <{tag}>");
            assert!(!tag.contains("javascript:") && !tag.contains("http-equiv"), "{file}: <{tag}>");
            let handler = tag.split_ascii_whitespace().skip(1).any(|attribute| attribute.starts_with("on") && attribute.contains('='));
            assert!(!handler, "{file}: <{tag}>");
            for address in ["src=\"", "href=\""].iter().filter_map(|name| tag.split_once(name)).map(|(_, rest)| rest) {
                assert!(!address.starts_with("http") && !address.starts_with("//"), "{file}: <{tag}> is another's");
            }
        }
    }
}

#[test]
fn every_call_answers_with_its_headers_whether_it_does_as_asked_or_refuses() {
    let shop = Shop::open("headers");
    let ticket = shop.accept(&draft());
    let mut answers = Vec::new();
    for route in routes::all() {
        let right = match route.holder.as_deref() {
            Some("owner") => Some(shop.token.as_str()),
            Some("desk") => Some(shop.desk_token.as_str()),
            Some("receipt") => Some(ticket.token.as_str()),
            _ => None,
        };
        if route.path == "/openapi.json" {
            continue;
        }
        let path = route.at(&shop.name, &shop.desk, &ticket.id);
        let body = route.takes_body.then(|| serde_json::json!({}));
        let call = |token| house().api.call(&route.method, &path, token, body.as_ref()).unwrap();
        answers.push((format!("{} {path}", route.method), call(right)));
        answers.push((format!("{} {path} of a stranger", route.method), call(Some("x"))));
    }
    for path in ["/", "/nothing", "/v1", "/v1/shops/never-made/widget", "/desk/nothing.js", "/f/x", "/s/X"] {
        answers.push((path.to_owned(), house().api.call("GET", path, None, None).unwrap()));
    }
    answers.push(("a ticket".to_owned(), shop.post(&draft(), &key())));
    answers.push(("a foreign page".to_owned(), house().api.send("GET", &shop.path("/widget"), &[("origin", "null")], "").unwrap()));
    for (address, answer) in &answers {
        if answer.text.is_empty() {
            assert!(matches!(answer.status, 204 | 304), "{address}: {}", answer.status);
            continue;
        }
        is_safe(answer, address);
        assert_eq!(one(answer, "content-type"), "application/json", "{address}");
        assert_eq!(one(answer, "cross-origin-resource-policy"), "same-origin", "{address}");
        let published = address.contains("/widget") && answer.status == 200;
        assert_eq!(one(answer, "cache-control"), if published { "public, max-age=60" } else { "no-store" }, "{address}");
        assert_eq!(answer.header("access-control-allow-origin"), None, "{address}: no origin was named");
    }
    assert!(answers.iter().filter(|(_, answer)| answer.status < 300).count() > 8);
}

#[test]
fn no_page_is_told_that_it_may_call_for_owner_desk_or_installation() {
    let shop = Shop::open("cors");
    let ticket = shop.accept(&draft());
    for route in routes::all() {
        let path = route.at(&shop.name, &shop.desk, &ticket.id);
        let shoppers = matches!(route.holder.as_deref(), None | Some("receipt")) && path.starts_with("/v1/shops/");
        let asked = [("access-control-request-method", route.method.as_str()), ("access-control-request-headers", "authorization")];
        for (origin, may) in [(ORIGIN, shoppers), ("https://evil.example", false), ("null", false)] {
            let headers = [&asked[..], &[("origin", origin)]].concat();
            let answer = house().api.send("OPTIONS", &path, &headers, "").unwrap();
            if path != "/openapi.json" {
                assert_eq!(answer.header("access-control-allow-origin"), may.then_some(origin), "{path} for {origin}");
            }
            assert_eq!(answer.header("access-control-allow-credentials"), None, "{path}");
            assert!(may || answer.header("access-control-allow-methods").is_none(), "{path} for {origin}");
        }
    }
}

/// Where a page hears others' messages it has to judge who speaks (ASVS 3.5.5).
/// The two sides of the frame do; no other file of ours hears any.
#[test]
fn no_file_of_ours_hears_other_windows_or_makes_markup_of_text() {
    for file in served_files().iter().filter(|file| file.ends_with(".js") || file.ends_with(".html")) {
        let text = fs::read_to_string(paths::dist().join("site").join(file)).unwrap();
        let windows =
            ["postMessage", "\"message\"", "'message'", "window.onmessage", "opener", "BroadcastChannel", "eval(", "new Function"];
        let markup = ["innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "srcdoc", "DOMParser"];
        // The frameworks of panel and console know how to; the panel's makes its templates so, all of them
        // constants, and the console's page allows no string to become markup (`trusted-types`).
        let framework = file.ends_with("/panel.js") || file.ends_with("/console.js");
        let markup = if framework { &[][..] } else { &markup[..] };
        let bridge = file.ends_with("/frame.js") || file.ends_with("/inside.js");
        assert!(!bridge || text.contains("source:") && text.contains("origin:"), "{file} hears everybody");
        let windows = if bridge { &windows[3..] } else { &windows[..] };
        for word in windows.iter().chain(markup) {
            // A link to elsewhere says that it opens without one.
            assert!(!text.replace("noopener", "").contains(word), "{file} has {word}");
        }
    }
}
