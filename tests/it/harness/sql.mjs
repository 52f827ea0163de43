// Runs SQL on the database of one object, beside the runtime.
// Standard input: {"folder", "key", "value", "sql"}: in the folder, the object whose `meta` holds value under key.
// Prints the last statement's rows as JSON.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";

const { folder, key, value, sql } = JSON.parse(readFileSync(0, "utf8"));
for (const file of readdirSync(folder).filter((name) => name.endsWith(".sqlite"))) {
  const database = new DatabaseSync(join(folder, file), { timeout: 5_000 });
  const made = database.prepare("SELECT 1 FROM sqlite_master WHERE name = 'meta'").get();
  if (made && database.prepare("SELECT value FROM meta WHERE key = ?").get(key)?.value === value) {
    const rows = sql.map((statement) => database.prepare(statement).all());
    console.log(JSON.stringify(rows.at(-1)));
  }
  database.close();
}
