// openapi.json, judged by validators that aren't ours: the document by
// OpenAPI's own schema, each schema in it by compiling it, and real values by
// those schemas. Then each value is broken in every place, one place at a
// time, and must be refused: a schema that takes everything proves nothing.
//
//   node tests/contract.mjs SAMPLES.json     (`cargo xtask test` does it)

import { Validator } from '@seriousme/openapi-schema-validator';
import Ajv2020 from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { existsSync, readdirSync, readFileSync } from 'node:fs';

const read = (path) => JSON.parse(readFileSync(path, 'utf8'));
const complaints = [];
const complain = (text) => complaints.push(text);

const document = read('openapi.json');
const judged = await new Validator().validate(structuredClone(document));
if (!judged.valid) complain(`openapi.json is not OpenAPI: ${JSON.stringify(judged.errors, null, 1)}`);

// JSON Schema names no formats of numbers; OpenAPI's registry does.
const ajv = new Ajv2020.default({ strict: true, allowUnionTypes: true });
addFormats.default(ajv);
for (const name of ['uint', 'uint16', 'uint32', 'uint64']) {
  ajv.addFormat(name, { type: 'number', validate: (n) => Number.isInteger(n) && n >= 0 });
}
ajv.addKeyword('components');
const { schemas } = document.components;
ajv.addSchema({ $id: 'https://madoguchi.example/openapi.json', components: { schemas } });
const compiled = (name) => ajv.getSchema(`https://madoguchi.example/openapi.json#/components/schemas/${name}`);
for (const name of Object.keys(schemas)) {
  try {
    if (!compiled(name)) complain(`there is no schema ${name}`);
  } catch (error) {
    complain(`${name} is no JSON Schema: ${error.message}`);
  }
}

if (complaints.length) finish('');

// Values: what Rust wrote, the demo's documents, and the examples in the document itself.
const values = Object.entries(read(process.argv[2])).flatMap(([name, list]) => list.map((value) => [name, value]));
const documents = { 'settings.json': 'ShopSettingsInput', 'faq.json': 'FaqInput', 'desk.json': 'DeskSettingsInput' };
for (const folder of readdirSync('www')) {
  for (const [file, name] of Object.entries(documents)) {
    if (existsSync(`www/${folder}/${file}`)) values.push([name, read(`www/${folder}/${file}`)]);
  }
}
for (const item of Object.values(document.paths)) {
  for (const { requestBody } of Object.values(item)) {
    const { schema, example } = requestBody?.content['application/json'] ?? {};
    if (example) values.push([schema.$ref.split('/').at(-1), example]);
  }
}

let refused = 0;
const takes = (name, value) => compiled(name)(value);
const mustRefuse = (name, value, what) => (takes(name, value) ? complain(`${name} takes ${what}`) : (refused += 1));

for (const [name, value] of values) {
  if (!takes(name, value)) {
    complain(`${name} refuses ${JSON.stringify(value).slice(0, 300)}: ${ajv.errorsText(compiled(name).errors)}`);
    continue;
  }
  breakEach(value, [], (broken, path) => mustRefuse(name, broken, `another type at ${path.join('.')}`));
  const forms = schemas[name].oneOf ?? [schemas[name]];
  const required = forms.map((form) => form.required ?? []).reduce((all, some) => all.filter((key) => some.includes(key)));
  for (const key of required) {
    const { [key]: _, ...rest } = value;
    mustRefuse(name, rest, `a value without ${key}`);
  }
  if (forms.every((form) => form.additionalProperties === false)) mustRefuse(name, { ...value, nobody_knows: 1 }, 'an unknown key');
}

// Right types, wrong values.
const wrong = [
  ['Status', 'created_at', 'yesterday'],
  ['Status', 'ticket', '7K3M-9QXT-2HFU'],
  ['Status', 'state', 'lost'],
  ['Command', 'id', 'short'],
  ['Command', 'seq', -1],
  ['Command', 'act', 'shout'],
  ['NewShop', 'desk', 'Not a slug'],
  ['ErrorBody', 'error.code', 'no_such_code'],
  ['ErrorBody', 'error.faults.0.code', 'no_such_fault'],
  ['Event', 'type', 'ticket.lost'],
  ['Event', 'data.ticket.intake.topic', 'weather'],
  ['Event', 'data.ticket.intake.reply.phone', '090-1234-5678'],
  ['ShopSettings', 'version', 99],
  ['ShopSettingsInput', 'country', 'jp'],
  ['ShopSettingsInput', 'order_policy.same_day_cutoff', '25:00'],
  ['ShopSettingsInput', 'topics.0', 'weather'],
  ['DeskSettingsInput', 'calendar.week.mon.0', ['09:00']],
  ['DeskSettingsInput', 'calendar.week.monday', []],
  ['DeskSettingsInput', 'calendar.holidays.0', '2026-02-30'],
  ['DeskSettingsInput', 'capacity', -1],
];
for (const [name, path, instead] of wrong) {
  const value = structuredClone(values.find(([known]) => known === name)[1]);
  const keys = path.split('.');
  const last = keys.pop();
  keys.reduce((inner, key) => inner[key], value)[last] = instead;
  mustRefuse(name, value, `${JSON.stringify(instead)} at ${path}`);
}

/** Calls `told` with a copy for each place in which a value of another type stands. */
function breakEach(value, path, told) {
  const another = { string: 12.5, number: 'text', boolean: 'text' }[typeof value] ?? (Array.isArray(value) ? {} : 'text');
  if (value !== null && path.length) told(another, path);
  if (value === null || typeof value !== 'object') return;
  for (const key of Object.keys(value)) {
    breakEach(value[key], [...path, key], (broken, at) => {
      const copy = Array.isArray(value) ? [...value] : { ...value };
      copy[key] = broken;
      told(copy, at);
    });
  }
}

finish(`, ${values.length} values taken, ${refused} broken ones refused`);

function finish(judged) {
  for (const text of complaints) console.error(`✗ ${text}`);
  const paths = Object.keys(document.paths).length;
  console.log(`openapi.json: ${paths} paths, ${Object.keys(schemas).length} schemas${judged}, ${complaints.length} complaints`);
  process.exit(complaints.length ? 1 : 0);
}
