//! HTML as far as answers are written in it: in, to our own form of text; out
//! of that form; and where scripts stand in a page.
//!
//! Nothing is built up and nothing recursed into: one pass over the text, in
//! which each tag is looked at once.

use super::super::{Piece, pieces};

/// A piece of a page.
pub enum Token<'t> {
    /// Text, with entities.
    Text(&'t str),
    /// A tag's name, `/` before it where it ends, and what else it says.
    Tag(&'t str, &'t str),
    /// A script or style: its name, its attributes, its content and where that
    /// begins, in bytes.
    Raw(&'t str, &'t str, &'t str, usize),
}

/// The tokens of a page.
pub struct Tokens<'t> {
    text: &'t str,
    at: usize,
    /// Whether a tag has begun that never ends: then no other does.
    stuck: bool,
}

/// All tokens of `text`.
pub fn tokens(text: &str) -> Tokens<'_> {
    Tokens { text, at: 0, stuck: false }
}

impl<'t> Tokens<'t> {
    fn take(&mut self, length: usize) -> &'t str {
        let start = self.at;
        self.at += length;
        self.text.get(start..self.at).unwrap_or_default()
    }

    fn tag(&mut self, rest: &'t str) -> Option<Token<'t>> {
        if let Some(comment) = rest.strip_prefix("<!--") {
            self.take(comment.find("-->").map_or(rest.len(), |end| 4 + end + 3));
            return Some(Token::Tag("!", ""));
        }
        let inside = rest.strip_prefix('<')?;
        if !inside.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?')) {
            return None;
        }
        let mut quote = None;
        let end = inside.bytes().position(|byte| {
            match (quote, byte) {
                (None, b'>') => return true,
                (None, b'"' | b'\'') => quote = Some(byte),
                (Some(open), byte) if open == byte => quote = None,
                _ => {}
            }
            false
        });
        let Some(end) = end else {
            self.stuck = true;
            return None;
        };
        let tag = self.take(end + 2).get(1..=end).unwrap_or_default();
        let split = tag.find(|c: char| c.is_ascii_whitespace()).unwrap_or(tag.len());
        let (name, more) = tag.split_at_checked(split).unwrap_or_default();
        let name = if name.len() > 1 { name.trim_end_matches('/') } else { name };
        if !["script", "style", "template"].iter().any(|raw| name.eq_ignore_ascii_case(raw)) {
            return Some(Token::Tag(name, more));
        }
        let (rest, begin) = (self.text.get(self.at..).unwrap_or_default(), self.at);
        let ends = |at: &usize| rest.get(at + 2..at + 2 + name.len()).is_some_and(|end| end.eq_ignore_ascii_case(name));
        let length = rest.match_indices("</").map(|(at, _)| at).find(ends).unwrap_or(rest.len());
        Some(Token::Raw(name, more, self.take(length), begin))
    }
}

impl<'t> Iterator for Tokens<'t> {
    type Item = Token<'t>;

    fn next(&mut self) -> Option<Token<'t>> {
        let rest = self.text.get(self.at..).filter(|rest| !rest.is_empty())?;
        if !self.stuck
            && let Some(tag) = self.tag(rest)
        {
            return Some(tag);
        }
        let first = rest.chars().next().map_or(0, char::len_utf8);
        let more = rest.get(first..).unwrap_or_default();
        let length = if self.stuck { more.len() } else { more.find('<').unwrap_or(more.len()) };
        Some(Token::Text(self.take(first + length)))
    }
}

/// What a tag says under a name; a quotation mark of either kind or none.
pub fn attribute<'t>(mut rest: &'t str, wanted: &str) -> Option<&'t str> {
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == '/');
        if rest.is_empty() {
            return None;
        }
        let end = rest.find(|c: char| c.is_ascii_whitespace() || c == '=').unwrap_or(rest.len());
        let (name, after) = rest.split_at_checked(end)?;
        let after = after.trim_start();
        let Some(value) = after.strip_prefix('=').map(str::trim_start) else {
            rest = after;
            continue;
        };
        let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''));
        let (value, left) = match quote {
            Some(quote) => value.get(1..)?.split_once(quote).unwrap_or((value.get(1..)?, "")),
            None => value.split_at_checked(value.find(|c: char| c.is_ascii_whitespace()).unwrap_or(value.len()))?,
        };
        if name.eq_ignore_ascii_case(wanted) {
            return Some(value);
        }
        // A sign that names nothing.
        rest = if name.is_empty() && left.len() == rest.len() { left.get(1..).unwrap_or_default() } else { left };
    }
}

