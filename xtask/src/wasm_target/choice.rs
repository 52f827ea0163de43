//! Which compiler makes the wasm: decided once by set-up, obeyed by every
//! build after it.

use super::probe::Compiler;
use crate::paths;
use anyhow::{Context, Result, bail};
use serde::{Deserialize, Serialize};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// How this machine came by a standard library for wasm.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, clap::ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub enum Way {
    /// The toolchain has it already.
    Installed,
    /// `rustup target add`.
    Rustup,
    /// Built from the toolchain's own sources (rustup's `rust-src`).
    OwnSources,
    /// Built from Debian's sources of the very same version.
    DebianSources,
    /// Debian's own compiler, with its own sources.
    DebianCompiler,
}

/// The decision, with all that a build needs to follow it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    /// How it was come by.
    pub way: Way,
    /// The compiler that it holds for, as `rustc -vV` prints it.
    pub compiler: String,
    /// Set for every build of wasm, and for no other.
    pub env: Vec<(String, String)>,
}

impl Choice {
    /// Reads the decision of the last set-up.
    pub fn read() -> Result<Option<Self>> {
        let file = file();
        match fs::read_to_string(&file) {
            Ok(text) => Ok(serde_json::from_str(&text).ok()),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error).with_context(|| format!("could not read {}", paths::shown(&file))),
        }
    }

    /// The decision, or the advice to run set-up.
    pub fn require() -> Result<Self> {
        match Self::read()? {
            Some(choice) => Ok(choice),
            None => bail!("the wasm target is not set up: run `cargo xtask setup`"),
        }
    }

    /// Keeps the decision for later builds.
    pub fn write(&self) -> Result<()> {
        fs::create_dir_all(paths::tools())?;
        fs::write(file(), serde_json::to_string_pretty(self)?)?;
        Ok(())
    }

    /// Makes a command follow the decision.
    pub fn apply(&self, command: &mut Command) {
        command.envs(self.env.iter().map(|(name, value)| (name, value)));
    }

    /// The compiler that makes the wasm.
    pub fn compiler(&self) -> Result<Compiler> {
        let own = self.env.iter().find(|(name, _)| name == "RUSTC");
        Compiler::at(own.map_or(Path::new("rustc"), |(_, path)| Path::new(path)))
    }

    /// Whether rustup's own tools (clippy) can check wasm code, too.
    pub fn suits_clippy(&self) -> bool {
        self.way != Way::DebianCompiler
    }
}

fn file() -> PathBuf {
    paths::tools().join("wasm-target.json")
}
