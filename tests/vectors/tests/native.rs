//! The vectors natively, and the answers for the wasm to repeat.
//!
//! `UPDATE_VECTORS=1` writes today's answers into the files, to be reviewed.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a test may panic")]

mod random;

use madoguchi_shared::fold::is_unseen;
use madoguchi_vectors::{RULES, judge};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

/// Rule, given, answer: each as JSON text.
type Answer = (String, String, String);

/// Where `in_wasm.mjs` is told to look.
const ANSWERS: &str = concat!(env!("CARGO_TARGET_TMPDIR"), "/vectors.jsonl");

fn files() -> BTreeMap<String, PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    let paths = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let vectors = paths.filter(|path| path.extension().is_some_and(|extension| extension == "json"));
    vectors.map(|path| (path.file_stem().unwrap().to_str().unwrap().to_owned(), path)).collect()
}

/// A file's vectors: what is given, what is wanted.
fn read(path: &Path) -> Vec<(Value, Value)> {
    let vectors: Vec<BTreeMap<String, Value>> = serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
    let take = |vector: &mut BTreeMap<String, Value>, key: &str| vector.remove(key).unwrap_or_default();
    vectors.into_iter().map(|mut vector| (take(&mut vector, "given"), take(&mut vector, "want"))).collect()
}

/// One vector a line, as they are read best, and with nothing in it unseen.
fn write(path: &Path, vectors: &[(Value, Value)]) {
    let mut text = "[\n".to_owned();
    for (place, (given, want)) in vectors.iter().enumerate() {
        let comma = if place + 1 < vectors.len() { "," } else { "" };
        writeln!(text, "  {{\"given\": {given}, \"want\": {want}}}{comma}").unwrap();
    }
    text.push_str("]\n");
    let mut seen = String::new();
    for c in text.chars() {
        let space = c.is_whitespace() && !matches!(c, ' ' | '\n' | '\u{3000}');
        if space || is_unseen(c) || c == '\u{3099}' || c == '\u{301}' {
            write!(seen, "\\u{:04x}", u32::from(c)).unwrap();
        } else {
            seen.push(c);
        }
    }
    fs::write(path, seen).unwrap();
}

fn answered(rule: &str, given: String) -> Answer {
    let answer = judge(rule, &given);
    (rule.to_owned(), given, answer)
}

#[test]
fn every_rule_has_vectors_and_every_file_a_rule() {
    let rules: BTreeSet<_> = RULES.iter().map(|(name, _)| (*name).to_owned()).collect();
    assert_eq!(files().into_keys().collect::<BTreeSet<_>>(), rules);
}

#[test]
fn the_answers_are_as_wanted() {
    let update = env::var_os("UPDATE_VECTORS").is_some();
    let mut answers = Vec::new();
    let mut differing = String::new();
    for (rule, path) in files() {
        let mut vectors = read(&path);
        assert!(!vectors.is_empty(), "{rule} has no vector");
        for (given, want) in &mut vectors {
            let answer = answered(&rule, given.to_string());
            let got: Value = serde_json::from_str(&answer.2).unwrap();
            if got != *want {
                writeln!(differing, "{rule} {given}\n    wanted {want}\n    got    {got}").unwrap();
            }
            *want = got;
            answers.push(answer);
        }
        if update {
            write(&path, &vectors);
        }
    }
    answers.extend(random::questions().into_iter().map(|(rule, given)| answered(rule, given)));
    let lines: Vec<String> = answers.iter().map(|answer| serde_json::to_string(answer).unwrap()).collect();
    fs::write(ANSWERS, lines.join("\n")).unwrap();
    println!("{} answers for the wasm to repeat", answers.len());
    assert!(update || differing.is_empty(), "these differ (UPDATE_VECTORS=1 takes the new answers over):\n{differing}");
}

#[test]
fn what_cannot_be_read_is_said_not_guessed() {
    assert_eq!(judge("fold", "7"), "\"unreadable\"");
    assert_eq!(judge("unfold", "\"a\""), "\"no such rule\"");
}
