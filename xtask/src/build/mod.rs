//! From Rust sources to what the Worker serves: `dist/site` and `dist/worker`.
//!
//! Each part is compiled by cargo, bound to JavaScript by wasm-bindgen (as a
//! library, so that `Cargo.lock` pins it) and bundled by esbuild. Binding is
//! skipped where cargo's result is the same as last time.

mod bind;
mod bundle;
mod compile;
mod files;
mod names;
mod optimise;
mod order;
mod site;
pub mod sizes;
mod split;
mod vectors;
mod version;

use crate::wasm_target::Choice;
use crate::{paths, say};
use anyhow::{Result, bail};
use std::path::{Path, PathBuf};

pub use site::freeze;
pub use vectors::same_in_wasm;

/// How much care goes into the result.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Profile {
    /// Quickly made, for `demo` and `test`.
    Dev,
    /// Small and fast, for `deploy`.
    Release,
}

impl Profile {
    /// The profile's name in `Cargo.toml`.
    fn cargo_name(self) -> &'static str {
        match self {
            Self::Dev => "wasm-dev",
            Self::Release => "wasm-release",
        }
    }

    /// The folder for what lies between two tools.
    fn workshop(self, part: &str) -> PathBuf {
        paths::dist().join(".work").join(self.cargo_name()).join(part)
    }
}

/// What only a development build may know: a clock that runs fast
/// (`worker/src/clockwork.rs`).
const FOR_DEVELOPMENT: &[u8] = b"DEVELOPMENT_CLOCK";

/// Refuses to ship a worker that knows it.
fn refuse_development(wasm: &Path) -> Result<()> {
    if std::fs::read(wasm)?.windows(FOR_DEVELOPMENT.len()).any(|bytes| bytes == FOR_DEVELOPMENT) {
        bail!("{} knows a clock that is for development alone", paths::shown(wasm));
    }
    Ok(())
}

/// The files of the panel's wasm as shipped, with their functions' names.
pub fn named_panel() -> Result<[PathBuf; 2]> {
    let wasm = compile::named_widget(&Choice::require()?)?;
    let bound = bind::named_widget(&wasm)?;
    let later = bound.later();
    Ok([bound.wasm, later])
}

/// The worker as shipped, alone, into a folder of its own.
pub fn shipped_worker(folder: &Path) -> Result<()> {
    let wasm = compile::worker(&Choice::require()?, Profile::Release)?;
    bundle::worker(&bind::worker(&wasm, Profile::Release)?, Profile::Release, folder)
}

/// The program that `bench worker` measures ours against.
pub fn peer_worker(folder: &Path) -> Result<()> {
    bundle::peer_worker(folder)
}

/// Builds all: widget, worker, and the files beside them.
pub fn build(profile: Profile) -> Result<()> {
    let choice = Choice::require()?;
    let step = say::step("Building the widget");
    let wasm = compile::widget(&choice, profile)?;
    let widget = bind::widget(&wasm, profile)?;
    step.done("the panel is bound");

    let step = say::step("Building the console");
    let wasm = compile::console(&choice, profile)?;
    site::assemble(&widget, &bind::console(&wasm, profile)?)?;
    step.done("dist/site is ready");

    let step = say::step("Building the worker");
    let wasm = compile::worker(&choice, profile)?;
    let worker = bind::worker(&wasm, profile)?;
    bundle::worker(&worker, profile, &paths::dist().join("worker"))?;
    if profile == Profile::Release {
        refuse_development(&worker.wasm)?;
        // Not shipped: tells which function a trap's `wasm-function[123]` is.
        files::write_if_new(&paths::dist().join("worker.named.wasm"), &std::fs::read(optimise::named(&worker.wasm))?)?;
    }
    step.done("dist/worker is ready");
    if profile == Profile::Release {
        eprintln!("{}", sizes::table(&sizes::measure()?));
    }
    Ok(())
}
