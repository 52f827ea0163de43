//! What travels: the sizes that the budgets are about.

use crate::{cmd, node, paths, say};
use anyhow::{Context, Result, bail};
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

/// The files that have a budget, by their path from `dist/`.
pub const BUDGETED: [&str; 11] =
    [LOADER, ENTRY, PANEL, LATER, TEXTS, CONSOLE[0], CONSOLE[1], CONSOLE[2], CONSOLE[3], "worker/index.js", "worker/index_bg.wasm"];

const LOADER: &str = "site/embed.js";
const ENTRY: &str = "panel/panel.js";
const PANEL: &str = "panel/panel.wasm";
/// What comes after the first screen.
const LATER: &str = "panel/later.wasm";
/// The desk's console.
const CONSOLE: [&str; 4] = ["site/desk/index.html", "site/desk/console.css", "site/desk/console.js", "site/desk/console.wasm"];
/// One language's words; they travel inside the settings.
const TEXTS: &str = "../www/texts/ja.json";

/// How a budget is counted.
type Count = fn(&Size) -> u64;

/// What may weigh how much at most, in bytes, in the release build. The panel
/// is to come down to 75 KiB and the worker to 350 KiB; until then these limits
/// keep them from growing further, and go down with each saving.
const BUDGETS: [(&str, &[&str], Count, u64); 5] = [
    ("the loader, brotli", &[LOADER], |size| size.brotli, 2_048),
    (FIRST, &[ENTRY, PANEL, TEXTS], |size| size.brotli, 80 * 1024),
    (WHOLE_PANEL, &[ENTRY, PANEL, LATER, TEXTS], |size| size.brotli, 130 * 1024),
    ("the desk's console, brotli", &CONSOLE, |size| size.brotli, 250 * 1024),
    ("the worker, gzip", &["worker/index.js", "worker/index_bg.wasm"], |size| size.gzip, 576 * 1024),
];

const FIRST: &str = "the panel up to search and answers, with styles and words, brotli";
const WHOLE_PANEL: &str = "the same with what comes later, brotli";

/// Fails, naming each budget that is overdrawn. For a release build only; the
/// panel's counts where the standard library could be rebuilt for it.
pub fn keep_budgets(sizes: &[Size], std_rebuilt: bool) -> Result<()> {
    let mut over = Vec::new();
    for (what, files, count, most) in BUDGETS {
        let bytes: u64 = sizes.iter().filter(|size| files.contains(&size.file.as_str())).map(count).sum();
        say::note(&format!("{what}: {bytes} of {most} bytes"));
        if bytes > most && (std_rebuilt || ![FIRST, WHOLE_PANEL].contains(&what)) {
            over.push(format!("{what}: {bytes} bytes, {} too many", bytes - most));
        }
    }
    if over.is_empty() { Ok(()) } else { bail!("over budget:\n  {}", over.join("\n  ")) }
}

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
