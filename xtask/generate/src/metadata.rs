//! libphonenumber's metadata as it lies in the crate `rlibphonenumber`, which
//! uses it but doesn't hand it out.

use anyhow::{Context, Result, ensure};
use prost::Message;
use rlibphonenumber::{PhoneMetadata, PhoneMetadataCollection};
use serde_json::Value;
use std::path::Path;
use std::process::Command;

/// What the tables' headers say. The crate is pinned to this version.
pub const SOURCE: &str = "libphonenumber's metadata 9.0.42 (in the crate rlibphonenumber 2.2.15)";
/// Where in the crate it lies.
const FILE: &str = "src/generated/metadata/metadata.bin";

/// All regions, and the codes that belong to none (`id` "001").
pub fn load() -> Result<Vec<PhoneMetadata>> {
    let manifest = Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml");
    let output =
        Command::new(env!("CARGO")).args(["metadata", "--format-version=1", "--locked", "--manifest-path"]).arg(manifest).output()?;
    ensure!(output.status.success(), "cargo metadata: {}", String::from_utf8_lossy(&output.stderr));
    let packages: Value = serde_json::from_slice(&output.stdout)?;
    let all = packages["packages"].as_array().context("no packages")?;
    let found = all.iter().find(|package| package["name"] == "rlibphonenumber").context("rlibphonenumber is no dependency")?;
    let version = found["version"].as_str().context("no version")?;
    ensure!(SOURCE.ends_with(&format!(" {version})")), "SOURCE names another version than {version}");
    let file = Path::new(found["manifest_path"].as_str().context("no path")?).with_file_name(FILE);
    let bytes = std::fs::read(&file).with_context(|| file.display().to_string())?;
    Ok(PhoneMetadataCollection::decode(&bytes[..])?.metadata)
}
