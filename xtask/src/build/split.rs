//! The panel's wasm, cut in two, so that shoppers who search don't wait for the
//! form.
//!
//! The cut is made before anything is bound or optimised, along what the linker
//! tells of who names whom: what can be reached only through the doors of
//! `widget/src/later.rs`, functions and constants, goes into a file of its own,
//! which shares memory, stack and function table with the first.

use anyhow::{Context, Result, anyhow, ensure};
use std::fs;
use std::path::Path;
use wasm_split_cli_support::{Options, transform};

/// Both parts.
pub struct Cut {
    /// What is bound to JavaScript and started.
    pub first: Vec<u8>,
    /// What comes later.
    pub later: Vec<u8>,
    /// A line of the glue, which gives the later part's imports.
    pub shared: String,
}

/// Cuts; what lies between is written into `folder`.
pub fn in_two(wasm: &[u8], folder: &Path) -> Result<Cut> {
    let (first, link) = (folder.join("first.wasm"), "link.js");
    let mut options = Options::new(wasm);
    options.output_dir = folder;
    options.main_out_path = &first;
    options.link_name = link;
    let parts = transform(options).map_err(|report| anyhow!("{report:#}")).context("the panel can't be cut")?.split_modules;
    let [later] = parts.as_slice() else { return Err(anyhow!("the panel was cut into {} parts", parts.len() + 1)) };
    let shared = shared(&fs::read_to_string(folder.join(link))?)?;
    Ok(Cut { first: fs::read(&first)?, later: fs::read(later)?, shared })
}

/// The generated link fetches and links as any page would, and knows nothing of
/// hashes; what is taken of it is which of the first part's exports the later
/// one imports.
fn shared(link: &str) -> Result<String> {
    let names =
        link.split_once("const { ").and_then(|(_, rest)| rest.split_once("} = initSync(")).context("the link is another than known")?.0;
    let names: Vec<&str> = names.split(',').map(str::trim).filter(|name| !name.is_empty()).collect();
    ensure!(names.contains(&"memory"), "the parts don't share their memory");
    let fields: Vec<String> = names.iter().map(|name| format!("{name}: wasm.{name}")).collect();
    Ok(format!("export const shared = () => ({{ __wasm_split: {{ {} }} }});\n", fields.join(", ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_later_part_imports_what_the_link_names() {
        let link = "import { initSync } from \"./main.js\";\nconst { memory, table,  } = initSync(undefined, undefined);";
        assert_eq!(shared(link).unwrap(), "export const shared = () => ({ __wasm_split: { memory: wasm.memory, table: wasm.table } });\n");
        for other in ["", "const { memory } = other", "const { table, } = initSync(0)"] {
            assert!(shared(other).is_err(), "{other}");
        }
    }
}
