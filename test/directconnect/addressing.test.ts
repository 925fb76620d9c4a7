import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { assignAddresses } from '../../src/directconnect/addressing/assign.ts';
import {
  broadcastOf,
  formatIpv4,
  holdsPrivate,
  networkOf,
  parseIpv4Cidr,
} from '../../src/directconnect/addressing/ipv4.ts';
import { formatIpv6, isNetworkAddress, parseIpv6Cidr } from '../../src/directconnect/addressing/ipv6.ts';

describe('IPv4 addresses', () => {
  for (const [text, network, broadcast] of [
    ['192.168.1.1/30', '192.168.1.0', '192.168.1.3'],
    ['255.255.255.255/1', '128.0.0.0', '255.255.255.255'],
    ['1.2.3.4/0', '0.0.0.0', '255.255.255.255'],
    ['1.2.3.4/32', '1.2.3.4', '1.2.3.4'],
    ['203.0.113.200/24', '203.0.113.0', '203.0.113.255'],
  ] as const) {
    it(`${text} are read, with network and broadcast`, () => {
      const cidr = parseIpv4Cidr(text);
      assert.ok(cidr);
      assert.equal(`${formatIpv4(cidr.address)}/${cidr.length}`, text);
      assert.equal(formatIpv4(networkOf(cidr)), network);
      assert.equal(formatIpv4(broadcastOf(cidr)), broadcast);
    });
  }

  for (const text of [
    '',
    '1.2.3.4',
    '1.2.3/8',
    '1.2.3.4.5/8',
    '1.2.3.256/8',
    '01.2.3.4/8',
    '1.2.3.4/33',
    '1.2.3.4/08',
    ' 1.2.3.4/8',
    '::1/128',
  ])
    it(`${JSON.stringify(text)} is none`, () => assert.equal(parseIpv4Cidr(text), undefined));

  it('are private, public, or partly so', () => {
    const isPrivate = (text: string) => holdsPrivate(parseIpv4Cidr(text) ?? { address: 0, length: 0 });
    for (const text of [
      '10.1.2.3/32',
      '172.31.255.255/32',
      '192.168.0.0/16',
      '8.0.0.0/5',
      '239.0.0.1/32',
      '0.0.0.1/32',
    ])
      assert.ok(isPrivate(text), text);
    for (const text of ['9.255.255.255/32', '172.32.0.0/12', '192.169.0.0/16', '203.0.113.0/24', '223.255.255.255/32'])
      assert.ok(!isPrivate(text), text);
  });
});

describe('IPv6 addresses', () => {
  // Forms and their canonical text: RFC 4291, 2.2, and RFC 5952, 4 and 5.
  for (const [text, canonical] of [
    ['2001:DB8:0:0:8:800:200C:417A/128', '2001:db8::8:800:200c:417a'],
    ['FF01:0:0:0:0:0:0:101/128', 'ff01::101'],
    ['0:0:0:0:0:0:0:1/128', '::1'],
    ['::/0', '::'],
    ['2001:db8::/32', '2001:db8::'],
    ['2001:0db8::0001:0000/64', '2001:db8::1:0'],
    ['2001:db8:0:1:1:1:1:1/64', '2001:db8:0:1:1:1:1:1'],
    ['2001:0:0:1:0:0:0:1/64', '2001:0:0:1::1'],
    ['2001:db8:0:0:1:0:0:1/64', '2001:db8::1:0:0:1'],
  ] as const)
    it(`${text} is ${canonical}`, () => assert.equal(formatIpv6(parseIpv6Cidr(text)?.address ?? -1n), canonical));

  for (const text of [
    '',
    '::',
    '::1/129',
    ':1::/64',
    '1::2::3/64',
    '1:2:3:4:5:6:7/64',
    '1:2:3:4:5:6:7:8:9/64',
    '1:2:3:4:5:6:7::8/64',
    '12345::/64',
    'g::/64',
    '1.2.3.4/8',
  ])
    it(`${JSON.stringify(text)} is none`, () => assert.equal(parseIpv6Cidr(text), undefined));

  it('are networks if nothing is set beyond their length', () => {
    const isNetwork = (text: string) => isNetworkAddress(parseIpv6Cidr(text) ?? { address: 1n, length: 0 });
    assert.ok(isNetwork('2001:db8::/32'));
    assert.ok(isNetwork('::1/128'));
    assert.ok(!isNetwork('2001:db8::1/127'));
  });
});

describe('assigned addresses', () => {
  const never = () => false;

  it('are the same for the same start, and step over what is taken', async () => {
    const first = await assignAddresses('ipv4', 7, never);
    assert.deepEqual(await assignAddresses('ipv4', 7, never), first);
    const next = await assignAddresses('ipv4', 7, (host) => host === first.customerHost);
    assert.deepEqual(next, await assignAddresses('ipv4', 8, never));
  });

  it('are every /30 of the link-local range that may be used, each once, and then from the beginning', async () => {
    const seen = new Set<string>();
    let start = 0;
    for (; start < 16_256; start += 1) {
      const { amazonHost, customerHost, prefixLength } = await assignAddresses('ipv4', start, (host) => seen.has(host));
      assert.equal(prefixLength, 30);
      if (start === 16_255) break;
      assert.ok(!seen.has(amazonHost));
      seen.add(amazonHost);
      seen.add(customerHost);
      if (seen.size === 2 * 16_255) break;
    }
    assert.equal(seen.size, 2 * 16_255);
    for (const host of seen) assert.match(host, /^169\.254\.(?!0\.|255\.)\d+\.\d+$/);
    assert.ok(!seen.has('169.254.169.254'));
    await assert.rejects(
      assignAddresses('ipv4', 1, (host) => seen.has(host)),
      /no ipv4 subnet is left/,
    );
    const again = await assignAddresses('ipv4', 16_256, never);
    assert.deepEqual(again, await assignAddresses('ipv4', 0, never));
  });

  it('of IPv6 never repeat', async () => {
    const far = await assignAddresses('ipv6', 2 ** 40, never);
    assert.deepEqual(far, {
      family: 'ipv6',
      amazonHost: '2001:db8:dc::800:0:1',
      customerHost: '2001:db8:dc::800:0:6',
      prefixLength: 125,
    });
  });
});
