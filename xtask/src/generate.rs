//! `cargo xtask generate`: renews the generated tables of `shared`.
//!
//! The generator is a crate of its own outside the workspace: it needs a phone
//! library and Unicode's data, which nobody else should have to compile.

use crate::{cmd, paths};
use anyhow::Result;
use std::process::Command;

/// Runs the generator; with `check` it writes nothing and fails if a table is
/// not as it would be made now.
pub fn run(check: bool) -> Result<()> {
    let mut cargo = Command::new("cargo");
    cargo.args(["run", "--quiet", "--locked", "--manifest-path", "xtask/generate/Cargo.toml", "--target-dir"]);
    cargo.arg(paths::target().join("generate")).current_dir(paths::root());
    if check {
        cargo.args(["--", "--check"]);
    }
    cmd::run(&mut cargo, if check { "find the tables current" } else { "make the tables" })
}
