//! The desk's tables. A step that has run somewhere is never changed.

/// Steps from nothing to the newest version, in order.
pub const STEPS: &[&str] = &[
    // A projection: the shops' objects own the tickets.
    "CREATE TABLE tickets (
        id TEXT PRIMARY KEY,
        shop TEXT NOT NULL,
        seq INTEGER NOT NULL,
        version INTEGER NOT NULL,
        open INTEGER NOT NULL,
        urgency TEXT NOT NULL,
        respond_by INTEGER,
        data TEXT NOT NULL
    ) WITHOUT ROWID",
    "CREATE INDEX tickets_pressing ON tickets (open, urgency DESC, respond_by)",
    "CREATE INDEX tickets_version ON tickets (version)",
    // Shops that must hear of the calendar, and the version that each has heard.
    "CREATE TABLE told (
        shop TEXT PRIMARY KEY,
        version INTEGER NOT NULL
    ) WITHOUT ROWID",
];
