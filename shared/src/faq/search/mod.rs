//! Search without a server and without a dictionary: terms (`terms`) weighed by
//! BM25 over two fields, what was typed in kana read as the shop's own words
//! (`kana`), and what shoppers call otherwise (`synonyms`).

mod kana;
mod ln;
mod synonyms;
mod terms;

use super::Entry;
use crate::topic::Topic;
use kana::Words;
use ln::ln;
use terms::{BORDER, Char, Detail, HIRAGANA, Script, Term, folded, runs, terms};

pub use kana::Readings;

/// BM25's constants, as found best by cross-validation on a city's questions.
const K1: f32 = 2.5;
const B: f32 = 0.75;
/// A question (and its other wordings) says more of an entry than its answer.
const QUESTION: f32 = 3.0;
/// So many characters at the answer's beginning count half as much again.
const HEAD: usize = 120;
/// What a word counts for that means the same as one that was typed.
const SYNONYM: f32 = 0.25;
/// An entry about the product on the page comes first among equals,
const PRODUCT: f32 = 1.15;
/// and so does one about the topic that was chosen.
const TOPIC: f32 = 1.1;
/// The share of a query's weight that the best entry must hold: below it is
/// noise. Set on queries of which it is known whether anything answers them.
const ENOUGH: f32 = 0.18;
/// Entries with less than this part of the best one's score stay out.
const NEAR: f32 = 0.4;
/// In a query of fewer characters each is there for a reason: hiragana and
/// neighbours of two scripts count more, the shorter it is.
const SHORT: f32 = 12.0;
/// What they count for more, at most.
const SHORT_HIRAGANA: f32 = 0.4;
const SHORT_BORDER: f32 = 0.6;
/// What a word counts for that only sounds or looks like one that was typed.
const SLIP: f32 = 0.8;

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

/// What is looked for, and where.
#[derive(Clone, Copy, Debug, Default)]
pub struct Query<'a> {
    /// As typed so far.
    pub text: &'a str,
    /// The product on the page.
    pub sku: &'a str,
    /// What the shopper chose to ask about.
    pub topic: Option<Topic>,
    /// The most entries.
    pub most: usize,
    /// Also what is noise.
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
    products: Vec<String>,
    topic: Option<Topic>,
}

/// The index over a list of entries.
#[derive(Debug, Default)]
pub struct Index {
    /// Where each bucket of postings begins; terms are spread by their hash.
    starts: Vec<u32>,
    postings: Vec<Posting>,
    about: Vec<About>,
    words: Words,
}

/// A term of the query.
struct Wanted {
    term: Term,
    /// Whether the shopper's own words hold it.
    own: bool,
}

impl Index {
    /// Builds the index. The order of `entries` is what [`Hit::entry`] counts.
    pub fn new(entries: &[Entry], readings: &Readings) -> Self {
        let mut index = Self::default();
        let mut postings: Vec<Posting> = Vec::new();
        for (place, entry) in (0..u16::MAX).zip(entries) {
            let mut own: Vec<Posting> = Vec::new();
            let (mut asked, mut told) = (0.0, 0.0);
            for text in std::iter::once(&entry.question).chain(&entry.wordings) {
                for Term { key, counts, .. } in terms(text, Detail::Whole) {
                    asked += f32::from(u8::from(counts));
                    own.push(Posting { term: key, entry: place, asked: 1, told: 0 });
                }
            }
            for text in [&entry.answer, &entry.category] {
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
            index.about.push(About { asked, told, products: entry.products.clone(), topic: entry.topic });
        }
        let count = index.about.len().max(1) as f32;
        let mean = |of: fn(&About) -> f32| (index.about.iter().map(of).sum::<f32>() / count).max(1.0);
        let (asked, told) = (mean(|about| about.asked), mean(|about| about.told));
        for about in &mut index.about {
            about.asked = QUESTION / (1.0 - B + B * about.asked / asked);
            about.told = 0.5 / (1.0 - B + B * about.told / told);
        }
        index.spread(&postings);
        let texts = entries.iter().flat_map(|entry| [&entry.question, &entry.category].into_iter().chain(&entry.wordings));
        index.words = Words::new(texts.map(String::as_str), readings);
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
    /// holds too little of it.
    pub fn search(&self, query: &Query<'_>) -> Vec<Hit> {
        let mut scores = vec![0.0_f32; self.about.len()];
        // What an entry would score that holds all that was typed, often.
        let mut whole = 0.0;
        let count = self.about.len() as f32;
        for Wanted { term, own } in self.wanted(query.text) {
            let found = self.holding(term.key);
            let held = found.clone().count() as f32;
            let rarity = term.weight * (K1 + 1.0) * ln(1.0 + (count - held + 0.5) / (held + 0.5));
            whole += if own { rarity } else { 0.0 };
            for posting in found {
                let place = usize::from(posting.entry);
                let (Some(about), Some(score)) = (self.about.get(place), scores.get_mut(place)) else { continue };
                let often = f32::from(posting.asked) * about.asked + f32::from(posting.told) * about.told;
                *score += rarity * often / (often + K1);
            }
        }
        let scored = scores.into_iter().zip(&self.about).enumerate().filter(|(_, (score, _))| *score > 0.0);
        let mut hits: Vec<Hit> = scored.map(|(entry, (score, about))| Hit { entry, score: score * boost(about, query), share: score / whole }).collect();
        hits.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.entry.cmp(&b.entry)));
        if !query.all {
            let best = hits.first().filter(|best| best.share >= ENOUGH).map_or(f32::INFINITY, |best| best.score);
            hits.retain(|hit| hit.score >= best * NEAR);
        }
        hits.truncate(query.most);
        hits
    }

