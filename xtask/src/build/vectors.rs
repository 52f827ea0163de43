//! The rules' answers natively and inside wasm: byte for byte the same.

use super::{Profile, bind, compile};
use crate::wasm_target::Choice;
use crate::{cmd, node, paths, say};
use anyhow::{Context, Result};
use std::fs;
use std::process::Command;

/// Has the rules answer natively, then the same questions inside wasm. Fails,
/// showing the first that differ. With `update` the native answers become
/// what is wanted.
pub fn same_in_wasm(update: bool) -> Result<()> {
    // A selection as in the unit tests, so that nothing is compiled twice.
    let mut natively = Command::new("cargo");
    natively.args(["test", "--quiet", "--workspace", "--exclude", "madoguchi-tests", "--test", "native"]).current_dir(paths::root());
    let answers = paths::target().join("tmp/vectors.jsonl");
    if answers.exists() {
        fs::remove_file(&answers)?;
    }
    if update {
        natively.env("UPDATE_VECTORS", "1");
    }
    cmd::capture(&mut natively, "answer the vectors natively as wanted")?;
    let wasm = compile::vectors(&Choice::require()?, Profile::Dev)?;
    let bound = bind::vectors(&wasm, Profile::Dev)?;
    let mut script = Command::new(node::node()?);
    script.arg(paths::root().join("tests/vectors/in_wasm.mjs")).arg(&bound.glue).arg(&answers);
    let said = cmd::capture(&mut script, "give the same answers inside wasm").context("native and wasm differ")?;
    say::note(said.trim());
    Ok(())
}
