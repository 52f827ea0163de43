//! Every number of one calling code, asked for digit by digit: libphonenumber's
//! patterns as automata, walked side by side.

#![allow(deprecated, reason = "the crate means its own use of these fields; the data is in them")]

use anyhow::{Context, Result};
use regex_automata::Anchored;
use regex_automata::dfa::{Automaton, dense};
use regex_automata::util::{primitives::StateID, start};
use rlibphonenumber::{PhoneMetadata, PhoneNumberDesc};
use std::collections::HashMap;

/// Longest national number that is looked at (E.164 leaves 14 after a
/// one-digit code).
pub const LONGEST: usize = 14;

/// What the numbers of some set are: several bits where it is mixed.
pub type Mix = u8;
pub const NONE: Mix = 1;
pub const CALLABLE: Mix = 2;
/// Toll-free, pager, voicemail: nobody answers.
pub const REFUSED: Mix = 4;
/// Premium, shared cost: whoever calls pays.
pub const PREMIUM: Mix = 8;

/// A place in every automaton at once.
pub type Place = Vec<StateID>;

struct Pattern {
    dfa: dense::DFA<Vec<u32>>,
    /// Bit n: n digits are possible; 0 where any length is.
    lengths: u32,
}

/// The patterns of one region: the general one, then by kind in
/// libphonenumber's order, each with what it makes of a number.
struct Rules {
    general: usize,
    kinds: Vec<(usize, Mix)>,
}

/// The numbers of one calling code.
pub struct Numbers {
    patterns: Vec<Pattern>,
    regions: Vec<Rules>,
    known: HashMap<(Place, usize), Mix>,
}

impl Numbers {
    /// `regions`: all that share the code, the main one first.
    pub fn of(regions: &[&PhoneMetadata]) -> Result<Self> {
        let mut numbers = Self { patterns: vec![], regions: vec![], known: HashMap::new() };
        for data in regions {
            let Some(general) = numbers.add(&data.general_desc)? else { continue };
            let kinds = [
                (&data.premium_rate, PREMIUM),
                (&data.toll_free, REFUSED),
                (&data.shared_cost, PREMIUM),
                (&data.voip, CALLABLE),
                (&data.personal_number, CALLABLE),
                (&data.pager, REFUSED),
                (&data.uan, CALLABLE),
                (&data.voicemail, REFUSED),
                (&data.fixed_line, CALLABLE),
                (&data.mobile, CALLABLE),
            ];
            let mut rules = Rules { general, kinds: vec![] };
            for (desc, mix) in kinds {
                rules.kinds.extend(numbers.add(desc)?.map(|pattern| (pattern, mix)));
            }
            numbers.regions.push(rules);
        }
        Ok(numbers)
    }

    /// A pattern's place in the list; none where the region has no such numbers.
    fn add(&mut self, desc: &Option<PhoneNumberDesc>) -> Result<Option<usize>> {
        let Some(desc) = desc.as_ref().filter(|desc| !desc.national_number_pattern().is_empty() && !desc.possible_length.contains(&-1))
        else {
            return Ok(None);
        };
        let ascii = format!("^(?:{})$", desc.national_number_pattern().replace(r"\d", "[0-9]"));
        let lengths = &desc.possible_length;
        let dfa = dense::Builder::new()
            .configure(dense::Config::new().start_kind(regex_automata::dfa::StartKind::Anchored).minimize(true))
            .build(&ascii)
            .with_context(|| ascii.clone())?;
        let lengths = lengths.iter().fold(0, |bits, length| bits | 1 << length);
        self.patterns.push(Pattern { dfa, lengths });
        Ok(Some(self.patterns.len() - 1))
    }

    pub fn start(&self) -> Result<Place> {
        let begin = start::Config::new().anchored(Anchored::Yes);
        self.patterns.iter().map(|pattern| Ok(pattern.dfa.start_state(&begin)?)).collect()
    }

    pub fn step(&self, place: &Place, digit: u8) -> Place {
        self.patterns.iter().zip(place).map(|(pattern, state)| pattern.dfa.next_state(*state, b'0' + digit)).collect()
    }

    fn verdict(&self, place: &Place, length: usize) -> Mix {
        let matches = |index: usize| {
            let pattern = &self.patterns[index];
            (pattern.lengths == 0 || pattern.lengths & 1 << length != 0)
                && pattern.dfa.is_match_state(pattern.dfa.next_eoi_state(place[index]))
        };
        let mut regions = self.regions.iter().filter(|rules| matches(rules.general));
        regions.find_map(|rules| rules.kinds.iter().find(|(pattern, _)| matches(*pattern)).map(|(_, mix)| *mix)).unwrap_or(NONE)
    }

    /// What the numbers of `length` digits are that go on from `place`, which
    /// `depth` digits led to.
    pub fn mix(&mut self, place: &Place, depth: usize, length: usize) -> Mix {
        if depth > length {
            return NONE;
        }
        if depth == length {
            return self.verdict(place, length);
        }
        if self.patterns.iter().zip(place).all(|(pattern, state)| pattern.dfa.is_dead_state(*state)) {
            return NONE;
        }
        // `length` too is part of the key: lengths are checked at the end.
        let key = (place.clone(), depth << 8 | length);
        if let Some(mix) = self.known.get(&key) {
            return *mix;
        }
        let mix = (0..10).fold(0, |mix, digit| {
            let next = self.step(place, digit);
            mix | self.mix(&next, depth + 1, length)
        });
        self.known.insert(key, mix);
        mix
    }
}
