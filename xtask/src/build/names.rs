//! Short names for what wasm and JavaScript call in each other.
//!
//! wasm-bindgen's names end in a hash, which no compressor makes smaller and
//! which both files would carry.

use anyhow::{Context, Result};
use serde::Deserialize;
use std::collections::HashMap;

/// What wasm-opt says.
#[derive(Deserialize)]
struct Said {
    /// Module, name, short name.
    imports: Vec<(String, String, String)>,
    /// Name, short name.
    exports: Vec<(String, String)>,
}

/// The JavaScript with the names that wasm-opt said it gave. What the wasm
/// doesn't import any more stays under its long name, where nobody asks for it.
pub fn shortened(glue: &str, said: &str) -> Result<String> {
    let said: Said = serde_json::from_str(said).context("wasm-opt did not say which names it gave")?;
    // wasm-opt calls the one module that all is imported from `a`.
    let (module, _, _) = said.imports.first().context("the wasm imports nothing")?;
    let glue = glue.replace(&format!("{module:?}: import0"), "a: import0");
    let imports: HashMap<&str, &str> = said.imports.iter().map(|(_, long, short)| (&**long, &**short)).collect();
    let exports: HashMap<&str, &str> = said.exports.iter().map(|(long, short)| (&**long, &**short)).collect();
    let mut out = String::new();
    let mut rest = &*glue;
    while let Some(start) = rest.find(is_name) {
        let (before, from) = rest.split_at(start);
        let (name, after) = from.split_at(from.find(|c| !is_name(c)).unwrap_or(from.len()));
        out.push_str(before);
        let short = match (out.ends_with("wasm."), after.starts_with(':')) {
            (true, _) => exports.get(name),
            (_, true) => imports.get(name),
            _ => None,
        };
        out.push_str(short.unwrap_or(&name));
        rest = after;
    }
    Ok(out + rest)
}

fn is_name(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_' || c == '$'
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_short_where_wasm_is_meant() {
        let said = r#"{"imports": [["./p_bg.js", "__wbg_open_12ab", "b"]], "exports": [["mount", "c"], ["memory", "d"]]}"#;
        let glue = r#"export function mount(open) { return wasm.mount(open, wasm.memory.buffer); }
            const import0 = { __wbg_open_12ab: function(memory) { return memory.open; }, __wbg_gone_34cd: 0 };
            return { "./p_bg.js": import0 };"#;
        let short = r#"export function mount(open) { return wasm.c(open, wasm.d.buffer); }
            const import0 = { b: function(memory) { return memory.open; }, __wbg_gone_34cd: 0 };
            return { a: import0 };"#;
        assert_eq!(shortened(glue, said).unwrap(), short);
        assert!(shortened(glue, "").is_err());
    }
}
