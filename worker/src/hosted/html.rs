//! Markup, in which every text from outside is text.

use madoguchi_shared::notice::escape::html_into;

/// A page as it is written. Markup is what stands in this program; all else
/// comes in through [`Html::text`] and [`Html::attr`], which quote it.
#[derive(Default)]
pub struct Html(String);

impl Html {
    /// An empty one with room for this many bytes.
    pub fn with_room(bytes: usize) -> Self {
        Self(String::with_capacity(bytes))
    }

    /// Markup of this program's own: nothing else lives so long.
    pub fn raw(&mut self, markup: &'static str) -> &mut Self {
        self.0.push_str(markup);
        self
    }

    /// A text.
    #[inline(never)]
    pub fn text(&mut self, text: &str) -> &mut Self {
        html_into(text, &mut self.0);
        self
    }

    /// A text between two tags.
    pub fn el(&mut self, open: &'static str, text: &str, close: &'static str) -> &mut Self {
        self.raw(open).text(text).raw(close)
    }

    /// ` name="value"` within a tag.
    #[inline(never)]
    pub fn attr(&mut self, name: &'static str, value: &str) -> &mut Self {
        self.raw(" ").raw(name).raw("=\"").text(value).raw("\"")
    }

    /// The whole.
    pub fn into_string(self) -> String {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_opens_no_tag_and_ends_no_attribute() {
        let mut html = Html::default();
        html.raw("<p").attr("title", "\"><script>&'").el(">", "</p><b>&amp;\"'", "</p>");
        let expected = "<p title=\"&quot;&gt;&lt;script&gt;&amp;&#39;\">&lt;/p&gt;&lt;b&gt;&amp;amp;&quot;&#39;</p>";
        assert_eq!(html.into_string(), expected);
    }
}
