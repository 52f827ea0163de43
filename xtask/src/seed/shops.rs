//! The demo's shops: every folder of `www/` with settings, a FAQ and pages.

use crate::paths;
use anyhow::{Context, Result};
use serde_json::{Value, json};
use std::fs;
use std::path::{Path, PathBuf};

/// One shop's folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShopFolder {
    /// The folder's name, which is the shop's.
    pub name: String,
    folder: PathBuf,
}

impl ShopFolder {
    /// The pages that its web server serves.
    pub fn site(&self) -> PathBuf {
        self.folder.join("site")
    }

    /// Its settings, for pages at these origins.
    pub fn settings(&self, origins: &[String]) -> Result<Value> {
        let mut settings = read(&self.folder.join("settings.json"))?;
        if let Some(fields) = settings.as_object_mut() {
            fields.insert("origins".to_owned(), json!(origins));
        }
        Ok(settings)
    }

    /// Its questions and answers.
    pub fn faq(&self) -> Result<Value> {
        read(&self.folder.join("faq.json"))
    }
}

/// Every shop of the demo, by name.
pub fn shop_folders() -> Result<Vec<ShopFolder>> {
    let mut shops = Vec::new();
    for entry in fs::read_dir(paths::www()).context("www/ is missing")? {
        let folder = entry?.path();
        let whole = ["settings.json", "faq.json", "site"].iter().all(|part| folder.join(part).exists());
        if whole {
            let name = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
            shops.push(ShopFolder { name, folder });
        }
    }
    shops.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(shops)
}

/// The demo's desk: calendar, capacity, and each shop's allotment.
pub fn desk_settings() -> Result<Value> {
    read(&paths::www().join("demo/desk.json"))
}

fn read(file: &Path) -> Result<Value> {
    let text = fs::read_to_string(file).with_context(|| format!("{} is missing", paths::shown(file)))?;
    serde_json::from_str(&text).with_context(|| format!("{} is no JSON", paths::shown(file)))
}
