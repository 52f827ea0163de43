import type { Context } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";

export interface Env {
  SHOPS: DurableObjectNamespace;
  DESKS: DurableObjectNamespace;
  INSTALLATION_SECRET: string;
}

export interface Fault {
  path: string;
  code: string;
}

/** What stands on every answer. */
export function guard(c: Context) {
  c.header("cache-control", "no-store");
  c.header("x-content-type-options", "nosniff");
  c.header("content-security-policy", "default-src 'none'; frame-ancestors 'none'");
  c.header("cross-origin-resource-policy", "same-origin");
  c.header("referrer-policy", "no-referrer");
  c.header("strict-transport-security", "max-age=31536000");
}

/** A refusal in the one error shape. */
export function refuse(c: Context, status: ContentfulStatusCode, code: string, faults: Fault[] = []) {
  guard(c);
  return c.json({ error: { code, message: "The request was refused; see code and faults.", faults } }, status);
}

export function base64url(bytes: ArrayBuffer): string {
  return btoa(String.fromCharCode(...new Uint8Array(bytes))).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}
