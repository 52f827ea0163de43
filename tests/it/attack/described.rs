//! What openapi.json describes, put to the worker by a program that isn't
//! ours: schemathesis draws requests from the description, good and bad ones,
//! and holds the answers against it.
//!
//! `tests/schemathesis/` holds how it calls, and the failures that are accepted
//! with their reasons.

use super::book::Outcome;
use crate::harness::run_folder;
use crate::harness::samples::{draft, settings};
use crate::harness::shop::Shop;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::path::Path;
use std::process::Command;
use xtask::paths;
use xtask::seed::Api;
use xtask::stack::{Stack, StackOptions};

/// Runs schemathesis, which lies there, with so many cases for each call.
pub fn run(schemathesis: &Path, examples: usize) -> Outcome {
    let folder = run_folder::fresh("described");
    let stack = Stack::start(StackOptions::at(folder.join("state"))).unwrap();
    let shop = |name: &str| {
        let shop = Shop::made(Api::new(&stack.url()), stack.secret(), name);
        shop.furnish(1_000);
        shop
    };
    let (mine, other) = (shop("described"), shop("remade"));
    let ticket = mine.accept(&draft());
    let (report, calls) = (folder.join("report.json"), folder.join("calls.har"));

    let mut program = Command::new(schemathesis);
    program.arg("--config-file").arg(paths::root().join("tests/schemathesis/schemathesis.toml")).arg("run").arg(paths::openapi());
    program.args(["--url", &stack.url().replace("localhost", "127.0.0.1"), "--max-examples", &examples.to_string()]);
    program.arg("--report-json-path").arg(&report).arg("--report-har-path").arg(&calls).current_dir(&folder);
    program.env("SCHEMATHESIS_HOOKS", paths::root().join("tests/schemathesis/hooks.py"));
    let (shop_settings, desk_settings) = (settings().to_string(), mine.desk_settings(1_000).to_string());
    let variables = [
        ("INSTALLATION", stack.secret()),
        ("SHOP", &mine.name),
        ("DESK", &mine.desk),
        ("TICKET", &ticket.id),
        ("OWNER", &mine.token),
        ("DESK_TOKEN", &mine.desk_token),
        ("RECEIPT", &ticket.token),
        ("OTHER_SHOP", &other.name),
        ("OTHER_DESK", &other.desk),
        ("SHOP_SETTINGS", &shop_settings),
        ("DESK_SETTINGS", &desk_settings),
    ];
    // Into a file, which can be looked at meanwhile.
    let told = folder.join("told.txt");
    let status = program.envs(variables).stdout(File::create(&told).unwrap()).status().unwrap();
    let told = fs::read_to_string(&told).unwrap();
    let report = read(&report);
    let faults = if status.success() { vec![] } else { vec![told] };
    let figures = json!({
        "schemathesis": report["schemathesis_version"],
        "cases": report["test_cases"]["generated"],
        "failures": report["failures"],
        "statuses": statuses(&read(&calls)),
        "faults": faults.len(),
    });
    Outcome { figures, faults }
}

fn read(file: &Path) -> Value {
    serde_json::from_slice(&fs::read(file).unwrap_or_default()).unwrap_or_default()
}

/// How many calls got which answer: were most refused as too many, nothing
/// would be known of the others.
fn statuses(calls: &Value) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for call in calls["log"]["entries"].as_array().into_iter().flatten() {
        *counts.entry(call["response"]["status"].to_string()).or_default() += 1;
    }
    counts
}
