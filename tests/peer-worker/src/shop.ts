// A shop's object: its tickets, its idempotency keys, its outbox.

import { DurableObject } from "cloudflare:workers";
import { Hono, type Context } from "hono";
import { bodyLimit } from "hono/body-limit";
import { cors } from "hono/cors";
import { createMiddleware } from "hono/factory";
import { base64url, guard, refuse, type Env } from "./common";
import { draftSchema, faults, rulesAt, type Intake, type Rules, type Settings } from "./draft";
import type { DeskHours } from "./hours";
import { accept, notice, status } from "./ticket";

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS tickets (
    id TEXT PRIMARY KEY, key TEXT NOT NULL, seq INTEGER NOT NULL, state TEXT NOT NULL,
    created_at INTEGER NOT NULL, window_start INTEGER, ticket TEXT NOT NULL
  ) WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS tickets_window ON tickets (window_start) WHERE window_start IS NOT NULL;
  CREATE TABLE IF NOT EXISTS keys (
    key TEXT PRIMARY KEY, body_hash TEXT NOT NULL, receipt TEXT NOT NULL, created_at INTEGER NOT NULL
  ) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS counts (key TEXT NOT NULL, slot INTEGER NOT NULL, n INTEGER NOT NULL, PRIMARY KEY (key, slot)) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS outbox (
    n INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL, channel TEXT NOT NULL, ticket TEXT NOT NULL,
    urgency TEXT NOT NULL, body TEXT NOT NULL, state TEXT NOT NULL DEFAULT 'pending',
    attempts INTEGER NOT NULL DEFAULT 0, due INTEGER NOT NULL, last TEXT NOT NULL DEFAULT '',
    created_at INTEGER NOT NULL, UNIQUE (id, channel)
  );
  CREATE INDEX IF NOT EXISTS outbox_due ON outbox (due) WHERE state = 'pending';
  CREATE INDEX IF NOT EXISTS outbox_ticket ON outbox (ticket, channel, n);
