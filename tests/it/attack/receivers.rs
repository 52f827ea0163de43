//! Receivers without manners, several tickets each: a shop has one of them and
//! a good channel beside it; a shop without any trouble is called in turn, so
//! that whatever else the machine does slows both alike. The short form of this
//! is `api/forwarding.rs`.

use super::book::{Faults, Outcome, judge, median, times};
use super::hook::Arrival;
use crate::harness::deliveries::hook;
use crate::harness::receiver::{Received, secret};
use crate::harness::rude::{Manner, Rude};
use crate::harness::run_folder;
use crate::harness::samples::draft;
use crate::harness::shop::Shop;
use crate::harness::wait::{until, until_true};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Mutex;
use std::time::Instant;
use xtask::seed::Api;
use xtask::stack::{Stack, StackOptions};

/// So many times slower than without trouble may a neighbour of trouble be.
const RATIO: u128 = 10;
/// Below this, in milliseconds, a difference says nothing.
const LEAST: u128 = 30;
/// What goes out to a sender that has stopped reading, in bytes a try: what
/// lies in buffers.
const BUFFERED: u64 = 64 << 20;

/// What a receiver does until it recovers.
fn cases() -> Vec<(&'static str, Manner)> {
    let redirect = |status| Manner::Answer(status, vec![("location", "/astray".to_owned())], vec![]);
    vec![
        ("resets", Manner::Reset),
        ("hangs", Manner::Hang),
        ("garbage", Manner::Garbage),
        ("half a head", Manner::HalfHead),
        ("500", Manner::status(500)),
        ("404", Manner::status(404)),
        ("410", Manner::status(410)),
        ("302", redirect(302)),
        ("307", redirect(307)),
        ("429, in a second", Manner::retry_after(429, "1")),
        ("429, in a century", Manner::retry_after(429, "Wed, 21 Oct 2126 07:28:00 GMT")),
        ("429, soon", Manner::retry_after(429, "soon")),
        ("503, now", Manner::retry_after(503, "-5")),
        ("half a 500", Manner::HalfBody(500)),
        ("half a 200", Manner::HalfBody(200)),
        ("a gigabyte of 500", Manner::Flood(500, 1 << 30)),
        ("a gigabyte of 200", Manner::Flood(200, 1 << 30)),
        ("a 500 in drops", Manner::Drip(500)),
        ("a 200 in drops", Manner::Drip(200)),
    ]
}

/// How hard it is.
pub struct Plan {
    /// Tickets for each receiver, half of them called off.
    pub tickets: usize,
    /// How many times faster than the world's the delivery's clock runs.
    pub pace: u32,
}

/// Runs all cases side by side on a stack of their own.
pub fn run(plan: &Plan) -> Outcome {
    let vars = vec![("DELIVERY_PACE".to_owned(), plan.pace.to_string())];
    let stack = Stack::start(StackOptions { vars, ..StackOptions::at(run_folder::fresh("receivers")) }).unwrap();
    let (faults, figures) = (Mutex::new(Faults::default()), Mutex::new(BTreeMap::new()));
    std::thread::scope(|scope| {
        for (name, manner) in cases() {
            let (stack, faults, figures) = (&stack, &faults, &figures);
            scope.spawn(move || {
                let told = Case::open(stack, manner).run(plan, |fault| faults.lock().unwrap().add(format!("{name}: {fault}")));
                figures.lock().unwrap().insert(name, told);
            });
        }
    });
    let faults = faults.into_inner().unwrap();
    let figures = json!({"pace": plan.pace, "cases": figures.into_inner().unwrap(), "faults": faults.count()});
    Outcome { figures, faults: faults.close() }
}

/// One receiver without manners, and all whom it might disturb.
struct Case {
    bad: Rude,
    /// The same shop's other channel.
    beside: Rude,
    /// A shop without trouble.
    elsewhere: Rude,
    shop: Shop,
    other: Shop,
}

