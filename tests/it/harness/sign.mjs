// Makes a JSON Web Token as a shop's backend would, without the project's code.
// Standard input: {"header", "claims", "secret"}.

import { createHmac } from "node:crypto";
import { readFileSync } from "node:fs";

const { header, claims, secret } = JSON.parse(readFileSync(0, "utf8"));
const signed = [header, claims].map((part) => Buffer.from(JSON.stringify(part)).toString("base64url")).join(".");
process.stdout.write(`${signed}.${createHmac("sha256", secret).update(signed).digest("base64url")}`);
