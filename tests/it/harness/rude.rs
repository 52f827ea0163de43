//! A receiver of webhooks with bad manners: it speaks TCP, not HTTP, so that it
//! can answer in ways that no server would.

use super::receiver::Received;
use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

/// How it answers.
#[derive(Clone, Debug)]
pub enum Manner {
    /// With this status, these headers and this body.
    Answer(u16, Vec<(&'static str, String)>, Vec<u8>),
    /// Never, while the connection stays open.
    Hang,
    /// With this status, once it is told to let go.
    Hold(u16),
    /// By resetting the connection, the body unread.
    Reset,
    /// With half a head, and goes.
    HalfHead,
    /// With something that isn't HTTP.
    Garbage,
    /// With a head that announces more than comes, and goes.
    HalfBody(u16),
    /// The same, and stays.
    StalledBody(u16),
    /// With a body of this many bytes, written for as long as they are taken.
    Flood(u16, u64),
    /// With a body of a byte at a time, for ever.
    Drip(u16),
}

impl Manner {
    /// With this status and nothing more.
    pub fn status(status: u16) -> Self {
        Self::Answer(status, vec![], vec![])
    }

    /// With this status and a `Retry-After`.
    pub fn retry_after(status: u16, value: &str) -> Self {
        Self::Answer(status, vec![("retry-after", value.to_owned())], vec![])
    }

    /// Which status came, 0 if none did.
    fn said(&self) -> u16 {
        match self {
            Self::Answer(status, ..)
            | Self::Hold(status)
            | Self::HalfBody(status)
            | Self::StalledBody(status)
            | Self::Flood(status, _)
            | Self::Drip(status) => *status,
            Self::Hang | Self::Reset | Self::HalfHead | Self::Garbage => 0,
        }
    }
}

/// What all of its threads share.
struct Inner {
    manner: Mutex<Manner>,
    seen: Mutex<Vec<Received>>,
    written: AtomicU64,
    let_go: AtomicBool,
    over: AtomicBool,
}

/// A receiver on this machine; it ends when it is dropped, and so do the
/// connections that hang.
pub struct Rude {
    port: u16,
    inner: Arc<Inner>,
}

impl Rude {
    /// Answers like this.
    pub fn start(manner: Manner) -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let port = listener.local_addr().unwrap().port();
        let inner = Inner {
            manner: Mutex::new(manner),
            seen: Mutex::default(),
            written: AtomicU64::new(0),
            let_go: AtomicBool::new(false),
            over: AtomicBool::new(false),
        };
        let (inner, shared) = {
            let inner = Arc::new(inner);
            (Arc::clone(&inner), inner)
        };
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                if shared.over.load(Ordering::SeqCst) {
                    return;
                }
                let shared = Arc::clone(&shared);
                // A caller that is gone by then is no fault.
                std::thread::spawn(move || shared.converse(stream).ok());
            }
        });
        Self { port, inner }
    }

    /// Answers like this from now on.
    pub fn behave(&self, manner: Manner) {
        *self.inner.manner.lock().unwrap() = manner;
    }

    /// Has it answer all that it holds.
    pub fn let_go(&self) {
        self.inner.let_go.store(true, Ordering::SeqCst);
    }

    /// Where to post.
    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}/hook", self.port)
    }

    /// Everything that came so far, with the status that was said.
    pub fn seen(&self) -> Vec<Received> {
        self.inner.seen.lock().unwrap().clone()
    }

    /// Bytes of bodies that were taken off its hands.
    pub fn written(&self) -> u64 {
        self.inner.written.load(Ordering::SeqCst)
    }
}

impl Drop for Rude {
    fn drop(&mut self) {
        self.inner.over.store(true, Ordering::SeqCst);
        // Wakes the thread that waits for a connection.
        TcpStream::connect((Ipv4Addr::LOCALHOST, self.port)).ok();
    }
}

