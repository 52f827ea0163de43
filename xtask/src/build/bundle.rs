//! esbuild's part: few files, with what belongs together in one.

use super::bind::Bound;
use super::{Profile, files};
use crate::{cmd, node, paths};
use anyhow::{Context, Result, bail};
use std::fs;
use std::path::Path;
use std::process::Command;

/// The loader that shops embed: a plain script, as small as can be, which
/// knows the one `version` that it loads.
pub fn loader(version: &str) -> Result<Vec<u8>> {
    let mut esbuild = start(&paths::www().join("embed.js"))?;
    esbuild.args(["--format=iife", "--minify", "--target=es2020"]).arg(format!("--define:VERSION=\"{version}\""));
    text_of(esbuild, "embed.js")
}

/// The panel's entry with the glue and the styles inside, the SHA-256 of each
/// of the files of wasm that it takes, and what the rest of its version is, as a hash.
pub fn panel(widget: &Bound, [wasm, later]: [&str; 2], rest: &str) -> Result<Vec<u8>> {
    // As text it is taken as it is, and would bring its comments along.
    let styles = widget.glue.with_file_name("panel.css");
    fs::write(&styles, self::styles("panel.css")?)?;
    let mut esbuild = start(&paths::www().join("panel.js"))?;
    esbuild
        .arg(alias("madoguchi-widget", &widget.glue))
        .arg(alias("madoguchi-styles", &styles))
        .args(["--format=esm", "--minify", "--loader:.css=text", BROWSERS, "--supported:import-meta=true"])
        .args([format!("--define:WASM=\"{wasm}\""), format!("--define:LATER=\"{later}\""), format!("--define:REST=\"{rest}\"")]);
    text_of(esbuild, "panel.js")
}

/// The console's entry with the glue inside, and the SHA-256 of its wasm, by
/// which no older one is taken from a cache.
pub fn console(console: &Bound, wasm: &str) -> Result<Vec<u8>> {
    let mut esbuild = start(&paths::www().join("desk/console.js"))?;
    esbuild.arg(alias("madoguchi-console", &console.glue)).args(["--format=esm", "--minify", BROWSERS, "--supported:import-meta=true"]);
    esbuild.arg(format!("--define:WASM=\"{wasm}\""));
    text_of(esbuild, "console.js")
}

/// Styles, with what they import.
pub fn styles(name: &str) -> Result<Vec<u8>> {
    let mut esbuild = start(&paths::www().join(name))?;
    esbuild.args(["--minify", BROWSERS]);
    text_of(esbuild, name)
}

/// What is loaded beside the panel where it is needed: a module of `www/`.
pub fn beside(name: &str) -> Result<Vec<u8>> {
    let mut esbuild = start(&paths::www().join(name))?;
    esbuild.args(["--format=esm", "--minify", BROWSERS, "--supported:import-meta=true", "--external:./panel.js"]);
    text_of(esbuild, name)
}

/// The oldest browsers that are supported (DESIGN §6).
const BROWSERS: &str = "--target=chrome109,safari16.4,firefox115";

/// The worker: `index.js`, with its wasm beside it, in a folder of their own.
pub fn worker(worker: &Bound, profile: Profile, folder: &Path) -> Result<()> {
    let mut esbuild = start(&paths::root().join("worker/shim.js"))?;
    esbuild.arg(alias("madoguchi-worker", &worker.glue)).args([
        "--format=esm",
        "--target=es2022",
        "--external:*.wasm",
        "--external:cloudflare:*",
    ]);
    if profile == Profile::Release {
        esbuild.arg("--minify");
    }
    let written = [(folder.join("index.js"), text_of(esbuild, "the worker")?), (folder.join("index_bg.wasm"), fs::read(&worker.wasm)?)];
    for (path, bytes) in &written {
        files::write_if_new(path, bytes)?;
    }
    files::keep_only(folder, &written.into_iter().map(|(path, _)| path).collect())
}

/// The peer of `bench worker`, as wrangler would bundle it for a deployment.
pub fn peer_worker(folder: &Path) -> Result<()> {
    let mut esbuild = start(&paths::peer_worker().join("src/index.ts"))?;
    esbuild.args(["--format=esm", "--target=es2022", "--external:cloudflare:*", "--minify"]);
    files::write_if_new(&folder.join("index.js"), &text_of(esbuild, "the peer")?)
}

fn start(entry: &Path) -> Result<Command> {
    if !entry.is_file() {
        bail!("{} is missing", paths::shown(entry));
    }
    let mut esbuild = node::esbuild()?;
    esbuild.arg(entry).args(["--bundle", "--charset=utf8", "--legal-comments=none", "--log-level=warning"]).current_dir(paths::root());
    Ok(esbuild)
}

fn alias(name: &str, file: &Path) -> String {
    format!("--alias:{name}={}", file.display())
}

fn text_of(mut esbuild: Command, what: &str) -> Result<Vec<u8>> {
    let bundle = cmd::capture(&mut esbuild, &format!("bundle {what}"));
    Ok(bundle.context("esbuild refused the JavaScript")?.into_bytes())
}
