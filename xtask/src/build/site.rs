//! The static files that the worker hands out, put together in `dist/site`.
//!
//! The panel's files lie together under `/v/{version}/`, where they never
//! change; versions that were frozen lie there as they are. `/embed.js` is the
//! newest loader.

use super::bind::Bound;
use super::{bundle, files, version};
use crate::paths;
use anyhow::{Context, Result, ensure};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Folders and files of `www/` that are served as they are.
const AS_THEY_ARE: [&str; 17] = [
    "desk/index.html",
    "desk/answer/index.html",
    "desk/answer/answer.js",
    "desk/answer/words.js",
    "install",
    "_headers",
    "hosted.css",
    "ticket.js",
    "madoguchi.d.ts",
    // The words that the worker doesn't carry itself.
    "texts/readings.txt",
    "texts/zh.json",
    "texts/ko.json",
    "texts/hosted/zh.json",
    "texts/hosted/ko.json",
    "texts/word",
    "texts/desk/talk.en.json",
    "texts/desk/talk.ja.json",
];
/// Styles of the desk's pages, each with what they have in common.
const STYLES: [&str; 2] = ["desk/console.css", "desk/answer/answer.css"];
/// What is loaded beside the panel where it is needed.
const BESIDE: [&str; 4] = ["frame.js", "inline.js", "inside.js", "turnstile.js"];

/// Bundles the loader, the panel and the console, and copies the rest.
pub fn assemble(widget: &Bound, console: &Bound) -> Result<()> {
    let (site, own) = (paths::site(), paths::panel());
    let (wasm, later) = (fs::read(&widget.wasm)?, fs::read(widget.later())?);
    let mut panel: Vec<(String, Vec<u8>)> = Vec::new();
    for name in BESIDE {
        panel.push((name.into(), bundle::beside(name)?));
    }
    // A version is named by its entry; so that no file of it can change under
    // the same name, the entry holds what all the others are.
    let rest = panel.iter().map(|(_, bytes)| bytes.as_slice()).chain([bundle::loader("")?.as_slice()]).collect::<Vec<_>>().concat();
    let entry = bundle::panel(widget, [&version::sha256(&wasm), &version::sha256(&later)], &version::name(&rest))?;
    let version = version::name(&entry);
    panel.extend([
        ("embed.js".into(), bundle::loader(&version)?),
        ("panel.js".into(), entry),
        ("panel.wasm".into(), wasm),
        ("later.wasm".into(), later),
    ]);

    let mut parts: Vec<(PathBuf, Vec<u8>)> =
        vec![(site.join("openapi.json"), fs::read(paths::openapi()).context("openapi.json is missing: run `cargo xtask openapi`")?)];
    for name in AS_THEY_ARE {
        parts.extend(copied(&paths::www().join(name), &paths::www(), &site)?);
    }
    let program = fs::read(&console.wasm)?;
    let entry = bundle::console(console, &version::sha256(&program))?;
    parts.extend([(site.join("desk/console.js"), entry), (site.join("desk/console.wasm"), program)]);
    for name in STYLES {
        parts.push((site.join(name), bundle::styles(name)?));
    }
    let frozen = copied(&paths::frozen(), &paths::www(), &site)?;
    for (path, bytes) in frozen.iter().filter(|(path, _)| path.ends_with("panel.js")) {
        // Loaders ask for it by its hash, for good.
        ensure!(path.parent().is_some_and(|folder| folder.ends_with(version::name(bytes))), "{} was changed", path.display());
    }
    parts.extend(frozen);
    for (name, bytes) in &panel {
        parts.push((own.join(name), bytes.clone()));
        parts.push((site.join("v").join(&version).join(name), bytes.clone()));
        if name == "embed.js" {
            parts.push((site.join(name), bytes.clone()));
        }
    }
    let published =
        version::list(&version, parts.iter().filter_map(|(path, bytes)| Some((path.strip_prefix(site.join("v")).ok()?, bytes))))?;
    parts.push((site.join("versions.json"), published));
    for (path, bytes) in &parts {
        files::write_if_new(path, bytes)?;
    }
    let wanted = parts.into_iter().map(|(path, _)| path).collect();
    files::keep_only(&site, &wanted)?;
    files::keep_only(&own, &wanted)
}

/// Keeps the last build's version in the repository, where later builds serve
/// it beside theirs.
pub fn freeze() -> Result<PathBuf> {
    let version = version::name(&fs::read(paths::panel().join("panel.js"))?);
    let folder = paths::frozen().join(version);
    for (path, bytes) in copied(&paths::panel(), &paths::panel(), &folder)? {
        files::write_if_new(&path, &bytes)?;
    }
    Ok(folder)
}

/// A file, or all of a folder, with the place below `to` that it has below `from`.
fn copied(source: &Path, from: &Path, to: &Path) -> Result<Vec<(PathBuf, Vec<u8>)>> {
    let found = match source.is_file() {
        true => BTreeSet::from([source.to_path_buf()]),
        false => files::under(source)?,
    };
    found.into_iter().map(|file| Ok((to.join(file.strip_prefix(from)?), fs::read(&file)?))).collect()
}
