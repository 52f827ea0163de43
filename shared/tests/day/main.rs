//! A day of 2,000 requests at 50 shops of two desks, replayed on the rules
//! themselves with the clock as an argument: shoppers who choose, move and call
//! off, operators who take what presses most, shops that answer or don't, and a
//! desk that closes a day which was promised.
//!
//! Every promise, every planned call and every figure of the board is held
//! against a plain recomputation. `--nocapture` prints the day's figures.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "a test may panic")]

mod life;
mod places;
mod plain;
mod random;
mod recount;
mod world;

use world::World;

const REQUESTS: usize = 2_000;

#[test]
fn a_day_of_two_thousand_requests_keeps_what_it_promises_or_says_so() {
    let mut world = World::new(REQUESTS);
    world.run();
    let states = world.states();
    println!("\nafter a week: {states:?}");
    for figures in &world.figures {
        println!("{figures}");
    }
    println!("{:#?}", world.seen);
    // What the replay is for has happened in it.
    assert_eq!(world.lives.len(), REQUESTS);
    let seen = &world.seen;
    let rare = [seen.moved, seen.cancelled, seen.refused_while_calling, seen.broken, seen.late, seen.lapsed, seen.undone, seen.reopened];
    assert!(rare.iter().all(|count| *count > 0), "{seen:?}");
    assert!(seen.calls > 1_500 && seen.chosen > 300 && seen.urgent > 300 && seen.pitches > 20, "{seen:?}");
}
