//! Limits against floods and guessing.
//!
//! | what | file |
//! | --- | --- |
//! | whose call it is | `address.rs` |
//! | so many within so long, in memory | `rate.rs` |
//! | an object's memory of its callers: calls, wrong tokens | `gate.rs` |
//! | accepted tickets, in storage | `shop/counts.rs` |
//! | a shop's figures | `limits.rs` of `shared` |

mod address;
mod gate;
mod rate;

pub use address::Caller;
pub use gate::Gate;
