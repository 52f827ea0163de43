//! Does a compiler really make wasm? The only answer that counts is a try:
//! a folder of the right name may stem from another version.

use super::TARGET;
use crate::{cmd, paths};
use anyhow::{Context, Result};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A compiler and its home.
pub struct Compiler {
    /// What to start.
    pub rustc: PathBuf,
    /// `rustc -vV`: version, commit and host.
    pub identity: String,
    /// The folder with `lib/rustlib`.
    pub sysroot: PathBuf,
}

impl Compiler {
    /// The compiler that cargo would use here.
    pub fn active() -> Result<Self> {
        Self::at(Path::new("rustc"))
    }

    /// The compiler behind this path.
    pub fn at(rustc: &Path) -> Result<Self> {
        let ask = |args: &[&str]| {
            let mut command = Command::new(rustc);
            cmd::capture(command.args(args), "ask the Rust compiler about itself")
        };
        Ok(Self {
            rustc: rustc.to_path_buf(),
            identity: ask(&["-vV"])?.trim().to_owned(),
            sysroot: PathBuf::from(ask(&["--print", "sysroot"])?.trim()),
        })
    }

    /// The version alone, such as `1.95.0`.
    pub fn version(&self) -> &str {
        let value = self.fact("release: ");
        value.split('-').next().unwrap_or(value)
    }

    /// The machine that it runs on.
    pub fn host(&self) -> &str {
        self.fact("host: ")
    }

    fn fact(&self, name: &str) -> &str {
        let found = self.identity.lines().find_map(|line| line.strip_prefix(name));
        found.unwrap_or("unknown")
    }

    /// Where the standard library for wasm belongs.
    pub fn wasm_std(&self) -> PathBuf {
        self.sysroot.join("lib/rustlib").join(TARGET).join("lib")
    }

    /// Compiles and links a few lines that need `std`, with `env` set.
    pub fn makes_wasm(&self, env: &[(String, String)]) -> Result<bool> {
        let folder = paths::tools().join("probe");
        fs::create_dir_all(&folder)?;
        let source = folder.join("probe.rs");
        fs::write(&source, PROBE).context("could not write the probe")?;
        let mut command = Command::new(&self.rustc);
        command
            .args(["--edition", "2024", "--crate-type", "cdylib"])
            .args(["--target", TARGET, "-o"])
            .arg(folder.join("probe.wasm"))
            .arg(source);
        for (name, value) in env {
            // Cargo turns these into flags; the bare compiler needs them said.
            match name.as_str() {
                super::LINKER => command.arg(format!("-Clinker={value}")),
                super::FLAGS => command.args(value.split('\u{1f}')),
                _ => command.env(name, value),
            };
        }
        Ok(command.output()?.status.success())
    }
}

const PROBE: &str = r#"
#[unsafe(no_mangle)]
pub extern "C" fn probe(n: usize) -> usize {
    format!("{:?}", vec![n; n]).len()
}
"#;
