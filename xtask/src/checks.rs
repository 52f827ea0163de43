//! `cargo xtask test`: everything that has to hold, the cheap checks first.
//!
//! A failing step doesn't hide what the later ones would tell; only those that
//! need its result are left out.

use crate::build::{self, Profile};
use crate::setup::{self, Needs, engines};
use crate::wasm_target::{self, Choice, TARGET};
use crate::{cmd, deploy, openapi, paths, say, types};
use anyhow::{Result, bail};
use std::process::Command;
use std::time::{Duration, Instant};

/// What the person may choose.
#[derive(Clone, Debug, Default)]
pub struct Checks {
    /// Leave out the release build.
    pub quick: bool,
    /// Walk the main flows in Firefox and in WebKit too.
    pub deep: bool,
    /// Words in the names of the tests to run; all without any.
    pub filters: Vec<String>,
}

/// The main flows, which hold in every browser: from a question to a call that
/// was made; call back, receipt, moved, called off, rated; a request that
/// couldn't be sent; the hosted page; the keyboard alone; a strict policy.
const MAIN_FLOWS: [&str; 10] = [
    "browser::shopper::from_a_question_to_a_call_that_the_desk_records",
    "browser::receipt::a_call_is_moved_called_in_vain_reached_and_rated",
    "browser::cancel::as_soon_as_possible_and_then_not_at_all",
    "browser::offline::a_tab_that_was_closed_before_the_answer_came_is_told_of_it_on_the_next_page",
    "browser::offline::a_browser_that_keeps_nothing_is_no_hindrance",
    "browser::hosted::the_whole_way_is_walked_without_script",
    "browser::keyboard::on_a_small_screen_the_focus_stays_inside_and_comes_back",
    "browser::keyboard::a_call_is_moved_without_a_pointer",
    "browser::keyboard::beside_the_page_it_is_no_trap",
    "browser::csp::the_whole_way_works_under_a_strict_policy",
];

/// Runs them all. Fails if one failed.
pub fn run(checks: &Checks) -> Result<()> {
    let mut report = Report::default();
    let ready = report.step("set-up", || setup::ensure(Needs { browser: true, way: None }));
    if ready {
        if checks.filters.is_empty() {
            report.step("formatting", || cargo(&["fmt", "--all", "--check"]));
            report.step("lints", lints);
        }
        report.step("unit tests", || unit_tests(&checks.filters));
        if checks.filters.is_empty() {
            report.step("vectors", || build::same_in_wasm(false));
            report.step("contract", openapi::judge);
            report.step("types", types::judge);
        }
        let built = report.step("build", || build::build(Profile::Dev));
        if built {
            report.step("end to end", || end_to_end(&checks.filters));
        }
        if built && checks.deep && report.step("browsers", engines::ensure) {
            report.step("Firefox", || main_flows("firefox"));
            report.step("WebKit", || main_flows("webkit"));
        }
        if built && !checks.quick && checks.filters.is_empty() {
            report.step("release", || {
                build::build(Profile::Release)?;
                let std_rebuilt = wasm_target::std_sources(&Choice::require()?)?.is_some();
                build::sizes::keep_budgets(&build::sizes::measure()?, std_rebuilt)?;
                deploy::rehearse()
            });
        }
    }
    report.close()
}

/// Clippy on everything natively, and on what runs as wasm once more as wasm.
fn lints() -> Result<()> {
    let strict = ["--", "--deny", "warnings"];
    cargo(&[&["clippy", "--quiet", "--workspace", "--all-targets", "--features", openapi::FEATURE], &strict[..]].concat())?;
    let choice = Choice::require()?;
    if !choice.suits_clippy() {
        say::note("no lints for wasm: the compiler that makes it here brings no clippy");
        return Ok(());
    }
    for package in ["madoguchi-widget", "madoguchi-console", "madoguchi-worker"] {
        let mut clippy = command(&["clippy", "--quiet", "--lib", "--package", package]);
        clippy.args(["--target", TARGET, "--profile", "wasm-dev"]).args(strict);
        choice.apply(&mut clippy);
        cmd::run(&mut clippy, &format!("pass the lints of {package} as wasm"))?;
    }
    Ok(())
}

/// All tests that need no running stack.
fn unit_tests(filters: &[String]) -> Result<()> {
    let all = ["test", "--quiet", "--workspace", "--exclude", "madoguchi-tests", "--features", openapi::FEATURE];
    run_tests(&all, filters)
}

/// The tests that start the stack of the last build.
fn end_to_end(filters: &[String]) -> Result<()> {
    run_tests(&["test", "--package", "madoguchi-tests"], filters)
}

/// The main flows in another browser, one after the other.
fn main_flows(browser: &str) -> Result<()> {
    let mut cargo = command(&["test", "--package", "madoguchi-tests", "--test", "it", "--", "--exact", "--test-threads", "1"]);
    cargo.args(MAIN_FLOWS).env("BROWSER", browser);
    cmd::run(&mut cargo, &format!("pass the main flows in {browser}"))
}

fn run_tests(arguments: &[&str], filters: &[String]) -> Result<()> {
    let mut cargo = command(arguments);
    cargo.arg("--").args(filters);
    cmd::run(&mut cargo, "pass the tests")
}

fn cargo(arguments: &[&str]) -> Result<()> {
    let what = format!("pass `cargo {}`", arguments.first().unwrap_or(&"fmt"));
    cmd::run(&mut command(arguments), &what)
}

fn command(arguments: &[&str]) -> Command {
    let mut cargo = Command::new("cargo");
    cargo.args(arguments).current_dir(paths::root());
    cargo
}

/// What each step came to.
#[derive(Default)]
struct Report {
    steps: Vec<(&'static str, Duration, bool)>,
}

impl Report {
    /// Runs a step; returns whether it passed.
    fn step(&mut self, name: &'static str, run: impl FnOnce() -> Result<()>) -> bool {
        eprintln!("\n── {name} ──");
        let began = Instant::now();
        let result = run();
        if let Err(error) = &result {
            eprintln!("✗ {error:#}");
        }
        self.steps.push((name, began.elapsed(), result.is_ok()));
        result.is_ok()
    }

    /// The summary, closed by a plain count of the steps.
    fn close(self) -> Result<()> {
        println!();
        for (name, time, passed) in &self.steps {
            let mark = if *passed { '✓' } else { '✗' };
            println!("{mark} {name:<12} {:>12}", say::seconds(*time));
        }
        let failed = self.steps.iter().filter(|(_, _, passed)| !passed).count();
        println!("steps: {} passed, {failed} failed", self.steps.len() - failed);
        if failed > 0 {
            bail!("{failed} of the steps above failed");
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_failing_step_fails_the_whole() {
        let mut report = Report::default();
        assert!(report.step("good", || Ok(())));
        assert!(!report.step("bad", || bail!("no")));
        assert!(report.close().is_err());
    }

    #[test]
    fn the_main_flows_are_tests() {
        for flow in MAIN_FLOWS {
            let (file, name) = flow.rsplit_once("::").unwrap();
            let file = paths::root().join("tests/it").join(file.replace("::", "/")).with_extension("rs");
            let tests = std::fs::read_to_string(&file).unwrap();
            assert!(tests.contains(&format!("#[test]\nfn {name}()")), "{flow}");
        }
    }
}