/// A port on which nobody listens, as an address to post to.
pub fn nobody() -> String {
    format!("http://127.0.0.1:{}/hook", xtask::stack::free_port().unwrap())
}

impl Inner {
    fn converse(&self, mut stream: TcpStream) -> std::io::Result<()> {
        let mut reader = BufReader::with_capacity(1, stream.try_clone()?);
        let (headers, length) = head(&mut reader)?;
        let manner = self.manner.lock().unwrap().clone();
        let mut body = vec![];
        if !matches!(manner, Manner::Reset) {
            reader.take(length).read_to_end(&mut body)?;
        }
        self.seen.lock().unwrap().push(Received { at: Instant::now(), headers, body, answered: manner.said() });
        let announce = |status: u16, length: u64| format!("HTTP/1.1 {status} \r\nconnection: close\r\ncontent-length: {length}\r\n");
        match manner {
            Manner::Answer(status, headers, body) => {
                let mut head = announce(status, body.len() as u64);
                for (name, value) in headers {
                    head.push_str(&format!("{name}: {value}\r\n"));
                }
                stream.write_all(&[head.as_bytes(), b"\r\n", &body].concat())
            }
            Manner::Hang => self.stay(),
            Manner::Hold(status) => {
                while !self.let_go.load(Ordering::SeqCst) && !self.over.load(Ordering::SeqCst) {
                    std::thread::sleep(Duration::from_millis(20));
                }
                stream.write_all(&[announce(status, 0).as_bytes(), b"\r\n"].concat())
            }
            // What lies unread when the socket is closed makes it a reset.
            Manner::Reset => Ok(()),
            Manner::HalfHead => stream.write_all(b"HTTP/1.1 200 \r\ncontent-le"),
            Manner::Garbage => stream.write_all(b"220 mail.example ESMTP ready\r\n\r\n"),
            Manner::HalfBody(status) => stream.write_all(&[announce(status, 1_000).as_bytes(), b"\r\nhalf"].concat()),
            Manner::StalledBody(status) => {
                stream.write_all(&[announce(status, 1_000).as_bytes(), b"\r\nstalled"].concat())?;
                self.stay()
            }
            Manner::Flood(status, length) => {
                stream.write_all(&[announce(status, length).as_bytes(), b"\r\n"].concat())?;
                self.pour(&mut stream, length, &[b'x'; 65_536], Duration::ZERO)
            }
            Manner::Drip(status) => {
                stream.write_all(&[announce(status, 1_000_000).as_bytes(), b"\r\n"].concat())?;
                self.pour(&mut stream, 1_000_000, b".", Duration::from_millis(20))
            }
        }
    }

    fn stay(&self) -> std::io::Result<()> {
        while !self.over.load(Ordering::SeqCst) {
            std::thread::sleep(Duration::from_millis(50));
        }
        Ok(())
    }

    fn pour(&self, stream: &mut TcpStream, length: u64, drop: &[u8], pause: Duration) -> std::io::Result<()> {
        let mut left = length;
        while left > 0 && !self.over.load(Ordering::SeqCst) {
            let some = &drop[..drop.len().min(usize::try_from(left).unwrap_or(usize::MAX))];
            stream.write_all(some)?;
            self.written.fetch_add(some.len() as u64, Ordering::SeqCst);
            left -= some.len() as u64;
            std::thread::sleep(pause);
        }
        Ok(())
    }
}

fn head(reader: &mut impl BufRead) -> std::io::Result<(BTreeMap<String, String>, u64)> {
    let mut headers = BTreeMap::new();
    reader.read_line(&mut String::new())?;
    loop {
        let mut line = String::new();
        reader.read_line(&mut line)?;
        let Some((name, value)) = line.trim_end().split_once(':') else { break };
        headers.insert(name.to_ascii_lowercase(), value.trim().to_owned());
    }
    let length = headers.get("content-length").and_then(|length| length.parse().ok()).unwrap_or(0);
    Ok((headers, length))
}
