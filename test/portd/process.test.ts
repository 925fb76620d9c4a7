import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { whyNoRawSockets } from '../../src/portd/capabilities.ts';
import { startPortDaemon } from '../../src/portd/daemon.ts';
import { runFerrule, temporaryDirectory } from '../harness/child.ts';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

/** Everything that a command's process can load: our files, and packages and modules of Node's. */
async function reachable(entry: string): Promise<{ files: readonly string[]; packages: readonly string[] }> {
  const { metafile } = await build({
    entryPoints: [join(ROOT, entry)],
    absWorkingDir: ROOT,
    bundle: true,
    splitting: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    outdir: 'nowhere',
    write: false,
    metafile: true,
    logLevel: 'silent',
  });
  const packages = Object.values(metafile.inputs).flatMap(({ imports }) =>
    imports.filter(({ external }) => external).map(({ path }) => path),
  );
  return { files: Object.keys(metafile.inputs), packages: [...new Set(packages)] };
}

describe('the process of a port daemon', () => {
  const API = /^src\/(http|awsjson|contract|directconnect|secretsmanager|sts|ec2|store|pdf)\//;

  it('can load nothing that parses HTTP, serves the API or opens its database', async () => {
    const { files, packages } = await reachable('src/cli/portd-program.ts');
    assert.ok(files.includes('src/portd/daemon.ts') && files.includes('src/port/link/linux/packet-socket.ts'));
    assert.deepEqual(
      files.filter((file) => API.test(file)),
      [],
    );
    assert.deepEqual(
      packages.filter((name) => /^(node:)?(http2?|https|tls|dns|child_process)$|^@|sqlite|pdfkit/.test(name)),
      [],
    );
    // And the same search finds them where they are.
    const server = await reachable('src/cli/program.ts');
    assert.ok(server.files.some((file) => API.test(file)) && server.packages.includes('node:http'));
  });

  it('says what it needs, and what would be right', () => {
    const status = (effective: string) => () => `Name:\tnode\nCapEff:\t${effective}\nCapBnd:\t000001ffffffffff\n`;
    if (process.platform !== 'linux') {
      assert.match(whyNoRawSockets() ?? '', /need Linux/);
      return;
    }
    assert.equal(whyNoRawSockets(status('000001ffffffffff')), undefined);
    assert.equal(whyNoRawSockets(status('0000000000003000')), undefined);
    assert.match(
      whyNoRawSockets(status('0000000000001000')) ?? '',
      /^Raw sockets need CAP_NET_RAW: run it as root, by systemd/,
    );
    assert.match(whyNoRawSockets(status('0000000000002000')) ?? '', /^Raw sockets need CAP_NET_ADMIN:/);
    assert.match(whyNoRawSockets(status('0000000000000000')) ?? '', /^Raw sockets need CAP_NET_RAW and CAP_NET_ADMIN:/);
  });

  it('is in the help', async () => {
    assert.match((await runFerrule(['--help'])).output, /portd .*run attached ports in a process of their own/);
    const { output } = await runFerrule(['portd', '--help']);
    for (const told of [/--data-dir/, /--unprivileged/, /CAP_NET_RAW/, /ferrule start --portd/])
      assert.match(output, told);
    assert.match((await runFerrule(['start', '--help'])).output, /--portd <socket>/);
  });

  const privileged = whyNoRawSockets();
  it('is closed after it was killed, and not while it runs', { skip: privileged ?? false }, async () => {
    const directory = temporaryDirectory();
    const close = ['portd', '--close', '--data-dir', directory.path];
    const parameters = { dataDirectory: directory.path, version: '1', now: Date.now };
    const log = { info: () => {}, warn: () => {}, error: () => {} };
    const running = await startPortDaemon({ ...parameters, log });
    const refused = await runFerrule(close);
    assert.notEqual(refused.code, 0);
    assert.match(refused.output, /portd\.sock/);
    await running.stop();
    assert.equal((await runFerrule(close)).code, 0);
    // It has let go of the socket.
    await (await startPortDaemon({ ...parameters, log })).stop();
    directory.remove();
  });

  const setpriv = spawnSync('setpriv', ['--bounding-set', '-net_raw', 'true']).status === 0;
  it('is refused without the capabilities, in a sentence', { skip: setpriv ? false : 'needs setpriv and root' }, () => {
    const directory = temporaryDirectory();
    const main = fileURLToPath(new URL('../../src/main.js', import.meta.url));
    const words = ['--bounding-set', '-net_raw', process.execPath, main, 'portd', '--data-dir', directory.path];
    const { status, stderr } = spawnSync('setpriv', words, { encoding: 'utf8' });
    assert.equal(status, 1);
    assert.match(
      stderr,
      /^ferrule: Raw sockets need CAP_NET_RAW: run it as root, by systemd with AmbientCapabilities=CAP_NET_RAW CAP_NET_ADMIN, .* For ports over UDP alone: --unprivileged\n$/,
    );
    assert.equal(execFileSync('ls', [directory.path], { encoding: 'utf8' }), '');
    directory.remove();
  });
});
