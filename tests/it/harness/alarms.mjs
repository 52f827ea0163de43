// Looks into objects' storage while the runtime is stopped, and breaks it in
// the ways that the platform is known to: an object keeps its alarm's time with
// its own data, and a scheduler keeps a list of all.
//
// node alarms.mjs CLASS_FOLDER NAME ACT [SQL]
//   read     prints {"alarm": milliseconds or null, "scheduled": the same}
//   stick    the alarm should have rung an hour ago, and nobody knows of it
//   vanish   there is none
//   run SQL  runs a statement on the object's own data and prints its rows

import { readdirSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";

const [folder, name, act, sql] = process.argv.slice(2);
const NANOSECONDS = 1_000_000n;

function rows(path, sql, ...given) {
  const database = new DatabaseSync(path);
  try {
    const statement = database.prepare(sql);
    statement.setReadBigInts(true);
    return statement.all(...given);
  } finally {
    database.close();
  }
}

function named(file) {
  const own = rows(file, "SELECT name FROM sqlite_master WHERE name = '__miniflare_do_name'");
  return own.length > 0 && rows(file, "SELECT name FROM __miniflare_do_name")[0]?.name === name;
}

const files = readdirSync(folder).filter((file) => file.endsWith(".sqlite"));
const objects = files.filter((file) => file !== "metadata.sqlite").map((file) => join(folder, file));
const object = objects.find(named);
if (!object) throw new Error(`no object is called ${name}`);
const scheduler = join(folder, "metadata.sqlite");
const id = object.slice(object.lastIndexOf("/") + 1, -".sqlite".length);

const unscheduled = () => rows(scheduler, "DELETE FROM _cf_ALARM WHERE actor_id = ?", id);
const show = (value) => console.log(JSON.stringify(value, (_, part) => (typeof part === "bigint" ? Number(part) : part)));
const ms = (value) => (value == null ? null : Number(BigInt(value) / NANOSECONDS));

switch (act) {
  case "read": {
    const own = rows(object, "SELECT value FROM _cf_METADATA WHERE key = 1")[0]?.value;
    const listed = rows(scheduler, "SELECT scheduled_time AS at FROM _cf_ALARM WHERE actor_id = ?", id)[0]?.at;
    show({ alarm: ms(own), scheduled: ms(listed) });
    break;
  }
  case "stick":
    unscheduled();
    rows(object, "UPDATE _cf_METADATA SET value = ? WHERE key = 1", BigInt(Date.now() - 3_600_000) * NANOSECONDS);
    break;
  case "vanish":
    unscheduled();
    rows(object, "UPDATE _cf_METADATA SET value = NULL WHERE key = 1");
    break;
  case "run":
    show(rows(object, sql));
    break;
  default:
    throw new Error(`what is ${act}?`);
}
