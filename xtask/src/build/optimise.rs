//! wasm-opt's part: smaller wasm for the release.

use super::order;
use crate::{cmd, node};
use anyhow::Result;
use std::fs;
use std::path::{Path, PathBuf};

/// Who will run the wasm.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Aim {
    /// Shoppers' browsers: not a byte too many.
    Browser,
    /// The desk's browsers: in one piece, under the names it was bound by.
    Desk,
    /// As for browsers, but with names, to tell what weighs how much.
    Weighed,
    /// Node, for a comparison.
    Node,
    /// The Workers runtime: the names of functions, by which a trap can be
    /// read, lie in a file of their own.
    Workerd,
}

impl Aim {
    /// Whether it comes in two files.
    pub fn is_cut(self) -> bool {
        matches!(self, Self::Browser | Self::Weighed)
    }
}

/// What browsers since 2022 and workerd understand. Named one by one: with
/// all features on, the optimiser writes encodings that browsers still refuse.
const FEATURES: [&str; 6] = [
    "--enable-reference-types",
    "--enable-bulk-memory",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-multivalue",
];

/// As for browsers, but for what knows no exceptions: 456 KB without it, 398
/// with it and `small_code`, gzip.
const FOR_WORKERD: [&str; 2] = ["--one-caller-inline-max-function-size=10", "--low-memory-unused"];

/// What makes the panel smaller under brotli, though larger before: a function
/// that has one caller stays on its own, where it looks like others, instead
/// of a hundred of them in one with two-byte names for its variables. And an
/// address may be folded into the load that uses it: below 1,024 lies only the
/// stack's end.
const FOR_BROWSERS: [&str; 7] =
    ["--one-caller-inline-max-function-size=10", "--low-memory-unused", "--flatten", "--rereloop", "-Oz", "-Oz", "--converge"];

/// Rewrites a wasm file in place.
pub fn for_size(wasm: &Path, aim: Aim) -> Result<()> {
    let flags: &[&str] = if aim == Aim::Workerd { &FOR_WORKERD } else { &FOR_BROWSERS };
    rewrite(wasm, aim, &[&["-Oz", "--debuginfo"], flags].concat(), "optimise the wasm")?;
    if aim != Aim::Weighed {
        fs::write(wasm, order::numbered(&fs::read(wasm)?)?)?;
        rewrite(wasm, aim, &["--debuginfo", "--reorder-functions-by-name"], "put like functions side by side")?;
        fs::write(wasm, order::unnumbered(&fs::read(wasm)?)?)?;
    }
    if aim == Aim::Workerd {
        fs::copy(wasm, named(wasm))?;
    }
    if aim != Aim::Weighed {
        rewrite(wasm, aim, &["--strip-debug"], "take the names out of the wasm")?;
    }
    Ok(())
}

fn rewrite(wasm: &Path, aim: Aim, flags: &[&str], what: &str) -> Result<()> {
    let other = wasm.with_extension("other");
    let mut wasm_opt = node::script("binaryen/bin/wasm-opt")?;
    // Glue that notices an abort catches exceptions inside the wasm.
    wasm_opt.args(FEATURES).args((aim == Aim::Workerd).then_some("--enable-exception-handling"));
    wasm_opt.args(flags).arg(wasm).arg("-o").arg(&other);
    cmd::capture(&mut wasm_opt, what)?;
    Ok(fs::rename(other, wasm)?)
}

/// Gives short names to what a wasm file imports and exports; tells which.
pub fn short_names(wasm: &Path) -> Result<String> {
    let shorter = wasm.with_extension("shorter");
    let mut wasm_opt = node::script("binaryen/bin/wasm-opt")?;
    wasm_opt.args(FEATURES).arg("--minify-imports-and-exports-and-modules").arg(wasm).arg("-o").arg(&shorter);
    let said = cmd::capture(&mut wasm_opt, "shorten the wasm's names")?;
    fs::rename(shorter, wasm)?;
    Ok(said)
}

/// The same wasm, function by function, with names: a quarter larger, and no
/// shipped byte.
pub fn named(wasm: &Path) -> PathBuf {
    wasm.with_extension("named.wasm")
}
