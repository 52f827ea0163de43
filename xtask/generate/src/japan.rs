//! Japan's numbers: every six-digit prefix, asked of libphonenumber.

use crate::file::{File, text_constant};
use crate::metadata::SOURCE;
use anyhow::{Context, Result, bail, ensure};
use rlibphonenumber::{PHONE_NUMBER_UTIL, PhoneNumber, PhoneNumberFormat, PhoneNumberType};

/// What a prefix can be, by its letter in the table: what numbers of ten and
/// of eleven digits (with the zero) are, and how they are grouped.
const CLASSES: [(char, &str); 14] = [
    ('-', ""),
    ('a', "10 FixedLine 2-4-4"),
    ('b', "10 FixedLine 3-3-4"),
    ('c', "10 FixedLine 4-2-4"),
    ('d', "10 FixedLine 5-1-4"),
    ('m', "11 Mobile 3-4-4"),
    ('u', "10 PersonalNumber 3-3-4"),
    ('v', "10 PersonalNumber 3-3-4 11 Mobile 3-4-4"),
    ('i', "11 VoIP 3-4-4"),
    ('g', "11 Pager 3-4-4"),
    ('f', "10 TollFree 4-3-3"),
    ('t', "11 TollFree 4-3-4"),
    ('n', "10 UAN 4-3-3"),
    ('p', "10 PremiumRate 4-3-3"),
];

/// The digits after the zero as a tree in pre-order: a letter for a class,
/// `(` before the ten branches of a node, `=` for "as its left neighbour".
pub fn table() -> Result<File> {
    let mut tree = String::new();
    grow(&mut String::from("0"), None, &mut tree)?;
    let doc = "The digits after the zero as a tree in pre-order: a letter for a class, `(` before a node's ten branches, `=` for\n/// \"as its left neighbour\".";
    let mut file = File::new(
        "shared/src/field/phone/japan_table.rs",
        "Japan's numbering plan by prefix.",
        &format!("{SOURCE}, asked for every six-digit prefix"),
        &text_constant(doc, "TREE", &tree),
    );
    file.report = format!("{} bytes", tree.len());
    Ok(file)
}

/// Writes the subtree of a prefix; returns it.
fn grow(prefix: &mut String, left: Option<&str>, out: &mut String) -> Result<String> {
    let mut own = String::new();
    // 00 begins a carrier's number, 010 a call abroad: no numbers of people.
    if prefix == "00" || prefix == "010" {
        own.push('-');
    } else if prefix.len() == 6 {
        own.push(class(prefix)?);
    } else {
        let mut branches = Vec::new();
        for digit in '0'..='9' {
            prefix.push(digit);
            branches.push(grow(prefix, None, &mut String::new())?);
            prefix.pop();
        }
        own = node(&branches);
    }
    out.push_str(if left == Some(own.as_str()) { "=" } else { &own });
    Ok(own)
}

/// One node of its branches: a leaf if they are all the same leaf.
pub fn node(branches: &[String]) -> String {
    let first = &branches[0];
    if first.chars().count() == 1 && branches.iter().all(|branch| branch == first) {
        return first.clone();
    }
    let mut node = String::from("(");
    let mut left = "";
    for branch in branches {
        node.push_str(if branch == left { "=" } else { branch });
        left = branch;
    }
    node
}

/// The letter of a six-digit prefix. What follows it must not matter.
fn class(prefix: &str) -> Result<char> {
    let mut found = Vec::new();
    for length in [10, 11] {
        let mut verdicts = Vec::new();
        for fill in ["00000", "12345", "55555", "99999"] {
            verdicts.push(ask(&format!("{prefix}{}", &fill[..length - 6]))?);
        }
        ensure!(verdicts.iter().all(|verdict| *verdict == verdicts[0]), "{prefix} with {length} digits is mixed: {verdicts:?}");
        found.extend(verdicts[0].as_ref().map(|verdict| format!("{length} {verdict}")));
    }
    let found = found.join(" ");
    let class = CLASSES.iter().find(|(_, meaning)| *meaning == found);
    Ok(class.with_context(|| format!("no letter for {prefix}: {found}"))?.0)
}

/// Kind and groups of a valid number; none for any other.
fn ask(number: &str) -> Result<Option<String>> {
    let util = &*PHONE_NUMBER_UTIL;
    let national = number.strip_prefix('0').context("no zero")?;
    let parsed = PhoneNumber { country_code: 81, national_number: national.parse()?, ..PhoneNumber::default() };
    if !util.is_valid_number(&parsed) {
        return Ok(None);
    }
    let kind = match util.get_number_type(&parsed) {
        PhoneNumberType::Unknown => bail!("{number} is valid, but of no kind"),
        kind => format!("{kind:?}"),
    };
    let shown = util.format(&parsed, PhoneNumberFormat::National).into_owned();
    ensure!(shown.replace('-', "") == number, "{number} is shown as {shown}");
    let groups: Vec<String> = shown.split('-').map(|group| group.len().to_string()).collect();
    Ok(Some(format!("{kind} {}", groups.join("-"))))
}
