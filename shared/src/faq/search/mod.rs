//! Search without a server and without a dictionary: terms (`terms`) weighed by
//! BM25 over two fields, what was typed in kana read as the shop's own words
//! (`kana`), and what shoppers call otherwise (`synonyms`).

mod kana;
mod ln;
mod marks;
mod old_kanji;
mod query;
#[cfg(test)]
mod shops_tests;
mod synonyms;
mod terms;
#[cfg(test)]
mod tests;

use super::Entry;
use crate::topic::Topic;
use kana::Words;
use ln::ln;
use query::Wanted;
use synonyms::Synonyms;
use terms::{Detail, Script, Term, folded, terms, terms_of};

pub use marks::Marks;

/// BM25's constants: how soon a term's repetition says no more, and how much
/// a text's length matters. Set on judged queries.
const K1: f32 = 2.5;
const B: f32 = 0.75;
/// A question (and its other wordings) says more of an entry than its answer.
const QUESTION: f32 = 3.0;
/// So many terms at the answer's beginning count half as much again.
const HEAD: usize = 120;
/// An entry about the product on the page comes first among equals,
const PRODUCT: f32 = 1.15;
/// one about other products last,
const OTHER_PRODUCT: f32 = 0.9;
/// and one about the topic that was chosen before others.
const TOPIC: f32 = 1.1;
/// The share of a query's weight that the best entry must hold: below it is
/// noise. Set on queries of which it is known whether anything answers them.
const ENOUGH: f32 = 0.18;
/// Entries with less than this part of the best one's share stay out.
const NEAR: f32 = 0.3;
/// What a pair counts for that no entry holds, where a sentence has no kana:
/// in Chinese and Korean most of those lie across two words.
const ACROSS: f32 = 0.3;
/// What an entry's score gains whose question, or other wording, is the query.
const SAME: f32 = 2.0;

/// An entry found.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Hit {
    /// Its place in the list that the index was made of.
    pub entry: usize,
    /// Higher is better; comparable within one answer only.
    pub score: f32,
    /// The share of the query's weight that the entry holds, 0 to 1.
    pub share: f32,
}

/// What was found.
#[derive(Clone, Debug, Default)]
pub struct Found {
    /// The entries, best first.
    pub hits: Vec<Hit>,
    /// What of a text was looked for.
    pub marks: Marks,
}

/// What is looked for, and where.
#[derive(Clone, Copy, Debug, Default)]
pub struct Query<'a> {
    /// As typed so far.
    pub text: &'a str,
    /// The product on the page, as it is known there; empty: none.
    pub sku: &'a str,
    /// That product's category.
    pub category: &'a str,
    /// What the shopper chose to ask about.
    pub topic: Option<Topic>,
    /// The most entries.
    pub most: usize,
    /// All that hold anything of it, also where that is noise: for measuring.
    pub all: bool,
}

/// How often an entry holds a term.
#[derive(Clone, Copy, Debug, Default)]
struct Posting {
    term: u32,
    entry: u16,
    /// In its question and other wordings.
    asked: u8,
    /// In its answer and heading, in halves.
    told: u8,
}

/// What is known of an entry beside its terms.
#[derive(Debug)]
struct About {
    asked: f32,
    told: f32,
    /// Its question and other wordings, whole, each as a hash.
    whole: Vec<u32>,
}

/// The index over a list of entries.
#[derive(Debug, Default)]
pub struct Index {
    /// Where each bucket of postings begins; terms are spread by their hash.
    starts: Vec<u32>,
    postings: Vec<Posting>,
    about: Vec<About>,
    words: Words,
    synonyms: Synonyms,
}

impl Index {
    /// Builds the index. The order of `entries` is what [`Hit::entry`] counts;
    /// `readings`: how their kanji are read, as [`super::readings`] tells it.
    pub fn new(entries: &[Entry], readings: &str) -> Self {
        let mut index = Self::default();
        let mut postings: Vec<Posting> = Vec::new();
        let mut words: Vec<&str> = Vec::new();
        for (place, entry) in (0..u16::MAX).zip(entries) {
            let mut own: Vec<Posting> = Vec::new();
            let (mut asked, mut told, mut whole) = (0.0, 0.0, Vec::new());
            for text in std::iter::once(&entry.question).chain(&entry.wordings) {
                let terms = terms(text, Detail::Whole);
                whole.push(same(&terms));
                for Term { key, counts, .. } in terms {
                    asked += f32::from(u8::from(counts));
                    own.push(Posting { term: key, entry: place, asked: 1, told: 0 });
                }
            }
            words.push(&entry.question);
            words.push(&entry.category);
            for wording in &entry.wordings {
                words.push(wording);
            }
            let mut texts: Vec<&str> = vec![&entry.answer, &entry.category];
            for step in &entry.steps {
                texts.push(&step.text);
                for choice in &step.choices {
                    texts.push(&choice.label);
                }
            }
            for text in texts {
                for (at, Term { key, counts, .. }) in terms(text, Detail::Words).into_iter().enumerate() {
                    told += f32::from(u8::from(counts));
                    own.push(Posting { term: key, entry: place, asked: 0, told: 2 + u8::from(at < HEAD) });
                }
            }
            own.sort_unstable_by_key(|posting| posting.term);
            own.dedup_by(|next, kept| {
                let same = next.term == kept.term;
                if same {
                    kept.asked = kept.asked.saturating_add(next.asked);
                    kept.told = kept.told.saturating_add(next.told);
                }
                same
            });
            postings.extend(own);
            index.about.push(About { asked, told, whole });
        }
        let count = index.about.len().max(1) as f32;
        let mean = |of: fn(&About) -> f32| (index.about.iter().map(of).sum::<f32>() / count).max(1.0);
        let (asked, told) = (mean(|about| about.asked), mean(|about| about.told));
        for about in &mut index.about {
            about.asked = QUESTION / (1.0 - B + B * about.asked / asked);
            about.told = 0.5 / (1.0 - B + B * about.told / told);
        }
        index.spread(&postings);
        index.words = Words::new(words.into_iter(), readings);
        index
    }

