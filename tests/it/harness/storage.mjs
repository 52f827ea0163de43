// Every row of every database below a folder, while no runtime holds them.
// Standard input: {"folder"}. Standard output: [{"table", "rows"}].

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";

const { folder } = JSON.parse(readFileSync(0, "utf8"));
const found = [];
for (const file of readdirSync(folder, { recursive: true }).filter((name) => name.endsWith(".sqlite"))) {
  const database = new DatabaseSync(join(folder, file));
  const tables = database.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").all();
  for (const { name } of tables) {
    const statement = database.prepare(`SELECT * FROM "${name}"`);
    statement.setReadBigInts(true);
    found.push({ table: name, rows: statement.all() });
  }
  database.close();
}
const shown = (_, value) =>
  typeof value === "bigint" ? Number(value) : value instanceof Uint8Array ? Buffer.from(value).toString("utf8") : value;
console.log(JSON.stringify(found, shown));
