// Runs compiled tests that need more than Node, case by case: a case is a test whose name is `file/case`.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { run } from 'node:test';
import { spec } from 'node:test/reporters';

const isCase = (event) => /^[\w-]+\/[\w-]+$/.test(event.name);
/** What a case reports of itself: `file/case: …`. */
const isFigure = (event) => /^[\w-]+\/[\w-]+: /.test(event.message);

/** As a shell has it: 128 and the signal's number. */
const EXIT_CODES = { SIGINT: 130, SIGTERM: 143 };

/**
 * Runs the files of a suite under build/test whose path holds every word, `concurrency` at once. Prints the figures that
 * cases report, and in the last line counts the cases that ran and names those that could not, because what they need is
 * not on this machine; with FERRULE_REQUIRE_<SUITE>=1 such a case is a failure. Sets the exit code. SIGINT and SIGTERM end
 * the files that run, and each ends what it has started: guests, servers, namespaces.
 */
export async function runCases(suite, words, concurrency) {
  const root = join('build', 'test', suite);
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
  const figures = [];
  let failed = false;
  let interruption;
  const interrupted = new AbortController();
  for (const signal of Object.keys(EXIT_CODES))
    process.once(signal, () => {
      interruption = signal;
      interrupted.abort();
    });
  const events = run({ files, concurrency, signal: interrupted.signal });
  events.on('test:pass', (event) => {
    if (!isCase(event)) return;
    if (event.skip === undefined) ran.push(event.name);
    else skipped.push({ name: event.name, reason: event.skip });
  });
  events.on('test:fail', (event) => {
    failed = true;
    if (isCase(event)) ran.push(event.name);
  });
  events.on('test:diagnostic', (event) => {
    if (isFigure(event)) figures.push(event.message);
  });
  const report = events.compose(new spec());
  report.pipe(process.stdout, { end: false });
  await finished(report);

  if (interruption) {
    console.log(`${suite}: ended by ${interruption}; what was started has been ended`);
    process.exitCode = EXIT_CODES[interruption];
    return;
  }
  for (const figure of figures) console.log(figure);
  for (const { name, reason } of skipped) console.log(`skipped ${name}: ${reason}`);
  const required = `FERRULE_REQUIRE_${suite.toUpperCase()}`;
  const refused = skipped.length > 0 && process.env[required] === '1';
  if (refused) console.log(`${required}=1: what was skipped counts as failed`);
  const names = skipped.map(({ name }) => name).join(', ') || 'none';
  process.exitCode = failed || refused || ran.length + skipped.length === 0 ? 1 : 0;
  console.log(`${suite}: ${ran.length} ran, ${skipped.length} skipped: ${names}`);
}
