//! Set-up, build, demo, test, deploy: all that a developer runs.
//!
//! The end-to-end tests use this crate too, to start the very stack that the
//! demo starts.

#![cfg_attr(test, allow(clippy::unwrap_used))]

mod apt;
pub mod bench;
pub mod build;
pub mod checks;
mod cmd;
pub mod demo;
pub mod deploy;
pub mod fuzz;
pub mod generate;
pub mod node;
pub mod openapi;
pub mod pages;
pub mod paths;
pub mod say;
pub mod seed;
pub mod setup;
pub mod stack;
pub mod types;
pub mod wasm;
pub mod wasm_target;
pub mod web;
