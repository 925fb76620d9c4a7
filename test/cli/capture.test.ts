import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { readHiddenLines } from '../../src/cli/hidden-lines.ts';
import { decodeCapture } from '../../src/port/pcap/capture.ts';
import { fileSource } from '../../src/port/pcap/file-source.ts';
import { keyLinesOf, vectorsOf } from '../port/explain/captures.ts';
import type { Run } from '../support/vectors.ts';

const MAIN = fileURLToPath(new URL('../../src/main.js', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'ferrule-capture-'));
after(() => rmSync(folder, { recursive: true, force: true }));

const recording = (run: Run): string =>
  fileURLToPath(new URL(`../../../test/vectors/${run}/lab.pcap`, import.meta.url));

interface Ran {
  readonly status: number | null;
  readonly out: string;
  readonly err: string;
}

function explain(args: readonly string[], options: { keys?: string; input?: Uint8Array } = {}): Ran {
  const { FERRULE_CAPTURE_KEYS: _, ...environment } = process.env;
  const env = options.keys === undefined ? environment : { ...environment, FERRULE_CAPTURE_KEYS: options.keys };
  const ran = spawnSync(process.execPath, [MAIN, 'capture', 'explain', ...args], {
    env,
    encoding: 'utf8',
    input: options.input ?? '',
  });
  return { status: ran.status, out: ran.stdout, err: ran.stderr };
}

function keyFile(name: string, lines: string, mode = 0o600): string {
  const path = join(folder, name);
  writeFileSync(path, lines);
  chmodSync(path, mode);
  return path;
}

test('keys from a file, as text: the verdict comes first', () => {
  const { status, out, err } = explain([recording('gcm256'), '--keys', keyFile('a.keys', keyLinesOf('gcm256'))]);
  assert.equal(status, 0);
  assert.equal(err, '');
  assert.match(out, /^.*lab\.pcap: 57 frames in/);
  assert.match(
    out,
    /\n- The link is secured with GCM-AES-256 since 3\.090 s and carries protected frames both ways\.\n/,
  );
});

test('keys from the environment, the capture through a pipe, as JSON', () => {
  const { status, out } = explain(['-', '--json'], {
    keys: keyLinesOf('rekey'),
    input: readFileSync(recording('rekey')),
  });
  assert.equal(status, 0);
  const { mkpdus, saks, frames, summary } = JSON.parse(out) as {
    mkpdus: { total: number; icvOk: number };
    saks: { keyNumber: number; an: number; cipherSuite: string }[];
    frames: { total: number; opened: number; reasons: object };
    summary: string[];
  };
  assert.deepEqual([mkpdus.total, mkpdus.icvOk, frames.total, frames.opened, frames.reasons], [28, 28, 334, 334, {}]);
  assert.deepEqual(
    saks.map(({ keyNumber, an, cipherSuite }) => [keyNumber, an, cipherSuite]),
    [
      [1, 0, 'GCM-AES-256'],
      [2, 1, 'GCM-AES-256'],
    ],
  );
  assert.ok(summary.length > 3);
});

test('a capture through a pipe, without keys', () => {
  const { status, out } = explain(['-'], { input: readFileSync(recording('gcm256')) });
  assert.equal(status, 0);
  assert.match(out, /none of which could be checked, the link is secured with GCM-AES-256/);
});

test('--decrypt writes what was inside, for its owner only', () => {
  const out = join(folder, 'clear.pcapng');
  const { status } = explain([recording('vlan-jumbo'), '--decrypt', out], { keys: keyLinesOf('vlan-jumbo') });
  assert.equal(status, 0);
  assert.equal(statSync(out).mode & 0o077, 0);
  const frames = decodeCapture(readFileSync(out));
  assert.ok(typeof frames !== 'string');
  const clear = new Set(frames.map(({ octets }) => Buffer.from(octets).toString('hex')));
  for (const { clearFrame } of vectorsOf('vlan-jumbo').frames) assert.ok(clear.has(clearFrame));
});

test('the capture is not written over, by whichever name', () => {
  const file = join(folder, 'own.pcap');
  writeFileSync(file, readFileSync(recording('gcm256')));
  symlinkSync(file, join(folder, 'link.pcap'));
  const { status, err } = explain([file, '--decrypt', join(folder, 'link.pcap')]);
  assert.equal(status, 1);
  assert.match(err, /is the capture itself/);
  assert.deepEqual(readFileSync(file), readFileSync(recording('gcm256')));
});

test('a key file that others can read is warned about, and used', () => {
  const { status, err } = explain([recording('gcm256'), '--keys', keyFile('open.keys', keyLinesOf('gcm256'), 0o644)]);
  assert.equal(status, 0);
  assert.match(err, /open to others than its owner: chmod 600/);
});

