//! A generated file, and how text gets into it.

use anyhow::{Context, Result};
use std::path::{Path, PathBuf};

/// Widest line of a constant's text, in characters.
const WIDTH: usize = 120;

/// A file as it should be.
pub struct File {
    /// From the project's root.
    pub path: &'static str,
    pub content: String,
    /// What to print about it.
    pub report: String,
}

impl File {
    /// A file that begins by saying where it comes from.
    pub fn new(path: &'static str, about: &str, source: &str, constants: &str) -> Self {
        let head = format!("//! {about}\n//!\n//! Made by `cargo xtask generate` from {source}. Don't edit it.\n");
        Self { path, content: format!("{head}\n{constants}"), report: String::new() }
    }

    pub fn is_current(&self) -> bool {
        std::fs::read_to_string(self.place()).is_ok_and(|there| there == self.content)
    }

    pub fn write(&self) -> Result<()> {
        std::fs::write(self.place(), &self.content).with_context(|| self.path.to_owned())
    }

    fn place(&self) -> PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(self.path)
    }
}

/// A text constant in lines of bounded width. The text has neither quotes nor
/// backslashes, and no blank where a line would begin.
pub fn text_constant(doc: &str, name: &str, text: &str) -> String {
    assert!(!text.contains(['"', '\\', '\n']));
    let mut lines = String::new();
    let mut width = 0;
    for c in text.chars() {
        if width >= WIDTH && c != ' ' {
            lines.push_str("\\\n    ");
            width = 0;
        }
        lines.push(c);
        width += if c.is_ascii() { 1 } else { 2 };
    }
    format!("/// {doc}\n#[rustfmt::skip]\npub(super) const {name}: &str = \"\\\n    {lines}\";\n")
}
