//! What an answer's text may hold besides words: a small part of Markdown.
//!
//! | | |
//! | --- | --- |
//! | an empty line | parts paragraphs |
//! | a line break | stays one |
//! | `**words**` | are strong |
//! | `[words](https://…)`, `mailto:`, `tel:` | a link |
//! | `![what it shows](https://…)` | an image |
//! | lines that begin with `- ` or `* ` | a list |
//! | lines that begin with `1. `, `2. ` … | a numbered one |
//! | lines as `\| a \| b \|` | a table; with `\| --- \| --- \|` below the first, that one is its head |
//!
//! All else stays as typed, and no text is ever markup of a page. It is read
//! once, from its beginning to its end, whatever it holds.

use Piece::{Begin, End, Image, Link, Text};

/// What a text consists of, in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece<'a> {
    /// Here begins a `p`, `ul`, `ol`, `li`, `table`, `tr`, `th`, `td` or `strong`.
    Begin(&'static str),
    /// Here the one ends that began last.
    End(&'static str),
    /// Words as they are.
    Text(&'a str),
    /// Words that lead to an address.
    Link(&'a str, &'a str),
    /// What an image shows, and its address.
    Image(&'a str, &'a str),
}

/// A text's words alone: a line for each paragraph, point or row; what heads a
/// table's columns says nothing by itself.
pub fn words(text: &str) -> String {
    let (mut words, mut head) = (String::new(), false);
    for piece in pieces(text) {
        head = piece == Begin("th") || head && piece != End("th");
        match piece {
            _ if head => {}
            Text(own) | Link(own, _) => words.push_str(own),
            End("p" | "li" | "tr") => words.push('\n'),
            End("td") => words.push(' '),
            _ => {}
        }
    }
    words
}

/// The pieces of a text.
pub fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut out = Vec::new();
    // What is open around the lines, and whether one goes on in it.
    let (mut open, mut goes_on) = ("", false);
    let (mut line, mut rest);
    let mut left = Some(text);
    while let Some(lines) = left {
        (line, rest) = first(lines, '\n');
        left = rest;
        line = line.trim_ascii();
        if line.trim().is_empty() {
            goes_on = false;
            continue;
        }
        let (mut own, mut words) = block(line, open);
        if goes_on && own == "p" && open != "table" {
            own = "";
            put(&mut out, Text("\n"));
        } else if own != open || own == "p" {
            end(open, &mut out);
            put(&mut out, Begin(own));
            open = own;
        } else if own != "table" {
            put(&mut out, End("li"));
        }
        goes_on = true;
        if own == "table" {
            let begun = matches!(out.last(), Some(Begin("table")));
            let cell = if begun && rest.is_some_and(|rest| is_rule(first(rest, '\n').0)) { "th" } else { "td" };
            if is_rule(line) {
                continue;
            }
            put(&mut out, Begin("tr"));
            let mut cells = Some(words);
            while let Some(row) = cells {
                (words, cells) = first(row, '|');
                put(&mut out, Begin(cell));
                inline(words.trim_ascii(), &mut out);
                put(&mut out, End(cell));
            }
            put(&mut out, End("tr"));
            continue;
        }
        if own.ends_with('l') {
            put(&mut out, Begin("li"));
        }
        inline(words, &mut out);
    }
    end(open, &mut out);
    out
}

/// A text up to a sign, and what follows it.
fn first(text: &str, sign: char) -> (&str, Option<&str>) {
    text.split_once(sign).map_or((text, None), |(first, rest)| (first, Some(rest)))
}

// Once, and not at each of its calls.
#[inline(never)]
fn put<'a>(out: &mut Vec<Piece<'a>>, piece: Piece<'a>) {
    if !matches!(piece, Text("")) {
        out.push(piece);
    }
}

fn end(open: &'static str, out: &mut Vec<Piece<'_>>) {
    if open.ends_with('l') {
        put(out, End("li"));
    }
    if !open.is_empty() {
        put(out, End(open));
    }
}

/// What a line is of, and its words. A number begins a list only if it is one.
fn block<'a>(line: &'a str, open: &str) -> (&'static str, &'a str) {
    if let Some(row) = line.strip_prefix('|').and_then(|row| row.strip_suffix('|')).filter(|row| row.contains('|')) {
        return ("table", row);
    }
    let (sign, words) = first(line, ' ');
    let list = match sign.as_bytes() {
        [b'-' | b'*'] => "ul",
        [b'1', b'.'] => "ol",
        [b'0'..=b'9', b'.'] | [b'0'..=b'9', b'0'..=b'9', b'.'] if open == "ol" => "ol",
        _ => "p",
    };
    match words {
        Some(words) if list != "p" => (list, words.trim_ascii_start()),
        _ => ("p", line),
    }
}

