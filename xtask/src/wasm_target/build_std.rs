//! Builds the standard library for wasm once, and puts it where the compiler
//! looks for it.

use super::probe::Compiler;
use super::{FLAG_END, FLAGS, TARGET};
use crate::{cmd, paths, say};
use anyhow::{Context, Result};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Marks a library as ours, so that nothing of rustup's is ever touched.
const MARK: &str = "built-by-madoguchi";

/// Builds from `library` and installs; returns what later builds must set.
///
/// The compiler's own folder comes first, as every ordinary build finds it
/// there. If that is read-only or in use, a folder of the project serves.
pub fn install(compiler: &Compiler, library: &Path) -> Result<Vec<(String, String)>> {
    let workshop = paths::tools().join("build-std");
    let rlibs = build(compiler, library, &workshop)?;
    let env = place_well(compiler, &rlibs)?;
    fs::remove_dir_all(workshop)?;
    Ok(env)
}

/// Puts the library where this machine lets us.
fn place_well(compiler: &Compiler, rlibs: &[PathBuf]) -> Result<Vec<(String, String)>> {
    let usual = compiler.wasm_std();
    let foreign = usual.exists() && !usual.join(MARK).exists();
    if !foreign && place(rlibs, &usual).is_ok() {
        return Ok(Vec::new());
    }
    let sysroot = paths::tools().join(format!("sysroot-{}", compiler.version()));
    say::note("the toolchain's own folder is not ours to write: the library stays in the project");
    place(rlibs, &sysroot.join("lib/rustlib").join(TARGET).join("lib"))?;
    let flags = format!("--sysroot{FLAG_END}{}", sysroot.display());
    Ok(vec![(FLAGS.to_owned(), flags)])
}

/// Removes what [`install`] put into the compiler's folder, and only that.
pub fn remove(compiler: &Compiler) -> Result<()> {
    let usual = compiler.wasm_std();
    if usual.join(MARK).exists() {
        fs::remove_dir_all(&usual)?;
        if let Some(parent) = usual.parent() {
            fs::remove_dir(parent).ok();
        }
    }
    Ok(())
}

/// Compiles an empty crate with `-Zbuild-std`: the library is its by-product.
fn build(compiler: &Compiler, library: &Path, folder: &Path) -> Result<Vec<PathBuf>> {
    fs::create_dir_all(folder.join("src"))?;
    fs::write(folder.join("Cargo.toml"), MANIFEST)?;
    fs::write(folder.join("src/lib.rs"), "#![no_std]\n")?;
    let output = folder.join("target");
    let mut cargo = Command::new("cargo");
    cargo
        .args(["build", "--release", "--target", TARGET])
        .arg("--target-dir")
        .arg(&output)
        .current_dir(folder)
        .env("RUSTC", &compiler.rustc)
        .env_remove("RUSTFLAGS")
        .env_remove(FLAGS);
    with_sources(&mut cargo, library);
    cmd::capture(&mut cargo, "build the standard library for wasm")?;

    let mut rlibs = Vec::new();
    for entry in fs::read_dir(output.join(TARGET).join("release/deps"))? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if name.ends_with(".rlib") && !name.starts_with("libempty") {
            rlibs.push(path);
        }
    }
    Ok(rlibs)
}

/// Lets cargo build `std` itself, from these sources.
///
/// The switch is meant for nightly compilers; the library's sources fit this
/// one exactly, and the variable is how cargo is told of another folder.
pub fn with_sources(cargo: &mut Command, library: &Path) {
    cargo.arg("-Zbuild-std=std,panic_abort").env("RUSTC_BOOTSTRAP", "1").env("__CARGO_TESTS_ONLY_SRC_ROOT", library);
}

fn place(rlibs: &[PathBuf], folder: &Path) -> Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder)?;
    }
    fs::create_dir_all(folder)?;
    for rlib in rlibs {
        let name = rlib.file_name().context("a library without a name")?;
        fs::copy(rlib, folder.join(name))?;
    }
    fs::write(folder.join(MARK), "")?;
    Ok(())
}

const MANIFEST: &str = r#"[package]
name = "empty"
version = "0.0.0"
edition = "2024"

[workspace]
"#;
