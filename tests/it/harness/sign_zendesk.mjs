// Signs a webhook's body as Zendesk does, without the project's code.
// Standard input: [secret, timestamp, body].

import { createHmac } from "node:crypto";
import { readFileSync } from "node:fs";

const [secret, timestamp, body] = JSON.parse(readFileSync(0, "utf8"));
process.stdout.write(createHmac("sha256", secret).update(timestamp + body).digest("base64"));
