//! Which function follows which in a wasm file: like beside like.
//!
//! gzip finds again what came within the last 32 KB. What a compiler makes of
//! one piece of generic code for a hundred types is nearly the same a hundred
//! times, but lies anywhere; where each function follows those that it is most
//! like, the worker is some 25 KB smaller (of 475), and the panel 3 of 120 under
//! brotli, though no instruction has gone.

#![allow(clippy::indexing_slicing, reason = "by numbers that are made here, of lists that are as long")]

use crate::wasm::{read, renamed};
use anyhow::Result;
use std::collections::{HashMap, VecDeque};

/// Bytes that are compared as one: fewer are alike by chance.
const PIECE: usize = 6;
/// What more functions have than these tells nothing, and takes long.
const COMMON: usize = 100;
/// How far back a function is looked for, in bytes.
const WINDOW: usize = 24_000;
/// Bytes added to a function's length where it is weighed how much of it is
/// known: else the shortest would always come first.
const SHORT: usize = 60;
/// Digits of a place.
const DIGITS: usize = 6;

/// The same file, with its place before each function's name: what sorts
/// functions by name then puts like beside like.
pub fn numbered(wasm: &[u8]) -> Result<Vec<u8>> {
    let module = read(wasm)?;
    let bodies: Vec<&[u8]> = module.functions.iter().map(|(_, body)| *body).collect();
    let mut places = vec![0; bodies.len()];
    for (place, function) in order(&bodies).into_iter().enumerate() {
        places[function] = place;
    }
    renamed(wasm, |index, name| match index.checked_sub(module.imported).and_then(|own| places.get(own)) {
        Some(place) => format!("{place:0DIGITS$} {name}"),
        None => name.to_owned(),
    })
}

/// The same file, without the places.
pub fn unnumbered(wasm: &[u8]) -> Result<Vec<u8>> {
    let imported = read(wasm)?.imported;
    renamed(wasm, |index, name| if index < imported { name } else { name.get(DIGITS + 1..).unwrap_or(name) }.to_owned())
}

/// The functions, each after those that it is most like.
fn order(bodies: &[&[u8]]) -> Vec<usize> {
    let (pieces, owners) = pieces(bodies);
    let mut left = vec![true; bodies.len()];
    // Of each function, how many of its pieces are in the window; of each
    // piece, how often it is there.
    let mut known = vec![0_usize; bodies.len()];
    let mut there = vec![0_usize; owners.len()];
    let mut window = VecDeque::new();
    let mut length = 0;
    let mut order = Vec::with_capacity(bodies.len());
    while order.len() < bodies.len() {
        let share = |function: usize| known[function] as f64 / (SHORT + bodies[function].len()) as f64;
        let rest = (0..bodies.len()).filter(|function| left[*function]);
        // Of those that are alike the first; where none is, the next one.
        let next = rest.reduce(|best, other| if share(other) > share(best) { other } else { best });
        let Some(next) = next else { break };
        left[next] = false;
        order.push(next);
        window.push_back(next);
        length += bodies[next].len();
        for piece in &pieces[next] {
            there[*piece] += 1;
            if there[*piece] == 1 {
                owners[*piece].iter().for_each(|owner| known[*owner] += 1);
            }
        }
        while length > WINDOW
            && window.len() > 1
            && let Some(gone) = window.pop_front()
        {
            length -= bodies[gone].len();
            for piece in &pieces[gone] {
                there[*piece] -= 1;
                if there[*piece] == 0 {
                    owners[*piece].iter().for_each(|owner| known[*owner] -= 1);
                }
            }
        }
    }
    order
}

/// Of each function the pieces that others have, too; of each piece, who has it.
fn pieces(bodies: &[&[u8]]) -> (Vec<Vec<usize>>, Vec<Vec<usize>>) {
    let mut numbers = HashMap::new();
    let mut owners: Vec<Vec<usize>> = Vec::new();
    let mut pieces = Vec::with_capacity(bodies.len());
    for (function, body) in bodies.iter().enumerate() {
        let mut own: Vec<usize> = Vec::new();
        for piece in body.windows(PIECE) {
            let number = *numbers.entry(piece).or_insert(owners.len());
            if number == owners.len() {
                owners.push(Vec::new());
            }
            if owners[number].last() != Some(&function) {
                owners[number].push(function);
                own.push(number);
            }
        }
        pieces.push(own);
    }
    for own in &mut pieces {
        own.retain(|piece| (2..=COMMON).contains(&owners[*piece].len()));
    }
    (pieces, owners)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn like_comes_beside_like() {
        let bodies: [&[u8]; 5] = [b"the quick brown fox jumps", b"0123456789abcdef", b"a quick brown fox jumped", b"0123456789ABCDEF", b""];
        assert_eq!(order(&bodies), [0, 2, 1, 3, 4]);
    }

    #[test]
    fn all_come_once_however_many_are_alike() {
        let bodies: Vec<Vec<u8>> = (0..300_u16).map(|n| [&n.to_le_bytes()[..], &[7; 100]].concat()).collect();
        let mut order = order(&bodies.iter().map(Vec::as_slice).collect::<Vec<_>>());
        order.sort_unstable();
        assert_eq!(order, (0..300).collect::<Vec<_>>());
    }

    #[test]
    fn names_get_their_places_and_lose_them() {
        let wasm = crate::wasm::tests::TWO_FUNCTIONS;
        let numbered = numbered(wasm).unwrap();
        assert!(numbered.windows(8).any(|bytes| bytes == b"000000 b") && numbered.windows(8).any(|bytes| bytes == b"000001 c"));
        assert!(!numbered.windows(8).any(|bytes| bytes == b"000000 a"), "an import stays where it is");
        assert_eq!(unnumbered(&numbered).unwrap(), wasm);
        assert!(super::numbered(b"no wasm").is_err());
    }
}
