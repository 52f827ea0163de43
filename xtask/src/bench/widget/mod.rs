//! `cargo xtask bench widget`: what the widget costs a shop's page and its
//! shoppers, on a phone (390×844), a processor four times slower than this one,
//! 1.6 Mbit/s and 150 ms, as Chromium plays them.
//!
//! The release build, served by the real worker. The local runtime compresses
//! nothing, so a small server before it does what a network of servers does
//! for the deployed one: files are brotli of quality 11, answers of quality 4.
//! Chromium's slow network has no cost of connecting; figures of others were
//! taken in the same way.
//!
//! Each visit is somebody's first; what is compared is measured in turn. On a
//! busy machine times mean little, bytes and memory the same as ever.

mod budgets;
mod faq;

use crate::bench::table;
use crate::build::{self, Profile};
use crate::pages::{PLACEHOLDER, ShopPages};
use crate::seed::{self, Api};
use crate::setup::{self, Needs, browser};
use crate::stack::{Stack, StackOptions, free_port};
use crate::{cmd, node, paths, say};
use anyhow::{Context, Result};
use serde_json::{Map, Value, json};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Stdio;

/// Questions of the ordinary shop and of the large one.
const SMALL: usize = 60;
const LARGE: usize = 1_000;
const DESK: &str = "bench-desk";
/// The pages by name: whose they are, and what else stands in the shop's line.
const PAGES: [(&str, &str, &str); 5] = [
    ("bare", "", ""),
    ("plain", "small", ""),
    ("idle", "small", " data-prefetch=\"idle\""),
    ("large", "large", ""),
    ("large_idle", "large", " data-prefetch=\"idle\""),
];

/// What the person may choose.
#[derive(Clone, Debug)]
pub struct Options {
    /// Visits of each kind, of which the median is told.
    pub rounds: usize,
    /// How often the panel is opened and closed while its memory is watched.
    pub cycles: usize,
    /// Where to write the figures, beside the table on screen.
    pub out: Option<PathBuf>,
    /// Where to write what the processor does while a fetched panel opens, for
    /// a browser's own tools (`.cpuprofile`).
    pub profile: Option<PathBuf>,
    /// Whether to measure the last build, whatever it was, instead of making one.
    pub built: bool,
}

/// Measures; prints the figures as JSON and a table of the budgets.
pub fn run(options: &Options) -> Result<()> {
    setup::ensure(Needs { browser: true, way: None })?;
    if !options.built {
        build::build(Profile::Release)?;
    }
    let folder = paths::dist().join(".work/bench-widget");
    let stack = Stack::start(StackOptions { fresh: true, ..StackOptions::at(folder.join("state")) })?;
    let proxy = free_port()?;
    let mut pages = Vec::new();
    for (name, shop, attributes) in PAGES {
        let at = folder.join("pages").join(name);
        copy_site(&paths::www().join("demo/site"), &at, shop, attributes)?;
        pages.push((name, ShopPages::serve(at, 0, &format!("http://localhost:{proxy}"), &[])?));
    }
    furnish(&stack, &pages.iter().flat_map(|(_, page)| page.origins()).collect::<Vec<_>>())?;

    let told: Map<String, Value> = pages.iter().map(|(name, page)| ((*name).to_owned(), json!(page.url()))).collect();
    let chosen = json!({
        "chromium": browser::find()?.browser, "proxy": proxy, "worker": stack.port(),
        "pages": told, "rounds": options.rounds.max(1), "cycles": options.cycles.max(50),
        "profile": options.profile,
    });
    let step = say::step(&format!("Measuring: {} visits of each of eight kinds, then keystrokes and memory", options.rounds));
    let mut script = std::process::Command::new(node::node()?);
    script.arg(paths::root().join("xtask/src/bench/widget/measure.mjs")).arg(chosen.to_string()).stderr(Stdio::inherit());
    let output = script.stdin(Stdio::null()).output().context("could not start Node")?;
    anyhow::ensure!(output.status.success(), "could not measure: `{}` ended with {}", cmd::shown(&script), output.status);
    let figures: Value = serde_json::from_slice(&output.stdout).context("could not read the figures")?;
    step.done("measured");

    let text = serde_json::to_string_pretty(&figures)?;
    println!("{text}");
    eprintln!("{}", table::table(&figures, &budgets::LINES));
    if let Some(out) = &options.out {
        fs::write(out, text).with_context(|| format!("could not write {}", paths::shown(out)))?;
    }
    Ok(())
}

