//! The shop as published, and the panel's words.

use madoguchi_shared::Topic;
use madoguchi_shared::draft::DraftProduct;
use madoguchi_shared::faq::{Entry, Found, Index, Query};
use madoguchi_shared::published::Published;
use std::sync::OnceLock;

/// The most answers that are shown for a query.
const HITS: usize = 6;

/// Which Chinese it is decides which form of a character a browser draws.
fn tag(language: &str) -> &str {
    if language == "zh" { "zh-Hans" } else { language }
}

/// All that the panel knows of the shop; it lives as long as the page.
pub struct Shop {
    /// What the worker told.
    pub published: Published,
    /// Where the shop's routes lie.
    pub api: String,
    /// Its name in addresses.
    pub slug: String,
    index: OnceLock<Index>,
}

impl Shop {
    /// A shop as published.
    pub fn new(published: Published, api: String, slug: String) -> Self {
        Self { published, api, slug, index: OnceLock::new() }
    }

    /// The panel's language as markup and `Intl` name it.
    pub fn tag(&self) -> &str {
        tag(&self.published.language)
    }

    /// The language of the answers, which may be another.
    pub fn faq_tag(&self) -> &str {
        self.published.faq.first().map_or("", |entry| tag(&entry.lang))
    }

    /// What a day off is called: by its name, where the panel's language has
    /// no word for any such day or the name is in letters that all can read.
    pub fn holiday<'a>(&'a self, name: &'a str) -> &'a str {
        let any = self.t("day.holiday");
        if any.is_empty() || name.is_ascii() { name } else { any }
    }

    /// The words for a key; none where a language lacks them.
    pub fn t(&self, key: &str) -> &str {
        self.published.texts.get(key).map_or("", String::as_str)
    }

    /// The words for a key, with `{name}` replaced.
    pub fn say(&self, key: &str, values: &[(&str, &str)]) -> String {
        values.iter().fold(self.t(key).to_owned(), |text, (name, value)| text.replace(&["{", name, "}"].concat(), value))
    }

    /// That it is too much now, and when it may be tried again.
    pub fn wait(&self, seconds: u32) -> String {
        let (key, count) = match seconds.div_ceil(60) {
            minutes @ ..=90 => ("form.limited_minutes", minutes),
            minutes => ("form.limited_hours", minutes.div_ceil(60)),
        };
        self.say(key, &[("count", &count.to_string())])
    }

    /// The words for a topic's slug.
    pub fn topic(&self, slug: &str) -> &str {
        self.t(&["topic.", slug].concat())
    }

    /// Whether a call back can be promised at all.
    pub fn calls(&self) -> bool {
        self.published.rules.desk.as_ref().is_some_and(|desk| !desk.paused.calls)
    }

    /// Whether the desk has paused all calls, when this was read.
    pub fn paused(&self) -> bool {
        self.published.rules.desk.is_some() && !self.calls()
    }

    /// Makes the index, unless that was done, and searches once for nobody: a
    /// browser makes code of a function when it is called first.
    pub fn prepare(&self) {
        if let Some(entry) = self.entry(0) {
            self.search(&entry.question, &DraftProduct::default(), None);
        }
    }

    fn index(&self) -> &Index {
        self.index.get_or_init(|| Index::new(&self.published.faq, &self.published.readings))
    }

    /// The entries that answer what was typed about `product`, and the topic
    /// that was chosen.
    pub fn search(&self, text: &str, product: &DraftProduct, topic: Option<Topic>) -> Found {
        let query = Query { text, sku: &product.sku, category: &product.category, topic, most: HITS, ..Query::default() };
        self.index().search(&self.published.faq, &query)
    }

    /// One entry.
    pub fn entry(&self, place: usize) -> Option<&Entry> {
        self.published.faq.get(place)
    }

    /// At most `most` entries about one product, by its SKU or its category, or
    /// about all where it has neither: those that are asked most come first. Of what is about all only
    /// those are told that somebody asks.
    pub fn about(&self, product: &DraftProduct, most: usize) -> Vec<usize> {
        let Published { asked, faq, .. } = &self.published;
        let (mut places, any) = (Vec::new(), product.sku.is_empty() && product.category.is_empty());
        // One round for each that is asked for, then one for the rest.
        for round in 0..=asked.len() {
            for (place, entry) in faq.iter().enumerate() {
                let turn = asked.get(round).map_or(!any, |id| entry.id == *id);
                let own = if any { !entry.is_special() } else { entry.is_about(&product.sku, &product.category) };
                if turn && own && places.len() < most && !places.contains(&place) {
                    places.push(place);
                }
            }
        }
        places
    }

    /// The headings in their order, each with its entries.
    pub fn headings(&self) -> Vec<(&str, Vec<usize>)> {
        let mut headings: Vec<(&str, Vec<usize>)> = Vec::new();
        for (place, entry) in self.published.faq.iter().enumerate() {
            match headings.iter_mut().find(|(name, _)| *name == entry.category) {
                Some((_, places)) => places.push(place),
                None => headings.push((&entry.category, vec![place])),
            }
        }
        headings
    }
}
