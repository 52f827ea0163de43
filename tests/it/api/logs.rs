//! The log tells which calls were made and what was refused, by names and
//! numbers. Nothing that a person said, and nothing that opens anything, ever
//! stands in it.

use crate::harness::backend::{SECRET, claims, signed};
use crate::harness::receiver::{Receiver, secret};
use crate::harness::refusal::refused;
use crate::harness::run_folder;
use crate::harness::samples::{draft, key, settings};
use crate::harness::shop::{Accepted, Shop};
use crate::harness::socket::{Frame, Socket};
use crate::harness::wait::{until, until_true};
use serde_json::{Value, json};
use std::path::Path;
use std::process::Command;
use xtask::seed::{self, Api};
use xtask::stack::{Stack, StackOptions};

/// What the shopper says, the desk notes and the owner keeps to themselves;
/// each must be found nowhere.
const SAID: [&str; 12] = [
    "花子ノ名",
    "ハナコノナ",
    "hanako.log@example.jp",
    "渋谷区神宮前九丁目",
    "誰にも言わない相談",
    "窓口の覚え書き",
    "操作員の名",
    "KM-LOG-1024",
    "hook-key-in-the-address",
    "評価の言葉",
    "shop-of-secrets.example",
    "customer-7",
];
/// The shopper's phone number without country code, as digits.
const PHONE: &str = "9012345678";

fn drafts(shop: &Shop) -> Vec<Value> {
    let mut good = draft();
    let said = [
        ("name", SAID[0]),
        ("kana", SAID[1]),
        ("address", SAID[3]),
        ("message", SAID[4]),
        ("order_number", SAID[7]),
        ("page", "https://shop-of-secrets.example/hanako.log@example.jp"),
    ];
    for (field, value) in said {
        good[field] = json!(value);
    }
    let with = |changes: &[(&str, &str)]| {
        let mut draft = good.clone();
        changes.iter().for_each(|(field, value)| draft[*field] = json!(value));
        draft
    };
    vec![
        with(&[("phone", "０９０ー１２３４ー５６７８")]),
        with(&[("phone", "+81 90-1234-5678"), ("message", "至急 誰にも言わない相談")]),
        with(&[("reply", "email"), ("email", SAID[2])]),
        with(&[("identity", &signed(&claims(shop, 600), SECRET))]),
        // Refused, each for another reason.
        with(&[("phone", "090-1234-5678-誰にも言わない相談")]),
        with(&[("email", SAID[2]), ("topic", SAID[4]), ("window", SAID[4]), ("consent", SAID[4])]),
        with(&[("identity", &signed(&claims(shop, 600), "another-secret-of-thirty-two-byt"))]),
        with(&[("message", &"誰にも言わない相談".repeat(9_000))]),
    ]
}

#[test]
fn it_holds_nothing_of_shoppers_and_nothing_that_opens() {
    let mut stack = Stack::start(StackOptions::at(run_folder::fresh("logs"))).unwrap();
    let receiver = Receiver::answering(&[]);
    receiver.answer(500);
    let shop = Shop::made(Api::new(&stack.url()), stack.secret(), "log");
    shop.furnish(50);
    let mut own = settings();
    own["identity_secret"] = json!(SECRET);
    let hook = |id: &str, url: String| json!({"kind": "webhook", "id": id, "url": url, "secret": secret()});
    own["channels"] = json!([
        hook("refuses", format!("{}?key={}", receiver.url(), SAID[8])),
        hook("nobody-there", format!("http://127.0.0.1:9/{}", SAID[8])),
        hook("no-such-host", format!("https://shop-of-secrets.example/{}", SAID[8])),
    ]);
    seed::put(&shop.api, &shop.path("/settings"), &shop.token, &own).unwrap();

    let tickets = use_everything(&stack, &shop);
    let keys = hand_over(&shop, &tickets[2].id);
    until_true("the failing channels were tried", || {
        let deliveries = shop.api.call("GET", &shop.path("/deliveries"), Some(&shop.token), None).unwrap().json().unwrap();
        let tried = |channel: &str| {
            deliveries["deliveries"].as_array().unwrap().iter().any(|row| row["channel"] == channel && row["attempts"] != 0)
        };
        tried("refuses") && tried("nobody-there") && tried("no-such-host")
    });

    // Storage that has gone bad.
    stack.stop();
    spoil(stack.state_dir());
    stack.restart().unwrap();
    for ticket in &tickets {
        refused(&shop.status(ticket), 503, "storage");
    }

    for expected in [
        format!("unauthorized: GET v1/shops/{}/settings", shop.name),
        format!("unauthorized: GET v1/shops/{}/tickets/{}", shop.name, tickets[0].id),
        format!("unauthorized: PUT v1/shops/{}", shop.name),
        format!("foreign_origin: POST v1/shops/{}/tickets", shop.name),
        format!("unauthorized: live {}", shop.desk),
        "a stored value can't be read".to_owned(),
    ] {
        until_true(&format!("{expected:?} is noted"), || stack.logs().iter().any(|line| line.contains(&expected)));
    }
    let log = stack.logs();
    let mut never: Vec<String> = SAID.iter().flat_map(|text| spellings(text)).collect();
    let tokens = [&shop.token, &shop.desk_token, &secret(), SECRET, stack.secret()].map(str::to_owned);
    never.extend(tokens.into_iter().chain(tickets.iter().map(|ticket| ticket.token.clone())));
    never.extend(keys);
    never.extend(["eyJ".to_owned(), "whsec_".to_owned(), "Bearer ".to_owned()]);
    for line in &log {
        let found = never.iter().find(|text| line.contains(text.as_str()));
        assert!(found.is_none(), "{found:?} stands in the log: {line}");
        let digits: String = line.chars().filter_map(|c| wide_digit(c).or((!" -().ー－".contains(c)).then_some(c))).collect();
        assert!(!digits.contains(PHONE), "the phone number stands in the log: {line}");
    }
}

