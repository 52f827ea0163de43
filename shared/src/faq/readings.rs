//! How the kanji of a shop's questions are read, for who types without
//! converting.
//!
//! The table of all kanji stays with the worker; what a shop's own questions
//! need of it travels with them. A line is a kanji and its readings in
//! hiragana, parted by spaces (`返かえ へん`), without voicing marks and with つ
//! for っ, since both change inside a word.

use super::Entry;

/// The lines of `table` for the kanji in the questions, other wordings and
/// headings of `entries`; none for another language than Japanese.
pub fn readings(entries: &[Entry], table: &str) -> String {
    let japanese = entries.iter().filter(|entry| entry.lang == "ja");
    let texts = japanese.flat_map(|entry| [&entry.question, &entry.category].into_iter().chain(&entry.wordings));
    let mut kanji: Vec<char> = texts.flat_map(|text| text.chars()).filter(|c| *c >= '\u{3400}').collect();
    kanji.sort_unstable();
    kanji.dedup();
    let known = |line: &&str| line.chars().next().is_some_and(|c| kanji.binary_search(&c).is_ok());
    table.split_inclusive('\n').filter(known).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shop_gets_the_readings_of_its_own_kanji() {
        let table = "品ひん しな\n料りょう\n返かえ へん\n送そう おく";
        let entry =
            |lang: &str, question: &str| Entry { lang: lang.into(), question: question.into(), answer: "料".into(), ..Entry::default() };
        assert_eq!(readings(&[entry("ja", "返品は?"), entry("ja", "品")], table), "品ひん しな\n返かえ へん\n");
        assert_eq!(readings(&[entry("ja", "送る")], table), "送そう おく");
        assert_eq!(readings(&[entry("zh", "返品"), entry("ja", "iPhone")], table), "");
    }
}
