//! Whatever a shopper types stays inside its row of the notice, in every form
//! that a channel draws from it.

#![no_main]

use libfuzzer_sys::fuzz_target;
use madoguchi_fuzz::{RULES, draft, now, ticket};
use madoguchi_shared::notice::{NOTHING, ROWS, Row, Sheet, Texts, clean, escape, limit, link, notice};
use madoguchi_shared::urgency::Urgency;
use serde_json::Value;

fuzz_target!(|bytes: &[u8]| {
    let Some(draft) = draft(bytes) else { return };
    let typed = texts(&serde_json::to_value(&draft).unwrap());
    for text in &typed {
        escaped(text);
    }
    forms(&rows_of(&typed), &draft.company);
    let Some(ticket) = draft.check(&RULES, now()).ok().and_then(ticket) else { return };
    let zone = &RULES.desk.as_ref().unwrap().zone;
    let rows = notice(&ticket, &Texts::new(), zone, "https://desk.example/t/1");
    for row in &rows {
        assert!(!row.value.is_empty() && row.value.chars().count() <= limit(&row.key), "{row:?}");
        assert!(!row.value.chars().any(|c| hidden(c) && !(c == '\n' && row.key == "message")), "{row:?}");
    }
    forms(&rows, &draft.company);
});

/// All texts in a value.
fn texts(value: &Value) -> Vec<String> {
    match value {
        Value::String(text) => vec![text.clone()],
        Value::Array(items) => items.iter().flat_map(texts).collect(),
        Value::Object(members) => members.values().flat_map(texts).collect(),
        _ => vec![],
    }
}

/// Rows as no intake could hold them: whatever the wire may bring.
fn rows_of(texts: &[String]) -> Vec<Row> {
    let mut texts = texts.iter().cycle().cloned();
    let mut text = || texts.next().unwrap_or_default();
    let row = |(place, key): (usize, &&str)| {
        let href = if place % 2 == 0 { text() } else { ["https://a.example/", &text()].concat() };
        Row { key: (*key).to_owned(), label: text(), value: text(), href: Some(href) }
    };
    ROWS.iter().enumerate().map(row).collect()
}

/// What shows nothing; but a joiner may hold a picture together.
fn hidden(c: char) -> bool {
    c != '\u{200D}' && clean::is_hidden(c)
}

fn forms(rows: &[Row], shop: &str) {
    let sheet = Sheet { shop, urgency: Urgency::Normal, rows };
    let text = sheet.text();
    assert!(!text.chars().any(|c| c != '\n' && hidden(c)), "{text:?}");
    assert_eq!(rows.iter().map(|row| row.key.as_str()).collect::<Vec<_>>(), ROWS);
    // Beside the message's own lines, which stand behind bars, there are the
    // headline and a line for each row.
    let lines: Vec<_> = text.lines().collect();
    let message = clean::lines(&rows[10].value, limit("message"));
    let own = if message.contains('\n') { message.lines().count() } else { 0 };
    assert_eq!(lines.len(), 1 + ROWS.len() + own, "{text:?}");
    assert!(lines.iter().skip(12).take(own).all(|line| line.starts_with("│ ")), "{text:?}");

    let blocks = sheet.blocks(&Texts::new());
    assert_eq!((&blocks.header, lines[0]), (&sheet.headline(), blocks.header.as_str()));
    assert_eq!(blocks.fields.len(), ROWS.len() - 2, "all but message and link");
    assert!(
        blocks.body.lines.iter().any(|line| !line.is_empty()) && blocks.fields.iter().all(|field| !field.value.is_empty()),
        "{NOTHING} is missing"
    );
    let fields = blocks.fields.iter().flat_map(|field| [&field.label, &field.value]);
    for text in [&blocks.header, &blocks.body.label].into_iter().chain(fields).chain(&blocks.body.lines) {
        assert!(!text.chars().any(hidden), "{text:?}");
        escaped(text);
    }
    let hrefs = blocks.fields.iter().filter_map(|field| field.href.as_ref()).chain(blocks.actions.iter().map(|act| &act.href));
    for href in hrefs {
        assert_eq!(link(href).as_ref(), Some(href), "what is a link stays the same link");
        assert!(!href.contains(['<', '>', '|', '"', '\'', '(', ')', '[', ']', ' ', '\n']), "{href}");
    }
}

/// Nothing that a markup would act on is left.
fn escaped(text: &str) {
    let html = escape::html(text);
    assert!(!html.contains(['<', '>', '"', '\'']), "{html}");
    let back = html.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&#39;", "'").replace("&amp;", "&");
    assert_eq!(back, text);

    let slack = escape::slack(text);
    assert!(!slack.contains(['<', '>', '`']), "{slack}");
    assert!(slack.split('&').skip(1).all(|rest| ["amp;", "lt;", "gt;"].iter().any(|entity| rest.starts_with(entity))), "{slack}");
    for mention in ["@here", "@channel", "@everyone"] {
        assert!(slack.match_indices(mention).all(|(at, _)| is_address(&slack, at)), "{slack}");
    }

    let markdown = escape::markdown(text);
    assert!(!markdown.contains(['<', '>']), "{markdown}");
    let bare = markdown.replace("\\\\", "");
    let marks = ['*', '_', '`', '[', ']', '(', ')', '|', '#', '!', '~'];
    assert!(bare.match_indices(marks).all(|(at, _)| bare[..at].ends_with('\\')), "{markdown}");

    assert!(!escape::chatwork(text).contains(['[', ']']));
    assert!(!escape::line_works(text).contains(['<', '>']));

    let csv = escape::csv(text);
    let field = csv.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).unwrap();
    assert!(!field.replace("\"\"", "").contains('"'), "{csv}");
    let read = field.replace("\"\"", "\"");
    assert!(read == text || read.strip_prefix('\'') == Some(text), "{csv}");
    assert!(!read.trim_start_matches([' ', '\u{3000}']).starts_with(['=', '+', '-', '@', '\t', '\r', '\n']), "{csv}");
}

/// Whether the `@` at a place has a letter before it and a name with a dot behind.
fn is_address(text: &str, at: usize) -> bool {
    let before = text[..at].chars().next_back().is_some_and(|c| c.is_ascii_alphanumeric() || "._-+".contains(c));
    before && text[at + 1..].split(|c: char| !c.is_ascii_alphanumeric() && c != '.' && c != '-').next().unwrap().contains('.')
}