/// Everything that can be asked, right and wrong. Gives back the tickets that
/// were made.
fn use_everything(stack: &Stack, shop: &Shop) -> Vec<Accepted> {
    let mut tickets = Vec::new();
    for draft in drafts(shop) {
        let answer = shop.post(&draft, &key());
        match answer.status {
            201 => tickets.push(Accepted::of(&answer)),
            other => assert!(matches!(other, 413 | 422), "{}", answer.text),
        }
    }
    assert_eq!(tickets.len(), 4);
    let text = drafts(shop)[0].to_string();
    refused(&shop.post_text(text.trim_end_matches('}'), &key()), 400, "unreadable");
    refused(&shop.post_text(&format!("[{text}]"), &key()), 400, "unreadable");
    refused(&shop.post_text(&text.replace("\"phone\":\"", "\"phone\":[\""), &key()), 400, "unreadable");
    let reused = key();
    assert_eq!(shop.post_text(&text, &reused).status, 201);
    refused(&shop.post_text(&format!("{text} "), &reused), 409, "key_reused");
    let path = shop.path("/tickets");
    let send = |headers: &[(&str, &str)]| shop.api.send("POST", &path, headers, &text).unwrap();
    assert_eq!(send(&[("content-type", "text/plain"), ("idempotency-key", &key())]).status, 415);
    assert_eq!(send(&[("content-type", "application/json"), ("idempotency-key", SAID[11])]).status, 400);
    let foreign = [("content-type", "application/json"), ("origin", "https://shop-of-secrets.example")];
    refused(&send(&foreign), 403, "foreign_origin");

    for token in [None, Some(shop.desk_token.as_str()), Some(tickets[1].token.as_str()), Some(stack.secret())] {
        for path in [shop.path("/settings"), shop.path(&format!("/tickets/{}", tickets[0].id))] {
            refused(&shop.api.call("GET", &path, token, None).unwrap(), 401, "unauthorized");
        }
    }
    for token in [shop.token.as_str(), "wrong"] {
        refused(&shop.api.call("PUT", &shop.path(""), Some(token), Some(&json!({"desk": SAID[0]}))).unwrap(), 401, "unauthorized");
        let mut line = Socket::open(&stack.url(), &shop.desk_path("/live"), None).unwrap();
        line.show(token);
        assert_eq!(line.hear(), Frame::Closed(4401));
    }
    let mut faulty = settings();
    faulty[SAID[0]] = json!(SAID[4]);
    faulty["origins"] = json!([format!("https://{}/x", SAID[10])]);
    faulty["channels"] = json!([{"kind": "webhook", "id": "a", "url": format!("http://{}", SAID[10]), "secret": "whsec_x"}]);
    assert_eq!(shop.api.call("PUT", &shop.path("/settings"), Some(&shop.token), Some(&faulty)).unwrap().status, 422);

    let id = &tickets[0].id;
    until("the ticket is on the desk's list", || shop.row(id));
    assert_eq!(shop.command(id, json!({"act": "note", "text": SAID[5], "by": SAID[6]}), 1, &key()).status, 200);
    assert_eq!(shop.command(id, json!({"act": "note", "text": SAID[5], "by": SAID[6]}), 1, &key()).status, 409);
    assert_eq!(shop.command(id, json!({"act": SAID[5], "by": SAID[6]}), 2, &key()).status, 400);
    assert_eq!(shop.command(id, json!({"act": "close", "outcome": "solved", "note": SAID[5]}), 2, &key()).status, 200);
    assert_eq!(shop.rate(&tickets[0], &json!({"score": 1, "comment": SAID[9]})).status, 200);
    assert_eq!(shop.rate(&tickets[0], &json!({"score": SAID[9]})).status, 400);
    let contact = |method: &str, body: Value| shop.api.call(method, &shop.path("/do-not-contact"), Some(&shop.token), Some(&body)).unwrap();
    for body in [json!({"phone": "０９０ー１２３４ー５６７８"}), json!({"email": SAID[2]})] {
        assert_eq!(contact("POST", body.clone()).status, 200);
        let (by, field) = if body.get("phone").is_some() { (0, "phone") } else { (2, "email") };
        let error = refused(&shop.post(&drafts(shop)[by], &key()), 422, "invalid");
        assert_eq!(error["faults"][0]["path"], field);
        assert_eq!(contact("DELETE", body).status, 200);
    }
    assert_eq!(contact("POST", json!({"email": SAID[4]})).status, 422);
    assert_eq!(shop.move_to(&tickets[1], SAID[4]).status, 422);
    assert_eq!(shop.cancel(&tickets[1]).status, 200);
    tickets
}

