// Puts the questions that were answered natively to the rules inside wasm, and
// compares byte for byte.
//
//   node in_wasm.mjs GLUE ANSWERS

import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

const [glue, answers] = process.argv.slice(2);
const { judge } = await import(pathToFileURL(glue));

const lines = readFileSync(answers, 'utf8').split('\n').map((line) => JSON.parse(line));
const differing = lines.filter(([rule, given, native]) => judge(rule, given) !== native);
for (const [rule, given, native] of differing.slice(0, 10)) {
  console.error(`${rule} ${given}\n  natively ${native}\n  in wasm  ${judge(rule, given)}`);
}
if (lines.length < 1000 || differing.length > 0) {
  const rules = [...new Set(differing.map(([rule]) => rule))].join(', ');
  console.error(`${differing.length} of ${lines.length} answers differ: ${rules}`);
  process.exit(1);
}
console.log(`${lines.length} answers, all the same inside wasm`);
