//! The budgets of the shopper's side, and what was measured against them.

use crate::bench::table::Line;

/// The lines of the table.
pub const LINES: [Line; 31] = [
    ("before the shopper acts: bytes", "/load/with/bytes", "B", Some(2_048.0)),
    ("before the shopper acts: requests", "/load/with/requests", "", Some(1.0)),
    ("before the shopper acts: stored", "/load/with/stored", "", Some(0.0)),
    ("page without it, loaded", "/load/bare/load", "ms", None),
    ("page with it over page without it: loaded", "/load/ratio/load", "×", None),
    ("page with it over page without it: first drawn", "/load/ratio/drawn", "×", None),
    ("launcher there over page without it loaded", "/load/ratio/launcher", "×", None),
    ("long tasks at load, more than of the page alone", "/load/long", "ms", Some(0.0)),
    ("long tasks at load, all", "/load/with/long", "ms", None),
    ("long tasks at load, all, prefetching", "/load/prefetching/long", "ms", None),
    ("layout shift at load", "/load/with/moved", "", Some(0.0)),
    ("layout shift at load and opening", "/open/cold/moved", "", Some(0.0)),
    ("open to usable, cold", "/open/cold/answered", "ms", Some(700.0)),
    ("open to usable, cold: drawn", "/open/cold/drawn", "ms", None),
    ("open to usable, prefetched", "/open/prefetched/answered", "ms", Some(50.0)),
    ("open to usable, prefetched: drawn", "/open/prefetched/drawn", "ms", None),
    ("open to usable, the pointer came first", "/open/intent/answered", "ms", Some(50.0)),
    ("open to usable, cold, 1,000 questions", "/open/large/answered", "ms", None),
    ("open to usable, prefetched, 1,000 questions", "/open/large_prefetched/answered", "ms", None),
    ("settings and 60 questions", "/open/cold/settings", "B", Some(15_360.0)),
    ("settings and 60 questions, packed at best", "/settings_at_best/small", "B", None),
    ("settings and 1,000 questions", "/open/large/settings", "B", Some(61_440.0)),
    ("settings and 1,000 questions, packed at best", "/settings_at_best/large", "B", None),
    ("all that is fetched, open, 60 questions", "/open/cold/bytes", "B", None),
    ("the same with headers", "/open/cold/wire", "B", None),
    ("the first keystroke among 1,000 questions", "/keystroke/first", "ms", Some(8.0)),
    ("a later keystroke among 1,000 questions, p99", "/keystroke/answered/p99", "ms", Some(8.0)),
    ("a later keystroke among 1,000 questions, laid out, p99", "/keystroke/laid_out/p99", "ms", None),
    ("memory after search, request, receipt: wasm and script", "/memory/after/all", "B", Some(8_388_608.0)),
    ("memory that openings add: wasm", "/memory/grown/wasm", "B", Some(0.0)),
    ("memory that openings add: script", "/memory/grown/js", "B", Some(65_536.0)),
];
