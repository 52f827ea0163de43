//! Whatever is sent: the worker refuses it in its own words, and stays well.

use crate::harness::house::house;
use crate::harness::random::Random;
use crate::harness::raw::Raw;
use crate::harness::samples::{draft, key};
use crate::harness::shop::Shop;
use serde_json::Value;

const SEED: u64 = 0x6D61_646F;
const BODIES: usize = 2_000;

/// Texts with which parsers have come to grief.
const ODD: &[&str] = &[
    "",
    "\u{0}",
    "\u{feff}",
    "\u{202e}evil",
    "か\u{3099}",
    "👩‍👩‍👧‍👦",
    "\u{10ffff}",
    "İ",
    "ﬁ",
    "＋８１（０）９０",
    "0000-00-00",
    "9999-99-99",
    "2026-02-30",
    "+999999-12-31T23:59:60Z",
    "1e400",
    "-0",
    "18446744073709551616",
    "__proto__",
    "'; DROP TABLE tickets; --",
    "<script>alert(1)</script>",
    "{{7*7}}",
    "%00%0a",
];

#[test]
fn no_body_harms_the_worker() {
    println!("seed {SEED:#x}");
    let shop = Shop::open("fuzz");
    std::thread::scope(|scope| {
        for part in 0..2 {
            let shop = &shop;
            scope.spawn(move || attack(shop, SEED + part, BODIES / 2));
        }
    });
    assert_eq!(house().crashes(), Vec::<String>::new());
    shop.accept(&draft());
    assert_eq!(house().api.call("GET", "/healthz", None, None).unwrap().status, 200);
}

fn attack(shop: &Shop, seed: u64, bodies: usize) {
    let raw = Raw::new(&house().url());
    let random = &mut Random::new(seed);
    let (tickets, acts) = (shop.path("/tickets"), shop.desk_path("/tickets/7K3M-9QXT-2HFA/attempts"));
    let bearer = format!("Bearer {}", shop.desk_token);
    for number in 0..bodies {
        let body = body(random);
        let key = key();
        let path = if number % 8 == 7 { &acts } else { &tickets };
        let headers = [("content-type", "application/json"), ("idempotency-key", key.as_str()), ("authorization", bearer.as_str())];
        let (status, text) = raw.post(path, &headers, &body);
        let known = matches!(status, 201 | 400 | 404 | 409 | 413 | 422);
        assert!(known, "seed {seed:#x}, body {number}: {status} {text}\n{}", String::from_utf8_lossy(&body));
        let answer: Value = serde_json::from_str(&text).unwrap();
        assert!(status == 201 || answer["error"]["code"].is_string(), "{text}");
    }
}

fn body(random: &mut Random) -> Vec<u8> {
    match random.below(10) {
        0 => noise(random),
        1 => nested(random),
        2 => numbers(random).into_bytes(),
        3..=5 => bitten(random),
        _ => twisted(random).to_string().into_bytes(),
    }
}

/// Random bytes.
fn noise(random: &mut Random) -> Vec<u8> {
    let length = random.below(600);
    (0..length).map(|_| random.next().to_le_bytes()[0]).collect()
}

/// Brackets within brackets, deeper than a stack.
fn nested(random: &mut Random) -> Vec<u8> {
    let depth = 1 + random.below(30_000);
    let open = *random.pick(&["[", "{\"a\":", "{\"product\":"]);
    let text = open.repeat(depth.min(60_000 / open.len()));
    text.into_bytes()
}

/// Numbers where texts belong, and such as no type holds.
fn numbers(random: &mut Random) -> String {
    let number = *random.pick(&["1e999999", "-1e-999999", "0.1e+400", "99999999999999999999999999", "-0", "01", "1.", "NaN", "Infinity"]);
    let field = *random.pick(&["topic", "quantity", "marketing", "product", "seq"]);
    format!("{{\"{field}\": {number}}}")
}

/// A good draft with bytes changed, taken out or doubled.
fn bitten(random: &mut Random) -> Vec<u8> {
    let mut bytes = draft().to_string().into_bytes();
    for _ in 0..=random.below(6) {
        let at = random.below(bytes.len());
        match random.below(3) {
            0 => bytes[at] = random.next().to_le_bytes()[0],
            1 => drop(bytes.remove(at)),
            _ => bytes.insert(at, bytes[at]),
        }
    }
    bytes
}

/// A draft of the right shape, with odd texts in it.
fn twisted(random: &mut Random) -> Value {
    let mut draft = draft();
    let fields = [
        "topic",
        "name",
        "kana",
        "company",
        "reply",
        "phone",
        "email",
        "window",
        "order_number",
        "order_date",
        "order_name",
        "order_phone",
        "order_email",
        "quantity",
        "wanted_date",
        "symptom",
        "solution",
        "address",
        "message",
        "tried",
        "identity",
        "page",
        "language",
        "consent",
    ];
    for _ in 0..=random.below(5) {
        let odd = random.pick(ODD).repeat(1 + random.below(3) * random.below(400));
        draft[*random.pick(&fields)] = odd.into();
    }
    draft
}
