//! Events on their way: written with the change that they tell of, delivered
//! by alarm until each has arrived or is a dead letter.
//!
//! | what | file |
//! | --- | --- |
//! | an event, written with its change | `write.rs` |
//! | a run of the alarm | `run.rs` |
//! | how many tries at once, and where | `places.rs` |
//! | what becomes of a delivery after a try | `verdict.rs` |
//! | how a channel does: on, off, on probation | `channel.rs` |
//! | the rows | `store.rs` |
//! | when the object wakes | `alarm.rs` |

mod alarm;
mod bell;
mod channel;
mod places;
mod run;
mod store;
mod verdict;
mod write;

pub use bell::Bell;
pub use run::run;
pub use store::Due;
pub use write::{Link, add, add_for, body, change, data, wake, write};

use crate::refusal::Refusal;
use crate::storage::Db;
use madoguchi_shared::api::Delivery;

/// The channel that every shop has.
pub const DESK: &str = "desk";

/// What has not arrived, for the owner: the newest hundred that are pending or
/// dead.
pub fn deliveries(db: &Db) -> Result<Vec<Delivery>, Refusal> {
    db.rows("SELECT id, channel, ticket, state, attempts, last FROM outbox WHERE state <> 'delivered' ORDER BY n DESC LIMIT 100", vec![])
}
