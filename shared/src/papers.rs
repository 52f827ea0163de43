//! Parts of the project's papers that are written by the code. A test fails
//! where one is stale; `cargo xtask openapi` writes them anew.

use std::path::Path;
use std::{env, fs};

/// Holds `wanted` between `<!-- name:begin … -->` and `<!-- name:end -->` of a
/// file in the project's root.
#[track_caller]
fn keep(file: &str, name: &str, wanted: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(file);
    let text = fs::read_to_string(&path).unwrap();
    let (before, rest) = text.split_once(&format!("<!-- {name}:begin")).unwrap();
    let (mark, rest) = rest.split_once("-->\n").unwrap();
    let (_, after) = rest.split_once(&format!("<!-- {name}:end -->")).unwrap();
    let renewed = format!("{before}<!-- {name}:begin{mark}-->\n{wanted}<!-- {name}:end -->{after}");
    if env::var_os("UPDATE_PAPERS").is_some() {
        fs::write(&path, renewed).unwrap();
    } else {
        assert!(text == renewed, "{file}: {name} is stale. Write it anew: cargo xtask openapi");
    }
}

#[test]
fn the_ticket_life_in_architecture_is_the_tables() {
    keep("ARCHITECTURE.md", "ticket-life", &crate::ticket::diagram::markdown());
}
