//! How each kanji is read, learnt from the words of a dictionary: of all ways
//! to part a word's reading among its kanji, the likeliest, where each kanji's
//! readings are as likely as they were found in the round before
//! (expectation-maximisation). Readings stand as they are compared: in hiragana,
//! without voicing marks, with つ for っ.

use crate::file::File;
use anyhow::{Context, Result, ensure};
use std::collections::BTreeMap;
use std::path::Path;

/// The dictionary's parts whose words shoppers use.
const PARTS: [&str; 13] = [
    "Noun", "Noun.verbal", "Noun.adjv", "Noun.adverbal", "Noun.others", "Noun.nai", "Noun.number", "Suffix", "Prefix", "Verb", "Adj", "Adverb",
    "Adnominal",
];
/// The longest word that is looked at, and the longest reading of a kanji.
const WORD: usize = 6;
const READING: usize = 4;
/// Words rarer than this (mecab's cost of a word) count half.
const RARE: i32 = 9_000;
const ROUNDS: usize = 8;
/// What each count is less, so that what was found once fades.
const DISCOUNT: f64 = 0.3;
/// A kanji is told of that so many words hold, with the readings that make out
/// so much of them, at most so many.
const WORDS: f64 = 3.0;
const SHARE: f64 = 0.04;
const MOST: usize = 3;

type Parted = Vec<(char, String)>;

/// The table; `ipadic` is the folder with the dictionary's source files.
pub fn table(ipadic: &Path) -> Result<File> {
    let words = words(ipadic)?;
    ensure!(words.len() > 50_000, "the dictionary has {} words", words.len());
    let ways: Vec<(Vec<Parted>, f64)> = words.iter().map(|((word, reading), weight)| (parted(word, reading), *weight)).collect();
    let mut likely: BTreeMap<(char, String), f64> = BTreeMap::new();
    let mut counts = BTreeMap::new();
    for round in 0..ROUNDS {
        counts = BTreeMap::<(char, String), f64>::new();
        for (ways, weight) in &ways {
            let chance = |part: &(char, String)| {
                let known = if round == 0 { 1.0 } else { likely.get(part).copied().unwrap_or(1e-6) };
                // No reading begins so.
                if part.1.starts_with(['ん', 'ゃ', 'ゅ', 'ょ', 'ー']) { known / 2.0 } else { known }
            };
            let chances: Vec<f64> = ways.iter().map(|way| way.iter().map(chance).product()).collect();
            let all: f64 = chances.iter().sum();
            for (way, chance) in ways.iter().zip(chances).filter(|_| all > 0.0) {
                way.iter().for_each(|part| *counts.entry(part.clone()).or_default() += weight * chance / all);
            }
        }
        let totals = totals(&counts);
        likely = counts.iter().map(|(part, count)| (part.clone(), ((count - DISCOUNT) / (totals[&part.0] + 1.0)).max(1e-6))).collect();
    }
    let totals = totals(&counts);
    let mut lines = String::new();
    for (kanji, total) in totals.iter().filter(|(_, total)| **total >= WORDS) {
        let mut readings: Vec<(f64, &str)> = counts.iter().filter(|((own, _), _)| own == kanji).map(|((_, way), count)| (*count, way.as_str())).collect();
        readings.retain(|(count, _)| *count >= SHARE * total && (*count >= 2.0 || *count >= 0.2 * total));
        readings.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(b.1)));
        let readings: Vec<&str> = readings.into_iter().take(MOST).map(|(_, way)| way).collect();
        if !readings.is_empty() {
            lines += &format!("{kanji}{}\n", readings.join(" "));
        }
    }
    let report = format!("{} kanji, {} bytes", lines.lines().count(), lines.len());
    Ok(File { path: "www/texts/readings.txt", content: lines, report })
}

fn totals(counts: &BTreeMap<(char, String), f64>) -> BTreeMap<char, f64> {
    let mut totals = BTreeMap::new();
    counts.iter().for_each(|((kanji, _), count)| *totals.entry(*kanji).or_default() += count);
    totals
}

/// The words with kanji and their readings, each with its weight.
fn words(ipadic: &Path) -> Result<BTreeMap<(String, String), f64>> {
    let mut words = BTreeMap::new();
    for part in PARTS {
        let path = ipadic.join(format!("{part}.csv"));
        let bytes = std::fs::read(&path).with_context(|| path.display().to_string())?;
        let (text, _, broken) = encoding_rs::EUC_JP.decode(&bytes);
        ensure!(!broken, "{} is no EUC-JP", path.display());
        for line in text.lines() {
            let fields: Vec<&str> = line.split(',').collect();
            let [word, _, _, cost, _, _, _, _, _, form, _, reading, ..] = fields[..] else { continue };
            // Of what is inflected the dictionary's own form.
            if matches!(part, "Verb" | "Adj") && form != "基本形" {
                continue;
            }
            let known = |c: char| is_kanji(c) || matches!(c, 'ぁ'..='ゖ' | 'ァ'..='ヺ' | 'ー');
            if word.chars().count() > WORD || !word.chars().any(is_kanji) || !word.chars().all(known) {
                continue;
            }
            let mut spelt = String::new();
            for c in word.chars() {
                spelt.push(if c == '々' { spelt.chars().next_back().unwrap_or(c) } else { bare(c) });
            }
            let weight: f64 = if cost.parse::<i32>()? < RARE { 1.0 } else { 0.5 };
            let own = words.entry((spelt, reading.chars().map(bare).collect())).or_insert(weight);
            *own = own.max(weight);
        }
    }
    Ok(words)
}

fn is_kanji(c: char) -> bool {
    c == '々' || ('\u{4E00}'..='\u{9FFF}').contains(&c)
}

/// As `shared::faq::search` compares kana.
fn bare(c: char) -> char {
    const MARKED: &str = "がぎぐげござじずぜぞだぢづでどばびぶべぼぱぴぷぺぽっゔ";
    const PLAIN: &str = "かきくけこさしすせそたちつてとはひふへほはひふへほつう";
    let c = if ('ァ'..='ヶ').contains(&c) { char::from_u32(c as u32 - 0x60).unwrap_or(c) } else { c };
    MARKED.chars().position(|marked| marked == c).and_then(|place| PLAIN.chars().nth(place)).unwrap_or(c)
}

/// All ways to part a reading among a word's kanji; its kana stand for
/// themselves.
fn parted(word: &str, reading: &str) -> Vec<Parted> {
    let (Some(first), reading) = (word.chars().next(), reading) else {
        return if reading.is_empty() { vec![vec![]] } else { vec![] };
    };
    let rest = &word[first.len_utf8()..];
    if !is_kanji(first) {
        return reading.strip_prefix(first).map_or_else(Vec::new, |reading| parted(rest, reading));
    }
    let mut ways = Vec::new();
    if reading.starts_with(['ゃ', 'ゅ', 'ょ', 'ぁ', 'ぃ', 'ぅ', 'ぇ', 'ぉ', 'ー']) {
        return ways;
    }
    for (at, c) in reading.char_indices().take(READING) {
        let (own, left) = reading.split_at(at + c.len_utf8());
        for way in parted(rest, left) {
            ways.push([vec![(first, own.to_owned())], way].concat());
        }
    }
    ways
}
