//! What is in a wasm file: its functions, with their names.

use anyhow::{Context, Result};
use std::collections::BTreeMap;
use wasm_encoder::{NameMap, NameSection, RawSection};
use wasmparser::{KnownCustom, Name, NameSectionReader, Parser, Payload, TypeRef};

/// A module, taken apart.
pub struct Module<'a> {
    /// How many functions are imported: they are counted before all others.
    pub imported: usize,
    /// The functions with code, in order: name, empty where there is none, and body.
    pub functions: Vec<(String, &'a [u8])>,
    /// Bytes of the data section.
    pub data: usize,
    /// Bytes of all other sections but the names.
    pub other: usize,
}

/// Reads a module.
pub fn read(wasm: &[u8]) -> Result<Module<'_>> {
    let mut module = Module { imported: 0, functions: vec![], data: 0, other: 0 };
    let mut names = BTreeMap::new();
    for payload in Parser::new(0).parse_all(wasm) {
        let payload = payload?;
        let length = payload.as_section().map_or(0, |(_, place)| (place.end - place.start) as usize);
        match payload {
            Payload::CustomSection(section) if let KnownCustom::Name(own) = section.as_known() => names = function_names(own)?,
            Payload::ImportSection(section) => {
                for import in section.into_imports() {
                    module.imported += usize::from(matches!(import?.ty, TypeRef::Func(_) | TypeRef::FuncExact(_)));
                }
                module.other += length;
            }
            Payload::CodeSectionStart { .. } => {}
            Payload::CodeSectionEntry(body) => module.functions.push((String::new(), body.as_bytes())),
            Payload::DataSection(_) => module.data = length,
            _ => module.other += length,
        }
    }
    for (index, (name, _)) in (module.imported..).zip(&mut module.functions) {
        *name = names.remove(&index).unwrap_or_default();
    }
    Ok(module)
}

/// The same file with other names for its functions, by index and name; other
/// things lose theirs.
pub fn renamed(wasm: &[u8], mut new: impl FnMut(usize, &str) -> String) -> Result<Vec<u8>> {
    let mut module = wasm_encoder::Module::new();
    let mut names = NameMap::new();
    for payload in Parser::new(0).parse_all(wasm) {
        let payload = payload?;
        match (&payload, payload.as_section()) {
            (Payload::CustomSection(section), _) if let KnownCustom::Name(own) = section.as_known() => {
                for (index, name) in function_names(own)? {
                    names.append(u32::try_from(index)?, &new(index, &name));
                }
            }
            (_, Some((id, place))) => {
                let data = wasm.get(place.start as usize..place.end as usize).context("a section beyond the file")?;
                module.section(&RawSection { id, data });
            }
            _ => {}
        }
    }
    let mut section = NameSection::new();
    section.functions(&names);
    module.section(&section);
    Ok(module.finish())
}

fn function_names(names: NameSectionReader<'_>) -> Result<BTreeMap<usize, String>> {
    let mut all = BTreeMap::new();
    for kind in names {
        if let Name::Function(names) = kind? {
            for naming in names {
                let naming = naming?;
                all.insert(naming.index as usize, naming.name.to_owned());
            }
        }
    }
    Ok(all)
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// One type, the import `a`, the functions `b` and `c`, and their names.
    pub const TWO_FUNCTIONS: &[u8] = b"\0asm\x01\0\0\0\
        \x01\x04\x01\x60\0\0\
        \x02\x07\x01\x01m\x01a\0\0\
        \x03\x03\x02\0\0\
        \x0A\x07\x02\x02\0\x0B\x02\0\x0B\
        \0\x11\x04name\x01\x0A\x03\0\x01a\x01\x01b\x02\x01c";

    #[test]
    fn functions_are_named_past_the_imported_ones() {
        let module = read(TWO_FUNCTIONS).unwrap();
        assert_eq!(module.functions, [("b".to_owned(), &b"\0\x0B"[..]), ("c".to_owned(), &b"\0\x0B"[..])]);
        assert_eq!((module.imported, module.data, module.other), (1, 0, 14));
        assert!(read(TWO_FUNCTIONS.split_last().unwrap().1).is_err() && read(b"MZ").is_err());
    }

    #[test]
    fn functions_get_other_names() {
        let long = renamed(TWO_FUNCTIONS, |index, name| name.repeat(100 * index + 1)).unwrap();
        assert!(long.len() > TWO_FUNCTIONS.len() + 300);
        assert_eq!(renamed(&long, |_, name| name.get(..1).unwrap().to_owned()).unwrap(), TWO_FUNCTIONS);
    }
}
