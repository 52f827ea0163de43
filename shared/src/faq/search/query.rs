//! What a query looks for beside what it says: the same words spelt otherwise,
//! and other words for the same.

use super::Index;
use super::kana::Meant;
use super::terms::{BORDER, Char, Detail, HIRAGANA, Script, Term, runs, terms};

/// What a word counts for that means the same as one that was typed.
const SYNONYM: f32 = 0.25;
/// In a query of fewer characters each is there for a reason: hiragana and
/// neighbours of two scripts count more, the shorter it is.
const SHORT: f32 = 12.0;
/// What they count for more, at most.
const SHORT_HIRAGANA: f32 = 0.4;
const SHORT_BORDER: f32 = 0.6;
/// What a word counts for that only sounds or looks like one that was typed.
const SLIP: f32 = 0.8;
/// So many kana after a word may be part of it.
const ENDING: usize = 4;

/// A term of the query.
#[derive(Debug)]
pub(super) struct Wanted {
    pub term: Term,
    /// Whether the shopper's own words hold it.
    pub own: bool,
}

/// A word of the shop's that is meant.
struct Spelt<'a> {
    word: &'a str,
    /// What it counts for, at most 1.
    sure: f32,
    /// The kana that follow it, by which some words are known: かない after 届.
    ending: String,
}

impl Index {
    /// What to look for: the query's terms, those of the words that it means
    /// but spells otherwise, and those of words that mean the same; each once.
    /// `chars`: what was typed, `own`: its terms.
    pub(super) fn wanted(&self, chars: &[Char], own: Vec<Term>) -> Vec<Wanted> {
        let short = (1.0 - chars.len() as f32 / SHORT).max(0.0);
        let whole = |word: &str| terms(word, Detail::Whole);
        let mut wanted = Vec::new();
        want(&mut wanted, own, 1.0, short, true);
        let mut known: String = chars.iter().map(|char| char.c).collect();
        for Spelt { word, sure, ending } in self.meant(chars) {
            if !known.contains(word) {
                known.push(' ');
                known.push_str(word);
                known.push_str(&ending);
                want(&mut wanted, whole(word), sure, 0.0, true);
            }
        }
        for word in self.synonyms.others(&known) {
            want(&mut wanted, whole(word), SYNONYM, 0.0, false);
        }
        wanted
    }

    /// The shop's words that a query means but spells otherwise, from kana and from
    /// slips.
    fn meant<'a>(&'a self, chars: &[Char]) -> Vec<Spelt<'a>> {
        let kana = |char: &Char| matches!(char.script, Script::Hiragana | Script::Katakana);
        let written = chars.iter().any(|char| char.script == Script::Kanji);
        let plain = |run: &[Char]| run.iter().map(|char| char.c).collect::<Vec<char>>();
        let mut meant = Vec::new();
        let mut seen = 0;
        for run in chars.chunk_by(|a, b| kana(a) == kana(b)) {
            seen += run.len();
            if run.first().is_some_and(kana) {
                let run = plain(run);
                for Meant { word, sure, next } in self.words.meant(&run, seen == chars.len(), written) {
                    meant.push(Spelt { word, sure, ending: run.iter().skip(next).take(ENDING).collect() });
                }
            }
        }
        let mut slips = |words: Vec<&'a str>| {
            let sure = SLIP / words.len() as f32;
            meant.extend(words.into_iter().map(|word| Spelt { word, sure, ending: String::new() }));
        };
        let strange =
            |word: &str| terms(word, Detail::Words).iter().any(|term| term.weight >= 1.0 && self.holding(term.key).next().is_none());
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

/// Adds terms: each once, at the most that it counts for.
fn want(wanted: &mut Vec<Wanted>, terms: Vec<Term>, sure: f32, short: f32, own: bool) {
    for mut term in terms {
        if term.weight == HIRAGANA {
            term.weight += SHORT_HIRAGANA * short;
        } else if term.weight == BORDER {
            term.weight += SHORT_BORDER * short;
        }
        term.weight *= sure;
        match wanted.iter_mut().find(|known| known.term.key == term.key) {
            Some(known) => {
                known.own |= own;
                known.term.weight = known.term.weight.max(term.weight);
            }
            None if term.weight > 0.0 => wanted.push(Wanted { term, own }),
            None => {}
        }
    }
}
