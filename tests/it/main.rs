//! End to end: the real worker in the real runtime, the real widget in a real
//! browser. One stack serves all tests; each makes a desk and a shop of its
//! own, so that they run side by side.
//!
//! `SHOTS=folder` writes pictures of the key screens into that folder.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "a test may panic")]

mod api;
mod attack;
mod browser;
mod bytes;
mod doors;
mod harness;
