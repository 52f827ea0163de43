//! Whatever is done to a ticket, in whatever order: it goes by the table.

#![no_main]

use libfuzzer_sys::fuzz_target;
use madoguchi_fuzz::{RULES, full, now, ticket};
use madoguchi_shared::Draft;
use madoguchi_shared::ticket::{Act, Actor, State, Ticket};
use std::sync::LazyLock;

static NEW: LazyLock<Ticket> = LazyLock::new(|| {
    let draft: Draft = serde_json::from_value(full()).unwrap();
    draft.check(&RULES, now()).ok().and_then(ticket).unwrap()
});
const ACTORS: [Actor; 2] = [Actor::Shopper, Actor::Desk];
const ACTS: [Act; 4] = [Act::Reached, Act::NoAnswer, Act::GiveUp, Act::Cancel];

fuzz_target!(|bytes: &[u8]| {
    let mut current = NEW.clone();
    let mut time = now();
    // Most draws are made of acts that may be done, so that tickets live on.
    for byte in bytes.iter().copied().map(usize::from) {
        let (actor, act) = match byte % 3 {
            0 => (ACTORS[byte / 3 % 2], ACTS[byte / 6 % 4]),
            _ => (Actor::Desk, Act::NoAnswer),
        };
        time = time.plus_minutes(byte as i64);
        match current.apply(actor, act, time) {
            Some(next) => {
                assert_eq!(current.state, State::Open, "an ended ticket moved");
                assert_eq!(next.seq, current.seq + 1);
                assert_eq!(
                    (&next.id, &next.shop, next.created_at, &next.intake),
                    (&current.id, &current.shop, current.created_at, &current.intake)
                );
                assert!(next.attempts.starts_with(&current.attempts), "an attempt was lost");
                current = next;
            }
            None => assert!(
                current.state != State::Open || (actor, act) != (Actor::Desk, Act::Reached),
                "the desk can always reach an open one"
            ),
        }
        let status = current.status("+81312345678");
        assert_eq!((status.state, status.attempts.len()), (current.state, current.attempts.len()));
    }
    let wire = serde_json::to_string(&current).unwrap();
    assert_eq!(serde_json::from_str::<Ticket>(&wire).unwrap(), current);
});