/// Whether it is the line between a table's head and its body.
fn is_rule(line: &str) -> bool {
    let line = line.trim_ascii();
    line.starts_with('|') && line.contains("--") && line.bytes().all(|byte| b"|-: ".contains(&byte))
}

fn inline<'a>(mut text: &'a str, out: &mut Vec<Piece<'a>>) {
    // Up to where was looked at what is not written yet, and whether it is strong there.
    let (mut at, mut strong) = (0, false);
    while let Some(byte) = text.as_bytes().get(at) {
        let after = text.get(at + 1..).unwrap_or_default();
        let (piece, before, length) = if *byte == b'[' {
            let image = text.get(..at).is_some_and(|before| before.ends_with('!'));
            match link(after, image) {
                Some((words, url)) => {
                    let piece = if image { Image(words, url) } else { Link(words, url) };
                    (piece, usize::from(image), words.len() + url.len() + 3)
                }
                None => (Text(""), 0, 0),
            }
        } else if *byte == b'*' && after.starts_with('*') {
            let opens = |words: &str| !words.starts_with(['*', ' ']) && words.contains("**");
            if strong {
                (End("strong"), 0, 1)
            } else if after.get(1..).is_some_and(opens) {
                (Begin("strong"), 0, 1)
            } else {
                // Both of them.
                at += 1;
                (Text(""), 0, 0)
            }
        } else {
            (Text(""), 0, 0)
        };
        if length > 0 {
            put(out, Text(text.get(..at - before).unwrap_or_default()));
            put(out, piece);
            strong = match piece {
                Begin(_) => true,
                End(_) => false,
                _ => strong,
            };
            text = after.get(length..).unwrap_or_default();
            at = 0;
        } else {
            at += 1;
        }
    }
    put(out, Text(text));
    if strong {
        put(out, End("strong"));
    }
}

