//! Cargo's part: one crate, one wasm file.

use super::Profile;
use crate::wasm_target::{self, Choice, FLAGS, TARGET};
use crate::{cmd, paths, say};
use anyhow::Result;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The widget. Every byte of it travels to shoppers, so the release build
/// makes the standard library anew, without the machinery that formats panics.
pub fn widget(choice: &Choice, profile: Profile) -> Result<PathBuf> {
    let mut cargo = command(choice, "madoguchi-widget", profile);
    let mut output = paths::target();
    if profile == Profile::Release {
        match wasm_target::std_sources(choice)? {
            Some(library) => {
                output = output.join("wasm-small");
                small_std(&mut cargo, &library);
            }
            None => say::note("the widget will be larger than need be, as std can't be rebuilt"),
        }
    }
    finish(cargo, &output, "madoguchi_widget", profile)
}

/// The worker. It keeps its panic messages: they are what its log is for.
pub fn worker(choice: &Choice, profile: Profile) -> Result<PathBuf> {
    let cargo = command(choice, "madoguchi-worker", profile);
    finish(cargo, &paths::target(), "madoguchi_worker", profile)
}

/// The rules with one door, for the comparison with their native answers.
pub fn vectors(choice: &Choice, profile: Profile) -> Result<PathBuf> {
    let cargo = command(choice, "madoguchi-vectors", profile);
    finish(cargo, &paths::target(), "madoguchi_vectors", profile)
}

fn command(choice: &Choice, package: &str, profile: Profile) -> Command {
    let mut cargo = Command::new("cargo");
    cargo
        .args(["build", "--quiet", "--lib", "--package", package])
        .args(["--target", TARGET, "--profile", profile.cargo_name()])
        .current_dir(paths::root());
    choice.apply(&mut cargo);
    cargo
}

/// A standard library for size: a panic is a bare trap.
fn small_std(cargo: &mut Command, library: &Path) {
    wasm_target::with_sources(cargo, library);
    cargo.arg("-Zbuild-std-features=optimize_for_size").env(FLAGS, "-Zunstable-options\u{1f}-Cpanic=immediate-abort");
}

fn finish(mut cargo: Command, output: &Path, file: &str, profile: Profile) -> Result<PathBuf> {
    cargo.arg("--target-dir").arg(output);
    cmd::run(&mut cargo, &format!("compile {file} to wasm"))?;
    let folder = output.join(TARGET).join(profile.cargo_name());
    Ok(folder.join(format!("{file}.wasm")))
}
