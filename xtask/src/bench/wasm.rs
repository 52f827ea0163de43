//! As much of the binary format as tells functions' names and sizes
//! (WebAssembly core specification, chapter 5, and its appendix on names).

use anyhow::{Context, Result, bail};
use std::collections::BTreeMap;

/// A module, taken apart.
pub struct Module<'a> {
    /// The functions with code, in order: name and bytes, the length included.
    pub functions: Vec<(String, &'a [u8])>,
    /// Bytes of the data section.
    pub data: usize,
    /// Bytes of all other sections but the names.
    pub other: usize,
}

/// Reads a module.
pub fn read(bytes: &[u8]) -> Result<Module<'_>> {
    let Some(body) = bytes.strip_prefix(b"\0asm\x01\0\0\0") else { bail!("not a wasm module") };
    let mut reader = Reader(body);
    let (mut imported, mut names) = (0, BTreeMap::new());
    let mut bodies = Vec::new();
    let mut module = Module { functions: Vec::new(), data: 0, other: 0 };
    while !reader.0.is_empty() {
        let id = reader.byte()?;
        let length = reader.number()?;
        let mut section = Reader(reader.take(length)?);
        match id {
            0 if section.text()? == "name" => names = function_names(section)?,
            2 => {
                imported = imported_functions(Reader(section.0))?;
                module.other += length;
            }
            10 => {
                for _ in 0..section.number()? {
                    let all = section.0;
                    let length = section.number()?;
                    section.take(length)?;
                    bodies.push(all.get(..all.len() - section.0.len()).context("a function that ends nowhere")?);
                }
            }
            11 => module.data = length,
            _ => module.other += length,
        }
    }
    for (place, body) in bodies.into_iter().enumerate() {
        let name = names.remove(&(imported + place)).unwrap_or_default();
        module.functions.push((name, body));
    }
    Ok(module)
}

/// The first subsection of the names that is about functions.
fn function_names(mut section: Reader) -> Result<BTreeMap<usize, String>> {
    let mut names = BTreeMap::new();
    while !section.0.is_empty() {
        let id = section.byte()?;
        let length = section.number()?;
        let mut part = Reader(section.take(length)?);
        if id == 1 {
            for _ in 0..part.number()? {
                let function = part.number()?;
                names.insert(function, part.text()?.to_owned());
            }
        }
    }
    Ok(names)
}

/// Imported functions are counted before those with code.
fn imported_functions(mut section: Reader) -> Result<usize> {
    let mut functions = 0;
    for _ in 0..section.number()? {
        section.text()?;
        section.text()?;
        match section.byte()? {
            0 => {
                functions += 1;
                section.number()?;
            }
            1 => {
                section.byte()?;
                section.limits()?;
            }
            2 => section.limits()?,
            3 => drop((section.byte()?, section.byte()?)),
            4 => drop((section.byte()?, section.number()?)),
            other => bail!("an import of a kind {other} that this reader doesn't know"),
        }
    }
    Ok(functions)
}

struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    fn take(&mut self, length: usize) -> Result<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(length).context("the module is cut off")?;
        self.0 = rest;
        Ok(taken)
    }

    fn byte(&mut self) -> Result<u8> {
        Ok(self.take(1)?.first().copied().unwrap_or_default())
    }

    /// LEB128, unsigned.
    fn number(&mut self) -> Result<usize> {
        let mut number = 0;
        for shift in (0..35).step_by(7) {
            let byte = self.byte()?;
            number |= usize::from(byte & 0x7F) << shift;
            if byte < 0x80 {
                return Ok(number);
            }
        }
        bail!("a number of more than 32 bits")
    }

    fn text(&mut self) -> Result<&'a str> {
        let length = self.number()?;
        Ok(std::str::from_utf8(self.take(length)?)?)
    }

    fn limits(&mut self) -> Result<()> {
        let most = self.byte()? & 1 == 1;
        self.number()?;
        if most {
            self.number()?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn functions_are_named_past_the_imported_ones() {
        // (import "m" "f" (func)) (func $a) (func $b i32.const 1 drop), and the names.
        let module = [
            b"\0asm\x01\0\0\0".as_slice(),
            &[1, 4, 1, 0x60, 0, 0],
            &[2, 7, 1, 1, b'm', 1, b'f', 0, 0],
            &[3, 3, 2, 0, 0],
            &[10, 10, 2, 2, 0, 0x0B, 5, 0, 0x41, 1, 0x1A, 0x0B],
            &[0, 14, 4, b'n', b'a', b'm', b'e', 1, 7, 2, 1, 1, b'a', 2, 1, b'b'],
        ];
        let module = module.concat();
        let read = read(&module).unwrap();
        let functions: Vec<_> = read.functions.iter().map(|(name, body)| (name.as_str(), body.len())).collect();
        assert_eq!(functions, [("a", 3), ("b", 6)]);
        assert_eq!((read.data, read.other), (0, 14));
        assert!(super::read(b"MZ").is_err());
    }
}
