//! `cargo xtask setup`: everything that this machine lacks, and nothing twice.
//!
//! Every part looks first whether it is there. A second run takes seconds.

pub mod browser;
pub mod engines;
mod npm;
pub mod schemathesis;

use crate::wasm_target::{self, Way};
use anyhow::Result;

pub use npm::ensure_peer;

/// What a command needs of the machine.
#[derive(Clone, Copy, Default)]
pub struct Needs {
    /// A browser and its driver, for the end-to-end tests.
    pub browser: bool,
    /// One way to the wasm target only, to try it out.
    pub way: Option<Way>,
}

/// Makes sure that all of it is there.
pub fn ensure(needs: Needs) -> Result<()> {
    npm::ensure()?;
    wasm_target::ensure(needs.way)?;
    if needs.browser {
        browser::ensure()?;
    }
    Ok(())
}
