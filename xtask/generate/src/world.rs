//! The other countries: which code is whose, and which leading digits have
//! how many digits behind them.

use crate::file::{File, text_constant};
use crate::japan::node;
use crate::metadata::{self, SOURCE};
use crate::numbers::{CALLABLE, LONGEST, NONE, Numbers, PREMIUM, Place, REFUSED};
use anyhow::{Result, bail, ensure};
use rlibphonenumber::PhoneMetadata;
use std::collections::BTreeMap;

/// How many leading digits tell apart which lengths are possible, and how many
/// tell apart what rings at nobody's (toll-free, pagers, voicemail): as few as
/// agree with all references, one more for Japan's neighbours and +1.
fn depths(code: i32) -> (usize, usize) {
    match code {
        // Great Britain, Indonesia, Taiwan: the length hangs on the area code.
        44 | 62 | 886 => (3, 3),
        // Germany, Malaysia: mobile numbers are longer than others.
        49 | 60 => (2, 3),
        // India: 1800 lies among area codes.
        91 => (1, 4),
        1 | 82 | 86 | 852 => (2, 3),
        _ => (1, 3),
    }
}

/// What is paid by whoever calls is told apart by as many as it takes.
const DEPTH_PREMIUM: usize = LONGEST;

/// Symbols of the leaves, in order.
const SYMBOLS: &str = "-!abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789#$%&'*+,./:;<>?@[]^_`{|}~";

pub fn table() -> Result<File> {
    let all = metadata::load()?;
    let mut codes: BTreeMap<i32, Vec<&PhoneMetadata>> = BTreeMap::new();
    for region in all.iter().filter(|region| region.id != "001") {
        codes.entry(region.country_code()).or_default().push(region);
    }
    let mut regions = String::new();
    let mut trees = String::new();
    // Nothing, and only what must not be called, come first.
    let mut lengths = vec![0, 1];
    let mut previous = 0;
    for (code, sharers) in &mut codes {
        sharers.sort_by_key(|region| !region.main_country_for_code());
        if *code != previous + 1 {
            regions.push_str(&code.to_string());
        }
        previous = *code;
        regions.push_str(match sharers[0].national_prefix() {
            "0" => "",
            "" => "-",
            "1" => "a",
            "8" => "b",
            "06" => "c",
            other => bail!("{code} has a new trunk prefix: {other}"),
        });
        regions.push_str(&sharers.iter().map(|region| region.id.as_str()).collect::<Vec<_>>().join("+"));
        // Japan has a table of its own.
        if *code == 81 {
            trees.push('-');
            continue;
        }
        let mut numbers = Numbers::of(sharers)?;
        let start = numbers.start()?;
        trees.push_str(&Tree { numbers: &mut numbers, depths: depths(*code), lengths: &mut lengths }.grow(&start, 0, None));
    }
    ensure!(lengths.len() <= SYMBOLS.len(), "more kinds of leaves than symbols: {}", lengths.len());
    let masks: Vec<String> = lengths.iter().skip(2).map(|mask| format!("{mask:#x}")).collect();
    let constants = [
        text_constant(
            "Calling codes in order, each with its regions (`+` before the further ones). A code that isn't written is the one\n/// before and one more. Between them the trunk prefix: `-` for none, `a` for 1, `b` for 8, `c` for 06, else 0.",
            "REGIONS",
            &regions,
        ),
        text_constant(
            "One tree per code, in the same order and in pre-order: `(` before a node's ten branches, `=` for \"as its left\n/// neighbour\", `-` for no number, `!` for numbers that nobody should call, else the place in [`LENGTHS`].",
            "TREES",
            &trees,
        ),
        text_constant("The symbols of the leaves, in the order of [`LENGTHS`].", "SYMBOLS", &SYMBOLS[2..lengths.len()]),
        format!(
            "/// Which lengths a national number may have: bit n for n digits.\n#[rustfmt::skip]\npub(super) const LENGTHS: [u16; {}] = [\n{}];\n",
            masks.len(),
            rows(&masks)
        ),
    ];
    let mut file = File::new(
        "shared/src/field/phone/world_table.rs",
        "The numbering plans of the world, by leading digits.",
        SOURCE,
        &constants.join("\n"),
    );
    file.report = format!("{} codes, {} + {} + {} bytes", codes.len(), regions.len(), trees.len(), masks.len() * 2);
    Ok(file)
}

fn rows(masks: &[String]) -> String {
    masks.chunks(14).map(|row| format!("    {},\n", row.join(", "))).collect()
}

/// What one code's tree is made of.
struct Tree<'a> {
    numbers: &'a mut Numbers,
    depths: (usize, usize),
    lengths: &'a mut Vec<u32>,
}

impl Tree<'_> {
    /// The subtree from `place`, which `depth` digits led to. `given` are the
    /// lengths of all numbers there, once no digit tells them apart any more.
    fn grow(&mut self, place: &Place, depth: usize, given: Option<u32>) -> String {
        let mut callable: u32 = 0;
        let mut refused: u32 = 0;
        let mut mixed = 0;
        for length in 0..=LONGEST {
            let mix = self.numbers.mix(place, depth, length);
            if mix & CALLABLE != 0 {
                callable |= 1 << length;
                mixed |= mix;
            } else if mix != NONE {
                refused |= 1 << length;
            }
        }
        let by_length = mixed & NONE != 0 && depth < self.depths.0;
        let by_kind = (mixed & REFUSED != 0 && depth < self.depths.1) || (mixed & PREMIUM != 0 && depth < DEPTH_PREMIUM);
        let lengths = given.filter(|_| callable != 0).map_or(callable, |given| given & !refused);
        if by_length || by_kind {
            let given = (depth >= self.depths.0).then_some(lengths);
            let branches: Vec<String> = (0..10)
                .map(|digit| {
                    let next = self.numbers.step(place, digit);
                    self.grow(&next, depth + 1, given)
                })
                .collect();
            return node(&branches);
        }
        self.leaf(if lengths == 0 && refused != 0 { 1 } else { lengths })
    }

    fn leaf(&mut self, lengths: u32) -> String {
        let known = self.lengths.iter().position(|known| *known == lengths);
        let place = known.unwrap_or_else(|| {
            self.lengths.push(lengths);
            self.lengths.len() - 1
        });
        SYMBOLS.chars().nth(place).unwrap_or('?').to_string()
    }
}
