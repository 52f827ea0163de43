//! Requests that mean harm, as bytes: each is drawn from a call of the API and
//! spoiled in one respect or several.

use super::body::{body, odd};
use crate::harness::random::Random;
use crate::harness::samples::{draft, key, settings};
use crate::harness::shop::Shop;
use serde_json::{Value, json};
use std::io::Write;
use std::process::{Command, Stdio};
use std::sync::OnceLock;

/// A request ready to be sent.
pub struct Hostile {
    /// In what it is spoiled.
    pub kind: &'static str,
    /// Head and body.
    pub bytes: Vec<u8>,
    /// The same without its body.
    pub bare: Vec<u8>,
    /// Whether it is HTTP, so that there has to be an answer.
    pub whole: bool,
}

/// A request before it is spoiled.
struct Call {
    method: String,
    path: Vec<u8>,
    headers: Vec<(String, Vec<u8>)>,
    body: Vec<u8>,
}

/// Methods that HTTP knows or doesn't.
const METHODS: &[&str] =
    &["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND", "SEARCH", "PURGE", "COPY", "LOCK", "MKCOL"];

/// Parts of a path that lead astray.
const PARTS: &[&[u8]] = &[
    b"..",
    b".",
    b"%2e%2e",
    b"%2E%2e%2f",
    b"..%5c",
    b"%00",
    b"%ff",
    b"%c0%ae",
    b"%zz",
    b"%",
    b"",
    b"inside",
    b"command",
    b"event",
    b"settings",
    b"live",
    b"\xff\xfe",
    b"\xe7\xaa\x93",
    b"%E7%AA%93",
    b"7K3M-9QXT-2HFA",
    b"7k3m-9qxt-2hfa",
    b"__proto__",
    b"constructor",
    b"a;b=c",
    b"'--",
    b"*",
    b"\\..\\",
    b"http://evil.example/",
];

/// Heads that have brought servers to grief.
const HEADERS: &[(&str, &[u8])] = &[
    ("content-type", b"application/json; charset=utf-16"),
    ("content-type", b"application/json, text/plain"),
    ("content-type", b";"),
    ("content-type", b"multipart/form-data; boundary="),
    ("origin", b"null"),
    ("origin", b"https://shop.example.evil.example"),
    ("origin", b"https://shop.example\xff"),
    ("authorization", b"Bearer"),
    ("authorization", b"Bearer "),
    ("authorization", b"bearer \xe3\x81\x82"),
    ("authorization", b"Basic Og=="),
    ("idempotency-key", b""),
    ("idempotency-key", b"\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff"),
    ("idempotency-key", b"key with spaces in it and more"),
    ("if-none-match", b"W/\"\", *"),
    ("if-none-match", b"\"\xe3\x81\x82\""),
    ("accept-encoding", b"gzip;q=-1, br;q=9e9, *"),
    ("accept-language", b"ja-\x80"),
    ("range", b"bytes=-1,0-,5-2"),
    ("expect", b"100-continue"),
    ("upgrade", b"websocket"),
    ("upgrade", b"h2c"),
    ("connection", b"upgrade, keep-alive, close"),
    ("sec-websocket-key", b"not base 64"),
    ("sec-websocket-version", b"-1"),
    ("te", b"trailers, deflate;q=0.5"),
    ("cookie", b"a=b; __proto__=1; =; ;;"),
    ("x-forwarded-for", b"127.0.0.1, <script>alert(1)</script>"),
    ("cf-connecting-ip", b"<img src=x onerror=alert(1)>"),
    ("cf-connecting-ip", b"999.999.999.999"),
    ("x-http-method-override", b"DELETE"),
    ("access-control-request-method", b"\xff"),
    ("content-encoding", b"gzip"),
    ("content-encoding", b"br, gzip, zstd"),
    ("date", b"Thu, 99 Foo 99999 99:99:99 GMT"),
    ("max-forwards", b"-1"),
    ("x-empty", b""),
];

