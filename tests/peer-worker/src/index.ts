// The intake as it is commonly written for Workers: Hono routes, Zod checks,
// a Durable Object with SQLite keeps. It does what ours does for
// `POST /v1/shops/{shop}/tickets`, and no more: `bench worker` measures both.

import { Hono, type Context } from "hono";
import { bearerAuth } from "hono/bearer-auth";
import { refuse, type Env } from "./common";

export { DeskObject } from "./desk";
export { ShopObject } from "./shop";

const app = new Hono<{ Bindings: Env }>();

app.get("/healthz", (c) => c.json({ ok: true }));

app.put(
  "/v1/shops/:shop",
  bearerAuth({ verifyToken: (token, c: Context<{ Bindings: Env }>) => token === c.env.INSTALLATION_SECRET }),
  (c) => shop(c.env, c.req.param("shop")).fetch(c.req.raw),
);

app.all("/v1/shops/:shop/*", async (c) => {
  const name = c.req.param("shop");
  if (!/^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/.test(name)) return refuse(c, 404, "not_found");
  return shop(c.env, name).fetch(c.req.raw);
});

app.notFound((c) => refuse(c, 404, "not_found"));

function shop(env: Env, name: string) {
  return env.SHOPS.get(env.SHOPS.idFromName(name));
}

export default app;