test('no key in output, JSON or errors, whatever is wrong', () => {
  const { cak, saks } = vectorsOf('gcm256');
  const secrets = [cak ?? '', ...saks.map(({ SAK }) => SAK)];
  const lines = keyLinesOf('gcm256');
  const runs = [
    explain([recording('gcm256')], { keys: lines }),
    explain([recording('gcm256'), '--json'], { keys: lines }),
    explain([recording('gcm256')], { keys: `${lines}0` }),
    explain([recording('gcm256')], { keys: lines.split(' ').reverse().join(' ') }),
    explain([recording('gcm256')], { keys: `${cak ?? ''}` }),
    explain([recording('gcm256')], { keys: `sak 7 ${cak ?? ''}` }),
    explain([recording('gcm256'), '--keys', keyFile('bad.keys', `x${lines}`)]),
    explain([join(folder, 'none.pcap')], { keys: lines }),
    explain([folder], { keys: lines }),
    explain([MAIN], { keys: lines }),
  ];
  assert.deepEqual(
    runs.map(({ status }) => status),
    [0, 0, 1, 0, 1, 1, 1, 1, 1, 1],
  );
  for (const { out, err } of runs) {
    const shown = `${out}${err}`.toLowerCase();
    for (const secret of secrets) assert.ok(secret.length > 0 && !shown.includes(secret), err);
    assert.ok(!shown.includes('    at '), err);
  }
  assert.match(runs[2]?.err ?? '', /FERRULE_CAPTURE_KEYS, line 1: the CAK must/);
  assert.match(runs[9]?.err ?? '', /neither a pcap nor a pcapng file/);
});

test('lines of a terminal are read unseen: pasted, corrected, ended by an empty one', async () => {
  class Terminal extends EventEmitter {
    readonly raw: boolean[] = [];
    setRawMode(raw: boolean): void {
      this.raw.push(raw);
    }
    resume(): void {}
    pause(): void {}
    type(...texts: readonly string[]): void {
      for (const text of texts) this.emit('data', Buffer.from(text));
    }
  }
  const terminal = new Terminal();
  const lines = readHiddenLines(terminal, () => {});
  terminal.type('ab', 'x\u007f 01\r', 'cd 02\ref', ' 03\r', '\r');
  assert.equal(await lines, 'ab 01\ncd 02\nef 03\n');
  const ended = readHiddenLines(terminal, () => {});
  terminal.type('ab 01\u0004');
  assert.equal(await ended, 'ab 01');
  const cancelled = readHiddenLines(terminal, () => {});
  terminal.type('ab 01\u0003');
  await assert.rejects(cancelled, /no key was read/);
  assert.deepEqual(terminal.raw, [true, false, true, false, true, false]);
  assert.equal(terminal.listenerCount('data'), 0);
});

/** Answers a prompt on a terminal of its own at once, and gives what was seen on it. */
const ON_A_TERMINAL = `
import os, pty, sys
pid, fd = pty.fork()
if pid == 0:
    os.execv(sys.argv[1], sys.argv[1:])
answer = sys.stdin.buffer.read()
seen = b''
while True:
    try:
        data = os.read(fd, 65536)
    except OSError:
        break
    if not data:
        break
    seen += data
    if answer and b'for none): ' in seen:
        os.write(fd, answer)
        answer = b''
sys.stdout.buffer.write(seen)
`;
const noPython = spawnSync('python3', ['-c', 'import pty']).status === 0 ? false : 'python3 is not on this machine';

test('a terminal is asked for keys, and shows none', { skip: noPython }, () => {
  const { FERRULE_CAPTURE_KEYS: _, ...env } = process.env;
  const lines = keyLinesOf('gcm256');
  const command = [process.execPath, MAIN, 'capture', 'explain', recording('gcm256')];
  const { stdout } = spawnSync('python3', ['-c', ON_A_TERMINAL, ...command], {
    input: `${lines}\r\r`,
    env,
    encoding: 'utf8',
    timeout: 60_000,
  });
  assert.match(stdout, /Keys, a line each/);
  assert.match(stdout, /The link is secured with GCM-AES-256/);
  for (const secret of lines.split(' ')) assert.ok(!stdout.includes(secret));
});

test('a file is read in windows, and gives what is in it at any place', async () => {
  const path = join(folder, 'octets');
  const octets = Uint8Array.from({ length: 3_000_000 }, (_, at) => (at * 7) & 0xff);
  writeFileSync(path, octets);
  const { open } = await import('node:fs/promises');
  const handle = await open(path);
  try {
    const source = fileSource(handle.fd, octets.length);
    for (const [at, length] of [
      [0, 10],
      [1_048_570, 20],
      [1_048_576, 1_200_000],
      [5, 3],
      [2_999_990, 100],
      [3_000_000, 1],
    ] as const) {
      assert.deepEqual(Buffer.from(source.read(at, length)), Buffer.from(octets.subarray(at, at + length)));
    }
  } finally {
    await handle.close();
  }
});
