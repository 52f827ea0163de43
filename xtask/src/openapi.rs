//! `openapi.json`: written from the types of `shared`, judged by programs that
//! aren't ours.

use crate::{cmd, node, paths};
use anyhow::{Context, Result};
use std::fs;
use std::process::Command;

/// The feature with the schemas, which nothing that is shipped has.
pub const FEATURE: &str = "madoguchi-shared/schema";

/// Writes the document anew, and the diagram of a ticket's life.
pub fn write() -> Result<()> {
    let file = paths::openapi();
    fs::write(&file, example(&[])?).with_context(|| format!("could not write {}", paths::shown(&file)))?;
    let mut papers = Command::new("cargo");
    papers.args(["test", "--quiet", "--package", "madoguchi-shared", "papers"]).env("UPDATE_PAPERS", "1").current_dir(paths::root());
    cmd::capture(&mut papers, "draw a ticket's life")?;
    eprintln!("{} is written, and ARCHITECTURE.md's diagram", paths::shown(&file));
    Ok(())
}

/// Lets outside validators judge the document, its schemas and real values.
pub fn judge() -> Result<()> {
    let samples = paths::dist().join(".work/samples.json");
    fs::create_dir_all(paths::dist().join(".work"))?;
    fs::write(&samples, example(&["samples"])?)?;
    let mut judges = Command::new(node::node()?);
    judges.arg(paths::root().join("tests/contract.mjs")).arg(&samples).current_dir(paths::root());
    cmd::run(&mut judges, "keep what openapi.json says")
}

/// What the example `openapi` of `shared` prints.
fn example(arguments: &[&str]) -> Result<String> {
    let mut cargo = Command::new("cargo");
    cargo.args(["run", "--quiet", "--package", "madoguchi-shared", "--features", FEATURE, "--example", "openapi", "--"]);
    cargo.args(arguments).current_dir(paths::root());
    cmd::capture(&mut cargo, "describe the API")
}