/// Characters by their names in HTML: those that people's editors write.
const ENTITIES: [(&str, char); 30] = [
    ("amp", '&'),
    ("lt", '<'),
    ("gt", '>'),
    ("quot", '"'),
    ("apos", '\''),
    ("nbsp", ' '),
    ("ensp", ' '),
    ("emsp", ' '),
    ("yen", '¥'),
    ("copy", '©'),
    ("reg", '®'),
    ("trade", '™'),
    ("hellip", '…'),
    ("mdash", '—'),
    ("ndash", '–'),
    ("lsquo", '‘'),
    ("rsquo", '’'),
    ("ldquo", '“'),
    ("rdquo", '”'),
    ("laquo", '«'),
    ("raquo", '»'),
    ("times", '×'),
    ("middot", '·'),
    ("bull", '•'),
    ("deg", '°'),
    ("euro", '€'),
    ("pound", '£'),
    ("larr", '←'),
    ("rarr", '→'),
    ("rsaquo", '›'),
];
/// Longest name of an entity, with its marks.
const ENTITY_MAX: usize = 12;

/// `text` with its entities as the characters that they stand for.
pub fn decoded(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('&') {
        plain.push_str(before);
        let end = after.bytes().take(ENTITY_MAX).position(|byte| byte == b';');
        let found = end.and_then(|end| Some((entity(after.get(..end)?)?, after.get(end + 1..)?)));
        plain.push(found.map_or('&', |(c, _)| c));
        rest = found.map_or(after, |(_, rest)| rest);
    }
    plain + rest
}

/// The character of a reference without its marks: `#12354`, `#x3042`, `amp`.
fn entity(name: &str) -> Option<char> {
    let Some(number) = name.strip_prefix('#') else {
        return ENTITIES.iter().find(|(known, _)| *known == name).map(|(_, c)| *c);
    };
    let code = match number.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16),
        None => number.parse(),
    };
    char::from_u32(code.ok()?)
}

/// HTML as our text: paragraphs, line breaks, lists, tables, bold, links and
/// images stay; of all other tags the words. A text in which there is no tag
/// keeps its lines.
pub fn to_text(html: &str) -> String {
    let mut out = Writer::default();
    let lines = !tokens(html).any(|token| !matches!(token, Token::Text(_)));
    for token in tokens(html) {
        match token {
            Token::Text(text) if lines => out.text.push_str(&decoded(text).replace("\r\n", "\n")),
            Token::Text(text) => out.words(&decoded(text)),
            Token::Tag(name, more) => out.tag(&name.to_ascii_lowercase(), more),
            Token::Raw(..) => {}
        }
    }
    out.text.trim().to_owned()
}

#[derive(Default)]
struct Writer {
    text: String,
    /// Of each list around, the number of its next item; none: it has no numbers.
    lists: Vec<Option<u32>>,
    /// Where a link's words begin, and where it leads.
    link: Option<(usize, String)>,
    bold: Option<usize>,
    /// The cells of a row, and whether it is a table's head.
    row: Option<(usize, bool)>,
}

impl Writer {
    /// Words: any space between them is one.
    fn words(&mut self, text: &str) {
        for c in text.chars() {
            if !c.is_ascii_whitespace() {
                // This sign would part a row.
                self.text.push(if c == '|' && self.row.is_some() { '｜' } else { c });
            } else if !self.text.is_empty() && !self.text.ends_with([' ', '\n']) {
                self.text.push(' ');
            }
        }
    }

    fn trim(&mut self) {
        while self.text.ends_with(' ') {
            self.text.pop();
        }
    }

    /// So many line breaks at least.
    fn breaks(&mut self, wanted: usize) {
        if self.row.is_some() {
            return self.words(" ");
        }
        self.trim();
        let there = self.text.len() - self.text.trim_end_matches('\n').len();
        if !self.text.is_empty() {
            self.text.extend((there..wanted).map(|_| '\n'));
        }
    }

    /// Around a list or what is in none: an item's lines follow each other.
    fn apart(&mut self) {
        self.breaks(if self.lists.is_empty() { 2 } else { 1 });
    }

