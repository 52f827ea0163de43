//! Debian's own Rust compiler, unpacked beside the machine's, for wasm alone.
//!
//! Debian keeps a recent one for building browsers; its compiler, standard
//! library and sources are always of one version.

use super::probe::Compiler;
use super::{LINKER, build_std, sources};
use crate::apt::Archive;
use crate::{cmd, paths};
use anyhow::{Context, Result};
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Unpacks it, builds the standard library, and says what builds must set.
pub fn install(active: &Compiler) -> Result<Vec<(String, String)>> {
    let archive = Archive::open("debian-security", &format!("{}-security", codename()?))?;
    let version = archive.versions("rustc-web")?.into_iter().next();
    let version = version.context("Debian's security archive has no rustc-web")?;
    let home = paths::tools().join("debian-compiler").join(&version);
    if !home.join("usr/bin/rustc").exists() {
        archive.unpack(&packages(&archive, &version)?, &home)?;
        thin_out(&home)?;
    }
    let compiler = Compiler::at(&wrapper(&home)?)?;
    let mut env = vec![("RUSTC".to_owned(), compiler.rustc.display().to_string()), (LINKER.to_owned(), linker(active)?)];
    if !compiler.makes_wasm(&env)? {
        let library = sources::of_toolchain(&compiler).context("its sources are missing")?;
        env.extend(build_std::install(&compiler, &library)?);
    }
    Ok(env)
}

/// The five packages of one version, and the LLVM that they need.
fn packages(archive: &Archive, version: &str) -> Result<Vec<String>> {
    let short: Vec<&str> = version.split('.').take(2).collect();
    let library = format!("libstd-rust-web-{}={version}", short.join("."));
    let llvm = archive.dependency(&library, "libllvm")?;
    Ok(vec![format!("rustc-web={version}"), format!("libstd-rust-web-dev={version}"), format!("rust-web-src={version}"), library, llvm])
}

/// Two thirds of what was unpacked are sources of the compiler itself.
fn thin_out(home: &Path) -> Result<()> {
    fs::remove_dir_all(home.join("usr/share")).ok();
    for sources in fs::read_dir(home.join("usr/src"))? {
        for entry in fs::read_dir(sources?.path())? {
            let entry = entry?;
            if entry.file_type()?.is_dir() && entry.file_name() != "library" {
                fs::remove_dir_all(entry.path())?;
            }
        }
    }
    Ok(())
}

/// The compiler's libraries lie where the system does not look for them.
fn wrapper(home: &Path) -> Result<PathBuf> {
    let driver = fs::read_dir(home.join("usr/lib"))?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .find(|folder| holds_driver(folder))
        .context("Debian's packages hold no compiler driver")?;
    let script = format!("#!/bin/sh\nLD_LIBRARY_PATH='{}' exec '{}' \"$@\"\n", driver.display(), home.join("usr/bin/rustc").display());
    let path = home.join("rustc");
    fs::write(&path, script)?;
    fs::set_permissions(&path, fs::Permissions::from_mode(0o755))?;
    Ok(path)
}

fn holds_driver(folder: &Path) -> bool {
    let Ok(mut entries) = fs::read_dir(folder) else {
        return false;
    };
    entries.any(|entry| entry.is_ok_and(|entry| entry.file_name().to_string_lossy().starts_with("librustc_driver")))
}

/// Debian's compiler brings no linker for wasm; the machine's own does.
fn linker(active: &Compiler) -> Result<String> {
    let own = active.sysroot.join("lib/rustlib").join(active.host()).join("bin/rust-lld");
    if own.is_file() {
        return Ok(own.display().to_string());
    }
    let path = cmd::capture(Command::new("which").arg("wasm-ld"), "find a linker for wasm");
    Ok(path.context("install the package lld")?.trim().to_owned())
}

fn codename() -> Result<String> {
    let text = fs::read_to_string("/etc/os-release").context("could not read /etc/os-release")?;
    let name = text.lines().find_map(|line| line.strip_prefix("VERSION_CODENAME="));
    Ok(name.context("/etc/os-release has no code name")?.trim_matches('"').to_owned())
}
