//! `cargo xtask generate`: renews the generated tables of `shared` and `www`.
//!
//! The generator is a crate of its own outside the workspace: it needs a phone
//! library and Unicode's data, which nobody else should have to compile.

use crate::apt::Archive;
use crate::{cmd, paths};
use anyhow::Result;
use std::process::Command;

/// The dictionary's package has been the same since 2007.
const SUITE: &str = "bookworm";

/// Runs the generator; with `check` it writes nothing and fails if a table is
/// not as it would be made now.
pub fn run(check: bool) -> Result<()> {
    let ipadic = paths::tools().join("ipadic");
    let words = ipadic.join("usr/share/mecab/dic/ipadic");
    if !words.is_dir() {
        Archive::open("debian", SUITE)?.unpack(&["mecab-ipadic".into()], &ipadic)?;
    }
    let mut cargo = Command::new("cargo");
    cargo.args(["run", "--quiet", "--locked", "--manifest-path", "xtask/generate/Cargo.toml", "--target-dir"]);
    cargo.arg(paths::target().join("generate")).current_dir(paths::root());
    cargo.arg("--").arg(words).args(check.then_some("--check"));
    cmd::run(&mut cargo, if check { "find the tables current" } else { "make the tables" })
}
