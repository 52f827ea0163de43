//! The attack: what is acknowledged must survive kills, receivers without
//! manners, and requests that mean harm.
//!
//! One implementation, two forms. The short one is part of every run of the
//! tests; the long one is run by `cargo xtask bench reliability`, which tells
//! its measure by variables and gets its figures as a file.

mod book;
mod described;
mod hook;
pub mod hostile;
mod kills;
mod long;
mod receivers;

#[test]
fn nothing_acknowledged_is_lost_and_nothing_comes_as_two_however_often_the_runtime_is_killed() {
    let outcome = kills::run(&kills::Plan { seed: 0x6B69_6C6C, kills: 2, tickets: 120, clients: 4, shops: 3, pace: 4 });
    println!("{}", outcome.figures);
    assert_eq!(outcome.faults, Vec::<String>::new());
}

#[test]
fn no_request_harms_the_worker_or_whoever_comes_after() {
    let outcome = hostile::run(&hostile::Plan { seed: 0x6D61_646F, requests: 1_500, clients: 3 });
    println!("{}", outcome.figures);
    assert_eq!(outcome.faults, Vec::<String>::new());
}
