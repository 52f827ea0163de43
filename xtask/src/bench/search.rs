//! `cargo xtask bench search`: the panel's own search, natively, over a FAQ and
//! queries of any origin.

use crate::{cmd, paths};
use anyhow::{Context, Result};
use std::path::{Path, PathBuf};
use std::process::Command;

/// What is searched, and how.
#[derive(Debug)]
pub struct Options {
    /// `[{"id", "question", "answer", "category"?, "wordings"?}]`.
    pub faq: PathBuf,
    /// `{"id": "text"}`.
    pub queries: PathBuf,
    /// Takes `{"query id": ["faq id", …]}`.
    pub out: Option<PathBuf>,
    /// Without what the panel takes for noise.
    pub threshold: bool,
    /// Without the readings of kanji.
    pub without_readings: bool,
}

/// Ranks, and prints the times as JSON.
pub fn run(options: &Options) -> Result<()> {
    let readings = paths::www().join("texts/readings.txt");
    let mut cargo = Command::new("cargo");
    cargo.args(["run", "--quiet", "--release", "--package", "madoguchi-shared", "--example", "search", "--"]);
    cargo.arg(given(&options.faq)?).arg(given(&options.queries)?);
    cargo.arg(if options.without_readings { Path::new("-") } else { &readings });
    cargo.arg(options.out.as_deref().map_or(Ok(PathBuf::from("-")), given)?);
    cargo.args(options.threshold.then_some("threshold")).current_dir(paths::root());
    print!("{}", cmd::capture(&mut cargo, "search")?);
    Ok(())
}

/// A path as it was given, from wherever that was.
fn given(path: &Path) -> Result<PathBuf> {
    std::path::absolute(path).with_context(|| format!("{} is no path", path.display()))
}
