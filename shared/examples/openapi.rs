//! Prints the description of the API; with the word `samples`, real values of
//! its schemas. `cargo xtask openapi` writes it to `openapi.json`.

use madoguchi_shared::openapi::{document, samples};
use std::process::ExitCode;

fn main() -> ExitCode {
    let text = match std::env::args().nth(1).as_deref() {
        Some("samples") => samples().and_then(|samples| serde_json::to_string_pretty(&samples).ok()),
        _ => serde_json::to_string_pretty(&document()).ok(),
    };
    let Some(text) = text else {
        eprintln!("the samples can't be made: see shared/src/openapi/samples.rs");
        return ExitCode::FAILURE;
    };
    println!("{text}");
    ExitCode::SUCCESS
}