/// The words and the address of a link, behind its bracket. Neither is looked
/// for beyond the next one.
fn link(after: &str, image: bool) -> Option<(&str, &str)> {
    let up_to = |text: &str, ends: &[u8]| text.bytes().position(|byte| ends.contains(&byte));
    let words = after.get(..up_to(after, b"[]")?)?;
    let rest = after.get(words.len()..)?.strip_prefix("](")?;
    let url = rest.get(..up_to(rest, b" [])")?)?;
    let schemes = if image { ["https://", "http://", "https://"] } else { ["https://", "mailto:", "tel:"] };
    let known = schemes.iter().any(|scheme| url.len() > scheme.len() && url.starts_with(scheme));
    let whole = rest.as_bytes().get(url.len()) == Some(&b')');
    (known && whole && (image || !words.is_empty())).then_some((words, url))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// As a page would have it, but that nothing is quoted.
    fn html(text: &str) -> String {
        let piece = |piece: Piece| match piece {
            Begin(tag) => format!("<{tag}>"),
            End(tag) => format!("</{tag}>"),
            Text(words) => words.to_owned(),
            Link(words, url) => format!("<a {url}>{words}</a>"),
            Image(words, url) => format!("<img {url} {words}>"),
        };
        pieces(text).into_iter().map(piece).collect()
    }

    #[test]
    fn paragraphs_lists_and_tables() {
        for (text, expected) in [
            ("", ""),
            (" \n　\n", ""),
            ("一", "<p>一</p>"),
            ("一\n\n\n二\n三\r\n　四", "<p>一</p><p>二\n三\n　四</p>"),
            ("- 一\n* 二\n続き\n\n- 三\n\n四", "<ul><li>一</li><li>二\n続き</li><li>三</li></ul><p>四</p>"),
            ("前\n1. 一\n2. 二\n10. 三\n- 四", "<p>前</p><ol><li>一</li><li>二</li><li>三</li></ol><ul><li>四</li></ul>"),
            ("2. 二\n1.一\n-一\n- \n*", "<p>2. 二\n1.一\n-一\n-\n*</p>"),
            (
                "| 品 | 値 |\n|---|:-:|\n| 皿 | **1** |\n\n後",
                "<table><tr><th>品</th><th>値</th></tr><tr><td>皿</td><td><strong>1</strong></td></tr></table><p>後</p>",
            ),
            ("|a|b|\n|c||", "<table><tr><td>a</td><td>b</td></tr><tr><td>c</td><td></td></tr></table>"),
            ("|a|\n|\n||\na|b|c", "<p>|a|\n|\n||\na|b|c</p>"),
            ("一\n|a|b|\n二", "<p>一</p><table><tr><td>a</td><td>b</td></tr></table><p>二</p>"),
        ] {
            assert_eq!(html(text), expected, "{text:?}");
        }
    }

    #[test]
    fn strong_words_links_and_images() {
        for (text, expected) in [
            ("前[料金表](https://a.example/fee)後", "前<a https://a.example/fee>料金表</a>後"),
            ("[1] [a (b)](tel:+81312345678)[c](mailto:a@b.example)", "[1] <a tel:+81312345678>a (b)</a><a mailto:a@b.example>c</a>"),
            ("見て![図](https://a.example/1.png)!", "見て<img https://a.example/1.png 図>!"),
            ("![](http://127.0.0.1:8080/1.png)", "<img http://127.0.0.1:8080/1.png >"),
            ("a**b**c **[d](https://e.example)**", "a<strong>b</strong>c <strong><a https://e.example>d</a></strong>"),
            ("**a** **b", "<strong>a</strong> **b"),
        ] {
            assert_eq!(html(text), format!("<p>{expected}</p>"), "{text}");
        }
        for plain in [
            "[x](javascript:alert(1))",
            "[x](http://a.example)",
            "[x](data:text/html,x)",
            "![x](javascript:alert)",
            "![x](data:image/png;base64,x)",
            "[x](https://a b)",
            "[](https://a.example)",
            "[x](https://)",
            "a [b] c",
            "[x](",
            "[x](https://a.example",
            "[",
            "https://a.example",
            "****",
            "2 ** 3 ** 4",
            "*a* _b_ `c` # d > e",
            "<b>x</b>&amp;<script>alert(1)</script>",
        ] {
            assert_eq!(pieces(plain), [Begin("p"), Text(plain), End("p")], "{plain}");
        }
    }

    /// All that began ends, in the right order.
    fn nests(pieces: &[Piece]) -> bool {
        let mut open = vec![];
        let well = pieces.iter().all(|piece| match piece {
            Begin(tag) => {
                open.push(*tag);
                true
            }
            End(tag) => open.pop() == Some(*tag),
            _ => !open.is_empty(),
        });
        well && open.is_empty()
    }

    proptest! {
        #[test]
        fn whatever_is_typed_nests_and_says_what_was_typed(text in r"(\*\*|\[|\]\(|\]|\(https://a|\)|!\[|- |1\. |\||--|\n| |　|あ|x){0,60}") {
            let pieces = pieces(&text);
            prop_assert!(nests(&pieces), "{pieces:?}");
            let mut rest = text.as_str();
            for piece in &pieces {
                let (Text(words) | Link(words, _) | Image(words, _)) = piece else { continue };
                let found = rest.find(words);
                prop_assert!(found.is_some(), "{words:?} of {text:?}: {pieces:?}");
                rest = rest.get(found.unwrap_or_default() + words.len()..).unwrap_or_default();
            }
            // What is no markup is missed nowhere.
            let letters = |text: &str| text.matches(['あ', 'x']).count();
            let told = pieces.iter().map(|piece| match piece {
                Text(words) => letters(words),
                Link(words, url) | Image(words, url) => letters(words) + letters(url),
                _ => 0,
            });
            prop_assert_eq!(told.sum::<usize>(), letters(&text));
        }

        #[test]
        fn any_text_is_read(text in ".*") {
            prop_assert!(nests(&pieces(&text)));
        }
    }

    /// Each of them would take minutes if what was read were read again.
    #[test]
    fn a_hundred_thousand_brackets_are_read_once() {
        for part in ["[", "[a](", "![", "**", "** ", "[](https://", "|", "|\n", "- ", "1. \n", "](", "*", "[**", "a\n"] {
            let long = part.repeat(100_000);
            assert!(nests(&pieces(&long)), "{part}");
            assert!(nests(&pieces(&[&*long, "](https://a.example)**"].concat())), "{part}");
        }
    }

    #[test]
    fn a_text_is_told_by_its_words_alone() {
        let text = "**送料**は[表](https://shop.example/)のとおり\n\n| 先 | 円 |\n| --- | --- |\n| 本州 | 550 |\n\n- 一\n- 二\n\n![図](https://shop.example/1.png)";
        assert_eq!(words(text), "送料は表のとおり\n\n本州 550 \n一\n二\n\n");
        assert_eq!(words(""), "");
    }
}