    /// What to look for: the query's terms, those of the words that it means
    /// but spells otherwise, and those of words that mean the same; each once.
    fn wanted(&self, text: &str) -> Vec<Wanted> {
        let chars = folded(text);
        let short = (1.0 - chars.len() as f32 / SHORT).max(0.0);
        let weight = |term: &Term| {
            let more = if term.weight == HIRAGANA { SHORT_HIRAGANA } else if term.weight == BORDER { SHORT_BORDER } else { 0.0 };
            term.weight + more * short
        };
        let own = |text: &str| terms(text, Detail::Whole).into_iter();
        let mut wanted: Vec<Wanted> = own(text).map(|term| Wanted { term: Term { weight: weight(&term), ..term }, own: true }).collect();
        let mut known: String = chars.iter().map(|char| char.c).collect();
        for (word, sure) in self.meant(&chars) {
            if !known.contains(word) {
                known.push(' ');
                known.push_str(word);
                wanted.extend(own(word).map(|term| Wanted { term: Term { weight: term.weight * sure, ..term }, own: true }));
            }
        }
        for word in synonyms::others(&known) {
            wanted.extend(own(word).map(|term| Wanted { term: Term { weight: term.weight * SYNONYM, ..term }, own: false }));
        }
        wanted.retain(|wanted| wanted.term.weight > 0.0);
        wanted.sort_by(|a, b| a.term.key.cmp(&b.term.key).then(b.term.weight.total_cmp(&a.term.weight)));
        wanted.dedup_by(|next, kept| {
            let same = next.term.key == kept.term.key;
            kept.own |= same && next.own;
            same
        });
        wanted
    }

    /// The shop's words that a query means but spells otherwise, each with what
    /// it counts for.
    fn meant<'a>(&'a self, chars: &[Char]) -> Vec<(&'a str, f32)> {
        let kana = |char: &Char| matches!(char.script, Script::Hiragana | Script::Katakana);
        let written = chars.iter().any(|char| char.script == Script::Kanji);
        let plain = |run: &[Char]| run.iter().map(|char| char.c).collect::<Vec<char>>();
        let mut meant = Vec::new();
        let mut seen = 0;
        for run in chars.chunk_by(|a, b| kana(a) == kana(b)) {
            seen += run.len();
            if run.first().is_some_and(kana) {
                meant.extend(self.words.meant(&plain(run), seen == chars.len(), written));
            }
        }
        let mut slips = |words: Vec<&'a str>| meant.extend(words.iter().map(|word| (*word, SLIP / words.len() as f32)));
        let strange = |word: &str| terms(word, Detail::Words).iter().any(|term| term.weight >= 1.0 && self.holding(term.key).next().is_none());
        seen = 0;
        for run in runs(chars) {
            seen += run.len();
            let word = plain(run);
            match run.first().map_or(Script::Other, |char| char.script) {
                Script::Kanji => {
                    let pairs = word.windows(2).map(|pair| pair.iter().collect::<String>());
                    pairs.filter(|pair| strange(pair)).for_each(|pair| slips(self.words.alike(&pair)));
                }
                Script::Katakana | Script::Word if word.len() > 2 && strange(&word.iter().collect::<String>()) => {
                    slips(self.words.near(&word, seen == chars.len()));
                }
                _ => {}
            }
        }
        meant
    }
}

fn boost(about: &About, query: &Query<'_>) -> f32 {
    let product = !query.sku.is_empty() && about.products.iter().any(|sku| sku == query.sku);
    let topic = query.topic.is_some() && about.topic == query.topic;
    (if product { PRODUCT } else { 1.0 }) * (if topic { TOPIC } else { 1.0 })
}

