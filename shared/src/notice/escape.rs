//! Text made inert for a channel's markup, each markup a function. They take
//! any text; what comes out shows the same, or a look-alike in full width
//! where a markup has no way to quote a character. All are linear in the text.

use super::clean::is_hidden;
use crate::fold::wide;

/// HTML, in text and in quoted attributes (OWASP, cross-site scripting
/// prevention, output encoding).
pub fn html(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    html_into(text, &mut out);
    out
}

/// The same, written behind what `out` holds.
pub fn html_into(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            other => entity(other, out),
        }
    }
}

/// Slack's mrkdwn: `& < >` as its documentation asks, which ends `<!channel>`,
/// `<@U…>` and links. It has no escape for `* _ ~` and the backtick: they
/// become full width where they could mark text, which is not between two
/// letters or digits (`A_1_2` stays); so do the `@` of a mention and a `>`
/// that would begin a quotation.
pub fn slack(text: &str) -> String {
    each(text, |c, place, out| match c {
        '>' if place.begins_line => out.push('＞'),
        '*' | '_' | '~' if place.within_word() => out.push(c),
        '*' | '_' | '~' | '`' => out.push(wide(c)),
        '@' => at(place, out),
        other => entity(other, out),
    })
}

/// Markdown (CommonMark, and the part of it that Teams' cards show): every
/// character that marks is quoted by a backslash, `& < >` by an entity so that
/// no HTML and no `<at>` is left even where a backslash doesn't count; the `@`
/// of a mention becomes full width.
pub fn markdown(text: &str) -> String {
    each(text, |c, place, out| {
        let marks = match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '(' | ')' | '~' | '|' | '#' | '!' => true,
            // A list, a rule, or the underline of a heading.
            '-' | '+' | '=' => place.begins_line,
            '.' => place.behind_line_number,
            _ => false,
        };
        match c {
            '@' => at(place, out),
            _ if marks => out.extend(['\\', c]),
            other => entity(other, out),
        }
    })
}

/// Chatwork's tags (`[info]`, `[To:…]`, `[toall]`, `[code]`): it has no escape
/// for a bracket, so both become full width. It makes every address into a
/// link: the colon of one becomes full width, too.
pub fn chatwork(text: &str) -> String {
    each(text, |c, place, out| out.push(if matches!(c, '[' | ']') || place.begins_address(c) { wide(c) } else { c }))
}

/// A LINE WORKS bot's text: of `<m userId="all">`, its only markup, both angles
/// become full width, and so does the colon of an address.
pub fn line_works(text: &str) -> String {
    each(text, |c, place, out| out.push(if matches!(c, '<' | '>') || place.begins_address(c) { wide(c) } else { c }))
}

/// Zendesk, in HTML: as [`html`], and no placeholder (`{{…}}`, `{%…%}`: Liquid)
/// of a text that is filed in an agent's name; the `@` of a mention becomes
/// full width.
pub fn zendesk(text: &str) -> String {
    let inert = each(text, |c, place, out| match c {
        '@' => at(place, out),
        other => out.push(other),
    });
    html(&liquid(&inert))
}

/// Text without HTML in which no placeholder of Liquid begins: the brace that
/// would begin one becomes full width.
pub fn liquid(text: &str) -> String {
    each(text, |c, place, out| out.push(if c == '{' && place.after.starts_with(['{', '%']) { wide(c) } else { c }))
}

/// Text in which no program finds an address by itself, for those that make
/// links of what looks like one and can't be told not to: the colon behind a
/// scheme and the dot before a letter, as in a host's name, become full width.
pub fn unlinked(text: &str) -> String {
    each(text, |c, place, out| {
        let scheme = place.before.is_some_and(|c| c.is_ascii_alphabetic()) && place.after.starts_with(|c: char| !c.is_whitespace());
        let begins = c == ':' && (scheme || place.after.starts_with("//"));
        let parts = c == '.' && place.before.is_some_and(char::is_alphanumeric) && place.after.starts_with(char::is_alphabetic);
        out.push(if begins || parts { wide(c) } else { c });
    })
}

/// A field of a CSV file (RFC 4180), always in quotes. What a spreadsheet
/// would run as a formula gets an apostrophe before it: a field that begins,
/// behind blanks too, with `= + - @` in half or full width, or with a tab or
/// line break (OWASP, CSV injection).
pub fn csv(text: &str) -> String {
    let blank = |c: char| (c.is_whitespace() || is_hidden(c)) && !matches!(c, '\t' | '\r' | '\n');
    let first = text.trim_start_matches(blank).chars().next();
    let formula = matches!(first, Some('=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠' | '\t' | '\r' | '\n'));
    let mut field = String::from(if formula { "\"'" } else { "\"" });
    field.push_str(&text.replace('"', "\"\""));
    field.push('"');
    field
}

/// Where a character stands.
#[derive(Default)]
struct Place<'a> {
    before: Option<char>,
    after: &'a str,
    /// Nothing but blanks stand before it in its line.
    begins_line: bool,
    /// Nothing but a number of at most nine digits: `1.` begins a list
    /// (CommonMark §5.2).
    behind_line_number: bool,
}

impl Place<'_> {
    fn within_word(&self) -> bool {
        let word = |c: char| c.is_ascii_alphanumeric();
        self.before.is_some_and(word) && self.after.starts_with(word)
    }

    /// Whether `c` is the colon of `https://…` or the like, of which a chat that
    /// knows no quoting makes a link.
    fn begins_address(&self, c: char) -> bool {
        c == ':' && self.after.starts_with("//")
    }

    /// Between what looks like the two parts of a mail address, with a dot in
    /// the second: `a@here` may be a mention, `a@here.com` is none.
    fn within_address(&self) -> bool {
        // A name in the DNS has at most 253 characters (RFC 1035 §2.3.4).
        let name = self.after.char_indices().take(253).find(|(_, c)| !c.is_ascii_alphanumeric() && !matches!(c, '.' | '-'));
        let name = self.after.get(..name.map_or(self.after.len(), |(end, _)| end)).unwrap_or_default();
        let two = name.trim_end_matches('.').split_once('.').is_some_and(|(host, rest)| !host.is_empty() && !rest.is_empty());
        two && self.before.is_some_and(|c| c.is_ascii_alphanumeric() || "._-+".contains(c))
    }
}

fn each(text: &str, write: impl Fn(char, &Place, &mut String)) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text.chars();
    let mut before = None;
    let mut blank = true;
    let mut digits: Option<u8> = Some(0);
    while let Some(c) = rest.next() {
        let behind_line_number = digits.is_some_and(|n| (1..=9).contains(&n));
        let place = Place { before, after: rest.as_str(), begins_line: blank, behind_line_number };
        write(c, &place, &mut out);
        let fresh = matches!(c, '\n' | '\r');
        digits = match digits {
            _ if fresh => Some(0),
            Some(n) if c.is_ascii_digit() => n.checked_add(1),
            Some(0) if c.is_whitespace() => Some(0),
            _ => None,
        };
        blank = fresh || blank && c.is_whitespace();
        before = Some(c);
    }
    out
}

/// `& < >` as entities.
fn entity(c: char, out: &mut String) {
    match c {
        '&' => out.push_str("&amp;"),
        '<' => out.push_str("&lt;"),
        '>' => out.push_str("&gt;"),
        other => out.push(other),
    }
}

/// `@`, in full width where it could mention somebody.
fn at(place: &Place, out: &mut String) {
    out.push(if place.within_address() { '@' } else { '＠' });
}

#[cfg(test)]
#[path = "escape_tests.rs"]
pub(crate) mod tests;
