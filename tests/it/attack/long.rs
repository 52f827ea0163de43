//! The long form: `cargo xtask bench reliability`.

use super::book::Outcome;
use super::{described, hostile, kills, receivers};
use serde_json::{Map, Value, json};
use std::fs;
use std::path::PathBuf;

const SEED: u64 = 0x6C6F_6E67;

/// A number from the variable that `xtask` set.
fn number(name: &str, usual: usize) -> usize {
    std::env::var(name).map_or(usual, |text| text.parse().unwrap())
}

/// Where schemathesis lies; `xtask` has put it there.
fn program() -> PathBuf {
    PathBuf::from(std::env::var_os("ATTACK_SCHEMATHESIS").unwrap())
}

#[test]
#[ignore = "takes many minutes: cargo xtask bench reliability"]
fn long_form() {
    let (kills, tickets) = (number("ATTACK_KILLS", 20), number("ATTACK_TICKETS", 5_000));
    let parts: [(&str, &dyn Fn() -> Outcome); 4] = [
        ("kills", &|| kills::run(&kills::Plan { seed: SEED, kills, tickets, clients: 8, shops: 8, pace: 1 })),
        ("receivers", &|| receivers::run(&receivers::Plan { tickets: 6, pace: 4 })),
        ("hostile", &|| hostile::run(&hostile::Plan { seed: SEED, requests: 12_000, clients: 4 })),
        ("described", &|| described::run(&program(), number("ATTACK_EXAMPLES", 30))),
    ];
    let only = std::env::var("ATTACK_ONLY").unwrap_or_default();
    let run = |(name, run): &(&'static str, &dyn Fn() -> Outcome)| (*name, run());
    let parts: Vec<(&str, Outcome)> = parts.iter().filter(|(name, _)| only.is_empty() || only == *name).map(run).collect();
    let of_part = |(name, outcome): &(&str, Outcome)| {
        let mut figures = outcome.figures.clone();
        // In words too: whoever ran it for a quarter of an hour must not have to run it again.
        figures["found"] = json!(outcome.faults);
        ((*name).to_owned(), figures)
    };
    let figures = Value::from(parts.iter().map(of_part).collect::<Map<String, Value>>());
    if let Some(file) = std::env::var_os("ATTACK_OUT") {
        fs::write(file, format!("{figures:#}\n")).unwrap();
    }
    println!("{figures:#}");
    let faults: Vec<String> =
        parts.into_iter().flat_map(|(name, outcome)| outcome.faults.into_iter().map(move |fault| format!("{name}: {fault}"))).collect();
    assert_eq!(faults, Vec::<String>::new());
}
