//! What travels: the sizes that the budgets are about.

use crate::{cmd, node, paths};
use anyhow::{Context, Result};
use serde::Deserialize;

/// One file of the build, plain and compressed as a server would send it.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Size {
    /// Its path inside `dist/`.
    pub file: String,
    /// Bytes as they lie on disk.
    pub raw: u64,
    /// Bytes after gzip, level 9.
    pub gzip: u64,
    /// Bytes after brotli, quality 11.
    pub brotli: u64,
}

/// The files that have a budget.
pub const BUDGETED: [&str; 5] = ["site/embed.js", "site/panel.js", "site/panel.wasm", "worker/index.js", "worker/index_bg.wasm"];

/// Measures the last build. Node brings both compressors along.
pub fn measure() -> Result<Vec<Size>> {
    let mut command = std::process::Command::new(node::node()?);
    command.args(["--input-type=module", "--eval", SCRIPT]).args(BUDGETED).current_dir(paths::dist());
    let json = cmd::capture(&mut command, "measure the build")?;
    serde_json::from_str(&json).context("could not read the measured sizes")
}

/// The brotli size of one file, or of several together.
pub fn brotli(sizes: &[Size], files: &[&str]) -> u64 {
    let wanted = sizes.iter().filter(|size| files.contains(&size.file.as_str()));
    wanted.map(|size| size.brotli).sum()
}

/// The sizes as a table for people.
pub fn table(sizes: &[Size]) -> String {
    let mut lines = vec![format!("  {:<22}{:>10}{:>10}{:>10}", "bytes", "raw", "gzip", "brotli")];
    for size in sizes {
        lines.push(format!("  {:<22}{:>10}{:>10}{:>10}", size.file, size.raw, size.gzip, size.brotli));
    }
    let panel = brotli(sizes, &["site/panel.js", "site/panel.wasm"]);
    lines.push(format!("  {:<22}{panel:>30}", "the panel together"));
    lines.join("\n")
}

const SCRIPT: &str = r"
import { readFileSync } from 'node:fs';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
const best = { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } };
const sizes = process.argv.slice(1).map((file) => {
  const bytes = readFileSync(file);
  return {
    file,
    raw: bytes.length,
    gzip: gzipSync(bytes, { level: 9 }).length,
    brotli: brotliCompressSync(bytes, best).length,
  };
});
console.log(JSON.stringify(sizes));
";
