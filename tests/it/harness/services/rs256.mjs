// RS256 without the project's code. Standard input: {"make": true} for a pair of
// keys, or {"public", "token"} for whether a JSON Web Token holds, and its parts.

import { generateKeyPairSync, verify } from "node:crypto";
import { readFileSync } from "node:fs";

const asked = JSON.parse(readFileSync(0, "utf8"));
if (asked.make) {
  const { publicKey, privateKey } = generateKeyPairSync("rsa", {
    modulusLength: 2048,
    publicKeyEncoding: { type: "spki", format: "pem" },
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
  });
  process.stdout.write(JSON.stringify({ public: publicKey, private: privateKey }));
} else {
  const [header, claims, signature] = asked.token.split(".");
  const part = (text) => JSON.parse(Buffer.from(text, "base64url").toString("utf8"));
  const holds = verify("sha256", Buffer.from(`${header}.${claims}`), asked.public, Buffer.from(signature, "base64url"));
  process.stdout.write(JSON.stringify({ holds, header: part(header), claims: part(claims) }));
}
