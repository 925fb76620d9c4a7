import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ETHER_TYPE_EAPOL, etherTypeOf } from '../../src/ethernet/frame.ts';
import { hex } from '../support/octets.ts';

test('the EtherType stands after the addresses, and a frame that ends before has none', () => {
  const frame = hex('0180c2000003 02005e10000a 888e 03');
  assert.equal(etherTypeOf(frame), ETHER_TYPE_EAPOL);
  for (let length = 0; length < 14; length += 1) assert.equal(etherTypeOf(frame.subarray(0, length)), undefined);
});
