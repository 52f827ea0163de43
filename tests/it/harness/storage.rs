//! All that lies in storage while the runtime is stopped.

use serde_json::{Value, json};
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};
use xtask::stack::Stack;

/// Stops the runtime, and gives every row of every object with its table.
#[track_caller]
pub fn rows(stack: &mut Stack) -> Vec<String> {
    stack.stop();
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("it/harness/storage.mjs");
    let mut node = Command::new(xtask::node::node().unwrap());
    let node = node.arg("--disable-warning=ExperimentalWarning").arg(script).stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut child = node.spawn().unwrap();
    child.stdin.take().unwrap().write_all(json!({"folder": stack.state_dir().join("storage")}).to_string().as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success());
    let tables: Vec<Value> = serde_json::from_slice(&output.stdout).unwrap();
    let rows = |table: &Value| {
        let name = table["table"].as_str().unwrap().to_owned();
        table["rows"].as_array().unwrap().iter().map(|row| format!("{name}: {row}")).collect::<Vec<_>>()
    };
    tables.iter().flat_map(rows).collect()
}

/// Those that hold any of these words.
pub fn with(rows: &[String], words: &[&str]) -> Vec<String> {
    rows.iter().filter(|row| words.iter().any(|word| row.contains(word))).cloned().collect()
}
