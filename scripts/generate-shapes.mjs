// Writes src/contract/generated/*.ts: the input shapes of each service, read off the official SDK's schemas.
// `node scripts/generate-shapes.mjs --check` only compares, and fails when the committed files have drifted.
import { readFileSync, writeFileSync } from 'node:fs';
import * as directConnect from '@aws-sdk/client-direct-connect';
import * as secretsManager from '@aws-sdk/client-secrets-manager';

const SERVICES = [
  { file: 'direct-connect', sdk: directConnect },
  { file: 'secrets-manager', sdk: secretsManager },
];

// Smithy's schema tuples: a number is a simple type, an array [kind, namespace, name, traits, …].
const SIMPLE = {
  0: 'string',
  1: 'integer',
  2: 'boolean',
  4: 'timestamp',
  5: 'timestamp',
  6: 'timestamp',
  7: 'timestamp',
  15: 'document',
  21: 'blob',
  42: 'blob',
};
const LIST = 64;
const MAP = 128;

function shapeOf(schema, open) {
  const value = typeof schema === 'function' ? schema() : schema;
  if (typeof value === 'number') {
    if (value & LIST) return { list: shapeOf(value & ~LIST, open) };
    if (value & MAP) return { map: shapeOf(value & ~MAP, open) };
    if (!(value in SIMPLE)) throw new Error(`unknown simple schema ${value}`);
    return SIMPLE[value];
  }
  if (value === 'unit') return { structure: 'Unit', required: [], members: {} };
  if (!Array.isArray(value)) throw new Error(`unknown schema ${String(value)}`);
  if (
    value.length === 2 &&
    (typeof value[1] === 'number' || typeof value[1] === 'string' || typeof value[1] === 'object')
  )
    return shapeOf(value[0], open); // [schema, traits]
  const [kind, , name] = value;
  if (kind === 0) return shapeOf(value[4], open); // a named simple type
  if (kind === 1) return { list: shapeOf(value[4], open) };
  if (kind === 2) return { map: shapeOf(value[5], open) };
  if (kind === 3) {
    if (open.includes(name)) throw new Error(`recursive input ${name}`);
    const members = {};
    value[4].forEach((member, at) => (members[member] = shapeOf(value[5][at], [...open, name])));
    return { structure: name, required: value[4].slice(0, value[6] ?? 0), members };
  }
  throw new Error(`unknown schema kind ${kind}`);
}

const check = process.argv.includes('--check');
let drifted = false;
for (const { file, sdk } of SERVICES) {
  const operations = Object.keys(sdk)
    .filter((name) => name.endsWith('Command') && sdk[`${name.slice(0, -7)}$`])
    .map((name) => name.slice(0, -7))
    .sort();
  const shapes = Object.fromEntries(operations.map((name) => [name, shapeOf(sdk[`${name}$`][4], [])]));
  const text = [
    '// Written by scripts/generate-shapes.mjs from the official SDK; not edited by hand.',
    "import type { InputShapes } from '../shape.ts';",
    '',
    `export const inputShapes = ${JSON.stringify(shapes, null, 1)} satisfies InputShapes;`,
    '',
  ].join('\n');
  const path = new URL(`../src/contract/generated/${file}.ts`, import.meta.url);
  if (!check) {
    writeFileSync(path, text);
    console.log(`${file}: ${operations.length} operations`);
  } else if (readFileSync(path, 'utf8') !== text) {
    drifted = true;
    console.error(`src/contract/generated/${file}.ts is not what the installed SDK says: run npm run generate`);
  }
}
process.exitCode = drifted ? 1 : 0;
