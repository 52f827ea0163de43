//! wasm-opt's part: smaller wasm for the release.

use crate::{cmd, node};
use anyhow::Result;
use std::fs;
use std::path::Path;

/// Who will run the wasm.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Aim {
    /// Shoppers' browsers: not a byte too many.
    Browser,
    /// The Workers runtime: function names stay, so that a trap can be read.
    Workerd,
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

/// Glue that notices an abort catches exceptions inside the wasm.
const FOR_WORKERD: [&str; 2] = ["--enable-exception-handling", "--debuginfo"];

/// Rewrites a wasm file in place.
pub fn for_size(wasm: &Path, aim: Aim) -> Result<()> {
    let smaller = wasm.with_extension("smaller");
    let mut wasm_opt = node::script("binaryen/bin/wasm-opt")?;
    wasm_opt.arg("-Oz").args(FEATURES);
    if aim == Aim::Workerd {
        wasm_opt.args(FOR_WORKERD);
    }
    wasm_opt.arg(wasm).arg("-o").arg(&smaller);
    cmd::capture(&mut wasm_opt, "optimise the wasm")?;
    Ok(fs::rename(smaller, wasm)?)
}
