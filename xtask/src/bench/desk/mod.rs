//! `cargo xtask bench desk`: the console at a desk with thousands of open
//! tickets, on a screen of 1440×900, as Chromium plays it against the real
//! worker on this machine.
//!
//! Nothing is slowed down and nothing compressed: an operator's line is fast,
//! and bytes on the way are told apart. Each visit begins with an empty cache.
//! Beside it a desk with a hundred tickets, for what must not grow with them.

mod budgets;
mod fill;

use crate::bench::table;
use crate::build::{self, Profile};
use crate::setup::{self, Needs, browser};
use crate::stack::{Stack, StackOptions};
use crate::{node, paths, say};
use anyhow::{Context, Result};
use serde_json::{Value, json};
use std::fs;
use std::path::PathBuf;
use std::process::Stdio;

/// Shops of the desk.
const SHOPS: usize = 5;
/// Tickets of the desk beside it.
const FEW: usize = 100;

/// What the person may choose.
#[derive(Clone, Debug)]
pub struct Options {
    /// Open tickets.
    pub tickets: usize,
    /// Visits, of which the median is told.
    pub rounds: usize,
    /// Where to write the figures, beside the table on screen.
    pub out: Option<PathBuf>,
    /// Where to write what the processor does while the console idles and is
    /// worked with, for a browser's own tools (`.cpuprofile`).
    pub profile: Option<PathBuf>,
    /// Whether to measure the last build, whatever it was, instead of making one.
    pub built: bool,
}

/// Measures; prints the figures as JSON and a table of the budgets.
pub fn run(options: &Options) -> Result<()> {
    setup::ensure(Needs { browser: true, way: None })?;
    if !options.built {
        build::build(Profile::Release)?;
    }
    let folder = paths::dist().join(".work/bench-desk");
    let stack = Stack::start(StackOptions { fresh: true, ..StackOptions::at(folder.join("state")) })?;
    let step = say::step(&format!("{} people ask for a call, at {SHOPS} shops", options.tickets));
    let large = fill::fill(&stack, "large", SHOPS, options.tickets.max(FEW))?;
    let small = fill::fill(&stack, "small", 1, FEW)?;
    step.done("the desk has heard of all");

    let chosen = json!({
        "chromium": browser::find()?.browser, "port": stack.port(), "files": paths::site().join("desk"),
        "large": {"desk": large.desk, "token": large.token, "tickets": options.tickets.max(FEW)},
        "small": {"desk": small.desk, "token": small.token, "tickets": FEW},
        "shop": large.shops.first(), "origin": fill::ORIGIN, "draft": fill::draft(0, &[]),
        "rounds": options.rounds.max(1), "profile": options.profile,
    });
    let step = say::step(&format!("Measuring: {} visits", options.rounds.max(1)));
    let mut script = std::process::Command::new(node::node()?);
    script.arg(paths::root().join("xtask/src/bench/desk/measure.mjs")).arg(chosen.to_string()).stderr(Stdio::inherit());
    let output = script.stdin(Stdio::null()).output().context("could not start Node")?;
    // Not shown: its argument holds tokens.
    anyhow::ensure!(output.status.success(), "could not measure: the script ended with {}", output.status);
    let figures: Value = serde_json::from_slice(&output.stdout).context("could not read the figures")?;
    step.done("measured");

    let text = serde_json::to_string_pretty(&figures)?;
    println!("{text}");
    eprintln!("{}", table::table(&figures, &budgets::LINES));
    if let Some(out) = &options.out {
        fs::write(out, text).with_context(|| format!("could not write {}", paths::shown(out)))?;
    }
    Ok(())
}
