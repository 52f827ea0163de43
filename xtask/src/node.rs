//! Programs that come as npm packages, and the Node that runs them.

use crate::{cmd, paths};
use anyhow::{Context, Result, bail};
use std::fs;
use std::path::PathBuf;
use std::process::Command;

/// What wrangler asks for.
const OLDEST: (u32, u32) = (22, 12);

/// The script that is wrangler.
pub const WRANGLER: &str = "wrangler/bin/wrangler.js";

/// A command `node SCRIPT`, for a script inside `node_modules`.
pub fn script(path: &str) -> Result<Command> {
    let script = modules().join(path);
    if !script.is_file() {
        bail!("{} is missing: run `cargo xtask setup`", paths::shown(&script));
    }
    let mut command = Command::new(node()?);
    command.arg(script);
    Ok(command)
}

/// The bundler. Its native program is started directly: a bundle takes less
/// time than Node's start.
pub fn esbuild() -> Result<Command> {
    native("@esbuild", "bin/esbuild").map(Command::new)
}

/// The Workers runtime itself.
pub fn workerd() -> Result<PathBuf> {
    native("@cloudflare", "bin/workerd")
}

/// The program that npm brought for this platform, in some package of `scope`.
fn native(scope: &str, program: &str) -> Result<PathBuf> {
    let packages = fs::read_dir(modules().join(scope)).with_context(|| format!("{scope} is missing: run `cargo xtask setup`"))?;
    let mut programs = packages.filter_map(|entry| Some(entry.ok()?.path().join(program)));
    programs.find(|program| program.is_file()).with_context(|| format!("npm brought no {program} for this platform"))
}

/// The Workers command line, silent about itself and asking nothing.
pub fn wrangler() -> Result<Command> {
    let mut command = script(WRANGLER)?;
    command
        .current_dir(paths::root().join("worker"))
        .env("WRANGLER_SEND_METRICS", "false")
        .env("WRANGLER_HIDE_BANNER", "true")
        .env("NO_UPDATE_NOTIFIER", "1")
        .env("NO_COLOR", "1")
        .env("FORCE_COLOR", "0")
        .env("CI", "1");
    Ok(command)
}

/// A Node that is new enough: npm's, else the machine's.
pub fn node() -> Result<PathBuf> {
    let own = modules().join(".bin/node");
    if own.exists() {
        return Ok(own);
    }
    let version = cmd::capture(Command::new("node").arg("--version"), "find Node")?;
    if parse(&version) < Some(OLDEST) {
        bail!("Node {}.{} or newer is needed, this machine has {}", OLDEST.0, OLDEST.1, version.trim());
    }
    Ok(PathBuf::from("node"))
}

fn parse(version: &str) -> Option<(u32, u32)> {
    let mut parts = version.trim().trim_start_matches('v').split('.');
    Some((parts.next()?.parse().ok()?, parts.next()?.parse().ok()?))
}

/// Where npm puts packages.
pub fn modules() -> PathBuf {
    paths::root().join("node_modules")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_compare_as_numbers() {
        assert!(parse("v22.9.0\n") < Some(OLDEST));
        assert!(parse("v22.23.3\n") > Some(OLDEST));
        assert!(parse("nonsense") < Some(OLDEST));
    }
}
