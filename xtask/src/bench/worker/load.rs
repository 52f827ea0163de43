//! A client that keeps its connections, on one thread: what it costs itself
//! must not be what is measured.

use anyhow::{Context, Result, bail};
use nix::poll::{PollFd, PollFlags, PollTimeout, poll};
use std::io::{ErrorKind, Read, Write};
use std::net::{Ipv4Addr, TcpStream};
use std::os::fd::AsFd;
use std::time::{Duration, Instant};

/// How long any answer may take.
const PATIENCE_MS: u16 = 30_000;

/// What came of a load.
pub struct Load {
    /// From the first request to the last answer.
    pub wall: Duration,
    /// Microseconds from each request to its answer, sorted.
    pub latencies: Vec<u64>,
}

/// An answer's status and body.
pub struct Answer {
    /// The status.
    pub status: u16,
    /// The body as it came.
    pub body: Vec<u8>,
}

struct Connection {
    socket: TcpStream,
    sent: Instant,
    buffer: Vec<u8>,
    open: bool,
}

impl Connection {
    fn open(port: u16) -> Result<Self> {
        let socket = TcpStream::connect((Ipv4Addr::LOCALHOST, port))?;
        socket.set_nodelay(true)?;
        Ok(Self { socket, sent: Instant::now(), buffer: Vec::with_capacity(4096), open: false })
    }

    /// A request is far smaller than what a loopback socket takes at once.
    fn send(&mut self, request: &[u8]) -> Result<()> {
        self.buffer.clear();
        self.open = true;
        self.sent = Instant::now();
        self.socket.write_all(request).context("the request was not taken")
    }

    /// The answer, if the whole of it is there by now.
    fn receive(&mut self) -> Result<Option<Answer>> {
        let mut chunk = [0; 8192];
        match self.socket.read(&mut chunk) {
            Ok(0) => bail!("the connection was closed before the answer"),
            Ok(read) => self.buffer.extend_from_slice(chunk.get(..read).unwrap_or_default()),
            Err(error) if matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::Interrupted) => return Ok(None),
            Err(error) => return Err(error.into()),
        }
        let answer = whole(&self.buffer)?;
        self.open = answer.is_none();
        Ok(answer)
    }
}

/// Reads an answer of a known length; none if something is missing yet.
fn whole(bytes: &[u8]) -> Result<Option<Answer>> {
    let Some(end) = bytes.windows(4).position(|four| four == b"\r\n\r\n") else { return Ok(None) };
    let (head, rest) = bytes.split_at(end + 4);
    let head = std::str::from_utf8(head)?;
    let status = head.split(' ').nth(1).unwrap_or_default().parse()?;
    let length = head.lines().find_map(|line| {
        let (name, value) = line.split_once(':')?;
        name.eq_ignore_ascii_case("content-length").then(|| value.trim().parse::<usize>())
    });
    let length = length.context("an answer without a length")??;
    Ok(rest.get(..length).map(|body| Answer { status, body: body.to_vec() }))
}

/// One request, one answer.
pub fn ask(port: u16, request: &[u8]) -> Result<Answer> {
    let mut connection = Connection::open(port)?;
    connection.send(request)?;
    loop {
        if let Some(answer) = connection.receive()? {
            return Ok(answer);
        }
    }
}

/// One after another on one connection; `each` is told after every answer.
pub fn one_by_one(port: u16, requests: &[Vec<u8>], expected: u16, mut each: impl FnMut() -> Result<()>) -> Result<()> {
    let mut connection = Connection::open(port)?;
    for request in requests {
        connection.send(request)?;
        let answer = loop {
            if let Some(answer) = connection.receive()? {
                break answer;
            }
        };
        as_expected(&answer, expected)?;
        each()?;
    }
    Ok(())
}

/// Sends all requests over so many connections, each the next as soon as it
/// has its answer. An answer with another status than `expected` ends it.
pub fn drive(port: u16, connections: usize, requests: &[Vec<u8>], expected: u16) -> Result<Load> {
    let mut all = (0..connections).map(|_| Connection::open(port)).collect::<Result<Vec<_>>>()?;
    for connection in &all {
        connection.socket.set_nonblocking(true)?;
    }
    let mut latencies = Vec::with_capacity(requests.len());
    let mut waiting = requests.iter();
    let began = Instant::now();
    for connection in &mut all {
        if let Some(request) = waiting.next() {
            connection.send(request)?;
        }
    }
    while latencies.len() < requests.len() {
        for place in ready(&all)? {
            let Some(connection) = all.get_mut(place) else { continue };
            let Some(answer) = connection.receive()? else { continue };
            latencies.push(u64::try_from(connection.sent.elapsed().as_micros())?);
            as_expected(&answer, expected)?;
            if let Some(request) = waiting.next() {
                connection.send(request)?;
            }
        }
    }
    let wall = began.elapsed();
    latencies.sort_unstable();
    Ok(Load { wall, latencies })
}

/// The places of the connections on which something has come.
fn ready(all: &[Connection]) -> Result<Vec<usize>> {
    let open: Vec<usize> = all.iter().enumerate().filter(|(_, connection)| connection.open).map(|(place, _)| place).collect();
    let mut polled: Vec<PollFd<'_>> =
        open.iter().filter_map(|place| Some(PollFd::new(all.get(*place)?.socket.as_fd(), PollFlags::POLLIN))).collect();
    if poll(&mut polled, PollTimeout::from(PATIENCE_MS))? == 0 {
        bail!("no answer within {PATIENCE_MS} ms");
    }
    Ok(open.into_iter().zip(&polled).filter(|(_, fd)| fd.any().unwrap_or(true)).map(|(place, _)| place).collect())
}

fn as_expected(answer: &Answer, expected: u16) -> Result<()> {
    if answer.status != expected {
        bail!("answered {} where {expected} was expected: {}", answer.status, String::from_utf8_lossy(&answer.body));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_whole_when_its_length_is_there() {
        let text = b"HTTP/1.1 201 Created\r\nContent-Length: 2\r\n\r\n{}";
        for cut in 0..text.len() {
            assert!(whole(text.get(..cut).unwrap()).unwrap().is_none(), "{cut}");
        }
        let answer = whole(text).unwrap().unwrap();
        assert_eq!((answer.status, answer.body.as_slice()), (201, b"{}".as_slice()));
        assert!(whole(b"HTTP/1.1 200 OK\r\n\r\n").is_err());
    }
}
