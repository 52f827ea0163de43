//! `cargo xtask fuzz`: arbitrary input to the contract, for a while.
//!
//! cargo-fuzz is installed beside the other tools, once. libFuzzer wants flags
//! of the compiler that only its preview knows: this stable one takes them too
//! when told to. Without a sanitizer the standard library serves as it is, and
//! `shared` has no `unsafe` that one would watch.

use crate::{cmd, paths, say};
use anyhow::{Context, Result, bail};
use std::fs;
use std::path::PathBuf;
use std::process::{Command, Stdio};

/// What may be fuzzed: the binaries of `shared/fuzz`.
pub const TARGETS: [&str; 4] = ["draft", "settings", "notice", "ticket_commands"];

/// The longest that one input may take, in seconds.
const SLOW: u32 = 5;
/// The longest input, in bytes: what a shopper may send at most is not needed
/// to reach every branch.
const LONGEST: u32 = 4_096;

/// Fuzzes one target, or all in turn, for `seconds` each. Fails at the first
/// input that breaks a promise, and names its file.
pub fn run(target: Option<&str>, seconds: u32) -> Result<()> {
    let targets: Vec<&str> = TARGETS.into_iter().filter(|name| target.is_none_or(|only| only == *name)).collect();
    if targets.is_empty() {
        bail!("there is no such target; there are {}", TARGETS.join(", "));
    }
    let tool = tool()?;
    for target in targets {
        let step = say::step(&format!("Fuzzing {target} for {seconds} s"));
        step.done(&fuzz(&mut command(&tool, target, seconds)?, target)?);
    }
    Ok(())
}

/// How it went, in libFuzzer's words. All that it says goes to standard error.
fn fuzz(command: &mut Command, target: &str) -> Result<String> {
    let output = command.stdin(Stdio::null()).output().context("cargo-fuzz does not start")?;
    let said = String::from_utf8_lossy(&output.stderr);
    if !output.status.success() {
        bail!("{target} has a finding:\n{}", told(&said));
    }
    let done = said.lines().filter(|line| line.contains("DONE") || line.starts_with("Done "));
    Ok(done.collect::<Vec<_>>().join("\n"))
}

/// What broke, and in which file the input lies; without either, the end.
fn told(said: &str) -> String {
    let panic = said.lines().skip_while(|line| !line.contains("panicked at")).take(4);
    let input = said.lines().filter(|line| line.contains("Test unit written to"));
    let told: Vec<&str> = panic.chain(input).collect();
    if told.is_empty() { cmd::last_lines(said, 20) } else { told.join("\n") }
}

fn command(tool: &PathBuf, target: &str, seconds: u32) -> Result<Command> {
    let home = paths::root().join("shared/fuzz");
    let corpus = paths::fuzz_corpus().join(target);
    fs::create_dir_all(&corpus)?;
    let mut fuzz = Command::new(tool);
    fuzz.args(["run", "--sanitizer", "none", "--fuzz-dir"])
        .arg(&home)
        .arg("--target-dir")
        .arg(paths::target().join("fuzz"))
        .arg(target)
        .arg(corpus)
        .arg(home.join("seeds").join(target))
        .arg("--")
        .args([format!("-max_total_time={seconds}"), format!("-timeout={SLOW}"), format!("-max_len={LONGEST}")])
        .env("RUSTC_BOOTSTRAP", "1")
        .current_dir(paths::root());
    Ok(fuzz)
}

/// cargo-fuzz, installed if need be.
fn tool() -> Result<PathBuf> {
    let home = paths::tools().join("cargo-fuzz");
    let program = home.join("bin/cargo-fuzz");
    if !program.is_file() {
        let step = say::step("Installing cargo-fuzz, once (a minute or two)");
        let mut cargo = Command::new("cargo");
        cargo.args(["install", "cargo-fuzz", "--locked", "--root"]).arg(&home);
        cmd::capture(&mut cargo, "install cargo-fuzz")?;
        step.done("cargo-fuzz installed");
    }
    Ok(program)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_target_has_its_file_and_seeds() {
        let home = paths::root().join("shared/fuzz");
        let mut files: Vec<String> = fs::read_dir(home.join("targets"))
            .unwrap()
            .filter_map(|entry| Some(entry.unwrap().path().file_stem()?.to_str()?.to_owned()))
            .collect();
        files.sort();
        let mut targets = TARGETS;
        targets.sort_unstable();
        assert_eq!(files, targets);
        for target in TARGETS {
            assert!(fs::read_dir(home.join("seeds").join(target)).is_ok_and(|mut seeds| seeds.next().is_some()), "{target} has no seed");
        }
    }
}
