//! The npm packages: exactly those of the lock file.
//!
//! No package's install script runs: what the build uses comes ready-made. It
//! is `npm install` and not `npm ci`, which refuses a lock file that leaves out
//! packages for other platforms; the lock file is obeyed and left as it is.

use crate::{cmd, node, paths, say};
use anyhow::{Context, Result, bail};
use std::fs;
use std::path::Path;
use std::process::Command;

/// Installs what builds and runs the product.
pub fn ensure() -> Result<()> {
    installed(&paths::root(), "the Workers runtime, the bundler, the wasm optimiser (100 MB)")?;
    node::node()?;
    Ok(())
}

/// Installs what the program is made of that `bench worker` measures against.
pub fn ensure_peer() -> Result<()> {
    installed(&paths::peer_worker(), "Hono, Zod, libphonenumber-js (15 MB)")
}

/// Installs a folder's packages, if they are not those of its lock file already.
fn installed(folder: &Path, what: &str) -> Result<()> {
    let lock = fs::read(folder.join("package-lock.json")).context("package-lock.json is missing")?;
    let stamp = folder.join("node_modules/.installed-lock.json");
    if fs::read(&stamp).is_ok_and(|installed| installed == lock) {
        return Ok(());
    }
    if !cmd::on_path("npm") {
        bail!("npm is needed: install Node.js with npm, any version from 18 on");
    }
    let step = say::step(&format!("Installing npm packages: {what}"));
    let mut npm = Command::new("npm");
    npm.args(["install", "--no-save", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]).current_dir(folder);
    cmd::capture(&mut npm, "install the npm packages")?;
    fs::write(stamp, lock)?;
    step.done("npm packages installed");
    Ok(())
}
