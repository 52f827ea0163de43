//! Requests that mean harm, by the thousand: none may be answered by a 5xx or
//! by silence, none may trap the worker, and whoever comes after is served as
//! before.

mod body;
mod request;

use super::book::{Faults, Outcome, times};
use crate::harness::house::house;
use crate::harness::random::Random;
use crate::harness::samples::{draft, key};
use crate::harness::shop::{Accepted, Shop};
use crate::harness::wire::{self, Heard};
use request::Hostile;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::sync::Mutex;
use std::time::Instant;

/// After so many, an honest shopper comes.
const HONEST_EVERY: usize = 100;

/// How the runtime itself, before any worker, answers what it doesn't know as
/// HTTP. (In a deployment it never gets there: Cloudflare's edge is before it.)
const RUNTIME: &str = "ERROR: Unrecognized request method.";

/// How the development server's own front answers where the connection to what
/// is behind it ended too soon: the request was broken off, or it was answered
/// before it was read to its end. Then it may also just close.
/// What became of the request can't be told; it is sent again without its body.
pub const FRONT: &str = "Error: Network connection lost.\n    at async Object.fetch (file:///";

/// How hard it is.
pub struct Plan {
    pub seed: u64,
    pub requests: usize,
    pub clients: usize,
}

/// What was heard.
#[derive(Default)]
struct Ledger {
    /// Answers by kind of request and status.
    answers: BTreeMap<&'static str, BTreeMap<String, usize>>,
    honest: usize,
    /// Milliseconds of each exchange.
    took: Vec<u128>,
    /// Answers that the front lost.
    lost: usize,
    faults: Faults,
}

impl Ledger {
    fn note(&mut self, hostile: &Hostile, heard: &Heard, which: impl Fn() -> String) {
        let told = match heard {
            Heard::Answer(status, _) => status.to_string(),
            Heard::Closed => "closed".to_owned(),
            Heard::Silence => "silence".to_owned(),
        };
        *self.answers.entry(hostile.kind).or_default().entry(told).or_default() += 1;
        if let Some(fault) = fault(hostile, heard) {
            let shown = String::from_utf8_lossy(&hostile.bytes).chars().take(600).collect::<String>();
            self.faults.add(format!("{} ({}): {fault}\n{shown}", which(), hostile.kind));
        }
    }
}

/// Runs it against the stack that all tests share.
pub fn run(plan: &Plan) -> Outcome {
    println!("hostile requests: seed {:#x}", plan.seed);
    // Settings may come to nothing where harm is done; honest people are elsewhere.
    let (victim, honest) = (Shop::open("victim"), Shop::open("honest"));
    let ledger = Mutex::new(Ledger::default());
    std::thread::scope(|scope| {
        for client in 0..plan.clients {
            let (ledger, victim, honest) = (&ledger, &victim, &honest);
            scope.spawn(move || attack(plan, client, ledger, victim, honest));
        }
    });
    let mut ledger = ledger.into_inner().unwrap();
    for line in house().crashes() {
        ledger.faults.add(line);
    }
    let figures = json!({
        "seed": plan.seed,
        "requests": plan.requests,
        "lost_in_the_front": ledger.lost,
        "honest_between": ledger.honest,
        "ms_of_an_exchange": times(ledger.took),
        "answers": ledger.answers,
        "faults": ledger.faults.count(),
    });
    Outcome { figures, faults: ledger.faults.close() }
}

fn attack(plan: &Plan, client: usize, ledger: &Mutex<Ledger>, victim: &Shop, honest: &Shop) {
    let seed = plan.seed ^ ((client as u64 + 1) << 32);
    let random = &mut Random::new(seed);
    for number in 0..plan.requests / plan.clients {
        let hostile = request::next(random, victim);
        let began = Instant::now();
        let mut heard = wire::send(port(), &hostile.bytes);
        if hostile.whole && is_lost(&heard) {
            ledger.lock().unwrap().lost += 1;
            heard = wire::send(port(), &hostile.bare);
        }
        ledger.lock().unwrap().took.push(began.elapsed().as_millis());
        ledger.lock().unwrap().note(&hostile, &heard, || format!("seed {seed:#x}, request {number}"));
        if number % HONEST_EVERY == HONEST_EVERY - 1 {
            let fault = refused(honest);
            let mut ledger = ledger.lock().unwrap();
            ledger.honest += 1;
            if let Some(fault) = fault {
                ledger.faults.add(format!("seed {seed:#x}, after request {number} an honest one is refused: {fault}"));
            }
        }
    }
}

/// Whether the front has lost the answer.
fn is_lost(heard: &Heard) -> bool {
    match heard {
        Heard::Answer(500, text) => text.contains(FRONT) && text.contains("/miniflare/"),
        Heard::Answer(..) | Heard::Silence => false,
        Heard::Closed => true,
    }
}

fn port() -> u16 {
    house().url().rsplit_once(':').unwrap().1.parse().unwrap()
}

/// What is wrong with how it was met.
fn fault(hostile: &Hostile, heard: &Heard) -> Option<String> {
    match heard {
        Heard::Silence => Some("no answer".to_owned()),
        Heard::Closed if hostile.whole => Some("closed without an answer".to_owned()),
        Heard::Closed => None,
        Heard::Answer(501, text) if text.ends_with(RUNTIME) => None,
        heard if is_lost(heard) && !hostile.whole => None,
        Heard::Answer(status, text) if *status >= 500 => Some(text.chars().take(1_000).collect()),
        // Whatever the worker itself refuses has its one shape.
        Heard::Answer(status, text) if hostile.kind == "body" && !(200..300).contains(status) => {
            let body = text.split_once("\r\n\r\n").map_or("", |(_, body)| body);
            let shaped = serde_json::from_str::<Value>(body).is_ok_and(|body| body["error"]["code"].is_string());
            (!shaped).then(|| format!("no refusal of the known shape: {text}"))
        }
        Heard::Answer(..) => None,
    }
}

/// An honest shopper sends a request and looks at it. What goes wrong, if any
/// of it does.
fn refused(shop: &Shop) -> Option<String> {
    let mut draft = draft();
    draft["reply"] = json!("email");
    draft["email"] = json!("hanako@example.jp");
    let answer = shop.post(&draft, &key());
    if answer.status != 201 {
        return Some(format!("{} {}", answer.status, answer.text));
    }
    let seen = shop.status(&Accepted::of(&answer));
    (seen.status != 200).then_some(seen.text)
}
