//! One door to every rule of `shared`: JSON in, JSON out, the same natively
//! and inside wasm.
//!
//! The files beside this crate, `tests/vectors/*.json`, hold one rule each as
//! a list of `given` and `want`; a file's name is its rule's name in [`RULES`].
//! `cargo test` runs them natively, and writes its answers to these and to
//! random questions where `in_wasm.mjs` finds them: `cargo xtask test` has the
//! wasm give the same answers, byte for byte.
//!
//! Answers are made of structs, tuples and lists alone, whose order of members
//! is theirs: a map's order would depend on features of `serde_json`.

#![allow(clippy::expect_used, reason = "a fixed world that can't be read is a mistake in this very crate")]

mod answers;
mod shapes;
mod world;

use wasm_bindgen::prelude::wasm_bindgen;

/// From the JSON of what is given to the JSON of the answer.
pub type Rule = fn(&str) -> Result<String, serde_json::Error>;

pub use answers::RULES;

/// The answer of `rule` to `given`, both JSON: `"unreadable"` where `given`
/// isn't what the rule asks for, `"no such rule"` where the table lacks it.
#[wasm_bindgen]
pub fn judge(rule: &str, given: &str) -> String {
    match RULES.iter().find(|(name, _)| *name == rule) {
        Some((_, answer)) => answer(given).unwrap_or_else(|_| "\"unreadable\"".to_owned()),
        None => "\"no such rule\"".to_owned(),
    }
}
