//! Pages of a shop as a test needs them: the demo's, with or without our line.

use crate::harness::browser::Browser;
use crate::harness::house::house;
use crate::harness::run_folder;
use crate::harness::samples::settings;
use crate::harness::shop::Shop;
use serde_json::{Value, json};
use std::fs;
use std::path::Path;
use xtask::pages::ShopPages;
use xtask::{paths, seed};

/// The line that shops paste, in the demo's pages.
const LINE: &str = "<script async src=\"https://madoguchi.example/embed.js\" data-shop=\"demo\" data-accent=\"#1f6f54\"></script>";

/// The demo's pages without our line.
pub fn bare(name: &str) -> ShopPages {
    serve(name, "", "")
}

/// The demo's pages with our line and these attributes, and with more in the head.
pub fn with_embed(name: &str, attributes: &str, head: &str) -> ShopPages {
    serve(name, &LINE.replace("data-shop=\"demo\" data-accent=\"#1f6f54\"", attributes), head)
}

/// As [`bare`], with more in the head.
pub fn bare_with_head(name: &str, head: &str) -> ShopPages {
    serve(name, "", head)
}

/// A shop of a test's own, with pages that hold its line.
pub struct Site {
    /// The shop.
    pub shop: Shop,
    /// Its pages.
    pub pages: ShopPages,
}

impl Site {
    /// A shop with room for everybody, its pages on its list.
    pub fn open(name: &str) -> Self {
        Self::with_head(name, "")
    }

    /// The same, with more in the head of its pages.
    pub fn with_head(name: &str, head: &str) -> Self {
        let shop = Shop::open(name);
        let pages = with_embed(name, &format!("data-shop=\"{}\"", shop.name), head);
        Self::of(shop, pages)
    }

    /// A shop with pages of another kind.
    pub fn of(shop: Shop, pages: ShopPages) -> Self {
        let site = Self { shop, pages };
        site.put(|_| {});
        site
    }

    /// The same, with more in its line, and pages with a policy of their own;
    /// `OURS` in it is our origin.
    pub fn with_policy(name: &str, attributes: &str, head: &str, policy: &str) -> Self {
        let shop = Shop::open(name);
        let line = LINE.replace("data-shop=\"demo\" data-accent=\"#1f6f54\"", &format!("data-shop=\"{}\" {attributes}", shop.name));
        let policy = policy.replace("OURS", &house().url());
        let headers: &[_] = if policy.is_empty() { &[] } else { &[("content-security-policy", policy.as_str())] };
        let site = Self { shop, pages: serve_with(name, &line, head, headers) };
        site.put(|_| {});
        site
    }

    /// Puts the shop's settings, changed.
    pub fn put(&self, change: impl FnOnce(&mut Value)) {
        let mut own = settings();
        own["origins"] = json!(self.pages.origins());
        change(&mut own);
        seed::put(&self.shop.api, &self.shop.path("/settings"), &self.shop.token, &own).unwrap();
    }

    /// The address of one of its pages.
    pub fn page(&self, name: &str) -> String {
        format!("{}/{name}.html", self.pages.url())
    }

    /// A shopper at its first page.
    pub fn visit(&self) -> Browser {
        Browser::at("ja", &self.page("index"))
    }
}

fn serve(name: &str, line: &str, head: &str) -> ShopPages {
    serve_with(name, line, head, &[])
}

fn serve_with(name: &str, line: &str, head: &str, headers: &[(&str, &str)]) -> ShopPages {
    let folder = run_folder::fresh(name);
    let demo = seed::shop_folders().unwrap().into_iter().find(|folder| folder.name == "demo").unwrap();
    copy(&demo.site(), &folder, &|page| {
        assert!(page.contains(LINE), "the demo's pages hold our line as shops paste it");
        page.replace(LINE, line).replace("</head>", &format!("{head}</head>"))
    });
    for styles in ["hostile.css", "names.css"] {
        fs::copy(paths::root().join("tests/it/browser").join(styles), folder.join(styles)).unwrap();
    }
    ShopPages::serve(folder, 0, &house().url(), headers).unwrap()
}

fn copy(from: &Path, to: &Path, edit: &impl Fn(&str) -> String) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let source = entry.unwrap().path();
        let target = to.join(source.file_name().unwrap());
        if source.is_dir() {
            copy(&source, &target, edit);
        } else if source.extension().is_some_and(|ending| ending == "html") {
            fs::write(target, edit(&fs::read_to_string(source).unwrap())).unwrap();
        } else {
            fs::copy(source, target).unwrap();
        }
    }
}