    fn tag(&mut self, name: &str, more: &str) {
        match name {
            "br" => {
                self.trim();
                if self.row.is_some() { self.words(" ") } else { self.text.push('\n') }
            }
            "li" => {
                self.breaks(1);
                match self.lists.last_mut() {
                    Some(Some(number)) => {
                        self.text.extend([number.to_string().as_str(), ". "]);
                        *number += 1;
                    }
                    _ => self.text.push_str("- "),
                }
            }
            "ul" | "ol" => {
                self.apart();
                self.lists.push((name == "ol").then_some(1));
            }
            "/ul" | "/ol" => {
                self.lists.pop();
                self.apart();
            }
            "tr" => {
                self.breaks(1);
                self.text.push('|');
                self.row = Some((0, false));
            }
            "td" | "th" | "/td" | "/th" => {
                self.words(" ");
                if let (Some((cells, head)), true) = (&mut self.row, name.starts_with('/')) {
                    self.text.push('|');
                    *cells += 1;
                    *head = name == "/th";
                }
            }
            "/tr" => {
                if let Some((cells, true)) = self.row.take() {
                    self.text.push_str("\n|");
                    self.text.extend((0..cells).map(|_| " --- |"));
                }
            }
            "dt" | "dd" | "/li" => self.breaks(1),
            "p" | "/p" if !self.lists.is_empty() => {}
            "p" | "/p" | "div" | "/div" | "section" | "/section" | "article" | "/article" | "table" | "/table" | "dl" | "/dl"
            | "blockquote" | "/blockquote" | "pre" | "/pre" | "hr" | "h1" | "/h1" | "h2" | "/h2" | "h3" | "/h3" | "h4" | "/h4" | "h5"
            | "/h5" | "h6" | "/h6" => self.apart(),
            "b" | "strong" => self.bold = Some(self.text.len()),
            "/b" | "/strong" => {
                if let Some(start) = self.bold.take() {
                    self.around(start, "**", "**", &['\n', '*']);
                }
            }
            "a" => {
                let href = attribute(more, "href").map(decoded).filter(|href| is_address(href, &["https://", "mailto:", "tel:"]));
                self.link = href.map(|href| (self.text.len(), href));
            }
            "/a" => {
                if let Some((start, href)) = self.link.take() {
                    self.around(start, "[", &["](", &href, ")"].concat(), &['\n', '[', ']']);
                }
            }
            "img" => {
                let of = |name: &str| attribute(more, name).map(decoded).unwrap_or_default();
                let shows = of("alt").replace(['[', ']', '\n'], " ");
                match of("src") {
                    src if is_address(&src, &["https://"]) => self.text.extend(["![", &shows, "](", &src, ")"]),
                    _ => self.words(&shows),
                }
            }
            _ => {}
        }
    }

    /// Puts marks around what was written from `start` on, if that is words
    /// with none of these signs among them.
    fn around(&mut self, start: usize, before: &str, after: &str, but: &[char]) {
        let Some(inside) = self.text.get(start..) else { return };
        let words = inside.trim();
        if words.is_empty() || words.contains(but) {
            return;
        }
        let lead = inside.len() - inside.trim_start().len();
        let marked = [inside.get(..lead).unwrap_or_default(), before, words, after, if inside.ends_with(' ') { " " } else { "" }].concat();
        self.text.truncate(start);
        self.text.push_str(&marked);
    }
}

/// What our text takes as an address.
fn is_address(address: &str, schemes: &[&str]) -> bool {
    let known = schemes.iter().any(|scheme| address.len() > scheme.len() && address.starts_with(scheme));
    known && !address.contains(|c: char| c.is_whitespace() || c.is_control() || matches!(c, '[' | ']' | ')'))
}

/// Our text as HTML.
pub fn of_text(text: &str) -> String {
    let mut html = String::new();
    let tag = |html: &mut String, before: &str, words: &str, after: &str| {
        html.push_str(before);
        quoted(html, words);
        html.push_str(after);
    };
    for piece in pieces(text) {
        match piece {
            Piece::Begin(name) => html.extend(["<", name, ">"]),
            Piece::End(name) => html.extend(["</", name, ">"]),
            Piece::Text(words) => quoted(&mut html, words),
            Piece::Link(words, url) => {
                tag(&mut html, "<a href=\"", url, "\">");
                tag(&mut html, "", words, "</a>");
            }
            Piece::Image(words, url) => {
                tag(&mut html, "<img src=\"", url, "\" alt=\"");
                tag(&mut html, "", words, "\">");
            }
        }
    }
    html
}

/// Text inside of HTML.
pub fn quoted(html: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            '\n' => html.push_str("<br>"),
            c => html.push(c),
        }
    }
}
