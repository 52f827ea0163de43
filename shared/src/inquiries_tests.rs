//! The form of our own labelled inquiries (`data/inquiries.tsv`); what they
//! are for stands in `data/README.md`.

use crate::topic::Topic;
use std::collections::BTreeSet;

const TSV: &str = include_str!("../data/inquiries.tsv");

struct Inquiry {
    id: &'static str,
    held: bool,
    topic: Topic,
    urgent: bool,
    pitch: bool,
    english: bool,
    text: &'static str,
}

fn flag(cell: &str, off: &str, on: &str) -> bool {
    assert!(cell == off || cell == on, "{cell}: neither {off} nor {on}");
    cell == on
}

fn inquiries() -> Vec<Inquiry> {
    let mut lines = TSV.lines();
    assert_eq!(lines.next(), Some("id\thalf\ttopic\turgent\tpitch\tlang\ttext"));
    let row = |line: &'static str| {
        let cells: Vec<_> = line.split('\t').collect();
        let [id, half, topic, urgent, pitch, lang, text] = cells.try_into().unwrap();
        Inquiry {
            id,
            held: flag(half, "tune", "held"),
            topic: Topic::parse(topic).unwrap(),
            urgent: flag(urgent, "0", "1"),
            pitch: flag(pitch, "0", "1"),
            english: flag(lang, "ja", "en"),
            text,
        }
    };
    lines.map(row).collect()
}

#[test]
fn every_row_is_there_once() {
    let all = inquiries();
    assert!(TSV.ends_with('\n') && !TSV.contains('\r'));
    assert_eq!(all.iter().map(|row| row.id).collect::<BTreeSet<_>>().len(), all.len(), "ids");
    assert_eq!(all.iter().map(|row| row.text).collect::<BTreeSet<_>>().len(), all.len(), "texts");
    for row in &all {
        assert!(!row.text.is_empty() && row.text.trim() == row.text, "{}", row.id);
        assert!(matches!(row.id.split_at(1), ("q" | "b", number) if number.parse::<u32>().is_ok()), "{}", row.id);
        assert!(row.text.chars().count() <= crate::field::PARAGRAPH_MAX, "{}: longer than a message may be", row.id);
        assert!(row.english || !row.text.is_ascii(), "{}: is this Japanese?", row.id);
    }
}

#[test]
fn both_halves_hold_every_topic_evenly() {
    let all = inquiries();
    let count = |keep: &dyn Fn(&Inquiry) -> bool| all.iter().filter(|row| keep(row)).count();
    for topic in Topic::ALL {
        for english in [false, true] {
            let held = count(&|row| row.topic == *topic && row.english == english && row.held);
            let tune = count(&|row| row.topic == *topic && row.english == english && !row.held);
            assert!(held.abs_diff(tune) <= 1, "{topic:?}: {held} held, {tune} to tune on");
        }
        let japanese = count(&|row| row.topic == *topic && !row.english);
        let least = match topic {
            Topic::SalesPitch => 40,
            Topic::Other => 20,
            _ => 12,
        };
        assert!(japanese >= least, "{topic:?}: {japanese}");
    }
    assert!(count(&|row| !row.english) >= 420);
    assert!(count(&|row| row.english) >= 80);
    // Both halves can tell whether urgency is seen.
    assert!(count(&|row| row.urgent && row.held) >= 15 && count(&|row| row.urgent && !row.held) >= 15);
}

#[test]
fn the_hard_legitimate_ones_are_many_and_none_is_a_pitch() {
    let all = inquiries();
    let hard: Vec<_> = all.iter().filter(|row| row.id.starts_with('b')).collect();
    assert!(hard.len() >= 35, "{}", hard.len());
    assert!(hard.iter().filter(|row| row.held).count() >= 15);
    assert!(hard.iter().all(|row| !row.pitch));
    assert!(all.iter().all(|row| row.pitch == (row.topic == Topic::SalesPitch)), "a pitch is a topic of its own");
}
