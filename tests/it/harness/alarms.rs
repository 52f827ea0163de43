//! Objects' storage, looked at and broken while the runtime is stopped.

use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The objects of one class, in a stack's folder.
pub struct Objects(PathBuf);

impl Objects {
    /// Of this class.
    pub fn of(state_dir: &Path, class: &str) -> Self {
        Self(state_dir.join("storage/v3/do").join(format!("madoguchi-{class}")))
    }

    /// When an object's alarm rings by its own data, and by the scheduler's
    /// list: milliseconds, or null.
    pub fn alarm(&self, name: &str) -> Value {
        self.act(name, &["read"])
    }

    /// Its alarm should have rung an hour ago, and nobody knows of it.
    pub fn stick(&self, name: &str) {
        self.act(name, &["stick"]);
    }

    /// Its alarm is gone.
    pub fn vanish(&self, name: &str) {
        self.act(name, &["vanish"]);
    }

    /// Runs a statement on its data.
    pub fn run(&self, name: &str, sql: &str) -> Value {
        self.act(name, &["run", sql])
    }

    fn act(&self, name: &str, act: &[&str]) -> Value {
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("it/harness/alarms.mjs");
        let mut node = Command::new(xtask::node::node().unwrap());
        let output = node.arg("--no-warnings").arg(script).arg(&self.0).arg(name).args(act).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        serde_json::from_slice(&output.stdout).unwrap_or_default()
    }
}
