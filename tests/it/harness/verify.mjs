// Checks a webhook's signature with the reference library of Standard Webhooks.
// Standard input: {"secret", "headers", "body"}, the body in base 64.

import { readFileSync } from "node:fs";
import { Webhook } from "standardwebhooks";

const { secret, headers, body } = JSON.parse(readFileSync(0, "utf8"));
try {
  new Webhook(secret).verify(Buffer.from(body, "base64"), headers);
  console.log("valid");
} catch (error) {
  console.log(`invalid: ${error.message}`);
}
