//! A web server as small as it can be: a thread for each connection, and one
//! request on each. A browser opens several connections at once and keeps them;
//! none may have to wait for the end of another.

use anyhow::{Context, Result};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::JoinHandle;
use std::time::Duration;

/// How long a connection may stay silent.
const PATIENCE: Duration = Duration::from_secs(60);

/// What was asked.
#[derive(Clone, Debug)]
pub struct Incoming {
    /// `GET`, `POST` and the like.
    pub method: String,
    /// The path with its query.
    pub target: String,
    /// The headers, names in lower case.
    pub headers: Vec<(String, String)>,
    /// The body; one of unknown length is not read.
    pub body: Vec<u8>,
}

/// What is answered.
#[derive(Clone, Debug, Default)]
pub struct Outgoing {
    /// The status code.
    pub status: u16,
    /// Headers beside those of length and connection.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: Vec<u8>,
}

/// A server on this machine; it ends when it is dropped.
pub struct WebServer {
    port: u16,
    ended: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl WebServer {
    /// Listens on a port; 0 takes any that is free.
    pub fn start(port: u16, answer: impl Fn(Incoming) -> Outgoing + Send + Sync + 'static) -> Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).with_context(|| format!("could not listen on port {port}"))?;
        let port = listener.local_addr()?.port();
        let ended = Arc::new(AtomicBool::new(false));
        let (answer, over) = (Arc::new(answer), Arc::clone(&ended));
        let thread = std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                if over.load(Ordering::SeqCst) {
                    break;
                }
                let answer = Arc::clone(&answer);
                // A client that is gone by then is no fault.
                std::thread::spawn(move || converse(stream, &*answer).ok());
            }
        });
        Ok(Self { port, ended, thread: Some(thread) })
    }

    /// The port.
    pub fn port(&self) -> u16 {
        self.port
    }
}

impl Drop for WebServer {
    fn drop(&mut self) {
        self.ended.store(true, Ordering::SeqCst);
        // Wakes the thread that waits for a connection.
        TcpStream::connect((Ipv4Addr::LOCALHOST, self.port)).ok();
        if let Some(thread) = self.thread.take() {
            thread.join().ok();
        }
    }
}

fn converse(mut stream: TcpStream, answer: impl Fn(Incoming) -> Outgoing) -> Result<()> {
    stream.set_read_timeout(Some(PATIENCE))?;
    let incoming = read(&mut BufReader::new(&stream))?;
    let Outgoing { status, headers, body } = answer(incoming);
    let mut head = format!("HTTP/1.1 {status} \r\nconnection: close\r\ncontent-length: {}\r\n", body.len());
    for (name, value) in headers {
        head.push_str(&format!("{name}: {value}\r\n"));
    }
    stream.write_all(&[head.as_bytes(), b"\r\n", &body].concat())?;
    Ok(stream.flush()?)
}

fn read(stream: &mut impl BufRead) -> Result<Incoming> {
    let mut first = String::new();
    stream.read_line(&mut first)?;
    let mut words = first.split(' ');
    let method = words.next().context("no request")?.to_owned();
    let target = words.next().context("no request")?.to_owned();
    let mut headers = Vec::new();
    loop {
        let mut line = String::new();
        stream.read_line(&mut line)?;
        let Some((name, value)) = line.trim_end().split_once(':') else { break };
        headers.push((name.to_ascii_lowercase(), value.trim().to_owned()));
    }
    let length = headers.iter().find(|(name, _)| name == "content-length").and_then(|(_, value)| value.parse().ok());
    let mut body = Vec::new();
    stream.take(length.unwrap_or(0)).read_to_end(&mut body)?;
    Ok(Incoming { method, target, headers, body })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_silent_connection_keeps_nobody_waiting() {
        let server =
            WebServer::start(0, |incoming| Outgoing { status: 200, body: incoming.target.into_bytes(), ..Default::default() }).unwrap();
        let silent: Vec<_> = (0..20).map(|_| TcpStream::connect(("127.0.0.1", server.port())).unwrap()).collect();
        let mut answer = ureq::get(format!("http://127.0.0.1:{}/a?b", server.port())).call().unwrap();
        assert_eq!(answer.body_mut().read_to_string().unwrap(), "/a?b");
        assert_eq!(silent.len(), 20);
    }
}
