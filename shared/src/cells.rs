//! A table's cells as spreadsheets take them (RFC 4180). What begins like a
//! formula is only text: it gets an apostrophe before it, so that no
//! spreadsheet computes it.

/// By this a spreadsheet knows UTF-8.
pub(crate) const MARK: char = '\u{FEFF}';

/// Writes a record's next cell; the first has the number 0.
pub(crate) fn put(table: &mut String, number: usize, text: &str) {
    if number > 0 {
        table.push(',');
    }
    let quoted = text.contains(['"', ',', ';', '\t', '\n', '\r']);
    let quote = if quoted { "\"" } else { "" };
    let apostrophe = if is_formula(text) { "'" } else { "" };
    table.extend([quote, apostrophe]);
    table.push_str(&text.replace('"', "\"\""));
    table.push_str(quote);
}

/// Whether a spreadsheet might compute it, or what it is without apostrophes
/// before it (OWASP, CSV injection; wide signs count in Japan).
pub(crate) fn is_formula(text: &str) -> bool {
    text.trim_start_matches('\'').starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'])
}
