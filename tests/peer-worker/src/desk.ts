// A desk's object: the projection of many shops' tickets.

import { DurableObject } from "cloudflare:workers";
import { Hono } from "hono";
import { refuse, type Env } from "./common";
import type { Ticket } from "./ticket";

interface Event {
  data: { shop_name: string; ticket: Ticket; notice: string };
}

export class DeskObject extends DurableObject<Env> {
  #sql = this.ctx.storage.sql;
  #app = this.#routes();

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    this.#sql.exec(`
      CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
      CREATE TABLE IF NOT EXISTS tickets (
        id TEXT PRIMARY KEY, shop TEXT NOT NULL, seq INTEGER NOT NULL, version INTEGER NOT NULL,
        open INTEGER NOT NULL, urgency TEXT NOT NULL, respond_by INTEGER, data TEXT NOT NULL
      ) WITHOUT ROWID;
      CREATE INDEX IF NOT EXISTS tickets_list ON tickets (open, urgency, respond_by);
    `);
  }

  override fetch(request: Request) {
    return this.#app.fetch(request);
  }

  #routes() {
    const app = new Hono();
    app.post("/inside/event", async (c) => {
      const { data } = await c.req.json<Event>();
      const { ticket } = data;
      // A repeat, or one that is older than what is known, changes nothing.
      const known = this.#sql.exec<{ seq: number }>("SELECT seq FROM tickets WHERE id = ?", ticket.id).toArray().at(0);
      if (known && known.seq >= ticket.seq) return c.body(null, 204);
      const last = this.#sql.exec<{ value: string }>("SELECT value FROM meta WHERE key = 'version'").toArray().at(0);
      const version = Number(last?.value ?? 0) + 1;
      this.ctx.storage.transactionSync(() => {
        this.#sql.exec("INSERT OR REPLACE INTO meta (key, value) VALUES ('version', ?)", String(version));
        this.#sql.exec(
          "INSERT OR REPLACE INTO tickets (id, shop, seq, version, open, urgency, respond_by, data) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
          ticket.id, ticket.shop, ticket.seq, version, ticket.state === "open" ? 1 : 2, ticket.urgency,
          ticket.respond_by && Date.parse(ticket.respond_by), JSON.stringify(data),
        );
      });
      for (const socket of this.ctx.getWebSockets()) socket.send(JSON.stringify({ version, ...data }));
      return c.body(null, 204);
    });
    app.notFound((c) => refuse(c, 404, "not_found"));
    return app;
  }
}
