//! The static files that the worker hands out, put together in `dist/site`.

use super::bind::Bound;
use super::{bundle, files};
use crate::paths;
use anyhow::{Context, Result};
use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

/// Folders and files of `www/` that are served as they are.
const AS_THEY_ARE: [&str; 9] = [
    "desk",
    "install",
    "_headers",
    "hosted.css",
    "turnstile.js",
    // The words that the worker doesn't carry itself.
    "texts/zh.json",
    "texts/ko.json",
    "texts/hosted/zh.json",
    "texts/hosted/ko.json",
];

/// Bundles the loader and the panel, and copies the rest.
pub fn assemble(widget: &Bound) -> Result<()> {
    let site = paths::site();
    let mut parts: Vec<(PathBuf, Vec<u8>)> = vec![
        (site.join("embed.js"), bundle::loader()?),
        (site.join("panel.js"), bundle::panel(widget)?),
        (site.join("panel.wasm"), fs::read(&widget.wasm)?),
        (site.join("openapi.json"), fs::read(paths::openapi()).context("openapi.json is missing: run `cargo xtask openapi`")?),
    ];
    for name in AS_THEY_ARE {
        let source = paths::www().join(name);
        let found = match source.is_file() {
            true => BTreeSet::from([source]),
            false => files::under(&source)?,
        };
        for file in found {
            let inner = file.strip_prefix(paths::www())?.to_path_buf();
            parts.push((site.join(inner), fs::read(&file)?));
        }
    }
    for (path, bytes) in &parts {
        files::write_if_new(path, bytes)?;
    }
    files::keep_only(&site, &parts.into_iter().map(|(path, _)| path).collect())
}
