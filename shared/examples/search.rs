//! The panel's search over a FAQ and queries, for `cargo xtask bench search`.
//!
//! Arguments: the FAQ, the queries, the readings (or `-`), where the ranked
//! ids go (or `-`), and `threshold` for the decision that nothing fits.

use madoguchi_shared::faq::{self, Entry, Index, Query};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::time::Instant;

type Failure = Box<dyn std::error::Error>;

/// An entry as such files hold it: more fields are passed over.
#[derive(Deserialize)]
struct Asked {
    id: String,
    question: String,
    answer: String,
    #[serde(default)]
    category: String,
    #[serde(default)]
    wordings: Vec<String>,
}

fn read<T: for<'a> Deserialize<'a>>(path: &str) -> Result<T, Failure> {
    let text = std::fs::read_to_string(path).map_err(|error| format!("{path}: {error}"))?;
    serde_json::from_str(&text).map_err(|error| format!("{path}: {error}").into())
}

fn main() -> Result<(), Failure> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [faq, queries, readings, out, rest @ ..] = arguments.as_slice() else { return Err("FAQ QUERIES READINGS OUT [threshold]".into()) };
    let readings = if readings == "-" { String::new() } else { std::fs::read_to_string(readings)? };
    let all = !rest.iter().any(|word| word == "threshold");
    let entries: Vec<Asked> = read(faq)?;
    let queries: BTreeMap<String, String> = read(queries)?;
    let entries: Vec<Entry> = entries.into_iter().map(Asked::entry).collect();

    let began = Instant::now();
    let index = Index::new(&entries, &faq::readings(&entries, &readings));
    let built = began.elapsed();
    let mut keystrokes = Vec::new();
    let mut run = BTreeMap::new();
    for (id, text) in &queries {
        // As it is typed, each character a search of its own.
        for end in text.char_indices().map(|(at, c)| at + c.len_utf8()) {
            let began = Instant::now();
            let typed = Query { text: text.get(..end).unwrap_or(text), most: 10, all, ..Query::default() };
            std::hint::black_box(index.search(&entries, &typed));
            keystrokes.push(began.elapsed());
        }
        let hits = index.search(&entries, &Query { text, most: 10, all, ..Query::default() }).hits;
        run.insert(id, hits.iter().filter_map(|hit| entries.get(hit.entry)).map(|entry| entry.id.as_str()).collect::<Vec<_>>());
    }
    keystrokes.sort_unstable();
    let at = |share: f64| keystrokes.get(((keystrokes.len() as f64) * share) as usize).map_or(0.0, |time| time.as_secs_f64() * 1e3);
    let told = serde_json::json!({
        "entries": entries.len(),
        "queries": queries.len(),
        "index_ms": built.as_secs_f64() * 1e3,
        "keystroke_ms": {"median": at(0.5), "p99": at(0.99), "most": at(0.999_999)},
        "nothing_found": run.values().filter(|found| found.is_empty()).count(),
    });
    if out != "-" {
        std::fs::write(out, serde_json::to_string(&run)?)?;
    }
    println!("{told}");
    Ok(())
}

impl Asked {
    fn entry(self) -> Entry {
        let Self { id, question, answer, category, wordings } = self;
        Entry { id, lang: "ja".into(), question, answer, category, wordings, ..Entry::default() }
    }
}
