//! A WebSocket client (RFC 6455) that may be as rude as a test needs.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::time::Duration;

/// What a server says; a connection that just ends says `Ended`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Frame {
    Text(String),
    Closed(u16),
    Ended,
}

const TEXT: u8 = 1;
const BINARY: u8 = 2;
const CLOSE: u8 = 8;
const PONG: u8 = 10;

/// An open line.
pub struct Socket(BufReader<TcpStream>);

impl Socket {
    /// Opens a line as a page of `origin` would, or a program; gives back the
    /// status if it isn't opened.
    pub fn open(url: &str, path: &str, origin: Option<&str>) -> Result<Self, u16> {
        Self::open_with(url, path, &origin.map(|origin| ("origin", origin)).into_iter().collect::<Vec<_>>())
    }

    /// The same with these headers.
    pub fn open_with(url: &str, path: &str, headers: &[(&str, &str)]) -> Result<Self, u16> {
        let host = url.trim_start_matches("http://").replace("localhost", "127.0.0.1");
        let mut stream = TcpStream::connect(&host).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
        let headers: String = headers.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect();
        let head = format!(
            "GET {path} HTTP/1.1\r\nhost: {host}\r\n{headers}connection: Upgrade\r\nupgrade: websocket\r\n\
             sec-websocket-version: 13\r\nsec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
        );
        stream.write_all(head.as_bytes()).unwrap();
        let mut stream = BufReader::new(stream);
        let mut first = String::new();
        stream.read_line(&mut first).unwrap();
        let status = first.split(' ').nth(1).unwrap().parse().unwrap();
        if status != 101 {
            return Err(status);
        }
        let mut line = String::new();
        while stream.read_line(&mut line).unwrap() > 2 {
            line.clear();
        }
        Ok(Self(stream))
    }

    /// Sends a text.
    pub fn say(&mut self, text: &str) {
        self.send(TEXT, text.as_bytes());
    }

    /// Sends bytes.
    pub fn say_bytes(&mut self, bytes: &[u8]) {
        self.send(BINARY, bytes);
    }

    /// Shows a token.
    pub fn show(&mut self, token: &str) {
        self.say(&serde_json::json!({ "token": token }).to_string());
    }

    /// What comes next.
    pub fn hear(&mut self) -> Frame {
        loop {
            let Some((kind, payload)) = self.receive() else { return Frame::Ended };
            match kind {
                TEXT => return Frame::Text(String::from_utf8(payload).unwrap()),
                CLOSE => {
                    self.send(CLOSE, &payload);
                    let code = payload.get(..2).map_or(1005, |code| u16::from_be_bytes([code[0], code[1]]));
                    return Frame::Closed(code);
                }
                PONG => {}
                other => panic!("a frame of kind {other}"),
            }
        }
    }

    /// A frame with a mask of zeros. Who has closed the line hears nothing.
    fn send(&mut self, kind: u8, payload: &[u8]) {
        let mut frame = vec![0x80 | kind];
        match payload.len() {
            length @ ..126 => frame.push(0x80 | u8::try_from(length).unwrap()),
            length @ 126..=0xFFFF => {
                frame.push(0x80 | 126);
                frame.extend(u16::try_from(length).unwrap().to_be_bytes());
            }
            length => {
                frame.push(0x80 | 127);
                frame.extend(u64::try_from(length).unwrap().to_be_bytes());
            }
        }
        frame.extend([0; 4]);
        frame.extend(payload);
        self.0.get_mut().write_all(&frame).ok();
    }

    fn receive(&mut self) -> Option<(u8, Vec<u8>)> {
        let mut head = [0; 2];
        self.0.read_exact(&mut head).ok()?;
        let mut length = u64::from(head[1] & 0x7F);
        if length >= 126 {
            let mut more = [0; 8];
            let start = if length == 126 { 6 } else { 0 };
            self.0.read_exact(&mut more[start..]).ok()?;
            length = u64::from_be_bytes(more);
        }
        let mut payload = vec![0; usize::try_from(length).unwrap()];
        self.0.read_exact(&mut payload).ok()?;
        Some((head[0] & 0x0F, payload))
    }
}
