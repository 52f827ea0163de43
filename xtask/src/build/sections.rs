//! The sections of a wasm file, as far as their order and names are asked for
//! (WebAssembly core specification, binary format).

use anyhow::{Context, Result, bail};

const CUSTOM: u8 = 0;
const IMPORTS: u8 = 2;
const CODE: u8 = 10;
/// The subsection of the custom section `name` that names functions.
const FUNCTIONS: u8 = 1;

/// A file's sections: what each is, and what is in it.
pub struct Sections<'a>(Vec<(u8, &'a [u8])>);

impl<'a> Sections<'a> {
    /// Takes a file apart.
    pub fn read(wasm: &'a [u8]) -> Result<Self> {
        let mut rest = Bytes(wasm.strip_prefix(b"\0asm\x01\0\0\0").context("this is no wasm")?);
        let mut sections = Vec::new();
        while !rest.0.is_empty() {
            sections.push((rest.byte()?, rest.sized()?));
        }
        Ok(Self(sections))
    }

    fn section(&self, kind: u8) -> Bytes<'a> {
        Bytes(self.0.iter().find(|(own, _)| *own == kind).map_or(&[], |(_, content)| content))
    }

    /// How many functions are imported: they are counted before all others.
    pub fn imported_functions(&self) -> Result<usize> {
        let mut rest = self.section(IMPORTS);
        let mut functions = 0;
        for _ in 0..rest.count()? {
            rest.sized()?;
            rest.sized()?;
            match rest.byte()? {
                0 => {
                    functions += 1;
                    rest.number()?;
                }
                1 => {
                    rest.byte()?;
                    rest.limits()?;
                }
                2 => rest.limits()?,
                3 => drop((rest.byte()?, rest.byte()?)),
                4 => drop((rest.byte()?, rest.number()?)),
                other => bail!("an import of the unknown kind {other}"),
            }
        }
        Ok(functions)
    }

    /// The code of each function, its length before it.
    pub fn bodies(&self) -> Result<Vec<&'a [u8]>> {
        let mut rest = self.section(CODE);
        (0..rest.count()?)
            .map(|_| {
                let before = rest.0;
                rest.sized()?;
                before.get(..before.len() - rest.0.len()).context("a function without an end")
            })
            .collect()
    }
}

/// The same file with other names for its functions, by index and name.
pub fn function_names(wasm: &[u8], mut renamed: impl FnMut(usize, &str) -> String) -> Result<Vec<u8>> {
    let mut out = b"\0asm\x01\0\0\0".to_vec();
    for (kind, content) in Sections::read(wasm)?.0 {
        out.push(kind);
        let mut rest = Bytes(content);
        if kind == CUSTOM && rest.sized()? == b"name" {
            put_sized(&mut out, &names(rest, &mut renamed)?);
        } else {
            put_sized(&mut out, content);
        }
    }
    Ok(out)
}

fn names(mut rest: Bytes<'_>, renamed: &mut impl FnMut(usize, &str) -> String) -> Result<Vec<u8>> {
    let mut section = Vec::new();
    put_sized(&mut section, b"name");
    while !rest.0.is_empty() {
        let (kind, content) = (rest.byte()?, rest.sized()?);
        section.push(kind);
        if kind != FUNCTIONS {
            put_sized(&mut section, content);
            continue;
        }
        let mut names = Bytes(content);
        let mut others = Vec::new();
        let count = names.number()?;
        put_number(&mut others, count);
        for _ in 0..count {
            let index = names.number()?;
            put_number(&mut others, index);
            put_sized(&mut others, renamed(index, std::str::from_utf8(names.sized()?)?).as_bytes());
        }
        put_sized(&mut section, &others);
    }
    Ok(section)
}

/// Unsigned LEB128.
fn put_number(out: &mut Vec<u8>, mut number: usize) {
    while number >= 0x80 {
        out.push((number & 0x7F) as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

fn put_sized(out: &mut Vec<u8>, bytes: &[u8]) {
    put_number(out, bytes.len());
    out.extend(bytes);
}

struct Bytes<'a>(&'a [u8]);

impl<'a> Bytes<'a> {
    fn byte(&mut self) -> Result<u8> {
        let (first, rest) = self.0.split_first().context("the wasm ends too early")?;
        self.0 = rest;
        Ok(*first)
    }

    /// Unsigned LEB128.
    fn number(&mut self) -> Result<usize> {
        let mut number = 0;
        for shift in (0..35).step_by(7) {
            let byte = self.byte()?;
            number |= usize::from(byte & 0x7F) << shift;
            if byte < 0x80 {
                return Ok(number);
            }
        }
        bail!("a number that has no end")
    }

    /// How many items follow; none where the section is missing.
    fn count(&mut self) -> Result<usize> {
        if self.0.is_empty() { Ok(0) } else { self.number() }
    }

    /// So many bytes as the number before them says.
    fn sized(&mut self) -> Result<&'a [u8]> {
        let length = self.number()?;
        let (bytes, rest) = self.0.split_at_checked(length).context("the wasm ends too early")?;
        self.0 = rest;
        Ok(bytes)
    }

    /// The least, and where the first bit of what comes before says so, the most.
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
pub mod tests {
    use super::*;

    /// One type, the import `a`, the functions `b` and `c`, and their names.
    pub const TWO_FUNCTIONS: &[u8] = b"\0asm\x01\0\0\0\
        \x01\x04\x01\x60\0\0\
        \x02\x07\x01\x01m\x01a\0\0\
        \x03\x03\x02\0\0\
        \x0A\x07\x02\x02\0\x0B\x02\0\x0B\
        \0\x11\x04name\x01\x0A\x03\0\x01a\x01\x01b\x02\x01c";

    #[test]
    fn a_file_is_taken_apart() {
        let sections = Sections::read(TWO_FUNCTIONS).unwrap();
        assert_eq!(sections.imported_functions().unwrap(), 1);
        assert_eq!(sections.bodies().unwrap(), [b"\x02\0\x0B", b"\x02\0\x0B"]);
        assert!(Sections::read(TWO_FUNCTIONS.split_last().unwrap().1).is_err());
    }

    #[test]
    fn functions_get_other_names() {
        let long = function_names(TWO_FUNCTIONS, |index, name| name.repeat(100 * index + 1)).unwrap();
        assert!(long.len() > TWO_FUNCTIONS.len() + 300);
        assert_eq!(function_names(&long, |_, name| name.get(..1).unwrap().to_owned()).unwrap(), TWO_FUNCTIONS);
    }
}
