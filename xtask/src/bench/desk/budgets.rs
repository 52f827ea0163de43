//! The budgets of the operator's side, and what was measured against them.

use crate::bench::table::Line;

/// The lines of the table.
pub const LINES: [Line; 24] = [
    ("the list's first page answered", "/page/ms", "ms", Some(100.0)),
    ("the list's first page", "/page/bytes", "B", None),
    ("the whole list answered, page by page", "/list/ms", "ms", None),
    ("the whole list", "/list/bytes", "B", None),
    ("opened, cold: its list drawn", "/open/drawn", "ms", Some(1_000.0)),
    ("opened, cold: all of it known, and live", "/open/whole", "ms", None),
    ("opened, cold: its list drawn, 100 tickets", "/small/drawn", "ms", None),
    ("opened, cold: the longest task", "/open/longest", "ms", None),
    ("from a shopper's 201 to its line, drawn", "/live/drawn", "ms", Some(1_000.0)),
    ("the same, the longest", "/live/longest", "ms", Some(1_000.0)),
    ("busy in a second of nothing", "/idle/busy", "ms", None),
    ("of that, script and wasm", "/idle/script", "ms", None),
    ("scrolled through in 3 s: the longest frame", "/through/longest", "ms", None),
    ("scrolled through in 3 s: frames over 50 ms", "/through/slow", "%", None),
    ("scrolled as by a wheel, 3 s: the longest frame", "/wheel/longest", "ms", None),
    ("scrolled as by a wheel, 3 s: frames over 50 ms", "/wheel/slow", "%", Some(1.0)),
    ("j until the next line is marked", "/key/median", "ms", Some(50.0)),
    ("the same, the longest of 20", "/key/longest", "ms", Some(100.0)),
    ("memory: script", "/memory/js", "B", None),
    ("memory: wasm", "/memory/wasm", "B", None),
    ("elements in the document", "/memory/elements", "", None),
    ("elements more than with 100 tickets", "/memory/more", "", Some(0.0)),
    ("elements more after scrolling", "/memory/left", "", Some(0.0)),
    ("the console's files under brotli", "/files/all", "B", Some(256_000.0)),
];
