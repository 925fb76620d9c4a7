// Writes docs/operations.md: every operation of Direct Connect, the file that does it, and the tests that prove it, read
// off the sources. `--check` only compares, and fails when the page has drifted or an operation has no test.
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const PAGE = 'docs/operations.md';
const filesUnder = (folder) =>
  readdirSync(folder, { recursive: true })
    .map((file) => join(folder, String(file)))
    .filter((file) => file.endsWith('.ts'))
    .sort();
const read = (file) => readFileSync(file, 'utf8');

const table = read('src/directconnect/operations.ts');
const names = [...table.matchAll(/^ {2}([A-Z]\w+): \w+,$/gm)].map(([, name]) => name).sort();
const imports = new Map(
  [...table.matchAll(/import \{ (\w+) \} from '\.\/(operations\/[^']+)'/g)].map(([, handler, file]) => [handler, file]),
);
const tests = filesUnder('test/conformance').map((file) => ({ file, text: read(file) }));

const methodOf = (name) => name.charAt(0).toLowerCase() + name.slice(1);
const proofs = (name) =>
  tests.filter(({ file, text }) => {
    if (file.endsWith('isolation.test.ts')) return false; // every operation is there: it would prove nothing here
    return new RegExp(`\\.${methodOf(name).replace('BGP', '(?:BGP|bgp)')}\\(|['"]${name}['"]|${name}Command`).test(
      text,
    );
  });

const untested = [];
const rows = names.map((name) => {
  const [, handler] = new RegExp(`^ {2}${name}: (\\w+),$`, 'm').exec(table) ?? [];
  const found = proofs(name);
  if (found.length === 0) untested.push(name);
  const listed = found.map(({ file }) => `[${file.replace(/^test\/conformance\/|\.test\.ts$/g, '')}](../${file})`);
  return `| [${name}](../src/directconnect/${imports.get(handler)}) | ${listed.join(', ')} |`;
});
const notYet = [...(/NOT_YET_IN_SDK = \[([^\]]*)\]/.exec(table)?.[1] ?? '').matchAll(/'(\w+)'/g)].map(
  ([, name]) => name,
);
const page = [
  '# Operations',
  '',
  `${names.length} operations of Direct Connect are served. Each is one file, and each is asked through the official SDK by the`,
  'tests beside it; [isolation](../test/conformance/isolation.test.ts) asks every one of them as a stranger. Written by',
  '`npm run generate`.',
  '',
  '| operation | tests |',
  '| --- | --- |',
  ...rows,
  '',
  `Not yet, answered 501 with their names: ${notYet.join(', ')}.`,
  '',
].join('\n');

if (untested.length > 0) {
  console.error(`no conformance test asks for ${untested.join(', ')}`);
  process.exitCode = 1;
}
if (!process.argv.includes('--check')) {
  writeFileSync(PAGE, page);
  console.log(`${PAGE}: ${names.length} operations`);
} else if (read(PAGE) !== page) {
  console.error(`${PAGE} is not what the sources say: run npm run generate`);
  process.exitCode = 1;
}
