// `node scripts/write-code-cache.mjs BUNDLE`: lets a bundle do what most of its processes do, which for the server is to start
// and to answer, and keeps the code that V8 has made for it.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { codeCacheOf, compileBundle, runBundle } from '../dist/cli/load-command.js';

const bundle = resolve(process.argv[2]);
const script = compileBundle(bundle);
const { program } = runBundle(script, bundle);
if (program.commands.some((command) => command.name() === 'start')) await serve();
writeFileSync(codeCacheOf(bundle), script.createCachedData());

/** A server that starts on an empty directory, is asked once, and ends. */
async function serve() {
  const directory = mkdtempSync(join(tmpdir(), 'ferrule-build-'));
  try {
    const listening = urlInBanner();
    const ended = program.parseAsync(['start', '--port', '0', '--data-dir', directory], { from: 'user' });
    const url = await Promise.race([listening, ended]);
    const headers = {
      'X-Amz-Target': 'OvertureService.DescribeConnections',
      'Content-Type': 'application/x-amz-json-1.1',
    };
    const { status } = await fetch(url, { method: 'POST', headers, body: '{}' });
    if (status !== 200) throw new Error(`the server answered ${status}`);
    process.emit('SIGTERM');
    await ended;
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** What the server says of where it is, once it is there; it is not shown. */
function urlInBanner() {
  return new Promise((done) => {
    process.stdout.write = (text) => {
      done(/http:\S+/.exec(text)[0]);
      return true;
    };
  });
}
