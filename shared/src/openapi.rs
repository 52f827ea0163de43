//! The HTTP API, described for outsiders: OpenAPI 3.1, whose schemas are JSON
//! Schema 2020-12, made from the types that cross the wire.
//!
//! Native builds only: nothing of it is in the panel or the worker. The one
//! table of calls is in [`calls`]; `cargo xtask openapi` writes the document
//! to `openapi.json`, which is checked in, and a test fails when it is stale.

#![allow(clippy::indexing_slicing, reason = "on JSON of its own making; input never reaches it")]

mod calls;
mod document;
mod files;
mod samples;
mod schemas;

pub use document::{Document, document};
pub use samples::samples;
pub(crate) use schemas::closed;

#[cfg(test)]
#[path = "openapi_tests.rs"]
mod tests;