/// Two shops that differ in their questions alone, on a desk that is always open.
fn furnish(stack: &Stack, origins: &[String]) -> Result<()> {
    let api = Api::new(&stack.url());
    let demo = seed::shop_folders()?.into_iter().find(|folder| folder.name == "demo").context("the demo's shop is missing")?;
    let faq = demo.faq()?;
    let entries = faq.get("entries").and_then(Value::as_array).context("the demo's questions are missing")?;
    let own: Vec<Value> = entries.iter().filter(|entry| entry.get("lang") == Some(&json!("ja"))).take(SMALL).cloned().collect();
    let shops = [("small", own.clone()), ("large", faq::large(&own, LARGE))];

    let desk = seed::make_desk(&api, stack.secret(), DESK)?;
    let mut tokens = Vec::new();
    for (name, _) in &shops {
        tokens.push(seed::make_shop(&api, stack.secret(), name, DESK)?);
    }
    let mut settings = seed::desk_settings()?;
    let fields = settings.as_object_mut().context("the demo's desk has no settings")?;
    let days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"].map(|day| (day.to_owned(), json!([["00:00", "24:00"]])));
    fields.insert("calendar".to_owned(), json!({"week": Map::from_iter(days)}));
    fields.insert("capacity".to_owned(), json!(100));
    fields.insert("allotments".to_owned(), json!({"small": {"places": 50}, "large": {"places": 50}}));
    seed::put(&api, &format!("/v1/desks/{DESK}/settings"), &desk, &settings)?;
    for ((name, entries), token) in shops.iter().zip(&tokens) {
        seed::put(&api, &format!("/v1/shops/{name}/settings"), token, &demo.settings(origins)?)?;
        seed::put(&api, &format!("/v1/shops/{name}/faq"), token, &json!({ "entries": entries }))?;
    }
    Ok(())
}

/// The demo's pages, with the line of this shop or with none.
fn copy_site(from: &Path, to: &Path, shop: &str, attributes: &str) -> Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let source = entry?.path();
        let target = to.join(source.file_name().unwrap_or_default());
        if source.is_dir() {
            copy_site(&source, &target, shop, attributes)?;
        } else if source.extension().is_some_and(|ending| ending == "html") {
            fs::write(target, with_line(&fs::read_to_string(source)?, shop, attributes)?)?;
        } else {
            fs::copy(source, target)?;
        }
    }
    Ok(())
}

fn with_line(page: &str, shop: &str, attributes: &str) -> Result<String> {
    let start = format!("<script async src=\"{PLACEHOLDER}/embed.js\"");
    let (before, rest) = page.split_once(&start).context("a page of the demo lacks the shop's line")?;
    let (_, after) = rest.split_once("</script>").context("the shop's line has no end")?;
    let line = if shop.is_empty() { String::new() } else { format!("{start} data-shop=\"{shop}\"{attributes}></script>") };
    Ok([before, &line, after].concat())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_has_the_line_of_its_shop_or_none() {
        let page = format!("<p><script async src=\"{PLACEHOLDER}/embed.js\" data-shop=\"demo\"></script><p>");
        assert_eq!(with_line(&page, "", "").unwrap(), "<p><p>");
        assert!(with_line(&page, "large", " data-x").unwrap().contains("/embed.js\" data-shop=\"large\" data-x></script>"));
        assert!(with_line("<p>", "large", "").is_err());
    }
}