/// The next request against a shop.
pub fn next(random: &mut Random, shop: &Shop) -> Hostile {
    let mut call = call(random, shop);
    match random.below(20) {
        0..=9 => whole("body", call, random),
        10..=12 => {
            spoil_path(random, &mut call);
            whole("path", call, random)
        }
        13..=15 => {
            spoil_head(random, &mut call);
            whole("headers", call, random)
        }
        16 => {
            spoil_token(random, &mut call);
            whole("token", call, random)
        }
        17 => {
            call.path.push(b'?');
            call.path.extend(query(random));
            whole("query", call, random)
        }
        _ => framing(random, call),
    }
}

/// A call of the API, with a token that opens it and a body that harms.
fn call(random: &mut Random, shop: &Shop) -> Call {
    const TICKET: &str = "7K3M-9QXT-2HFA";
    let command = json!({"id": key(), "seq": 1, "act": "close", "outcome": "solved", "note": "済み"});
    let none = Value::Null;
    let (method, path, token, good) = match random.below(24) {
        0..=9 => ("POST", shop.path("/tickets"), "", draft()),
        10 | 11 => ("POST", shop.desk_path(&format!("/tickets/{TICKET}/attempts")), shop.desk_token.as_str(), command),
        12 => ("PATCH", shop.desk_path(&format!("/tickets/{TICKET}")), shop.desk_token.as_str(), command),
        13 => ("PATCH", shop.path(&format!("/tickets/{TICKET}")), "receipt_x", json!({"window": "asap"})),
        14 => ("POST", shop.path(&format!("/tickets/{TICKET}/rating")), "receipt_x", json!({"answer": "yes"})),
        15 | 16 => ("PUT", shop.path("/settings"), shop.token.as_str(), settings()),
        17 => (
            "PUT",
            shop.path("/faq"),
            shop.token.as_str(),
            json!({"entries": [{"id": "a", "question": {"ja": "何"}, "answer": {"ja": "是"}}]}),
        ),
        18 => ("PUT", shop.desk_path("/settings"), shop.desk_token.as_str(), shop.desk_settings(100)),
        19 => ("PUT", shop.path(""), "not-the-secret", json!({"desk": shop.desk})),
        20 => ("GET", shop.path("/widget"), "", none),
        21 => ("GET", shop.path("/windows?topic=gift"), "", none),
        22 => ("GET", shop.desk_path("/live"), "", none),
        _ => ("GET", shop.desk_path("/tickets"), shop.desk_token.as_str(), none),
    };
    let body = if good.is_null() { vec![] } else { body(random, &good) };
    let mut headers = vec![("host".to_owned(), b"localhost".to_vec())];
    if method != "GET" {
        headers.push(("content-type".to_owned(), b"application/json".to_vec()));
        headers.push(("idempotency-key".to_owned(), key().into_bytes()));
    }
    if !token.is_empty() {
        headers.push(("authorization".to_owned(), format!("Bearer {token}").into_bytes()));
    }
    Call { method: method.to_owned(), path: path.into_bytes(), headers, body }
}

fn spoil_path(random: &mut Random, call: &mut Call) {
    if random.below(2) == 0 {
        call.method = (*random.pick(METHODS)).to_owned();
    }
    match random.below(6) {
        0 => {
            for _ in 0..=random.below(4) {
                call.path.push(b'/');
                call.path.extend(*random.pick(PARTS));
            }
        }
        1 | 2 => {
            let mut parts: Vec<Vec<u8>> = call.path.split(|byte| *byte == b'/').map(<[u8]>::to_vec).collect();
            for _ in 0..=random.below(2) {
                let at = 1 + random.below(parts.len() - 1);
                parts[at] = random.pick(PARTS).to_vec();
            }
            call.path = parts.join(&b'/');
        }
        3 => call.path = call.path.iter().flat_map(|byte| format!("%{byte:02x}").into_bytes()).collect(),
        4 => call.path = [b"/".repeat(1 + random.below(5)), call.path.split_off(1)].concat(),
        // Long, yet within what a server takes.
        _ => call.path.extend(b"/a%20".repeat(random.below(900))),
    }
    // Spaces and line ends would end the line: that is another attack.
    call.path.retain(|byte| !matches!(byte, b' ' | b'\r' | b'\n' | 0));
    if !call.path.starts_with(b"/") {
        call.path.insert(0, b'/');
    }
}

