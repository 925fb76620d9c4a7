import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseMacAddress } from '../../src/ethernet/mac-address.ts';
import type { EncryptionMode } from '../../src/lmi/request.ts';
import { refuseMode } from '../../src/fleet/kernel-mode.ts';

const address = parseMacAddress('02:00:00:00:00:0a') ?? assert.fail();
const port = (wire: string, mode: EncryptionMode) =>
  ({ speed: '10Gbps', mode, keys: [], address, far: { kind: 'attached', wire, core: undefined } }) as const;

for (const mode of ['should_encrypt', 'no_encrypt'] as const) {
  test(`the kernel is not asked for ${mode}`, () => {
    assert.throws(
      () => refuseMode(port('kernel:eth1', mode)),
      new RegExp(`for must_encrypt, and the encryption mode is ${mode}: update-connection --encryption-mode`),
    );
    refuseMode(port('interface:eth1', mode));
  });
}

test('the kernel is asked for must_encrypt', () => {
  refuseMode(port('kernel:eth1', 'must_encrypt'));
});
