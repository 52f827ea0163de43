//! Events on their way: written with the change that they tell of, delivered
//! by alarm until each has arrived or is a dead letter.
//!
//! | what | file |
//! | --- | --- |
//! | an event, written with its change | `write.rs` |
//! | what its shopper is told of it, and how much | `shopper.rs` |
//! | a run of the alarm | `run.rs` |
//! | how many tries at once, and where | `places.rs` |
//! | what becomes of a delivery after a try | `verdict.rs` |
//! | how a channel does: on, off, on probation | `channel.rs` |
//! | the rows | `store.rs` |
//! | who is told of trouble | `alert.rs` |
//! | what the owner sees, and sends again | `letters.rs`, `replay.rs` |
//! | what is due when, and the alarm | `agenda.rs` |

/// An earlier event of the same ticket for the same channel, in some state.
macro_rules! earlier {
    ($state:literal) => {
        concat!(
            "EXISTS (SELECT 1 FROM outbox AS p WHERE o.ticket <> '' AND p.ticket = o.ticket AND p.channel = o.channel AND p.n < o.n AND p.state = '",
            $state,
            "')"
        )
    };
}

mod agenda;
mod alert;
mod bell;
mod channel;
mod letters;
mod places;
mod replay;
mod run;
mod shopper;
mod store;
mod verdict;
mod write;

pub use agenda::next_work;
pub use bell::Bell;
pub use channel::renew as renew_channels;
pub use letters::{serve as letters, what_to_do};
pub use replay::replay;
pub use run::{KEPT_SECONDS, run};
pub use store::Due;
pub use write::{Link, add, add_for, add_other, body, data, wake, write};

/// The channel that every shop has.
pub use madoguchi_shared::settings::DESK;
/// Begins the name of a desk's channel that the shop had before. No id of a
/// webhook holds a colon.
pub const FORMER_DESK: &str = "desk:";
