//! The npm packages: exactly those of the lock file.
//!
//! No package's install script runs: what the build uses comes ready-made. It
//! is `npm install` and not `npm ci`, which refuses a lock file that leaves out
//! packages for other platforms; the lock file is obeyed and left as it is.

use crate::{cmd, node, paths, say};
use anyhow::{Context, Result, bail};
use std::fs;
use std::process::Command;

/// Installs them, if they are not those of the lock file already.
pub fn ensure() -> Result<()> {
    let lock_file = paths::root().join("package-lock.json");
    let lock = fs::read(&lock_file).context("package-lock.json is missing")?;
    let stamp = node::modules().join(".installed-lock.json");
    if fs::read(&stamp).is_ok_and(|installed| installed == lock) {
        return Ok(());
    }
    if !cmd::on_path("npm") {
        bail!("npm is needed: install Node.js with npm, any version from 18 on");
    }
    let step = say::step("Installing npm packages: the Workers runtime, the bundler, the wasm optimiser (100 MB)");
    let mut npm = Command::new("npm");
    npm.args(["install", "--no-save", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]).current_dir(paths::root());
    cmd::capture(&mut npm, "install the npm packages")?;
    node::node()?;
    fs::write(stamp, lock)?;
    step.done("npm packages installed");
    Ok(())
}