/// Hands a ticket to the shop, whose people answer it; the key of their link,
/// and one that is none.
fn hand_over(shop: &Shop, id: &str) -> [String; 2] {
    until("the ticket is on the desk's list", || shop.row(id));
    assert_eq!(shop.command(id, json!({"act": "hand_over", "note": SAID[5], "by": SAID[6]}), 1, &key()).status, 200);
    let list = shop.api.call("GET", &shop.path("/handed"), Some(&shop.token), None).unwrap().json().unwrap();
    let opens = list["tickets"][0]["answer_link"].as_str().unwrap().rsplit_once('=').unwrap().1.to_owned();
    let (path, wrong) = (shop.path(&format!("/handed/{id}")), format!("{opens}x"));
    refused(&shop.api.call("GET", &path, Some(&wrong), None).unwrap(), 401, "unauthorized");
    let answer = json!({"id": key(), "seq": 2, "act": "return_to_desk", "note": SAID[5], "by": SAID[6]});
    assert_eq!(shop.api.call("POST", &path, Some(&opens), Some(&answer)).unwrap().status, 204);
    refused(&shop.api.call("GET", &path, Some(&opens), None).unwrap(), 401, "unauthorized");
    [opens, wrong]
}

/// How a text may stand in a log: as it is, as JSON quotes it, as an address
/// does.
fn spellings(text: &str) -> Vec<String> {
    let quoted: String = text.encode_utf16().map(|unit| format!("\\u{unit:04x}")).collect();
    let in_address: String = text.bytes().map(|byte| format!("%{byte:02X}")).collect();
    vec![text.to_owned(), quoted, in_address]
}

fn wide_digit(c: char) -> Option<char> {
    ('０'..='９').position(|wide| wide == c).and_then(|at| char::from_digit(u32::try_from(at).ok()?, 10))
}

/// Writes what is no ticket over every ticket, as a broken disk or a mistaken
/// hand would.
fn spoil(state: &Path) {
    let script = r#"
        const { DatabaseSync } = require("node:sqlite");
        const fs = require("node:fs");
        let spoilt = 0;
        for (const name of fs.readdirSync(process.argv[1], { recursive: true }).filter((name) => name.endsWith(".sqlite"))) {
          const db = new DatabaseSync(process.argv[1] + "/" + name);
          const columns = db.prepare("SELECT name FROM pragma_table_info('tickets')").all().map((column) => column.name);
          if (columns.includes("ticket")) spoilt += db.prepare("UPDATE tickets SET ticket = '{\"intake\":{\"name\":\"花子ノ名\",\"phone\":\"+819012345678\"'").run().changes;
          db.close();
        }
        process.exit(spoilt ? 0 : 1);"#;
    let mut node = Command::new(xtask::node::node().unwrap());
    let output = node.args(["-e", script]).arg(state.join("storage")).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}
