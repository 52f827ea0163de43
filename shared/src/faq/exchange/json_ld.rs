//! The `FAQPage` of schema.org in JSON-LD, alone or in a page.
//!
//! | of an entry | in a `Question` |
//! | --- | --- |
//! | question, answer | `name`, `acceptedAnswer.text` (HTML) |
//! | wordings, category, id, lang | `alternateName`, `about.name`, `identifier`, `inLanguage` |
//!
//! All else has no place there.

use super::super::{ENTRIES_MAX, Entry};
use super::column::{ANSWER, QUESTION, written};
use super::line::{Places, Text, breaks};
use super::{Found, fault, html};
use crate::fault::Code;
use crate::field::EntryId;
use crate::json;
use html::{Token, attribute, tokens};
use serde_json::{Map, Value};
use std::slice;

/// How fields are called there.
const NAMES: [(&str, &str); 6] = [
    (QUESTION, "name"),
    (ANSWER, "acceptedAnswer.text"),
    ("wordings", "alternateName"),
    ("category", "about"),
    ("id", "identifier"),
    ("lang", "inLanguage"),
];

/// Reads the `FAQPage`s of a text: JSON, or a page with scripts of it.
pub fn read(text: &str) -> Found<'_> {
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    let mut texts = vec![];
    if text.trim_start().starts_with(['{', '[']) {
        texts.push(Text(text, 1));
    } else {
        let (mut line, mut from) = (1, 0);
        for token in tokens(text) {
            let Token::Raw(name, more, content, begin) = token else { continue };
            let kind = attribute(more, "type").unwrap_or_default();
            if name.eq_ignore_ascii_case("script") && kind.trim().eq_ignore_ascii_case("application/ld+json") {
                line += breaks(text.get(from..begin).unwrap_or_default());
                from = begin;
                texts.push(Text(content, line));
            }
        }
    }
    let (mut entries, mut faults, mut paths) = (vec![], vec![], vec![]);
    for (number, Text(text, line)) in texts.iter().enumerate() {
        // A page carries others, of products and the like.
        if !text.contains("FAQPage") {
            continue;
        }
        let Some(value) = json::read::<Value>(text.as_bytes()) else {
            let (before, _) = json::stops_at(text).and_then(|at| text.split_at_checked(at)).unwrap_or_default();
            faults.push(fault(String::new(), Code::Malformed, line + breaks(before), None));
            continue;
        };
        let (mut lang, mut around, mut next) = (None, Vec::<Around>::new(), Some(&value));
        while entries.len() <= ENTRIES_MAX {
            match next {
                Some(Value::Object(node)) if is_a(node, "Question") => {
                    entries.push(entry(node, lang));
                    paths.push((number, around.iter().map(Around::step).collect::<Vec<_>>().join(".")));
                }
                Some(Value::Object(node)) => {
                    if is_a(node, "FAQPage") {
                        lang = language(node);
                    }
                    around.push(Around::Object(node.iter(), ""));
                }
                Some(Value::Array(items)) => around.push(Around::List(items.iter(), 0)),
                _ => {}
            }
            let Some(last) = around.last_mut() else { break };
            next = last.next();
            if next.is_none() {
                around.pop();
            }
        }
    }
    Found { entries, faults, places: Places::Json(texts, paths, &NAMES) }
}

/// A list or an object that is gone through: what is left of it, and where in
/// it that is.
enum Around<'v> {
    List(slice::Iter<'v, Value>, usize),
    Object(serde_json::map::Iter<'v>, &'v str),
}

impl<'v> Around<'v> {
    fn next(&mut self) -> Option<&'v Value> {
        match self {
            Self::List(items, at) => {
                *at += 1;
                items.next()
            }
            Self::Object(members, name) => {
                let (key, value) = members.next()?;
                *name = key;
                Some(value)
            }
        }
    }

    fn step(&self) -> String {
        match self {
            Self::List(_, at) => at.saturating_sub(1).to_string(),
            // Nobody's names are longer.
            Self::Object(_, name) => name.chars().take(64).collect(),
        }
    }
}

/// Whether it is of this type, alone or among others.
fn is_a(node: &Map<String, Value>, kind: &str) -> bool {
    let own = |value: &Value| value.as_str().is_some_and(|own| own.rsplit(['/', '#', ':']).next() == Some(kind));
    node.get("@type").is_some_and(|value| own(value) || value.as_array().is_some_and(|all| all.iter().any(own)))
}

/// The first two letters of `ja-JP`.
fn language(node: &Map<String, Value>) -> Option<&str> {
    let name = node.get("inLanguage").and_then(Value::as_str)?;
    name.split(['-', '_']).next()
}

fn entry(node: &Map<String, Value>, lang: Option<&str>) -> Map<String, Value> {
    let first = |value: &'_ Value| value.as_array().map_or(Some(value), |all| all.first()).cloned();
    let text = |name: &str| node.get(name).and_then(Value::as_str).filter(|text| !text.trim().is_empty());
    let answer = node.get("acceptedAnswer").and_then(first);
    let answer = answer.as_ref().and_then(|answer| answer.get("text")).and_then(Value::as_str).map(html::to_text);
    let about = node.get("about").and_then(first);
    let about = about.as_ref().and_then(|about| about.as_str().or_else(|| about.get("name")?.as_str()));
    let wordings: Vec<Value> = match node.get("alternateName") {
        Some(Value::Array(all)) => all.iter().filter(|one| one.is_string()).cloned().collect(),
        Some(one @ Value::String(_)) => vec![one.clone()],
        _ => vec![],
    };
    let mut entry = Map::new();
    let mut put = |name: &str, text: Option<String>| {
        if let Some(text) = text.filter(|text| !text.is_empty()) {
            entry.insert(name.to_owned(), text.into());
        }
    };
    put(QUESTION, text("name").or_else(|| text("text")).map(one_line));
    put(ANSWER, answer);
    put("category", about.map(one_line));
    // Other systems' numbers and addresses are no ids here.
    put("id", text("identifier").filter(|id| EntryId::parse(id).is_ok()).map(str::to_owned));
    put("lang", language(node).or(lang).map(str::to_ascii_lowercase));
    if !wordings.is_empty() {
        entry.insert("wordings".to_owned(), wordings.into());
    }
    entry
}

/// Writes a `FAQPage`, which may stand in a `script` as it is.
pub fn write(entries: &[&Entry]) -> String {
    let mut page = String::from(r#"{"@context":"https://schema.org","@type":"FAQPage","mainEntity":["#);
    for (number, entry) in entries.iter().enumerate() {
        let start = if number == 0 { "" } else { "," };
        page.extend([start, r#"{"@type":"Question","identifier":"#, &written(&entry.id)]);
        page.extend([r#","inLanguage":"#, &written(&entry.lang), r#","name":"#, &written(&in_line(&entry.question))]);
        page.extend([r#","alternateName":"#, &written(&entry.wordings)]);
        page.extend([r#","about":{"@type":"Thing","name":"#, &written(&in_line(&entry.category))]);
        page.extend([r#"},"acceptedAnswer":{"@type":"Answer","text":"#, &written(&html::of_text(&entry.answer)), "}}"]);
    }
    page.push_str("]}");
    // In JSON this sign stands in strings alone: no script ends early, and none
    // begins a comment.
    page.replace('<', "\\u003c")
}

fn one_line(html: &str) -> String {
    html::to_text(html).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Text for a place that takes text, and HTML too as some read it.
fn in_line(text: &str) -> String {
    if one_line(text) == text {
        return text.to_owned();
    }
    let mut html = String::new();
    html::quoted(&mut html, text);
    html
}
