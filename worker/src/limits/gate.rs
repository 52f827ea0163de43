//! What an object remembers of its callers while it is awake: how often each
//! called of late, and how many wrong tokens it showed. In memory only: that
//! the object slept means that nobody called.

use super::address::Caller;
use super::rate::{Level, Rate};
use crate::refusal::Refusal;
use std::cell::RefCell;
use worker::Date;

/// Callers that are remembered at once. Whoever has more addresses than this
/// isn't held by limits per address.
const CALLERS: usize = 1_024;

/// Wrong tokens of one caller: two hundred, then one every three seconds. No
/// token can be guessed at any rate (256 bits); this keeps the guessing from
/// costing anything. An office whose desk's token was just changed stays below.
const WRONG_TOKENS: Rate = Rate { most: 200, seconds: 600 };

/// Requests that were accepted before and are sent again, of a caller who makes
/// too many other calls.
const REPEATS: Rate = Rate { most: 600, seconds: 60 };
/// Answers that the shoppers of one network look at and that count.
const COUNTS: Rate = Rate { most: 60, seconds: 600 };
/// Lines that one caller opens to a desk: a room full of operators comes back
/// at once after a deploy.
const LINES: Rate = Rate { most: 300, seconds: 60 };

/// How many times one address's calls a network may make: as many as it may
/// have tickets accepted (see `Limits::network_day`).
const NEIGHBOURS: i64 = 10;

/// What is remembered of one caller.
struct Known {
    caller: Caller,
    calls: Level,
    /// What was accepted before has a level of its own: those who make too many
    /// calls stand at the brim of the other one.
    repeats: Level,
    counts: Level,
    tokens: Level,
}

/// An object's memory of its callers.
#[derive(Default)]
pub struct Gate(RefCell<Vec<Known>>);

impl Gate {
    /// Lets a call pass that counts for `cost`, if its caller makes no more
    /// than so many within a minute, and the network around it no more than
    /// [`NEIGHBOURS`] times as many: who has a whole network changes its
    /// addresses from call to call.
    pub fn call(&self, caller: Caller, cost: i64, calls_minute: i64) -> Result<(), Refusal> {
        self.call_at(caller, cost, calls_minute, now_ms())
    }

    fn call_at(&self, caller: Caller, cost: i64, calls_minute: i64, now: i64) -> Result<(), Refusal> {
        let (own, all) = (Rate { most: calls_minute, seconds: 60 }, Rate { most: calls_minute * NEIGHBOURS, seconds: 60 });
        // Inverted it is nobody's address: none begins so. What the network is
        // refused leaves no trace, so that a flood from it forgets nobody.
        let around = Caller { network: !caller.around(), ..caller };
        self.with(around, now, |known, now| {
            let mut copy = known.calls;
            copy.take(cost, all, now)
        })?;
        self.with(caller, now, |known, now| known.calls.take(cost, own, now))?;
        self.with(around, now, |known, now| known.calls.take(cost, all, now))
    }

    /// Lets a request pass that was accepted before and is sent again.
    pub fn repeat(&self, caller: Caller) -> Result<(), Refusal> {
        self.repeat_at(caller, now_ms())
    }

    fn repeat_at(&self, caller: Caller, now: i64) -> Result<(), Refusal> {
        self.with(at_the_door(caller), now, |known, now| known.repeats.take(1, REPEATS, now))
    }

    /// Whether one more answer that was looked at counts, of all that a network
    /// looks at: nobody puts an answer before the others by themselves.
    pub fn counts(&self, caller: Caller) -> bool {
        let around = Caller { network: !caller.around(), page: true };
        self.with(around, now_ms(), |known, now| known.counts.take(1, COUNTS, now)).is_ok()
    }

    /// Lets one more line be opened.
    pub fn open(&self, caller: Caller) -> Result<(), Refusal> {
        self.with(at_the_door(caller), now_ms(), |known, now| known.calls.take(1, LINES, now))
    }

    /// Refuses who showed too many wrong tokens, where the next can't be looked
    /// at yet.
    pub fn may_show(&self, caller: Caller) -> Result<(), Refusal> {
        // Taken from a copy: whether one more could be.
        self.with(at_the_door(caller), now_ms(), |known, now| {
            let mut copy = known.tokens;
            copy.take(1, WRONG_TOKENS, now)
        })
    }

    /// Notes a wrong token; the refusal to answer with. One that is right is
    /// never refused for the wrong ones of a neighbour behind the same address.
    pub fn wrong(&self, caller: Caller) -> Refusal {
        let noted = self.with(at_the_door(caller), now_ms(), |known, now| known.tokens.take(1, WRONG_TOKENS, now));
        noted.err().unwrap_or(Refusal::Unauthorized)
    }