    /// Puts each posting into its term's bucket: two walks instead of a sort.
    fn spread(&mut self, postings: &[Posting]) {
        let buckets = (postings.len() / 8).next_power_of_two();
        let mut starts = vec![0_u32; buckets + 1];
        let bucket = |posting: &Posting| posting.term as usize & (buckets - 1);
        for posting in postings {
            if let Some(count) = starts.get_mut(bucket(posting) + 1) {
                *count += 1;
            }
        }
        let mut sum = 0;
        for start in &mut starts {
            sum += *start;
            *start = sum;
        }
        let mut next = starts.clone();
        self.postings = vec![Posting::default(); postings.len()];
        for posting in postings {
            if let Some(place) = next.get_mut(bucket(posting)) {
                if let Some(there) = self.postings.get_mut(*place as usize) {
                    *there = *posting;
                }
                *place += 1;
            }
        }
        self.starts = starts;
    }

    fn holding(&self, term: u32) -> impl Iterator<Item = &Posting> + Clone {
        let bucket = term as usize & self.starts.len().saturating_sub(2);
        let start = |at: usize| self.starts.get(at).map_or(0, |start| *start as usize);
        let bucket = self.postings.get(start(bucket)..start(bucket + 1)).unwrap_or_default();
        bucket.iter().filter(move |posting| posting.term == term)
    }

    /// The entries that answer a query, best first: none where even the best
    /// holds too little of it. `entries` are those that the index was made of.
    pub fn search(&self, entries: &[Entry], query: &Query<'_>) -> Found {
        let chars = folded(query.text);
        let own = terms_of(&chars, query.text.len(), Detail::Whole);
        let typed = same(&own);
        let wanted = self.wanted(&chars, own);
        let mut scores = vec![0.0_f32; self.about.len()];
        // What an entry would score that holds all that was typed, often.
        let mut whole = 0.0;
        let count = self.about.len() as f32;
        let kana = chars.iter().any(|char| matches!(char.script, Script::Hiragana | Script::Katakana));
        for Wanted { term, own } in &wanted {
            let found = self.holding(term.key);
            let held = found.clone().count() as f32;
            let rarity = term.weight * (K1 + 1.0) * ln(1.0 + (count - held + 0.5) / (held + 0.5));
            whole += if !own {
                0.0
            } else if held > 0.0 || kana {
                rarity
            } else {
                rarity * ACROSS
            };
            for posting in found {
                let place = usize::from(posting.entry);
                let (Some(about), Some(score)) = (self.about.get(place), scores.get_mut(place)) else { continue };
                let often = f32::from(posting.asked) * about.asked + f32::from(posting.told) * about.told;
                *score += rarity * often / (often + K1);
            }
        }
        let mut hits: Vec<Hit> = Vec::new();
        for (place, (score, (about, entry))) in scores.into_iter().zip(self.about.iter().zip(entries)).enumerate() {
            if score <= 0.0 {
                continue;
            }
            let gain = if about.whole.contains(&typed) { SAME } else { 1.0 };
            let hit = Hit { entry: place, score: score * gain * favour(entry, query), share: score / whole };
            // Few are wanted: each is put where it belongs, behind its equals.
            let rank = hits.iter().position(|better| better.score < hit.score).unwrap_or(hits.len());
            if rank < query.most {
                hits.truncate(query.most - 1);
                hits.insert(rank, hit);
            }
        }
        if !query.all {
            let best = hits.first().map_or(0.0, |best| best.share);
            hits.retain(|hit| best >= ENOUGH && hit.share >= best * NEAR);
        }
        Found { hits, marks: Marks::new(wanted.iter().map(|wanted| &wanted.term)) }
    }
}

/// What an entry gains by where the shopper is.
fn favour(entry: &Entry, query: &Query<'_>) -> f32 {
    let product = match query.sku.is_empty() && query.category.is_empty() || !entry.is_special() {
        true => 1.0,
        false if entry.is_about(query.sku, query.category) => PRODUCT,
        false => OTHER_PRODUCT,
    };
    if query.topic.is_some() && entry.topic == query.topic { product * TOPIC } else { product }
}

/// A whole text's hash: the same for texts of the same terms in order.
fn same(terms: &[Term]) -> u32 {
    terms.iter().fold(7, |whole, term| (whole ^ term.key).wrapping_mul(0x0100_0193).rotate_left(5))
}
