//! The wasm target: however this machine can come by it.
//!
//! The normal way is `rustup target add`. Where rustup's host can't be reached
//! the standard library is built once, from the sources of the very same
//! version; and where those are gone too, Debian's own compiler serves. The
//! ways are tried in that order; [`Choice`] records the first that works.

mod build_std;
mod choice;
mod debian_compiler;
mod probe;
mod sources;

pub use build_std::with_sources;
pub use choice::{Choice, Way};
pub use sources::library as std_sources;

use crate::say;
use anyhow::{Context, Result, bail};
use probe::Compiler;
use std::process::Command;
use std::time::Duration;

/// The target's name.
pub const TARGET: &str = "wasm32-unknown-unknown";
/// Names the linker to cargo.
const LINKER: &str = "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER";
/// Hands flags to the compiler of the wasm, apart by [`FLAG_END`].
pub(crate) const FLAGS: &str = "CARGO_ENCODED_RUSTFLAGS";
const FLAG_END: char = '\u{1f}';

const ORDER: [Way; 5] = [Way::Installed, Way::Rustup, Way::OwnSources, Way::DebianSources, Way::DebianCompiler];

/// Makes sure that wasm can be built here; `forced` tries one way only.
pub fn ensure(forced: Option<Way>) -> Result<Choice> {
    let active = Compiler::active().context("Rust is needed: install it with rustup")?;
    if forced.is_none()
        && let Some(choice) = still_good(&active)?
    {
        return Ok(choice);
    }
    let mut refusals = Vec::new();
    for &way in ORDER.iter().filter(|way| forced.is_none_or(|only| only == **way)) {
        let step = say::step(announcement(way));
        let choice = attempt(way, &active).and_then(|choice| works(choice, &active));
        match choice {
            Ok(choice) => {
                choice.write()?;
                step.done(&format!("wasm target ready for Rust {}", active.version()));
                return Ok(choice);
            }
            Err(reason) => {
                let reason = format!("{reason:#}");
                let short: Vec<&str> = reason.lines().take(2).map(str::trim).collect();
                step.done(&format!("not this way: {}", short.join(" ")));
                refusals.push(format!("{way:?}: {reason}"));
            }
        }
    }
    bail!(
        "no way led to a standard library for {TARGET}.\n\
         Where rustup's host can be reached, `rustup target add {TARGET}` is enough.\n{}",
        refusals.join("\n")
    )
}

/// The last decision, if it holds for this compiler and still works.
fn still_good(active: &Compiler) -> Result<Option<Choice>> {
    let Some(choice) = Choice::read()? else {
        return Ok(None);
    };
    let holds = choice.compiler == active.identity && choice.compiler().and_then(|it| it.makes_wasm(&choice.env)).unwrap_or(false);
    Ok(holds.then_some(choice))
}

fn works(choice: Choice, active: &Compiler) -> Result<Choice> {
    if choice.compiler()?.makes_wasm(&choice.env)? {
        return Ok(choice);
    }
    match choice.way {
        Way::Installed => bail!("Rust {} has none that fits", active.version()),
        _ => bail!("what it left does not compile a few lines"),
    }
}

fn announcement(way: Way) -> &'static str {
    match way {
        Way::Installed => "Looking for the toolchain's own wasm target",
        Way::Rustup => "Asking rustup for the wasm target (given up after a minute)",
        Way::OwnSources => "Building the standard library for wasm from rustup's sources, once",
        Way::DebianSources => {
            "Building the standard library for wasm from Debian's sources of this Rust version, \
             once (45 MB, then about half a minute)"
        }
        Way::DebianCompiler => "Unpacking Debian's own Rust compiler for wasm beside this one (140 MB, then about a minute)",
    }
}

fn attempt(way: Way, active: &Compiler) -> Result<Choice> {
    let env = match way {
        Way::Installed => Vec::new(),
        Way::Rustup => {
            add_by_rustup(active)?;
            Vec::new()
        }
        Way::OwnSources => match sources::of_toolchain(active) {
            Some(library) => build_std::install(active, &library)?,
            None => bail!("the toolchain has no component rust-src"),
        },
        Way::DebianSources => build_std::install(active, &sources::of_debian(active)?)?,
        Way::DebianCompiler => debian_compiler::install(active)?,
    };
    Ok(Choice { way, compiler: active.identity.clone(), env })
}

fn add_by_rustup(active: &Compiler) -> Result<()> {
    if !crate::cmd::on_path("rustup") {
        bail!("rustup is not installed");
    }
    // What an earlier set-up built here would be in rustup's way.
    build_std::remove(active)?;
    let mut rustup = Command::new("rustup");
    rustup.args(["target", "add", TARGET]).env("RUSTUP_AUTO_INSTALL", "0").env("RUST_BACKTRACE", "0");
    crate::cmd::capture_within(&mut rustup, Duration::from_secs(60), "add the target by rustup")?;
    Ok(())
}
