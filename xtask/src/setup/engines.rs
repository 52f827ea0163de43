//! Firefox and WebKit, for `test --deep`: most shoppers in Japan hold an iPhone.
//!
//! Debian brings both, and WebKit's driver; Firefox's is built from its source
//! on crates.io. WebKit draws into a screen that nobody sees.

use super::browser::{self, Browser};
use crate::{cmd, paths, say};
use anyhow::{Context, Result, bail};
use std::path::{Path, PathBuf};
use std::process::Command;

/// Speaks to Firefox ESR 115 and later.
const GECKODRIVER: &str = "0.37.1";
/// Draws for WebKit, which has no way of its own to run unseen.
const SCREEN: &str = "Xvfb";

/// Firefox and its driver, if both are there.
pub fn firefox() -> Result<Browser> {
    let browser = ["firefox-esr", "firefox"].iter().find_map(|name| browser::on_path(name));
    let own = Some(geckodriver()).filter(|program| program.is_file());
    found("Firefox", browser, browser::on_path("geckodriver").or(own))
}

/// WebKit's smallest browser and its driver, if both are there.
pub fn webkit() -> Result<Browser> {
    let found = found("WebKit", mini_browser(), browser::on_path("WebKitWebDriver"))?;
    screen()?;
    Ok(found)
}

/// The program that makes a screen in memory.
pub fn screen() -> Result<PathBuf> {
    browser::on_path(SCREEN).context("Xvfb is missing: install the package xvfb")
}

/// Installs both where apt can; elsewhere says what is missing.
pub fn ensure() -> Result<()> {
    if firefox().is_err() || webkit().is_err() {
        let step = say::step("Installing Firefox and WebKit for the deep tests (180 MB)");
        if browser::can_install() {
            browser::install(&["firefox-esr", "webkit2gtk-driver", "xvfb"])?;
        }
        if browser::on_path("geckodriver").is_none() && !geckodriver().is_file() {
            build_geckodriver()?;
        }
        firefox()?;
        webkit()?;
        step.done("browsers installed");
    }
    Ok(())
}

fn found(what: &str, browser: Option<PathBuf>, driver: Option<PathBuf>) -> Result<Browser> {
    match (browser, driver) {
        (Some(browser), Some(driver)) => Ok(Browser { browser, driver }),
        _ => bail!("{what} or its driver is missing: install firefox-esr, webkit2gtk-driver and xvfb, then run `cargo xtask test --deep`"),
    }
}

/// Where Debian puts the browser that comes with the library, by version of its interface.
fn mini_browser() -> Option<PathBuf> {
    let platform = format!("/usr/lib/{}-linux-gnu", std::env::consts::ARCH);
    let folders = ["webkit2gtk-4.1", "webkit2gtk-4.0", "webkitgtk-6.0"];
    folders.iter().map(|folder| Path::new(&platform).join(folder).join("MiniBrowser")).find(|program| program.is_file())
}

fn geckodriver() -> PathBuf {
    geckodriver_folder().join("bin/geckodriver")
}

fn geckodriver_folder() -> PathBuf {
    paths::tools().join(format!("geckodriver-{GECKODRIVER}"))
}

fn build_geckodriver() -> Result<()> {
    say::note(&format!("building geckodriver {GECKODRIVER}, which no package brings (some minutes, once)"));
    let workshop = geckodriver_folder().join("build");
    let mut cargo = Command::new("cargo");
    cargo.args(["install", "--quiet", "--locked", "--version", GECKODRIVER, "geckodriver", "--root"]).arg(geckodriver_folder());
    // Where others build must not matter, nor what this project's folder asks of the compiler.
    cargo.arg("--target-dir").arg(&workshop).env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1").current_dir(std::env::temp_dir());
    cmd::capture(&mut cargo, "build geckodriver")?;
    Ok(std::fs::remove_dir_all(workshop)?)
}
