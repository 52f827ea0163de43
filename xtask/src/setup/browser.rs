//! Chromium, its driver and a Japanese font, for the end-to-end tests.

use crate::{cmd, say};
use anyhow::{Context, Result, bail};
use std::path::PathBuf;
use std::process::Command;

const BROWSERS: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const DRIVER: &str = "chromedriver";
/// Without it a screenshot of a Japanese page is a page of empty boxes.
const FONT: &str = "fonts-ipafont-gothic";

/// The programs that the tests start.
#[derive(Clone, Debug)]
pub struct Browser {
    /// The browser itself.
    pub browser: PathBuf,
    /// Its WebDriver server, of the same version.
    pub driver: PathBuf,
}

/// Finds both, or says what to do.
pub fn find() -> Result<Browser> {
    let advice = "run `cargo xtask setup --browser`, or install the packages chromium and chromium-driver";
    let browser = BROWSERS.iter().find_map(|name| on_path(name));
    let driver = on_path(DRIVER);
    match (browser, driver) {
        (Some(browser), Some(driver)) => Ok(Browser { browser, driver }),
        (None, _) => bail!("Chromium is missing: {advice}"),
        (_, None) => bail!("chromedriver is missing: {advice}"),
    }
}

/// Installs them where apt can; elsewhere says what is missing.
pub fn ensure() -> Result<()> {
    if find().is_ok() && has_japanese_font() {
        return Ok(());
    }
    if !can_install() {
        find()?;
        say::note("no Japanese font found: screenshots will show empty boxes");
        return Ok(());
    }
    let step = say::step("Installing Chromium, its driver and a Japanese font for the browser tests (100 MB)");
    install(&["chromium", "chromium-driver", FONT]).context("the browser tests need Chromium")?;
    find()?;
    step.done("browser installed");
    Ok(())
}

/// Whether packages can be installed here.
pub(super) fn can_install() -> bool {
    cmd::on_path("apt-get") && nix::unistd::Uid::effective().is_root()
}

/// Installs packages, also where the list of packages is older than the archive.
pub(super) fn install(packages: &[&str]) -> Result<()> {
    if try_to_install(packages).is_ok() {
        return Ok(());
    }
    cmd::capture(Command::new("apt-get").args(["-q", "update"]), "refresh the list of packages")?;
    try_to_install(packages)
}

fn try_to_install(packages: &[&str]) -> Result<()> {
    let mut apt = Command::new("apt-get");
    apt.args(["-q", "-y", "--no-install-recommends", "install"]).args(packages).env("DEBIAN_FRONTEND", "noninteractive");
    cmd::capture(&mut apt, &format!("install {}", packages.join(", ")))?;
    Ok(())
}

fn has_japanese_font() -> bool {
    let mut list = Command::new("fc-list");
    cmd::capture(list.args([":lang=ja", "family"]), "list fonts").is_ok_and(|fonts| !fonts.trim().is_empty())
}

/// Where a program of this name is.
pub(super) fn on_path(name: &str) -> Option<PathBuf> {
    let folders = std::env::var_os("PATH")?;
    std::env::split_paths(&folders).map(|folder| folder.join(name)).find(|path| path.is_file())
}
