//! `cargo xtask bench …`: measurements, printed as JSON. None is a test.

pub mod desk;
mod names;
mod parts;
pub mod reliability;
pub mod search;
mod table;
pub mod widget;
pub mod worker;

use crate::build;
use crate::say;
use anyhow::Result;

/// What each part of `shared` adds to the panel's wasm, as it is shipped but
/// for the functions' names. Takes a release build of its own.
pub fn sizes() -> Result<()> {
    let step = say::step("Building the panel for release with its functions' names (some minutes, where nothing is built yet)");
    let [first, later] = build::named_panel()?.map(std::fs::read);
    step.done("built");
    let step = say::step("Weighing each part");
    let parts = parts::weigh([&first?, &later?])?;
    println!("{}", serde_json::to_string_pretty(&parts)?);
    step.done("brotli is what the code section would save without that part");
    Ok(())
}