fn spoil_head(random: &mut Random, call: &mut Call) {
    for _ in 0..=random.below(4) {
        let (name, value) = *random.pick(HEADERS);
        let replaces = random.below(2) == 0;
        if replaces {
            call.headers.retain(|(known, _)| known != name);
        }
        call.headers.push((name.to_owned(), value.to_vec()));
    }
    match random.below(8) {
        0 => call.headers.extend((0..random.below(200)).map(|number| (format!("x-{number}"), b"v".to_vec()))),
        1 => call.headers.push(("x-long".to_owned(), vec![b'v'; random.below(12_000)])),
        2 => {
            let again = call.headers.clone();
            call.headers.extend(again.into_iter().filter(|(name, _)| name != "host"));
        }
        _ => {}
    }
}

fn spoil_token(random: &mut Random, call: &mut Call) {
    call.headers.retain(|(name, _)| name != "authorization");
    let mut value = match random.below(5) {
        0 => odd(random).into_bytes(),
        1 => vec![b'x'; random.below(8_000)],
        2 => b"owner_".to_vec(),
        3 => b"desk_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA".to_vec(),
        _ => (0..random.below(80)).map(|_| random.next().to_le_bytes()[0]).collect(),
    };
    value.retain(|byte| !matches!(byte, b'\r' | b'\n' | 0));
    call.headers.push(("authorization".to_owned(), [b"Bearer ", value.as_slice()].concat()));
}

fn query(random: &mut Random) -> Vec<u8> {
    let name = *random.pick(&["topic", "lang", "token", "sort", "limit", "a[b]", "", "%00", "__proto__"]);
    let mut value = match random.below(5) {
        0 => odd(random).into_bytes(),
        1 => b"%ff%fe%00".to_vec(),
        2 => vec![b'&'; random.below(3_000)],
        3 => vec![b'a'; random.below(9_000)],
        _ => b"gift&topic=other&topic=".to_vec(),
    };
    value.retain(|byte| !matches!(byte, b' ' | b'\r' | b'\n' | b'#' | 0));
    [name.as_bytes(), b"=", &value].concat()
}

fn whole(kind: &'static str, call: Call, random: &mut Random) -> Hostile {
    let chunked = !call.body.is_empty() && random.below(4) == 0;
    let bytes = if chunked { call.chunked(1 + random.below(700)) } else { call.measured(call.body.len().to_string().as_bytes()) };
    Hostile { kind, bytes, bare: call.bare(), whole: true }
}

