//! Versions of the panel, each named by what it is: the hash of its entry,
//! which holds the hash of its wasm.

use anyhow::Result;
use base64::Engine;
use base64::prelude::{BASE64_STANDARD, BASE64_URL_SAFE_NO_PAD};
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256, Sha384};
use std::path::Path;

/// A version's name, in the form that addresses take: `sha256-` before it and
/// `=` behind it, it is what browsers compare the entry with.
pub fn name(entry: &[u8]) -> String {
    BASE64_URL_SAFE_NO_PAD.encode(Sha256::digest(entry))
}

/// A file's SHA-256.
pub fn sha256(bytes: &[u8]) -> String {
    BASE64_STANDARD.encode(Sha256::digest(bytes))
}

/// `versions.json`: the newest version, and of each version every file with
/// what goes into the attribute `integrity`. `files` have paths `version/name`.
pub fn list<'a>(newest: &str, files: impl Iterator<Item = (&'a Path, &'a Vec<u8>)>) -> Result<Vec<u8>> {
    let mut versions = Map::new();
    for (path, bytes) in files {
        let parts: Vec<_> = path.iter().filter_map(|part| part.to_str()).collect();
        if let [version, name] = *parts.as_slice() {
            let files = versions.entry(version).or_insert_with(|| json!({}));
            files[name] = Value::from(format!("sha384-{}", BASE64_STANDARD.encode(Sha384::digest(bytes))));
        }
    }
    Ok(serde_json::to_vec_pretty(&json!({"newest": newest, "versions": versions}))?)
}
