import assert from 'node:assert/strict';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { FrameTap } from '../../src/port/frame-tap.ts';
import type { FrameObserver } from '../../src/port/frame-tap.ts';
import { askAdmin } from '../harness/admin.ts';
import { launch, runFerrule, temporaryDirectory } from '../harness/child.ts';
import { eventually } from '../harness/eventually.ts';
import { startFerrule } from '../harness/ferrule.ts';
import { pairOf } from '../harness/keys.ts';
import { associate, orderConnection } from '../harness/orders.ts';

describe('ferrule port capture', () => {
  it('writes the wire of a port, from before it is there, through its being made anew, for capture explain', async () => {
    const directory = temporaryDirectory();
    const file = join(directory.path, 'wire.pcapng');
    const keys = join(directory.path, 'keys');
    const pair = pairOf('captured');
    writeFileSync(keys, `${pair.ckn} ${pair.cak}\n`, { mode: 0o600 });
    const ferrule = await startFerrule();
    try {
      const dx = ferrule.directConnect();
      const id = await orderConnection(dx);
      const endpoint = ['--endpoint', ferrule.url];
      const { child, ended, output } = launch(['port', 'capture', id, file, ...endpoint], {});
      await eventually(
        async () => output(),
        (said) => assert.match(said, /^capturing the wire of dxcon-/),
      );
      await associate(dx, id, pair);
      const secured = () =>
        eventually(
          () => askAdmin(ferrule, `ports/${id}`),
          ({ port }) => assert.equal((port as { counters: { InPktsOK: number } } | undefined)?.counters.InPktsOK, 1),
        );
      await secured();
      // The port is made anew for this.
      await askAdmin(ferrule, `ports/${id}/settings`, { keyServerPriority: 64 });
      await secured();
      child.kill('SIGINT');
      assert.equal(await ended, 0);
      assert.match(output(), /\n\d+ frames\n$/);
      assert.equal(statSync(file).mode & 0o777, 0o600);
      const explained = await runFerrule(['capture', 'explain', file, '--keys', keys, '--json']);
      const { mkpdus, frames, saks } = JSON.parse(explained.output) as {
        mkpdus: { total: number; icvOk: number };
        frames: { total: number; opened: number };
        saks: unknown[];
      };
      assert.equal(mkpdus.icvOk, mkpdus.total);
      assert.deepEqual([saks.length, frames.total, frames.opened], [2, 4, 4]);
      assert.ok(!readFileSync(file).includes(Buffer.from(pair.cak, 'hex')));

      const none = join(directory.path, 'none.pcapng');
      const refused = await runFerrule(['port', 'capture', 'dxcon-fzzzzzzz', none, ...endpoint]);
      assert.deepEqual([refused.code, existsSync(none)], [1, false]);
      assert.match(refused.output, /There is no connection/);
      const one = await runFerrule(['port', 'capture', id, '-', '--frames', '1', ...endpoint]);
      assert.equal(one.code, 0);
      assert.match(one.output, /1 frame\n$/);
    } finally {
      await ferrule.stop();
      directory.remove();
    }
  });
});

describe('frames that are tapped', () => {
  it('are left out, and counted, where they come faster than they are read; and end with their reader', async () => {
    let observer: FrameObserver | undefined;
    let now = 0n;
    const tap = new FrameTap(
      (given) => {
        observer = given;
        return () => (observer = undefined);
      },
      () => (now += 1n),
    );
    for (let frame = 0; frame < 9000; frame += 1) observer?.(Uint8Array.of(1, 2), 'inbound');
    assert.deepEqual((await tap.next()).value, { time: '1', direction: 'inbound', octets: '0102' });
    observer?.(Uint8Array.of(3), 'outbound');
    for (let frame = 1; frame < 8192; frame += 1) await tap.next();
    assert.deepEqual((await tap.next()).value, { time: '8193', direction: 'outbound', octets: '03', missed: 808 });
    const waiting = tap.next();
    await tap.return();
    assert.deepEqual([(await waiting).done, observer], [true, undefined]);
  });
});
