import { Confidential } from '../../../src/crypto/confidential.ts';
import type { RouterInput, RouterPeer } from '../../../src/directconnect/router-configuration/input.ts';
import { pairOf } from '../../harness/keys.ts';

export const AUTH_KEY = 'Tz4_md5.key';
export const CKN = pairOf('router').ckn;
export const NEWER_CKN = pairOf('newer').ckn;

const authKey = new Confidential('authKey', new TextEncoder().encode(AUTH_KEY));

export const IPV4: RouterPeer = {
  family: 'ipv4',
  amazonHost: '169.254.255.1',
  customerHost: '169.254.255.2',
  prefixLength: 30,
  amazonAsn: 64512,
  authKey,
};

export const IPV6: RouterPeer = {
  family: 'ipv6',
  amazonHost: '2001:db8::1',
  customerHost: '2001:db8::2',
  prefixLength: 125,
  amazonAsn: 64512,
  authKey,
};

/** A private virtual interface on VLAN 101 of a connection of 10 Gbit/s, unencrypted. */
export const PLAIN: RouterInput = {
  virtualInterface: { id: 'dxvif-ffabc123', name: 'to Ashburn', type: 'private', vlan: 101, mtu: 1500 },
  carrier: { id: 'dxcon-fg31dyv6', isLag: false, bandwidth: '10Gbps' },
  customerAsn: 65000,
  peers: [IPV4],
  advertised: [],
  macSec: undefined,
};

/** The same with a key, under `should_encrypt`. */
export const SHOULD: RouterInput = {
  ...PLAIN,
  macSec: { mode: 'should_encrypt', keys: [{ ckn: CKN, startedAt: Date.UTC(2026, 10, 23, 15, 4, 5) }] },
};

/** A jumbo transit virtual interface of both families on a LAG of 100 Gbit/s, under `must_encrypt` with two keys. */
export const MUST: RouterInput = {
  virtualInterface: { id: 'dxvif-ffabc123', name: 'transit "100G"?', type: 'transit', vlan: 7, mtu: 8500 },
  carrier: { id: 'dxlag-ffjhj9lx', isLag: true, bandwidth: '100Gbps' },
  customerAsn: 4200000001,
  peers: [IPV4, IPV6],
  advertised: [],
  macSec: {
    mode: 'must_encrypt',
    keys: [
      { ckn: CKN, startedAt: Date.UTC(2026, 10, 23) },
      { ckn: NEWER_CKN, startedAt: Date.UTC(2026, 11, 1) },
    ],
  },
};

/** A public virtual interface, which has prefixes to advertise. */
export const PUBLIC: RouterInput = {
  ...PLAIN,
  virtualInterface: { ...PLAIN.virtualInterface, type: 'public' },
  peers: [
    { ...IPV4, amazonAsn: 7224, amazonHost: '203.0.113.1', customerHost: '203.0.113.2' },
    { ...IPV6, amazonAsn: 7224 },
  ],
  advertised: ['198.51.100.0/24', '2001:db8:100::/40'],
};
