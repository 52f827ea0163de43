//! Cargo's part: one crate, one wasm file.

use super::Profile;
use crate::wasm_target::{self, Choice, FLAGS, TARGET};
use crate::{cmd, paths, say};
use anyhow::{Context, Result};
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
                cargo.env(FLAGS, small_code());
            }
            None => say::note("the widget will be larger than need be, as std can't be rebuilt"),
        }
    }
    splittable(&mut cargo);
    finish(cargo, &output, "madoguchi_widget", profile)
}

/// The desk's console, with a standard library for size as the panel has it.
pub fn console(choice: &Choice, profile: Profile) -> Result<PathBuf> {
    let mut cargo = command(choice, "madoguchi-console", profile);
    let mut output = paths::target();
    if profile == Profile::Release
        && let Some(library) = wasm_target::std_sources(choice)?
    {
        output = output.join("wasm-small-console");
        small_std(&mut cargo, &library);
        cargo.env(FLAGS, [&small_code(), ERASED].join("\u{1f}"));
    }
    finish(cargo, &output, "madoguchi_console", profile)
}

/// The widget as shipped, in a folder of its own, with names that tell for
/// which types generic code was made.
pub fn named_widget(choice: &Choice) -> Result<PathBuf> {
    let mut cargo = command(choice, "madoguchi-widget", Profile::Release);
    let library = wasm_target::std_sources(choice)?.context("std can't be rebuilt here, as the release does")?;
    small_std(&mut cargo, &library);
    cargo.env(FLAGS, small_code() + "\u{1f}-Csymbol-mangling-version=v0");
    splittable(&mut cargo);
    finish(cargo, &paths::target().join("wasm-named"), "madoguchi_widget", Profile::Release)
}

/// The worker, with a standard library for size as well.
pub fn worker(choice: &Choice, profile: Profile) -> Result<PathBuf> {
    let mut cargo = command(choice, "madoguchi-worker", profile);
    let mut output = paths::target();
    if profile == Profile::Release
        && let Some(library) = wasm_target::std_sources(choice)?
    {
        output = output.join("wasm-small-worker");
        small_std(&mut cargo, &library);
        cargo.env(FLAGS, small_code());
    }
    finish(cargo, &output, "madoguchi_worker", profile)
}

/// The rules with one door, for the comparison with their native answers.
pub fn vectors(choice: &Choice, profile: Profile) -> Result<PathBuf> {
    let cargo = command(choice, "madoguchi-vectors", profile);
    finish(cargo, &paths::target(), "madoguchi_vectors", profile)
}

fn command(choice: &Choice, package: &str, profile: Profile) -> Command {
    let mut cargo = Command::new("cargo");
    cargo
        .args(["rustc", "--quiet", "--lib", "--package", package])
        .args(["--target", TARGET, "--profile", profile.cargo_name()])
        .current_dir(paths::root());
    choice.apply(&mut cargo);
    cargo
}

/// Has Leptos forget of which types a view is: one piece of code for all
/// elements instead of one for each.
const ERASED: &str = "--cfg=erase_components";
/// Has std choose its smaller algorithms.
const FOR_SIZE: &str = "-Zbuild-std-features=optimize_for_size";
/// Flags, apart by the unit separator. Of a value written by `{:?}`, as logs
/// do, the name alone is left: what is in it may be personal, and is code for
/// each type.
const SMALL_STD: &str = "-Zunstable-options\u{1f}-Cpanic=immediate-abort\u{1f}-Zfmt-debug=shallow\u{1f}-Zlocation-detail=none";

/// What is called at several places isn't copied to each, however short it is:
/// the panel runs once and is carried often, and of the worker's time most goes
/// into crossings to JavaScript.
fn small_code() -> String {
    [SMALL_STD, "-Cllvm-args=-inline-threshold=0"].join("\u{1f}")
}

/// A standard library for size: a panic is a bare trap, told by its stack, to
/// which `dist/worker.named.wasm` gives names. The words of panics, which no
/// input reaches, would be a twentieth of the file.
fn small_std(cargo: &mut Command, library: &Path) {
    wasm_target::with_sources(cargo, library);
    cargo.arg(FOR_SIZE).env(FLAGS, SMALL_STD);
}

/// Has the linker leave behind what it knew: which function, and which
/// constant, is named where. By that the wasm is cut in two (`split.rs`).
fn splittable(cargo: &mut Command) {
    cargo.args(["--", "-Clink-arg=--emit-relocs"]);
}

fn finish(mut cargo: Command, output: &Path, file: &str, profile: Profile) -> Result<PathBuf> {
    cargo.env("CARGO_TARGET_DIR", output);
    cmd::run(&mut cargo, &format!("compile {file} to wasm"))?;
    let folder = output.join(TARGET).join(profile.cargo_name());
    Ok(folder.join(format!("{file}.wasm")))
}
