// Runs the compiled tests against a real Linux router: `node scripts/test-interop.mjs [WORD…]` takes the files whose path
// holds every word. The last line counts the cases that ran and names those that could not, because what they need is not
// on this machine; with FERRULE_REQUIRE_INTEROP=1 such a case is a failure.
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { run } from 'node:test';
import { spec } from 'node:test/reporters';

const root = join('build', 'test', 'interop');
const words = process.argv.slice(2);
const files = readdirSync(root, { recursive: true })
  .map(String)
  .filter((file) => file.endsWith('.test.js'))
  .filter((file) => words.every((word) => file.includes(word)))
  .map((file) => join(root, file))
  .sort();
if (files.length === 0) {
  console.error(`no compiled test under ${root} fits: ${words.join(' ')}`);
  process.exit(1);
}

process.env.NODE_NO_WARNINGS = '1';
// What an earlier run could not have may be there now.
rmSync(join('build', 'lab', 'absent'), { force: true });
const ran = [];
const skipped = [];
let failed = false;
const isCase = (event) => /^[\w-]+\/[\w-]+$/.test(event.name);

// One file after another: an emulated router takes a processor to itself, and two that starve each other prove less.
const events = run({ files, concurrency: 1 });
events.on('test:pass', (event) => {
  if (!isCase(event)) return;
  if (event.skip === undefined) ran.push(event.name);
  else skipped.push({ name: event.name, reason: event.skip });
});
events.on('test:fail', (event) => {
  failed = true;
  if (isCase(event)) ran.push(event.name);
});
// Figures that a case reports.
events.on('test:diagnostic', (event) => {
  if (/^[\w-]+\/[\w-]+: /.test(event.message)) figures.push(event.message);
});
const figures = [];
const report = events.compose(new spec());
report.pipe(process.stdout, { end: false });
await finished(report);

for (const figure of figures) console.log(figure);
for (const { name, reason } of skipped) console.log(`skipped ${name}: ${reason}`);
const refused = skipped.length > 0 && process.env.FERRULE_REQUIRE_INTEROP === '1';
if (refused) console.log('FERRULE_REQUIRE_INTEROP=1: what was skipped counts as failed');
const names = skipped.map(({ name }) => name).join(', ') || 'none';
process.exitCode = failed || refused || ran.length + skipped.length === 0 ? 1 : 0;
console.log(`interop: ${ran.length} ran, ${skipped.length} skipped: ${names}`);
