//! The shop's tables. A step that has run somewhere is never changed; what
//! comes later is a new step.

/// Steps from nothing to the newest version, in order.
pub const STEPS: &[&str] = &[
    // `key` makes the receipt's token again; `window_start` holds a place.
    "CREATE TABLE tickets (
        id TEXT PRIMARY KEY,
        key TEXT NOT NULL,
        seq INTEGER NOT NULL,
        state TEXT NOT NULL,
        created_at INTEGER NOT NULL,
        window_start INTEGER,
        ticket TEXT NOT NULL
    ) WITHOUT ROWID",
    "CREATE INDEX tickets_window ON tickets (window_start) WHERE window_start IS NOT NULL",
    // An idempotency key is bound by an acceptance only. `receipt` lacks the
    // token, which is made again.
    "CREATE TABLE keys (
        key TEXT PRIMARY KEY,
        body_hash TEXT NOT NULL,
        receipt TEXT NOT NULL,
        created_at INTEGER NOT NULL
    ) WITHOUT ROWID",
    // The desk's commands that were carried out; a repeat does nothing.
    "CREATE TABLE commands (
        id TEXT PRIMARY KEY,
        ticket TEXT NOT NULL,
        at INTEGER NOT NULL
    ) WITHOUT ROWID",
    // One row per event and channel; `n` is their order.
    "CREATE TABLE outbox (
        n INTEGER PRIMARY KEY AUTOINCREMENT,
        id TEXT NOT NULL,
        channel TEXT NOT NULL,
        ticket TEXT NOT NULL,
        urgency TEXT NOT NULL,
        body TEXT NOT NULL,
        state TEXT NOT NULL DEFAULT 'pending',
        attempts INTEGER NOT NULL DEFAULT 0,
        due INTEGER NOT NULL,
        last TEXT NOT NULL DEFAULT '',
        created_at INTEGER NOT NULL,
        UNIQUE (id, channel)
    )",
    "CREATE INDEX outbox_due ON outbox (due) WHERE state = 'pending'",
    "CREATE INDEX outbox_ticket ON outbox (ticket, channel, n)",
    // When the clock has to act on a ticket: a call that is never ended.
    "ALTER TABLE tickets ADD COLUMN lapses_at INTEGER",
    "CREATE INDEX tickets_lapse ON tickets (lapses_at) WHERE lapses_at IS NOT NULL",
    // Waits are shorter than a second where they are random.
    "ALTER TABLE outbox RENAME COLUMN due TO due_ms",
    "UPDATE outbox SET due_ms = due_ms * 1000",
    // When somebody is told that it hasn't arrived, in seconds.
    "ALTER TABLE outbox ADD COLUMN alert_at INTEGER",
    "CREATE INDEX outbox_alert ON outbox (alert_at) WHERE alert_at IS NOT NULL",
    "CREATE INDEX outbox_delivered ON outbox (created_at) WHERE state = 'delivered'",
    // Each try of a delivery, written before it is made. What it came to is
    // null where the runtime ended in its midst.
    "CREATE TABLE tries (
        row INTEGER NOT NULL,
        try INTEGER NOT NULL,
        at INTEGER NOT NULL,
        ended_at INTEGER,
        status INTEGER,
        reason TEXT,
        answer TEXT,
        PRIMARY KEY (row, try)
    ) WITHOUT ROWID",
    // Channels of which there is something to say; see `outbox/channel.rs`.
    "CREATE TABLE channels (
        id TEXT PRIMARY KEY,
        state TEXT NOT NULL,
        reason TEXT NOT NULL,
        failures INTEGER NOT NULL,
        failing_since INTEGER
    ) WITHOUT ROWID",
    // From when the days count for which a ticket's person is kept; none once
    // they are forgotten. It may be too early, never too late: the ticket says.
    "ALTER TABLE tickets ADD COLUMN kept_from INTEGER",
    "UPDATE tickets SET kept_from = created_at WHERE state <> 'erased'",
    "CREATE INDEX tickets_kept ON tickets (kept_from) WHERE kept_from IS NOT NULL",
    // What may be swept: old keys, but for those of tickets that haven't ended.
    "CREATE INDEX tickets_waiting ON tickets (key) WHERE state IN ('open', 'calling', 'retrying', 'handed', 'set_aside')",
    "CREATE INDEX keys_age ON keys (created_at)",
    "CREATE INDEX commands_age ON commands (at)",
    "CREATE INDEX commands_ticket ON commands (ticket)",
    // Accepted tickets by whom they are of, per slot of time; see `counts.rs`.
    "CREATE TABLE counts (
        key TEXT NOT NULL,
        slot INTEGER NOT NULL,
        n INTEGER NOT NULL,
        PRIMARY KEY (key, slot)
    ) WITHOUT ROWID",
    // The order of rows that are due at once is that of `n`, which every index ends with.
    "DROP INDEX IF EXISTS outbox_due",
    "CREATE INDEX outbox_undelivered ON outbox (state, due_ms) WHERE state <> 'delivered'",
    // Wishes to be forgotten. `person` is whom to look for, empty once the
    // search has ended; `looked_to` the ticket that it has come to; `missed`
    // what could not be erased; `next_at` when it goes on, null at its end.
    "CREATE TABLE erasures (
        id INTEGER PRIMARY KEY,
        at INTEGER NOT NULL,
        confirmed_by TEXT NOT NULL,
        person TEXT NOT NULL,
        looked_to TEXT NOT NULL DEFAULT '',
        missed INTEGER NOT NULL DEFAULT 0,
        next_at INTEGER
    )",
    // By which of them a ticket was erased.
    "ALTER TABLE tickets ADD COLUMN erasure INTEGER",
    "CREATE INDEX tickets_erasure ON tickets (erasure) WHERE erasure IS NOT NULL",
    // Of a try under way: its channel was changed, or put on probation, since it began.
    "ALTER TABLE tries ADD COLUMN stale INTEGER",
    // How often shoppers looked at answers, and were helped by them; see `asked.rs`.
    "CREATE TABLE asked (
        day INTEGER NOT NULL,
        entry TEXT NOT NULL,
        seen INTEGER NOT NULL,
        solved INTEGER NOT NULL,
        PRIMARY KEY (day, entry)
    ) WITHOUT ROWID",
    // What shoppers did with answers, added up by the hour of the shop's clocks
    // (counted from 1970), later by the day's first; see `usage.rs`.
    "CREATE TABLE usage (
        hour INTEGER NOT NULL,
        entry TEXT NOT NULL,
        topic TEXT NOT NULL,
        product TEXT NOT NULL,
        searches INTEGER NOT NULL,
        unfound INTEGER NOT NULL,
        opened INTEGER NOT NULL,
        solved INTEGER NOT NULL,
        unsolved INTEGER NOT NULL,
        asked INTEGER NOT NULL,
        PRIMARY KEY (hour, entry, topic, product)
    ) WITHOUT ROWID",
    "INSERT INTO usage SELECT day * 24, entry, '', '', 0, 0, seen, solved, 0, 0 FROM asked",
    "DROP TABLE asked",
    // What was searched for and not found, where the shop keeps it.
    "CREATE TABLE queries (
        day INTEGER NOT NULL,
        query TEXT NOT NULL,
        n INTEGER NOT NULL,
        PRIMARY KEY (day, query)
    ) WITHOUT ROWID",
    // For the report, and for whether a product is one of the shop's. What
    // can't be read must not hold up the storing of others.
    "CREATE INDEX tickets_created ON tickets (created_at)",
    "CREATE INDEX tickets_phone ON tickets (iif(json_valid(ticket), ticket ->> '$.intake.reply.phone', NULL), created_at)",
    "CREATE INDEX tickets_sku ON tickets (iif(json_valid(ticket), ticket ->> '$.intake.product.sku', NULL))",
    // A ticket as it was before the desk's last act, for a minute; see `undo.rs`.
    "CREATE TABLE undo (
        ticket TEXT PRIMARY KEY,
        seq INTEGER NOT NULL,
        at INTEGER NOT NULL,
        before TEXT NOT NULL
    ) WITHOUT ROWID",
    "CREATE INDEX undo_age ON undo (at)",
    // What channels remember until a second: a service's token, the number that
    // a ticket has there. Nothing about a person.
    "CREATE TABLE memory (
        channel TEXT NOT NULL,
        key TEXT NOT NULL,
        value TEXT NOT NULL,
        until INTEGER NOT NULL,
        PRIMARY KEY (channel, key)
    ) WITHOUT ROWID",
    "CREATE INDEX memory_until ON memory (until)",
    // What kind of trouble a channel, or a delivery, has.
    "ALTER TABLE channels ADD COLUMN advice TEXT",
    "ALTER TABLE outbox ADD COLUMN advice TEXT",
    // Who asked not to be contacted, as keyed hashes; see `do_not_contact.rs`.
    // Of an act that may be taken back, the one that it put there.
    "CREATE TABLE do_not_contact (
        key TEXT PRIMARY KEY,
        since INTEGER NOT NULL,
        added_by TEXT NOT NULL
    ) WITHOUT ROWID",
    "ALTER TABLE undo ADD COLUMN listed TEXT NOT NULL DEFAULT ''",
];
