//! What compatibility characters stand for (Unicode's NFKC), for those that
//! turn up in shops' and shoppers' text.

use crate::file::{File, text_constant};
use anyhow::{Result, ensure};
use unicode_normalization::UnicodeNormalization;

/// Whole stretches.
const STRETCHES: &[(char, char)] = &[
    ('²', '¾'),
    ('⅐', '⅞'),
    ('Ⅰ', 'Ⅻ'),
    ('ⅰ', 'ⅻ'),
    ('①', '⒇'),
    ('Ⓐ', '⓪'),
    ('㈠', '㈰'),
    ('㈱', '㈹'),
    ('㉑', '㉟'),
    ('㊊', '㊚'),
    ('㊤', '㊨'),
    ('㊱', '㊿'),
    ('㋀', '㋋'),
    ('㍻', '㍿'),
    ('㎎', '㎏'),
    ('㎖', '㎘'),
    ('㎜', '㎥'),
    ('㏠', '㏾'),
    ('ﬀ', 'ﬄ'),
    ('￠', '￡'),
];

/// Single ones: row 13 of NEC's JIS extension has the words, as keyboards in
/// Japan offer them.
const SINGLES: &str = "ª…‥‼⁇⁈⁉℃℉ℓ№℡™℻Ωゟヿ㏄㏍㋿㌃㌍㌔㌘㌢㌣㌦㌧㌫㌶㌻㍉㍊㍍㍑㍗￢￤￥￦";

/// Entries divided by blanks: the first character, then what it and those
/// after it stand for, divided by bars.
pub fn table() -> Result<File> {
    let mut covered: Vec<char> = STRETCHES.iter().flat_map(|(from, to)| *from..=*to).chain(SINGLES.chars()).collect();
    covered.sort_unstable();
    covered.dedup();
    let mut entries = String::new();
    let mut next = None;
    let mut count = 0;
    for c in covered {
        let plain: String = std::iter::once(c).nfkc().collect();
        // Some come out with a blank (a spacing accent) or as they were.
        if plain.contains(' ') || plain == c.to_string() {
            continue;
        }
        ensure!(!plain.contains(['|', '"', '\\']), "{c} needs another divider");
        match next {
            // A gap of one is cheaper than a new entry.
            Some(expected) if (expected..=expected + 1).contains(&(c as u32)) => {
                entries.push_str(&"|".repeat((c as u32 - expected) as usize + 1));
            }
            _ => {
                entries.push_str(if entries.is_empty() { "" } else { " " });
                entries.push(c);
            }
        }
        entries.push_str(&plain);
        next = Some(c as u32 + 1);
        count += 1;
    }
    let (major, minor, patch) = unicode_normalization::UNICODE_VERSION;
    let doc = "Entries divided by blanks: the first character, then what it and those after it stand for, divided by bars.";
    let mut file = File::new(
        "shared/src/fold/compat_table.rs",
        "Compatibility characters of shop text and what they stand for.",
        &format!("Unicode {major}.{minor}.{patch} (NFKC)"),
        &text_constant(doc, "COMPAT", &entries),
    );
    file.report = format!("{count} characters, {} bytes", entries.len());
    Ok(file)
}
