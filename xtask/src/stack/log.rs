//! What the runtime writes while it runs.

use crate::cmd;
use std::collections::VecDeque;
use std::io::{BufRead, BufReader, Read};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// The lines that are kept; older ones go.
const KEPT: usize = 5_000;

/// A log that several streams write to.
#[derive(Clone)]
pub struct Log {
    lines: Arc<Mutex<VecDeque<String>>>,
    shown: bool,
}

impl Log {
    /// An empty log; `shown` prints every line as it comes, too.
    pub fn new(shown: bool) -> Self {
        Self { lines: Arc::default(), shown }
    }

    /// Takes in a stream until it ends, on a thread of its own.
    pub fn follow(&self, stream: Option<impl Read + Send + 'static>) {
        let Some(stream) = stream else { return };
        let log = self.clone();
        std::thread::spawn(move || {
            for line in BufReader::new(stream).split(b'\n') {
                let Ok(line) = line else { break };
                log.add(String::from_utf8_lossy(&line).trim_end());
            }
        });
    }

    /// Every line that is kept.
    pub fn lines(&self) -> Vec<String> {
        self.guard().iter().cloned().collect()
    }

    /// The last lines as a text.
    pub fn tail(&self, count: usize) -> String {
        cmd::last_lines(&self.lines().join("\n"), count)
    }

    fn add(&self, line: &str) {
        if line.is_empty() {
            return;
        }
        if self.shown {
            eprintln!("│ {line}");
        }
        let mut lines = self.guard();
        if lines.len() == KEPT {
            lines.pop_front();
        }
        lines.push_back(line.to_owned());
    }

    fn guard(&self) -> MutexGuard<'_, VecDeque<String>> {
        self.lines.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
