import type { KeyedPort } from '../../src/keys/keyed-port.ts';

/** A connection that must encrypt and does, with no key, unless told otherwise. */
export const keyedPort = (given: Partial<KeyedPort> = {}): KeyedPort => ({
  id: 'dxcon-f1',
  kind: 'connection',
  name: 'one',
  location: 'EqDC2',
  bandwidth: '100Gbps',
  state: 'available',
  macSecCapable: true,
  mode: 'must_encrypt',
  lagId: undefined,
  isHosted: false,
  keys: [],
  links: [{ id: 'dxcon-f1', isEncrypted: true }],
  ...given,
});
