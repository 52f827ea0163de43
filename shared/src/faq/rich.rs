//! An answer's text: paragraphs with links, and nothing else.

/// A stretch of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece<'a> {
    /// As it is.
    Text(&'a str),
    /// `[text](https://…)`; no other scheme makes a link.
    Link(&'a str, &'a str),
}

/// Paragraphs, parted by empty lines.
pub fn paragraphs(text: &str) -> impl Iterator<Item = &str> {
    text.split("\n\n").map(str::trim).filter(|paragraph| !paragraph.is_empty())
}

/// The pieces of one paragraph, in order.
pub fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    // Text seen before, and text still to look at.
    let (mut plain, mut rest) = (text, text);
    while let Some((_, after)) = rest.split_once('[') {
        rest = after;
        let Some((words, link)) = after.split_once("](") else { break };
        let Some((url, tail)) = link.split_once(')') else { break };
        let safe = url.starts_with("https://") && !url.contains(char::is_whitespace) && !words.contains(['[', '\n']);
        if safe {
            // Both end where the text ends: what `after` lacks, and the bracket, led.
            let lead = plain.get(..plain.len() - after.len() - 1).filter(|lead| !lead.is_empty());
            pieces.extend(lead.map(Piece::Text));
            pieces.push(Piece::Link(words, url));
            (plain, rest) = (tail, tail);
        }
    }
    if !plain.is_empty() {
        pieces.push(Piece::Text(plain));
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::Piece::{Link, Text};
    use super::*;

    #[test]
    fn links_are_https_or_text() {
        assert_eq!(pieces("前[料金表](https://shop.example/fee)後"), [Text("前"), Link("料金表", "https://shop.example/fee"), Text("後")]);
        for plain in ["[x](javascript:alert(1))", "[x](http://a.example)", "[x](https://a b)", "a [b] c", "[x](", "[", "https://a.example"]
        {
            assert_eq!(pieces(plain), [Text(plain)], "{plain}");
        }
        assert_eq!(pieces("[1] [a](https://a.example)"), [Text("[1] "), Link("a", "https://a.example")]);
        assert_eq!(pieces("[a](https://a.example)[b](https://b.example)").len(), 2);
        assert_eq!(paragraphs("一\n\n\n二\n三").collect::<Vec<_>>(), ["一", "二\n三"]);
    }
}
