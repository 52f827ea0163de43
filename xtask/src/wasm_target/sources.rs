//! The standard library's sources, of exactly the compiler's version.

use super::probe::Compiler;
use crate::apt::Archive;
use crate::{paths, say};
use anyhow::{Context, Result};
use std::fs;
use std::path::{Path, PathBuf};

/// Where Debian keeps several recent versions side by side. The package holds
/// sources only, so that any release of Debian can unpack it.
const SUITE: &str = "trixie-backports";
const PACKAGE: &str = "rust-src";

/// The sources for the compiler of `choice`, fetched if need be; `None` with a
/// remark where they can't be had.
pub fn library(choice: &super::Choice) -> Result<Option<PathBuf>> {
    let compiler = choice.compiler()?;
    if let Some(library) = of_toolchain(&compiler) {
        return Ok(Some(library));
    }
    match of_debian(&compiler) {
        Ok(library) => Ok(Some(library)),
        Err(reason) => {
            say::note(&format!("no sources of the standard library here: {reason:#}"));
            Ok(None)
        }
    }
}

/// The sources that came with the compiler (`rustup component add rust-src`).
pub fn of_toolchain(compiler: &Compiler) -> Option<PathBuf> {
    whole(compiler.sysroot.join("lib/rustlib/src/rust/library"))
}

/// Debian's copy of the sources, unpacked into the project's folder of tools.
pub fn of_debian(compiler: &Compiler) -> Result<PathBuf> {
    let version = compiler.version();
    let home = paths::tools().join(format!("rust-src-{version}"));
    let library = home.join("library");
    if let Some(library) = whole(library.clone()) {
        return Ok(library);
    }
    let archive = Archive::open("debian", SUITE)?;
    let offered = archive.versions(PACKAGE)?;
    let wanted = offered
        .iter()
        .find(|offer| offer.starts_with(&format!("{version}+")) || offer.starts_with(&format!("{version}-")))
        .with_context(|| format!("Debian's {SUITE} has no {PACKAGE} {version}, only {}", offered.join(", ")))?;
    let unpacked = paths::tools().join("unpacked");
    archive.unpack(&[format!("{PACKAGE}={wanted}")], &unpacked)?;
    keep(&unpacked.join(format!("usr/src/rustc-{version}/library")), &library)?;
    fs::remove_dir_all(&unpacked)?;
    whole(library).context("Debian's package holds no sources of the standard library")
}

/// Of all the compiler's sources the library alone is needed.
fn keep(from: &Path, to: &Path) -> Result<()> {
    if let Some(parent) = to.parent() {
        fs::create_dir_all(parent)?;
    }
    if to.exists() {
        fs::remove_dir_all(to)?;
    }
    fs::rename(from, to).context("could not keep the standard library's sources")
}

/// The folder, if cargo can build from it.
fn whole(library: PathBuf) -> Option<PathBuf> {
    let there = library.join("Cargo.lock").is_file() && library.join("std/src/lib.rs").is_file();
    there.then_some(library)
}