impl Case {
    fn open(stack: &Stack, manner: Manner) -> Self {
        let api = Api::new(&stack.url());
        let (bad, beside, elsewhere) = (Rude::start(manner), Rude::start(Manner::status(204)), Rude::start(Manner::status(204)));
        let open = |hooks: &[(&str, &Rude)]| {
            let shop = Shop::made(api.clone(), stack.secret(), "rude");
            shop.furnish(1_000);
            shop.channels(&hooks.iter().map(|(id, rude)| hook(id, &rude.url(), &secret())).collect::<Vec<_>>(), None);
            shop
        };
        let (shop, other) = (open(&[("bad", &bad), ("beside", &beside)]), open(&[("first", &elsewhere)]));
        Self { bad, beside, elsewhere, shop, other }
    }

    fn run(&self, plan: &Plan, fault: impl Fn(String)) -> Value {
        let (mut here, mut there) = (Vec::new(), Vec::new());
        for number in 0..plan.tickets {
            here.push(send(&self.shop, number));
            there.push(send(&self.other, number));
        }
        let events = plan.tickets + plan.tickets / 2;
        // Nobody else waits for it: neither a channel, nor the desk, nor a shop.
        until_true("all have come to the channel beside", || distinct(&self.beside) == events);
        until_true("all have come to another shop's", || distinct(&self.elsewhere) == events);
        for (ticket, _) in &here {
            until("the desk has it", || self.shop.row(ticket));
        }
        let (beside, elsewhere) = (waits(&here, &self.beside), waits(&there, &self.elsewhere));
        if median(&beside) > RATIO * median(&elsewhere).max(LEAST) {
            fault(format!("the channel beside it waited {beside:?} ms, another shop's {elsewhere:?} ms"));
        }
        until_true("it was tried, and what failed has its reason", || {
            let left = self.shop.undelivered();
            !self.bad.seen().is_empty()
                && (left.is_empty() || left.iter().any(|row| row["last"].as_str().is_some_and(|last| !last.is_empty())))
        });

        self.bad.behave(Manner::status(204));
        let recovered = Instant::now();
        until_true("everything is delivered, dead letters after a replay", || {
            let left = self.shop.undelivered();
            if left.iter().any(|row| row["state"] == "dead") {
                self.shop.replay_all(&json!({}));
            }
            left.is_empty()
        });
        let recovery = recovered.elapsed().as_millis();

        let (mut again, mut faults) = (0, Faults::default());
        for rude in [&self.bad, &self.beside, &self.elsewhere] {
            let delivered = judge(&arrivals(rude), &mut faults);
            faults.unless(delivered.events == events, || format!("{} events and not {events}", delivered.events));
            // Where an answer came too late for the sender, on a busy machine, it came again.
            again += rude.seen().iter().filter(|one| taken(one)).count() - events;
        }
        faults.close().into_iter().for_each(&fault);
        let (tries, written) = (self.bad.seen().len(), self.bad.written());
        if written > BUFFERED * tries as u64 {
            fault(format!("{written} bytes were read of gigabytes"));
        }
        json!({"tries": tries, "taken_again": again, "bytes_of_bodies": written, "ms_until_all_is_well": recovery,
               "ms_beside": times(beside), "ms_elsewhere": times(elsewhere)})
    }
}

/// Sends an urgent request; each second one is called off at once. Gives back
/// its number and the moment of the 201.
fn send(shop: &Shop, number: usize) -> (String, Instant) {
    let mut urgent = draft();
    urgent["message"] = json!(format!("至急お願いします {number}"));
    let ticket = shop.accept(&urgent);
    let at = Instant::now();
    if !number.is_multiple_of(2) {
        assert_eq!(shop.cancel(&ticket).status, 200);
    }
    (ticket.id, at)
}

fn taken(one: &Received) -> bool {
    (200..300).contains(&one.answered)
}

/// The events that came whole.
fn arrivals(rude: &Rude) -> Vec<Arrival> {
    rude.seen().iter().filter_map(|one| Arrival::of(one.headers.get("webhook-id")?, &one.body, one.at)).collect()
}

/// How many events came there.
fn distinct(rude: &Rude) -> usize {
    arrivals(rude).into_iter().map(|one| one.id).collect::<BTreeSet<_>>().len()
}

/// Milliseconds from each 201 to its first event.
fn waits(sent: &[(String, Instant)], rude: &Rude) -> Vec<u128> {
    let arrivals = arrivals(rude);
    let came =
        |(id, at): &(String, Instant)| Some(arrivals.iter().find(|one| one.ticket == *id)?.at.saturating_duration_since(*at).as_millis());
    sent.iter().filter_map(came).collect()
}
