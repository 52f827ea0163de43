// Signs as services do, by another implementation than the worker's: the HMAC-
// SHA-256 of a text under a secret, in an encoding; all three as JSON on
// standard input.
import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';

const [secret, text, encoding] = JSON.parse(readFileSync(0, 'utf8'));
process.stdout.write(createHmac('sha256', secret).update(text).digest(encoding));
