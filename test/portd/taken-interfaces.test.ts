import assert from 'node:assert/strict';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import type { AttachmentUndo } from '../../src/port/link/attach-interface.ts';
import { TAKEN_FILE, TakenFile } from '../../src/portd/taken-interfaces.ts';
import { temporaryDirectory } from '../harness/child.ts';

const undo = (name: string): AttachmentUndo => ({
  version: 1,
  name,
  index: 7,
  up: true,
  arp: true,
  mtu: 1500,
  joining: { gro: true, lro: false },
  settings: { [`net/ipv6/conf/${name}/disable_ipv6`]: '0', [`net/ipv4/conf/${name}/rp_filter`]: '2' },
});

describe('how interfaces were before ports took them', () => {
  let directory: ReturnType<typeof temporaryDirectory>;
  let path: string;
  beforeEach(() => {
    directory = temporaryDirectory();
    path = join(directory.path, TAKEN_FILE);
  });
  afterEach(() => directory.remove());

  it('is in a file of mode 0600, and known to the next process', () => {
    const file = new TakenFile(directory.path);
    assert.deepEqual(file.all(), []);
    file.put(undo('eth1'));
    file.put(undo('eth2.100'));
    assert.equal(statSync(path).mode & 0o777, 0o600);
    assert.deepEqual(new TakenFile(directory.path).all(), [undo('eth1'), undo('eth2.100')]);
    file.remove('eth1');
    assert.deepEqual(new TakenFile(directory.path).all(), [undo('eth2.100')]);
    file.remove('eth2.100');
    assert.deepEqual(new TakenFile(directory.path).all(), []);
  });

  it('is refused if it is anything else, or names what no attachment changes', () => {
    new TakenFile(directory.path).put(undo('eth1'));
    const good = JSON.parse(readFileSync(path, 'utf8')) as { taken: object[] };
    const [one] = good.taken;
    for (const wrong of [
      '',
      '{}',
      JSON.stringify(good).slice(0, -5),
      JSON.stringify({ taken: [{ ...one, settings: { 'kernel/core_pattern': '1' } }] }),
      JSON.stringify({ taken: [{ ...one, settings: { 'net/ipv4/conf/../../../x/rp_filter': '1' } }] }),
      JSON.stringify({ taken: [{ ...one, settings: { 'net/ipv4/conf/eth1/rp_filter': '|sh' } }] }),
      JSON.stringify({ taken: [{ ...one, version: 2 }] }),
    ]) {
      writeFileSync(path, wrong);
      assert.throws(() => new TakenFile(directory.path), /does not tell how interfaces were .*: remove it/);
    }
  });
});
