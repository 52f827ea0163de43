//! What the clients know, held against what receivers got.

use super::hook::Arrival;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::time::Instant;

/// Faults that are told in words; the rest are counted.
const TOLD: usize = 20;

/// A request that a client had a 201 for.
#[derive(Clone, Debug)]
pub struct Acknowledged {
    /// Which shop.
    pub shop: usize,
    /// The ticket's number.
    pub ticket: String,
    /// The receipt's token.
    pub token: String,
    /// When the client had the first 201.
    pub at: Instant,
    /// Whether the client has called it off since.
    pub cancelled: bool,
}

/// What an attack came to.
pub struct Outcome {
    pub figures: Value,
    /// None, if all is well.
    pub faults: Vec<String>,
}

/// Faults found so far.
#[derive(Default)]
pub struct Faults {
    told: Vec<String>,
    more: usize,
}

impl Faults {
    pub fn add(&mut self, fault: impl Into<String>) {
        if self.told.len() < TOLD {
            self.told.push(fault.into());
        } else {
            self.more += 1;
        }
    }

    /// Adds the fault unless it holds.
    pub fn unless(&mut self, holds: bool, fault: impl FnOnce() -> String) {
        if !holds {
            self.add(fault());
        }
    }

    pub fn count(&self) -> usize {
        self.told.len() + self.more
    }

    /// All in words.
    pub fn close(mut self) -> Vec<String> {
        if self.more > 0 {
            self.told.push(format!("and {} more", self.more));
        }
        self.told
    }
}

/// What one shop's receiver got, in order.
#[derive(Default)]
pub struct Delivered {
    /// Events, each once.
    pub events: usize,
    /// Events that came again under the same id.
    pub again: usize,
    /// When each ticket came first.
    pub created: BTreeMap<String, Instant>,
    /// The highest number of each ticket's events.
    pub last: BTreeMap<String, u64>,
}

/// Judges the order and the ids of what came: an event is known by its id
/// alone, a ticket's events come in the order of their numbers without a gap,
/// none comes again once a later one has come, and one request is one ticket.
pub fn judge(arrivals: &[Arrival], faults: &mut Faults) -> Delivered {
    let mut delivered = Delivered::default();
    let (mut events, mut ids) = (BTreeMap::new(), BTreeSet::new());
    let mut marks: BTreeMap<&str, &str> = BTreeMap::new();
    for one in arrivals {
        let event = (one.ticket.as_str(), one.seq);
        let known = *events.entry(event).or_insert(one.id.as_str());
        faults.unless(known == one.id, || format!("event {} of {} came under two ids: {known} and {}", one.seq, one.ticket, one.id));
        if ids.insert((one.id.as_str(), event)) {
            delivered.events += 1;
        } else {
            delivered.again += 1;
        }
        let last = delivered.last.entry(one.ticket.clone()).or_insert(0);
        faults.unless(one.seq == *last || one.seq == *last + 1, || format!("event {} of {} came after its {last}", one.seq, one.ticket));
        *last = one.seq.max(*last);
        faults.unless((one.kind == "ticket.created") == (one.seq == 1), || format!("event {} of {} is {}", one.seq, one.ticket, one.kind));
        delivered.created.entry(one.ticket.clone()).or_insert(one.at);
        let ticket = *marks.entry(&one.message).or_insert(&one.ticket);
        faults.unless(ticket == one.ticket, || format!("one request became two tickets: {ticket} and {}", one.ticket));
    }
    let distinct: BTreeSet<&str> = ids.iter().map(|(id, _)| *id).collect();
    faults.unless(distinct.len() == ids.len(), || "two events came under one id".to_owned());
    delivered
}

/// The middle one of some times, or 0.
pub fn median(times: &[u128]) -> u128 {
    let mut times = times.to_vec();
    times.sort_unstable();
    times.get(times.len() / 2).copied().unwrap_or(0)
}

/// Median and worst of some times, in milliseconds.
pub fn times(times: Vec<u128>) -> Value {
    json!({"median": median(&times), "worst": times.into_iter().max()})
}

#[cfg(test)]
mod tests {
    use super::*;

    fn came(ticket: &str, seq: u64) -> Arrival {
        let kind = if seq == 1 { "ticket.created" } else { "ticket.closed" };
        Arrival {
            at: Instant::now(),
            id: format!("msg_{ticket}_{seq}"),
            kind: kind.into(),
            ticket: ticket.into(),
            seq,
            message: format!("of {ticket}"),
        }
    }

    fn faults(arrivals: &[Arrival]) -> Vec<String> {
        let mut faults = Faults::default();
        judge(arrivals, &mut faults);
        faults.close()
    }

    #[test]
    fn what_is_in_order_passes_also_when_it_comes_again() {
        let arrivals = [came("a", 1), came("b", 1), came("a", 1), came("a", 2), came("a", 2), came("b", 2)];
        assert_eq!(faults(&arrivals), Vec::<String>::new());
        let delivered = judge(&arrivals, &mut Faults::default());
        assert_eq!((delivered.events, delivered.again, delivered.last["a"]), (4, 2, 2));
    }

    #[test]
    fn what_is_out_of_order_or_twice_is_told() {
        assert_eq!(faults(&[came("a", 1), came("a", 3)]), ["event 3 of a came after its 1"]);
        assert_eq!(faults(&[came("a", 1), came("a", 2), came("a", 1)]), ["event 1 of a came after its 2"]);
        let other_id = Arrival { id: "msg_other".into(), ..came("a", 1) };
        assert_eq!(faults(&[came("a", 1), other_id]), ["event 1 of a came under two ids: msg_a_1 and msg_other"]);
        let same_id = Arrival { id: "msg_a_1".into(), ..came("b", 1) };
        assert_eq!(faults(&[came("a", 1), same_id]), ["two events came under one id"]);
        let same_request = Arrival { message: "of a".into(), ..came("b", 1) };
        assert_eq!(faults(&[came("a", 1), same_request]), ["one request became two tickets: a and b"]);
    }
}
