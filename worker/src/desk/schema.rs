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
    // Who works here. A token is known by its hash; a revoked one stays on record.
    "CREATE TABLE people (
        id TEXT PRIMARY KEY,
        name TEXT NOT NULL,
        role TEXT NOT NULL,
        token_hash TEXT NOT NULL UNIQUE,
        created_at INTEGER NOT NULL,
        seen_at INTEGER,
        revoked_at INTEGER
    ) WITHOUT ROWID",
    // Who is signed in, by the hash of what the cookie holds.
    "CREATE TABLE sessions (
        hash TEXT PRIMARY KEY,
        person TEXT NOT NULL,
        created_at INTEGER NOT NULL,
        used_at INTEGER NOT NULL
    ) WITHOUT ROWID",
    "CREATE INDEX sessions_person ON sessions (person, created_at)",
];
