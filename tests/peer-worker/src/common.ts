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

/** A refusal in the one error shape. */
export function refuse(c: Context, status: ContentfulStatusCode, code: string, faults: Fault[] = []) {
  c.header("cache-control", "no-store");
  c.header("x-content-type-options", "nosniff");
  return c.json({ error: { code, message: "The request was refused; see code and faults.", faults } }, status);
}

export function base64url(bytes: ArrayBuffer): string {
  return btoa(String.fromCharCode(...new Uint8Array(bytes))).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}
