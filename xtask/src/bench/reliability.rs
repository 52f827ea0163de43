//! `cargo xtask bench reliability`: the long form of the attack, whose short
//! form is part of the end-to-end tests (`tests/it/attack`).

use crate::build::{self, Profile};
use crate::{cmd, paths, say, setup};
use anyhow::{Context, Result};
use std::fs;
use std::path::PathBuf;
use std::process::Command;

/// What the person may choose.
#[derive(Clone, Debug)]
pub struct Options {
    /// How often the runtime is killed.
    pub kills: usize,
    /// Tickets sent meanwhile.
    pub tickets: usize,
    /// One part alone: `kills`, `receivers`, `hostile` or `described`.
    pub only: Option<String>,
    /// Where to write the figures.
    pub out: Option<PathBuf>,
}

/// Builds, attacks and prints the figures. Fails if anything didn't hold.
pub fn run(options: &Options) -> Result<()> {
    let schemathesis = setup::schemathesis::ensure()?;
    build::build(Profile::Dev)?;
    let figures = paths::dist().join(".work/reliability.json");
    fs::create_dir_all(paths::dist().join(".work"))?;
    fs::remove_file(&figures).ok();
    let step = say::step("Attacking: kills, bad receivers, hostile requests, the description (some ten minutes)");
    let mut tests = Command::new("cargo");
    tests
        .args(["test", "--quiet", "--package", "madoguchi-tests", "--test", "it", "--"])
        .args(["--ignored", "--exact", "attack::long::long_form"])
        .current_dir(paths::root())
        .env("ATTACK_KILLS", options.kills.to_string())
        .env("ATTACK_TICKETS", options.tickets.to_string())
        .env("ATTACK_ONLY", options.only.as_deref().unwrap_or_default())
        .env("ATTACK_SCHEMATHESIS", schemathesis)
        .env("ATTACK_OUT", &figures);
    let held = cmd::capture(&mut tests, "hold out against the attack");
    // Figures are told also where not all held.
    let told = fs::read_to_string(&figures).with_context(|| match &held {
        Ok(_) => "the attack left no figures".to_owned(),
        Err(error) => format!("{error:#}"),
    })?;
    println!("{told}");
    if let Some(out) = &options.out {
        fs::write(out, told).with_context(|| format!("could not write {}", paths::shown(out)))?;
    }
    held?;
    step.done("all of it held");
    Ok(())
}
