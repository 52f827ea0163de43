//! The objects' databases, beside the runtime: how a test looks at what is
//! really stored, and makes storage fail.

use serde_json::{Value, json};
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

/// Runs statements on a shop's database; gives the last one's rows.
#[track_caller]
pub fn shop_sql(state_dir: &Path, shop: &str, sql: &[&str]) -> Vec<Value> {
    run(state_dir, "ShopObject", shop, sql)
}

/// The same on a desk's database.
#[track_caller]
pub fn desk_sql(state_dir: &Path, desk: &str, sql: &[&str]) -> Vec<Value> {
    run(state_dir, "DeskObject", desk, sql)
}

#[track_caller]
fn run(state_dir: &Path, class: &str, slug: &str, sql: &[&str]) -> Vec<Value> {
    let folder = state_dir.join("storage/v3/do").join(format!("madoguchi-{class}"));
    let input = json!({"folder": folder, "key": "slug", "value": json!(slug).to_string(), "sql": sql});
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("it/harness/sql.mjs");
    let mut node = Command::new(xtask::node::node().unwrap());
    let node = node.arg("--disable-warning=ExperimentalWarning").arg(script).stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut child = node.spawn().unwrap();
    child.stdin.take().unwrap().write_all(input.to_string().as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "the statements could not be run: {sql:?}");
    serde_json::from_slice(&output.stdout).expect("there is such an object")
}
