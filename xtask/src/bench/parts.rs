//! What each part weighs: plain, and by how much the code section shrinks
//! under brotli when that part's functions are taken out.
//!
//! What is inlined into its caller counts there: small functions, and those
//! with one caller, however large. So the largest functions are listed too:
//! one of the panel's that judges a request holds all of `Draft::check`.
//! Constants lie in the data section, which keeps no names: it is told whole.

use super::names::{Owner, owner, without_hashes};
use crate::{cmd, node, wasm};
use anyhow::{Context, Result};
use serde::Serialize;
use std::collections::BTreeMap;
use std::fs;
use std::process::Command;

/// How many of the largest functions are listed.
const LISTED: usize = 25;

/// All of it.
#[derive(Debug, Serialize)]
pub struct Parts {
    /// Bytes of all functions.
    pub code: usize,
    /// The same under brotli.
    pub code_brotli: u64,
    /// Bytes of the data section.
    pub data: usize,
    /// Bytes of everything else.
    pub other: usize,
    /// `shared` as a whole.
    pub shared: Weight,
    /// Each part of `shared`, by its file.
    pub parts: BTreeMap<String, Weight>,
    /// Bytes of each other crate's functions.
    pub crates: BTreeMap<String, usize>,
    /// The largest functions, by name, with their bytes.
    pub largest: Vec<(String, usize)>,
}

/// What one part adds.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Weight {
    /// How many functions.
    pub functions: usize,
    /// Bytes of rules.
    pub rules: usize,
    /// Bytes of what reads and writes JSON.
    pub wire: usize,
    /// What the code section under brotli would save without it.
    pub brotli: u64,
}

/// Weighs the files of the panel's wasm, with names, as one.
pub fn weigh([first, later]: [&[u8]; 2]) -> Result<Parts> {
    let (mut module, later) = (wasm::read(first)?, wasm::read(later)?);
    module.functions.extend(later.functions);
    module.data += later.data;
    module.other += later.other;
    let mut parts: BTreeMap<String, Weight> = BTreeMap::new();
    let mut shared = Weight::default();
    let mut crates = BTreeMap::new();
    let owners: Vec<Owner> = module.functions.iter().map(|(name, _)| owner(name)).collect();
    for (owner, (_, body)) in owners.iter().zip(&module.functions) {
        match owner {
            Owner::Shared { part, wire } => {
                for weight in [parts.entry(part.clone()).or_default(), &mut shared] {
                    weight.functions += 1;
                    *(if *wire { &mut weight.wire } else { &mut weight.rules }) += body.len();
                }
            }
            Owner::Crate(name) => *crates.entry(name.clone()).or_default() += body.len(),
        }
    }
    let code_without = |left_out: &dyn Fn(&Owner) -> bool| -> Vec<u8> {
        let kept = owners.iter().zip(&module.functions).filter(|(owner, _)| !left_out(owner));
        kept.flat_map(|(_, (_, body))| body.iter().copied()).collect()
    };
    let mut codes = vec![code_without(&|_| false), code_without(&|owner| matches!(owner, Owner::Shared { .. }))];
    codes.extend(parts.keys().map(|left_out| code_without(&|owner| matches!(owner, Owner::Shared { part, .. } if part == left_out))));
    let code = codes.first().map_or(0, Vec::len);
    let mut brotli = brotli(&codes)?.into_iter();
    let code_brotli = brotli.next().unwrap_or_default();
    for (weight, without) in std::iter::once(&mut shared).chain(parts.values_mut()).zip(brotli) {
        weight.brotli = code_brotli.saturating_sub(without);
    }
    Ok(Parts { code, code_brotli, data: module.data, other: module.other, shared, parts, crates, largest: largest(&module) })
}

fn largest(module: &wasm::Module) -> Vec<(String, usize)> {
    let mut sizes: Vec<_> = module.functions.iter().map(|(name, body)| (without_hashes(name), body.len())).collect();
    sizes.sort_by_key(|(_, size)| std::cmp::Reverse(*size));
    sizes.truncate(LISTED);
    sizes
}

/// The sizes under brotli, quality 11: Node brings the compressor along.
fn brotli(texts: &[Vec<u8>]) -> Result<Vec<u64>> {
    let folder = std::env::temp_dir().join(format!("madoguchi-parts-{}", std::process::id()));
    fs::create_dir_all(&folder)?;
    let mut script = Command::new(node::node()?);
    script.args(["--input-type=module", "--eval", SCRIPT]).current_dir(&folder);
    for (place, text) in texts.iter().enumerate() {
        let file = place.to_string();
        fs::write(folder.join(&file), text)?;
        script.arg(file);
    }
    let sizes = cmd::capture(&mut script, "compress the parts");
    fs::remove_dir_all(&folder)?;
    serde_json::from_str(&sizes?).context("could not read the compressed sizes")
}

const SCRIPT: &str = r"
import { readFileSync } from 'node:fs';
import { brotliCompressSync, constants } from 'node:zlib';
const best = { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } };
console.log(JSON.stringify(process.argv.slice(1).map((file) => brotliCompressSync(readFileSync(file), best).length)));
";
