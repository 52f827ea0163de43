//! Any bytes at all on a connection of their own.

use std::io::{ErrorKind, Read, Write};
use std::net::{Ipv4Addr, Shutdown, TcpStream};
use std::time::Duration;

/// Longer than any answer takes, on a busy machine too: who waits longer hangs.
const PATIENCE: Duration = Duration::from_secs(60);
/// What is read of an answer, in bytes.
const MOST: u64 = 1024 * 1024;

/// Asks for the body.
const GO_ON: &str = "HTTP/1.1 100 Continue\r\n\r\n";

/// What came back.
#[derive(Debug)]
pub enum Heard {
    /// An answer with its status and all that followed.
    Answer(u16, String),
    /// The connection was closed without one.
    Closed,
    /// Nothing, and the connection stayed open.
    Silence,
}

/// Sends the bytes, says that there are no more, and hears what comes back.
pub fn send(port: u16, bytes: &[u8]) -> Heard {
    let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, port)).unwrap();
    stream.set_read_timeout(Some(PATIENCE)).unwrap();
    stream.set_write_timeout(Some(PATIENCE)).unwrap();
    // Who has heard enough may close before all is said.
    if stream.write_all(bytes).is_ok() {
        stream.shutdown(Shutdown::Write).ok();
    }
    hear(stream)
}

/// A request of which the head was read, and the body is wanted.
pub struct Begun(TcpStream);

/// Sends a head, without the empty line at its end, and waits until the other
/// end asks for the body.
pub fn begin(port: u16, head: &str) -> Begun {
    let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, port)).unwrap();
    stream.set_read_timeout(Some(PATIENCE)).unwrap();
    stream.write_all([head, "expect: 100-continue\r\n\r\n"].concat().as_bytes()).unwrap();
    let mut told = [0; GO_ON.len()];
    stream.read_exact(&mut told).unwrap();
    assert_eq!(told, GO_ON.as_bytes(), "{}", String::from_utf8_lossy(&told));
    Begun(stream)
}

impl Begun {
    /// Sends the body, and hears what comes back.
    pub fn finish(mut self, body: &str) -> Heard {
        if self.0.write_all(body.as_bytes()).is_ok() {
            self.0.shutdown(Shutdown::Write).ok();
        }
        hear(self.0)
    }
}

fn hear(stream: TcpStream) -> Heard {
    let mut heard = Vec::new();
    let end = stream.take(MOST).read_to_end(&mut heard);
    let text = String::from_utf8_lossy(&heard).into_owned();
    // Who is told to go on has gone on already.
    let text = match text.strip_prefix(GO_ON) {
        Some(answer) => answer.to_owned(),
        None => text,
    };
    let status = text.strip_prefix("HTTP/1.1 ").and_then(|rest| rest.get(..3)).and_then(|status| status.parse().ok());
    match (status, end) {
        (_, Err(error)) if matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut) => Heard::Silence,
        (Some(status), _) => Heard::Answer(status, text),
        (None, _) => Heard::Closed,
    }
}