    fn with(&self, caller: Caller, now: i64, take: impl FnOnce(&mut Known, i64) -> Result<(), u32>) -> Result<(), Refusal> {
        let mut all = self.0.borrow_mut();
        let found = match all.iter_mut().position(|known| known.caller == caller) {
            Some(place) => all.get_mut(place),
            None => {
                if all.len() >= CALLERS {
                    make_room(&mut all, now);
                }
                all.push(Known {
                    caller,
                    calls: Level::default(),
                    repeats: Level::default(),
                    counts: Level::default(),
                    tokens: Level::default(),
                });
                all.last_mut()
            }
        };
        match found {
            Some(known) => take(known, now).map_err(Refusal::TooMany),
            None => Ok(()),
        }
    }
}

/// Pages and programs show their tokens at the same door.
fn at_the_door(caller: Caller) -> Caller {
    Caller { page: true, ..caller }
}

/// Forgets who owes nothing; if that is nobody, all.
fn make_room(all: &mut Vec<Known>, now: i64) {
    all.retain(|known| {
        !(known.calls.is_clear(now) && known.repeats.is_clear(now) && known.counts.is_clear(now) && known.tokens.is_clear(now))
    });
    if all.len() >= CALLERS {
        all.clear();
    }
}

fn now_ms() -> i64 {
    i64::try_from(Date::now().as_millis()).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn caller(network: u64) -> Caller {
        Caller { network, page: true }
    }

    fn calls(gate: &Gate, caller: Caller, now: i64) -> Result<(), Refusal> {
        gate.with(caller, now, |known, now| known.calls.take(1, Rate { most: 2, seconds: 60 }, now))
    }

    #[test]
    fn who_makes_too_many_calls_may_send_again_what_was_accepted() {
        let gate = Gate::default();
        while gate.call_at(caller(1), 1, 1_200, 0).is_ok() {}
        assert_eq!(gate.repeat_at(caller(1), 0), Ok(()));
    }

    #[test]
    fn each_caller_is_counted_apart() {
        let gate = Gate::default();
        for who in [caller(1), caller(2), Caller { network: 1, page: false }] {
            assert_eq!(calls(&gate, who, 0), Ok(()));
            assert_eq!(calls(&gate, who, 0), Ok(()));
            assert_eq!(calls(&gate, who, 0), Err(Refusal::TooMany(31)));
        }
        assert_eq!(calls(&gate, caller(1), 31_000), Ok(()));
    }

    #[test]
    fn who_has_a_whole_network_is_held_by_it_and_its_neighbours_are_not() {
        let (gate, now) = (Gate::default(), 1_800_000_000_000);
        let household = |site: u64, place: u64| caller(0x2001_0db8_0000_0000 | site << 16 | place);
        // Two a minute from each address, and twenty from the network around it.
        let mut passed = 0;
        for place in 0..5_000 {
            passed += i32::from(gate.call_at(household(1, place), 1, 2, now).is_ok());
        }
        assert_eq!(passed, 20);
        assert!(gate.call_at(household(1, 9_000), 1, 2, now).is_err(), "however many called");
        assert_eq!(gate.call_at(household(2, 1), 1, 2, now), Ok(()), "the next site");
        assert_eq!(gate.call_at(household(1, 9_000), 1, 2, now + 4_000), Ok(()), "three seconds make up for one");
        // One address's calls beyond its own cost its neighbours nothing.
        for _ in 0..500 {
            let _ = gate.call_at(household(3, 1), 1, 2, now);
        }
        assert_eq!(gate.call_at(household(3, 2), 1, 2, now), Ok(()));
        assert!(gate.0.borrow().len() < 50, "what is refused is not remembered");
    }

    #[test]
    fn memory_is_bounded_and_who_owes_is_remembered_longest() {
        let (gate, start) = (Gate::default(), 1_800_000_000_000);
        // Others came and went: what they took is made up for.
        for other in 0..1_000_u64 {
            calls(&gate, caller(1_000 + other), start - 60_000).unwrap();
        }
        for _ in 0..2 {
            calls(&gate, caller(7), start).unwrap();
        }
        for other in 0..100_u64 {
            calls(&gate, caller(100_000 + other), start + 1).unwrap();
        }
        assert!(calls(&gate, caller(7), start + 1).is_err(), "still known");
        for other in 0..5_000_u64 {
            calls(&gate, caller(10_000 + other), start + 1).unwrap();
            assert!(gate.0.borrow().len() <= CALLERS);
        }
    }
}
