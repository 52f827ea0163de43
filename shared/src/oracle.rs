//! References from outside, for tests only: the folder `../shared/data` beside
//! the project. Where it is absent a test says so and passes.

use serde_json::Value;
use std::fs;
use std::path::Path;

/// A file of the folder as text; none, with a printed line, where it is absent.
pub(crate) fn text(name: &str) -> Option<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/data").join(name);
    let text = fs::read_to_string(path).ok();
    if text.is_none() {
        println!("skipped: the reference {name} is not at hand");
    }
    text
}

/// A file of the folder as JSON.
pub(crate) fn json(name: &str) -> Option<Value> {
    Some(serde_json::from_str(&text(name)?).unwrap())
}
