// Runs the compiled tests that use the AWS CLI, boto3 and Terraform: `node scripts/test-clients.mjs [WORD…]` takes the
// files whose path holds every word. The last line counts the cases that ran and names those that could not, because
// their client is not on this machine; with FERRULE_REQUIRE_CLIENTS=1 such a case is a failure.
import { readdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { run } from 'node:test';
import { spec } from 'node:test/reporters';

const root = join('build', 'test', 'clients');
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

// What the tests start inherits this: one warning of the official SDK's about this Node is not what is tested.
process.env.NODE_NO_WARNINGS = '1';
const ran = [];
const skipped = [];
let failed = false;
const isCase = (event) => /^[\w-]+\/[\w-]+$/.test(event.name);

// More at once than there are processors only slows each down, and the largest client takes a gigabyte.
const events = run({ files, concurrency: Math.min(availableParallelism(), 4) });
events.on('test:pass', (event) => {
  if (!isCase(event)) return;
  if (event.skip === undefined) ran.push(event.name);
  else skipped.push({ name: event.name, reason: event.skip });
});
events.on('test:fail', (event) => {
  failed = true;
  if (isCase(event)) ran.push(event.name);
});
const report = events.compose(new spec());
report.pipe(process.stdout, { end: false });
await finished(report);

for (const { name, reason } of skipped) console.log(`skipped ${name}: ${reason}`);
const refused = skipped.length > 0 && process.env.FERRULE_REQUIRE_CLIENTS === '1';
if (refused) console.log('FERRULE_REQUIRE_CLIENTS=1: what was skipped counts as failed');
const names = skipped.map(({ name }) => name).join(', ') || 'none';
process.exitCode = failed || refused || ran.length + skipped.length === 0 ? 1 : 0;
console.log(`clients: ${ran.length} ran, ${skipped.length} skipped: ${names}`);
