// `node scripts/write-code-cache.mjs BUNDLE`: lets a bundle do what most of its processes do, which for the server is to start
// and to answer, and keeps the code that V8 has made for it.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { codeCacheOf, compileBundle, runBundle } from '../dist/cli/load-command.js';

const LIMIT = 20_000;

const bundle = resolve(process.argv[2]);
const script = compileBundle(bundle);
const { program } = runBundle(script, bundle);
if (program.commands.some((command) => command.name() === 'start')) await serve();
writeFileSync(codeCacheOf(bundle), script.createCachedData());

/** A server that starts on an empty directory, is asked once, and ends. */
async function serve() {
  const directory = mkdtempSync(join(tmpdir(), 'ferrule-build-'));
  try {
    const port = await freePort();
    const words = ['start', '--port', String(port), '--data-dir', directory];
    process.stdout.write = () => true;
    const ended = program.parseAsync(words, { from: 'user' });
    await Promise.race([ended, answered(port)]);
    process.emit('SIGTERM');
    await ended;
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

async function answered(port) {
  const headers = {
    'X-Amz-Target': 'OvertureService.DescribeConnections',
    'Content-Type': 'application/x-amz-json-1.1',
  };
  for (const until = Date.now() + LIMIT; Date.now() < until; await wait(5)) {
    const answer = await fetch(`http://127.0.0.1:${port}/`, { method: 'POST', headers, body: '{}' }).catch(
      () => undefined,
    );
    if (answer?.ok) return;
  }
  throw new Error(`the server did not answer within ${LIMIT / 1000} s`);
}

function freePort() {
  return new Promise((done, failed) => {
    const probe = createServer().once('error', failed);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => done(port));
    });
  });
}
