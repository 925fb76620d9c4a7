import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  kernelDevice,
  parseCore,
  parseCoreOption,
  parseInterfaceOption,
  parseUdpOption,
  parseWire,
} from '../../../src/port/link/link-description.ts';
import { LinkRefusal } from '../../../src/port/link/link-refusal.ts';
import { openLink } from '../../../src/port/link/open-link.ts';

test('options are read as links', () => {
  assert.deepEqual(parseInterfaceOption('eth1'), { type: 'interface', name: 'eth1' });
  assert.deepEqual(parseCoreOption('enp3s0f1np1'), { type: 'interface', name: 'enp3s0f1np1' });
  assert.deepEqual(parseCoreOption('tap:core0'), { type: 'tap', name: 'core0' });
  assert.equal(parseUdpOption(':1,:2').type, 'udp');
});

test('the kernel protects a wire, and is no place for clear frames', () => {
  assert.deepEqual(parseWire('kernel:eth1'), { type: 'kernel', name: 'eth1' });
  assert.equal(kernelDevice('eth1'), 'ms-eth1');
  assert.equal(kernelDevice('enp130s0f1np1d2').length, 15);
  assert.throws(() => parseWire('kernel:eth 1'), LinkRefusal);
  assert.throws(() => parseCore('kernel:eth1'), /"kernel:eth1" is no place for clear frames/);
});

for (const text of ['', '.', '..', 'eth 1', 'a/b', 'eth0:1', 'sixteen-letters-', 'tap:', 'tap:a/b']) {
  test(`"${text}" is no interface`, () => {
    assert.throws(
      () => parseCoreOption(text),
      (error) => error instanceof LinkRefusal && error.reason === 'malformed' && /as in eth1/.test(error.message),
    );
  });
}

test('a described UDP link is opened', async () => {
  const link = await openLink(parseUdpOption(':28321,:28322'));
  assert.equal(link.name, 'udp 127.0.0.1:28321 -> 127.0.0.1:28322');
  await link.close();
});