/// Oddities of where a request begins and ends.
fn framing(random: &mut Random, mut call: Call) -> Hostile {
    let length = call.body.len();
    let (kind, bytes, whole) = match random.below(12) {
        0 => ("length above the body", call.measured((length + 1 + random.below(1_000)).to_string().as_bytes()), false),
        1 => ("length below the body", call.measured(random.below(length.max(1)).to_string().as_bytes()), false),
        2 => (
            "length that is none",
            call.measured(random.pick::<&[u8]>(&[b"-1", b"1e3", b"99999999999999999999999", b"0x10", b"", b"5, 6"])),
            false,
        ),
        3 => {
            call.headers.push((
                "transfer-encoding".to_owned(),
                random.pick(&[&b"chunked"[..], b"gzip, chunked", b"\x0bchunked", b"identity"]).to_vec(),
            ));
            ("length and chunks", call.measured(length.to_string().as_bytes()), false)
        }
        4 => {
            let mut bytes = call.chunked(64);
            bytes.truncate(bytes.len() - 1 - random.below(bytes.len() / 2));
            ("chunks broken off", bytes, false)
        }
        5 => {
            call.headers.push(("transfer-encoding".to_owned(), b"chunked".to_vec()));
            let size = *random.pick(&["-1", "ffffffffffffffffff", "zz", "5;ext=\"", "0x5", ""]);
            ("chunks of no size", [call.head(), format!("{size}\r\nabcde\r\n0\r\n\r\n").into_bytes()].concat(), false)
        }
        6 => {
            let mut bytes = call.measured(length.to_string().as_bytes());
            bytes.truncate(random.below(bytes.len()));
            ("broken off", bytes, false)
        }
        7 => ("no HTTP", (0..random.below(2_000)).map(|_| random.next().to_le_bytes()[0]).collect(), false),
        8 => {
            let line =
                *random.pick(&["GET", "GET /healthz", "GET /healthz HTTP/9.9", " GET / HTTP/1.1", "GET  /healthz  HTTP/1.1", "\u{0}"]);
            ("no request line", format!("{line}\r\nhost: localhost\r\n\r\n").into_bytes(), false)
        }
        9 => {
            let line = *random.pick(&["no colon", ": no name", "na me: x", "x\u{0}y: z", "x: a\u{0}b", " folded: x", "é: x"]);
            ("a header that is none", [&b"GET /healthz HTTP/1.1\r\nhost: localhost\r\n"[..], line.as_bytes(), b"\r\n\r\n"].concat(), false)
        }
        10 => {
            call.headers.push(("x-huge".to_owned(), vec![b'v'; 100_000 + random.below(400_000)]));
            ("a huge head", call.measured(length.to_string().as_bytes()), false)
        }
        _ => {
            call.headers.push(("content-encoding".to_owned(), b"gzip".to_vec()));
            call.body = bomb();
            ("a bomb", call.measured(bomb().len().to_string().as_bytes()), true)
        }
    };
    Hostile { kind, bytes, bare: call.bare(), whole }
}

/// Ten megabytes of spaces, packed small by the system's own program.
fn bomb() -> Vec<u8> {
    static BOMB: OnceLock<Vec<u8>> = OnceLock::new();
    BOMB.get_or_init(|| {
        let mut gzip = Command::new("gzip").arg("-9n").stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        let mut input = gzip.stdin.take().unwrap();
        let writer = std::thread::spawn(move || input.write_all(&vec![b' '; 10_000_000]).unwrap());
        let output = gzip.wait_with_output().unwrap();
        writer.join().unwrap();
        output.stdout
    })
    .clone()
}

impl Call {
    /// The head as far as framing, without its last line.
    fn start(&self) -> Vec<u8> {
        let mut bytes = [self.method.as_bytes(), b" ", &self.path, b" HTTP/1.1\r\n"].concat();
        for (name, value) in &self.headers {
            bytes.extend([name.as_bytes(), b": ", value, b"\r\n"].concat());
        }
        bytes
    }

    fn head(&self) -> Vec<u8> {
        [&self.start()[..], b"connection: close\r\n\r\n"].concat()
    }

    /// Without its body.
    fn bare(&self) -> Vec<u8> {
        [&self.start()[..], b"content-length: 0\r\nconnection: close\r\n\r\n"].concat()
    }

    /// With this length announced; none for an empty body.
    fn measured(&self, length: &[u8]) -> Vec<u8> {
        let line = if self.body.is_empty() { vec![] } else { [b"content-length: ", length, b"\r\n"].concat() };
        [&self.start()[..], &line, b"connection: close\r\n\r\n", &self.body].concat()
    }

    /// In chunks of so many bytes.
    fn chunked(&self, size: usize) -> Vec<u8> {
        let mut bytes = [&self.start()[..], b"transfer-encoding: chunked\r\nconnection: close\r\n\r\n"].concat();
        for chunk in self.body.chunks(size) {
            bytes.extend(format!("{:x}\r\n", chunk.len()).into_bytes());
            bytes.extend(chunk);
            bytes.extend(b"\r\n");
        }
        bytes.extend(b"0\r\n\r\n");
        bytes
    }
}
