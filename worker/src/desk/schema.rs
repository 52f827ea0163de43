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
    // What the list shows of a ticket, ready to be sent; its place in the list,
    // by which it is ordered; and whose number it is about, as long as the
    // person is known. All three are made of `data`.
    "ALTER TABLE tickets ADD COLUMN row TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE tickets ADD COLUMN place TEXT",
    "ALTER TABLE tickets ADD COLUMN phone TEXT",
    "UPDATE tickets SET
        phone = data ->> '$.ticket.intake.reply.phone',
        place = CASE open WHEN 0 THEN '30' WHEN 1 THEN '1' WHEN 2 THEN '2' END
            || CASE WHEN open = 0 THEN '' WHEN urgency = 'urgent' THEN '0' ELSE '1' END
            || printf('%012d', CASE open
                WHEN 0 THEN 999999999999 - coalesce(CAST(strftime('%s', data ->> '$.ticket.end.at') AS INTEGER), 0)
                ELSE coalesce(respond_by, 999999999999) END)
            || id,
        row = json_object(
            'id', id, 'shop', shop, 'shop_name', data ->> '$.shop_name', 'version', version, 'seq', seq,
            'state', data ->> '$.ticket.state', 'urgency', urgency,
            'topic', data ->> '$.ticket.intake.topic', 'name', coalesce(data ->> '$.ticket.intake.name', ''),
            'by_phone', json(iif(data ->> '$.ticket.intake.reply.by' = 'phone', 'true', 'false')),
            'created_at', data ->> '$.ticket.created_at',
            'due', strftime('%Y-%m-%dT%H:%M:%SZ', respond_by, 'unixepoch'),
            'window', json(iif(data ->> '$.ticket.intake.reply.window' = data ->> '$.ticket.promise.window.start',
                data -> '$.ticket.promise.window', 'null')),
            'promise_broken', json(iif(data ->> '$.ticket.promise_broken', 'true', 'false')),
            'first_call', data ->> '$.ticket.attempts[0].at', 'calls', coalesce(json_array_length(data, '$.ticket.attempts'), 0),
            'ended_at', data ->> '$.ticket.end.at')
     WHERE json_valid(data)",
    "DROP INDEX tickets_pressing",
    "ALTER TABLE tickets DROP COLUMN seq",
    "ALTER TABLE tickets DROP COLUMN open",
    "ALTER TABLE tickets DROP COLUMN urgency",
    "ALTER TABLE tickets DROP COLUMN respond_by",
    "CREATE UNIQUE INDEX tickets_place ON tickets (place) WHERE place IS NOT NULL",
    "CREATE INDEX tickets_phone ON tickets (shop, phone) WHERE phone IS NOT NULL",
    // For the board: by when they were accepted, who asked before, what hasn't ended.
    "CREATE INDEX tickets_asked ON tickets (data ->> '$.ticket.created_at', id)",
    "CREATE INDEX tickets_number ON tickets (shop, data ->> '$.ticket.intake.reply.phone', data ->> '$.ticket.created_at')
     WHERE data ->> '$.ticket.intake.reply.phone' IS NOT NULL",
    "CREATE INDEX tickets_standing ON tickets (id)
     WHERE data ->> '$.ticket.state' IN ('open', 'calling', 'retrying', 'handed', 'set_aside')",
    // Who has taken a ticket, and when that runs out, if it can; the row says all.
    "ALTER TABLE tickets ADD COLUMN claimed_by TEXT",
    "ALTER TABLE tickets ADD COLUMN claimed_until INTEGER",
    "CREATE INDEX tickets_claimed_by ON tickets (claimed_by) WHERE claimed_by IS NOT NULL",
    "CREATE INDEX tickets_claimed_until ON tickets (claimed_until) WHERE claimed_until IS NOT NULL",
    // What was done, by whom; `seq` is that of the ticket after an act that may
    // be taken back.
    "CREATE TABLE deeds (
        n INTEGER PRIMARY KEY AUTOINCREMENT,
        ticket TEXT NOT NULL,
        at INTEGER NOT NULL,
        person TEXT NOT NULL,
        name TEXT NOT NULL,
        what TEXT NOT NULL,
        command TEXT,
        seq INTEGER
    )",
    "CREATE UNIQUE INDEX deeds_command ON deeds (ticket, command)",
    // `tickets_number` finds a number's requests too.
    "DROP INDEX tickets_phone",
    "ALTER TABLE tickets DROP COLUMN phone",
    // A row tells when a ticket was first answered, not when a first call ended.
    "UPDATE tickets SET row = json_set(json_remove(row, '$.first_call'), '$.answered_at', data ->> '$.ticket.answered.at')
     WHERE json_valid(row) AND json_valid(data)",
];
