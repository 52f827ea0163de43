//! Writing results so that watchers only see what changed.

use anyhow::{Context, Result};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Writes a file unless it holds these bytes already: a running demo reloads
/// what changed, and only that.
pub fn write_if_new(path: &Path, bytes: &[u8]) -> Result<()> {
    if fs::read(path).is_ok_and(|old| old == bytes) {
        return Ok(());
    }
    if let Some(parent) = path.parent() {
        fs::create_dir_all(parent)?;
    }
    fs::write(path, bytes).with_context(|| format!("could not write {}", path.display()))
}

/// An empty folder in the place of whatever was there.
pub fn recreate(folder: &Path) -> Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder)?;
    }
    fs::create_dir_all(folder).with_context(|| format!("could not make {}", folder.display()))
}

/// Every file under a folder, sorted; none if there is no such folder.
pub fn under(folder: &Path) -> Result<BTreeSet<PathBuf>> {
    let mut found = BTreeSet::new();
    let mut open = vec![folder.to_path_buf()];
    while let Some(folder) = open.pop() {
        if !folder.is_dir() {
            continue;
        }
        for entry in fs::read_dir(&folder)? {
            let entry = entry?;
            if entry.file_type()?.is_dir() {
                open.push(entry.path());
            } else {
                found.insert(entry.path());
            }
        }
    }
    Ok(found)
}

/// Deletes what a folder holds beyond `wanted`: leftovers of earlier builds.
pub fn keep_only(folder: &Path, wanted: &BTreeSet<PathBuf>) -> Result<()> {
    for leftover in under(folder)?.difference(wanted) {
        fs::remove_file(leftover)?;
    }
    Ok(())
}
