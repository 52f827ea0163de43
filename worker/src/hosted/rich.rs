//! An answer's text as markup.

use super::html::Html;
use madoguchi_shared::faq::{Piece, pieces};

/// Writes it; `name` is what a table in it is called where it has to be moved
/// to be read.
pub fn rich(html: &mut Html, name: &str, text: &str) {
    for piece in pieces(text) {
        match piece {
            Piece::Begin(tag) => {
                if tag == "table" {
                    // What is too wide is moved within it, by keys too.
                    html.raw("<div class=\"scroll\" tabindex=\"0\" role=\"group\"").attr("aria-label", name).raw(">");
                }
                html.raw("<").raw(tag).raw(">");
            }
            Piece::End(tag) => {
                html.raw("</").raw(tag).raw(if tag == "table" { "></div>" } else { ">" });
            }
            Piece::Text(words) => {
                html.text(words);
            }
            Piece::Link(words, url) => {
                html.raw("<a rel=\"noopener\"").attr("href", url).el(">", words, "</a>");
            }
            Piece::Image(words, url) => {
                html.raw("<img loading=\"lazy\"").attr("alt", words).attr("src", url).raw(">");
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_is_typed_is_markup() {
        let mut html = Html::default();
        let text = "<b>[\"><script>](https://a.example/?\"><script>) ![\" onerror=x](https://a.example/1.png)\n| <i> | & |";
        rich(&mut html, "\"><script>", text);
        let expected = "<p>&lt;b&gt;<a rel=\"noopener\" href=\"https://a.example/?&quot;&gt;&lt;script&gt;\">&quot;&gt;&lt;script&gt;</a> \
                        <img loading=\"lazy\" alt=\"&quot; onerror=x\" src=\"https://a.example/1.png\"></p>\
                        <div class=\"scroll\" tabindex=\"0\" role=\"group\" aria-label=\"&quot;&gt;&lt;script&gt;\">\
                        <table><tr><td>&lt;i&gt;</td><td>&amp;</td></tr></table></div>";
        assert_eq!(html.into_string(), expected);
    }
}