`;

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const AT_ONCE = 6;
const WAITS = [5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400];

interface Config {
  shop: string;
  desk: string;
  settings: Settings;
  hours: DeskHours;
}

type Bound = { body_hash: string; receipt: string };
type Due = { n: number; id: string; body: string; attempts: number };
type Count = { key: string; slot: number; since: number; most: number };
type Vars = { Variables: { config: Config } };

const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: false });
const encoder = new TextEncoder();

export class ShopObject extends DurableObject<Env> {
  #sql = this.ctx.storage.sql;
  #config?: Config;
  #rules?: { hour: number; rules: Rules };
  #schema = draftSchema(() => this.#rulesNow());
  #secret?: Promise<CryptoKey>;
  #calls = new Map<string, { minute: number; n: number }>();
  #app = this.#routes();

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    this.#sql.exec(SCHEMA);
  }

  override fetch(request: Request) {
    return this.#app.fetch(request);
  }

  #routes() {
    const app = new Hono<Vars>();
    app.put("/v1/shops/:shop", async (c) => {
      const { desk, settings, hours } = await c.req.json<Omit<Config, "shop">>();
      const config: Config = { shop: c.req.param("shop"), desk, settings, hours };
      this.#sql.exec("INSERT OR REPLACE INTO meta (key, value) VALUES ('config', ?)", JSON.stringify(config));
      this.#config = this.#rules = undefined;
      return c.json({ ok: true });
    });

    const shoppers = createMiddleware<Vars>(async (c, next) => {
      const config = this.#configured();
      if (!config) return refuse(c, 404, "not_found");
      c.set("config", config);
      const origin = c.req.header("origin");
      if (origin && !config.settings.origins.includes(origin) && origin !== new URL(c.req.url).origin) {
        return refuse(c, 403, "foreign_origin");
      }
      if (!this.#letIn(address(c), config.settings.limits.calls_minute)) {
        c.header("retry-after", "60");
        return refuse(c, 429, "too_many");
      }
      await next();
    });
    app.use("/v1/shops/:shop/*", shoppers);
    app.use(
      "/v1/shops/:shop/*",
      cors({
        // Whoever is on no list was refused above.
        origin: (origin) => origin,
        allowMethods: ["GET", "POST", "PATCH", "DELETE"],
        allowHeaders: ["authorization", "content-type", "idempotency-key"],
        maxAge: 600,
      }),
    );
    app.post(
      "/v1/shops/:shop/tickets",
      bodyLimit({ maxSize: 64 * 1024, onError: (c) => refuse(c, 413, "too_large") }),
      (c) => this.#post(c),
    );
    app.notFound((c) => refuse(c, 404, "not_found"));
    return app;
  }

  async #post(c: Context<Vars>) {
    const config = c.get("config");
    const key = c.req.header("idempotency-key") ?? "";
    if (!/^[\x21-\x7e]{16,64}$/.test(key)) return refuse(c, 400, "idempotency_key");
    if (!/^application\/json\s*(;|$)/i.test(c.req.header("content-type") ?? "")) return refuse(c, 415, "wrong_type");
    const body = await c.req.arrayBuffer();
    const bodyHash = base64url(await crypto.subtle.digest("SHA-256", body));

    const bound = this.#bound(key);
    if (bound) return bound.body_hash === bodyHash ? this.#receipt(c, key, bound) : refuse(c, 409, "key_reused");

    let json: unknown;
    try {
      json = JSON.parse(decoder.decode(body));
    } catch {
      return refuse(c, 400, "unreadable");
    }
    const checked = this.#schema.safeParse(json);
    if (!checked.success) return refuse(c, 422, "invalid", faults(checked.error));

    const now = Date.now();
    const counts = await this.#counts(address(c), checked.data, config, now);
    // Another call may have been served since the last look.
    if (this.#bound(key)) return refuse(c, 409, "key_reused");
    if (this.#isFull(counts)) {
      c.header("retry-after", "3600");
      return refuse(c, 429, "too_many");
    }
    const rules = this.#rulesNow();
    const taken = this.#taken(now);
    const ticket = accept(newId(), config.shop, checked.data, rules, now, taken);
    if (typeof ticket === "string") return refuse(c, 422, "invalid", [{ path: "window", code: ticket }]);

    const stored = { body_hash: bodyHash, receipt: JSON.stringify(status(ticket, config.settings.caller_number)) };
    const link = `${new URL(c.req.url).origin}/desk/?desk=${config.desk}#ticket=${ticket.id}`;
    const seconds = Math.floor(now / 1000);
    const event = JSON.stringify({
      type: "ticket.created",
      timestamp: ticket.created_at,
      data: { shop_name: config.settings.name, ticket, notice: notice(ticket, config.hours.zone, link) },
    });
    this.ctx.storage.transactionSync(() => {
      this.#sql.exec(
        "INSERT INTO tickets (id, key, seq, state, created_at, window_start, ticket) VALUES (?, ?, ?, ?, ?, ?, ?)",
        ticket.id, key, ticket.seq, ticket.state, seconds, ticket.window && Date.parse(ticket.window.start), JSON.stringify(ticket),
      );
      this.#sql.exec("INSERT INTO keys (key, body_hash, receipt, created_at) VALUES (?, ?, ?, ?)", key, stored.body_hash, stored.receipt, seconds);
      for (const { key, slot } of counts) {
        this.#sql.exec("INSERT INTO counts (key, slot, n) VALUES (?, ?, 1) ON CONFLICT (key, slot) DO UPDATE SET n = n + 1", key, slot);
      }
      this.#sql.exec(
        "INSERT INTO outbox (id, channel, ticket, urgency, body, due, created_at) VALUES (?, 'desk', ?, ?, ?, ?, ?)",
        `msg_${ticket.id}_${ticket.seq}`, ticket.id, ticket.urgency, event, seconds, seconds,
      );
    });
    await this.ctx.storage.setAlarm(Date.now());
    return this.#receipt(c, key, stored);
  }

  #bound(key: string) {
    return this.#sql.exec<Bound>("SELECT body_hash, receipt FROM keys WHERE key = ?", key).toArray().at(0);
  }

  /** Whether this address may call once more within this minute. */
  #letIn(address: string, most: number): boolean {
    const minute = Math.floor(Date.now() / 60_000);
    if (this.#calls.size > 1_024) this.#calls.clear();
    const known = this.#calls.get(address);
    const n = known?.minute === minute ? known.n + 1 : 1;
    this.#calls.set(address, { minute, n });
    return n <= most;
  }

  /** What a ticket counts for: by address, by contact, in all. */
  async #counts(address: string, intake: Intake, config: Config, now: number): Promise<Count[]> {
    const { limits } = config.settings;
    const key = async (kind: string, whom: string) => (await this.#sign(["count", config.shop, kind, whom])).slice(0, 22);
    const slot = (length: number) => Math.floor(now / length) * length;
    const contact = intake.reply.by === "phone" ? intake.reply.phone : intake.reply.by === "email" ? intake.reply.email.toLowerCase() : "";
    const counts = [
      { key: await key("page", address), slot: slot(HOUR / 12), since: now - HOUR, most: limits.address_hour },
      { key: "all", slot: slot(HOUR), since: now - DAY, most: limits.shop_day },
    ];
    if (contact) counts.push({ key: await key("contact", contact), slot: slot(HOUR), since: now - DAY, most: limits.contact_day });
    return counts;
  }

  #isFull(counts: Count[]): boolean {
    return counts.some(({ key, since, most }) => {
      const { n } = this.#sql.exec<{ n: number | null }>("SELECT sum(n) AS n FROM counts WHERE key = ? AND slot >= ?", key, since).one();
      return (n ?? 0) >= most;
    });
  }

  async #sign(parts: string[]): Promise<string> {
    this.#secret ??= crypto.subtle.importKey("raw", encoder.encode(this.env.INSTALLATION_SECRET), { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
    return base64url(await crypto.subtle.sign("HMAC", await this.#secret, encoder.encode(parts.join("\0"))));
  }

  /** The receipt, the same each time: its token is made again, not stored. */
  async #receipt(c: Context<Vars>, key: string, bound: Bound) {
    const shown = JSON.parse(bound.receipt) as ReturnType<typeof status>;
    const token = await this.#sign(["receipt", c.get("config").shop, shown.ticket, key]);
    guard(c);
    return c.json({ token, status: shown }, 201);
  }

  /** Places given away, by the start of their window. */
  #taken(now: number) {
    const rows = this.#sql.exec<{ window_start: number; places: number }>(
      "SELECT window_start, count(*) AS places FROM tickets WHERE window_start >= ? GROUP BY window_start",
      now - 24 * HOUR,
    );
    const places = new Map<number, number>();
    for (const row of rows) places.set(row.window_start, row.places);
    return (start: number) => places.get(start) ?? 0;
  }

  #configured() {
    if (!this.#config) {
      const row = this.#sql.exec<{ value: string }>("SELECT value FROM meta WHERE key = 'config'").toArray().at(0);
      this.#config = row && JSON.parse(row.value);
    }
    return this.#config;
  }

  #rulesNow(): Rules {
    const now = Date.now();
    const hour = Math.floor(now / HOUR);
    if (this.#rules?.hour !== hour) {
      const { settings, hours } = this.#configured()!;
      this.#rules = { hour, rules: rulesAt(settings, hours, now) };
    }
    return this.#rules.rules;
  }

  /** Delivers what is due, and sets the next alarm. */
  override async alarm() {
    await this.ctx.storage.setAlarm(Date.now() + 60_000);
    const config = this.#configured();
    if (!config) return;
    const desk = this.env.DESKS.get(this.env.DESKS.idFromName(config.desk));
    for (;;) {
      const now = Math.floor(Date.now() / 1000);
      const due = this.#sql
        .exec<Due>("SELECT n, id, body, attempts FROM outbox WHERE state = 'pending' AND due <= ? ORDER BY due, n LIMIT ?", now, AT_ONCE)
        .toArray();
      if (due.length === 0) break;
      for (const row of due) {
        this.#sql.exec("UPDATE outbox SET attempts = attempts + 1, due = ?, last = 'the last try was cut off' WHERE n = ?", now + 30, row.n);
      }
      await Promise.all(
        due.map(async (row) => {
          let reason = "";
          try {
            const response = await desk.fetch("https://desk/inside/event", {
              method: "POST",
              headers: { "content-type": "application/json", "webhook-id": row.id },
              body: row.body,
            });
            if (!response.ok) reason = `answered ${response.status}`;
          } catch {
            reason = "the desk's object could not be reached";
          }
          const wait = WAITS[row.attempts];
          const state = !reason ? "delivered" : wait === undefined ? "dead" : "pending";
          this.#sql.exec("UPDATE outbox SET state = ?, last = ?, due = ? WHERE n = ?", state, reason, now + (wait ?? 0), row.n);
        }),
      );
    }
    const next = this.#sql.exec<{ due: number | null }>("SELECT min(due) AS due FROM outbox WHERE state = 'pending'").one().due;
    if (next === null) await this.ctx.storage.deleteAlarm();
    else await this.ctx.storage.setAlarm(next * 1000);
  }
}

/** Whose call it is, as far as the network tells. */
function address(c: Context): string {
  return c.req.header("cf-connecting-ip") ?? "";
}

/** 60 random bits in Crockford's base 32. */
function newId(): string {
  const alphabet = "0123456789abcdefghjkmnpqrstvwxyz";
  return Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) => alphabet[byte % 32]).join("");
}
