import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import { encodeHex } from '../../../src/bytes/hex.ts';
import { captureLink } from '../../../src/port/link/capturing.ts';
import { LinkRefusal } from '../../../src/port/link/link-refusal.ts';
import { createCable } from '../../../src/port/link/memory-cable.ts';
import { decodeCapture } from '../../../src/port/pcap/capture.ts';
import { Inbox, testFrame } from './frames.ts';

function folder(context: TestContext): string {
  const path = mkdtempSync(join(tmpdir(), 'ferrule-capture-'));
  context.after(() => {
    rmSync(path, { recursive: true });
  });
  return path;
}

test('every frame of a captured link is in the file, both ways, in order', async (context) => {
  const path = join(folder(context), 'port.pcapng');
  const { a, b } = createCable();
  let now = 1_700_000_000_000_000_000n;
  const captured = await captureLink(a, { path, now: () => (now += 1n) });
  const atA = new Inbox(captured);
  const atB = new Inbox(b);
  captured.send(testFrame(1, 61));
  await atB.first(1);
  b.send(testFrame(2, 9018));
  await atA.first(1);
  captured.send(testFrame(3));
  await captured.close();

  const octets = readFileSync(path);
  const frames = decodeCapture(octets);
  assert.ok(Array.isArray(frames));
  assert.deepEqual(
    frames.map(({ octets: frame }) => Uint8Array.from(frame)),
    [testFrame(1, 61), testFrame(2, 9018), testFrame(3)],
  );
  assert.deepEqual(
    frames.map(({ timestamp }) => timestamp),
    [1_700_000_000_000_000_001n, 1_700_000_000_000_000_002n, 1_700_000_000_000_000_003n],
  );
  // epb_flags: option 2 of 4 octets, 2 for outbound and 1 for inbound.
  assert.deepEqual(encodeHex(octets).match(/(?<=00020004000000)0[12]/g), ['02', '01', '02']);
  assert.equal(statSync(path).mode & 0o777, 0o600);
  assert.equal(captured.captureDrops, 0);
});

test('a captured link is otherwise the link', async (context) => {
  const cable = createCable({ maxFrameLength: 1600 });
  const captured = await captureLink(cable.a, { path: join(folder(context), 'port.pcapng') });
  assert.deepEqual([captured.name, captured.maxFrameLength, captured.up], ['cable a', 1600, true]);
  const told = new Promise((resolve) => {
    captured.watch(resolve);
  });
  cable.unplug();
  assert.equal(await told, false);
  captured.send(testFrame(1));
  assert.equal(captured.counters.sendDrops, 1);
  await captured.close();
});

test('a capture that cannot be written is refused', async () => {
  await assert.rejects(
    captureLink(createCable().a, { path: '/nonexistent/port.pcapng' }),
    (error) => error instanceof LinkRefusal && /\/nonexistent\/port\.pcapng cannot be written/.test(error.message),
  );
});
