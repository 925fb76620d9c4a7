import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { openPacketLink } from '../../../src/port/link/af-packet.ts';
import { LinkRefusal } from '../../../src/port/link/link-refusal.ts';
import { parseCoreOption } from '../../../src/port/link/link-description.ts';
import { writeSetting } from '../../../src/port/link/linux/sysctl.ts';
import { openLink } from '../../../src/port/link/open-link.ts';
import { openTapLink } from '../../../src/port/link/tap.ts';
import { serve, transfer } from './far-host.ts';
import { Inbox, testFrame } from './frames.ts';
import { enterNamespace, FarHost, ip, noNamespaces, vethPair } from './namespaces.ts';

const skip = noNamespaces() || (existsSync('/dev/net/tun') ? false : 'needs /dev/net/tun');

describe('a TAP', { skip }, () => {
  before(async () => {
    await enterNamespace();
    writeSetting('net/ipv6/conf/default/disable_ipv6', '1');
  });

  test('is an interface of the host for as long as it is open', async () => {
    const link = await openLink(parseCoreOption('tap:core0'), { mtu: 9000 });
    assert.equal(link.name, 'tap core0');
    assert.equal(link.maxFrameLength, 9018);
    assert.match(ip('link', 'show', 'core0'), /UP.* mtu 9000/);
    assert.ok(link.up);
    await link.close();
    assert.throws(() => ip('link', 'show', 'core0'), /does not exist/);
  });

  test('gives what the host sends on it, and the host what is sent', async (context) => {
    const link = await openTapLink('core1', { mtu: 9000 });
    const host = await openPacketLink('core1');
    context.after(() => Promise.all([link.close(), host.close()]));
    const atLink = new Inbox(link);
    const atHost = new Inbox(host);
    const tagged = testFrame(3, 1518);
    tagged.set([0x81, 0x00, 0x00, 0x65, 0x88, 0xb5], 12);
    const frames = [testFrame(1), testFrame(2, 8500), tagged];
    for (const frame of frames) {
      link.send(frame);
      host.send(frame);
    }
    assert.deepEqual(await atLink.first(3), frames);
    assert.deepEqual(await atHost.first(3), frames);
    assert.deepEqual([link.counters.sent, link.counters.received], [3, 3]);
  });

  test('drops and counts what does not fit, and what comes while it is down', async (context) => {
    const link = await openTapLink('core2');
    context.after(() => link.close());
    link.send(testFrame(1, 1519));
    link.send(new Uint8Array(13));
    ip('link', 'set', 'core2', 'down');
    link.send(testFrame(2));
    assert.deepEqual([link.counters.sent, link.counters.sendDrops], [0, 3]);
  });

  test('that exists is used, and stays', async () => {
    ip('tuntap', 'add', 'kept0', 'mode', 'tap');
    const link = await openTapLink('kept0');
    await assert.rejects(
      openTapLink('kept0'),
      (error) => error instanceof LinkRefusal && error.message === 'tap kept0 is in use by another process',
    );
    await link.close();
    assert.match(ip('link', 'show', 'kept0'), /kept0/);
    ip('link', 'del', 'kept0');
  });

  test('cannot have the name of another interface', async () => {
    vethPair('taken0', 'taken1');
    await assert.rejects(
      openTapLink('taken0'),
      (error) => error instanceof LinkRefusal && /there is an interface taken0 that is no TAP/.test(error.message),
    );
    ip('link', 'del', 'taken0');
  });

  test('that is removed is down for good', async () => {
    ip('tuntap', 'add', 'gone0', 'mode', 'tap');
    const link = await openTapLink('gone0');
    link.receive(() => {});
    const told = new Promise((resolve) => {
      link.watch(resolve);
    });
    ip('link', 'del', 'gone0');
    assert.equal(await told, false);
    link.send(testFrame(1));
    assert.equal(link.counters.sendDrops, 1);
    await link.close();
  });

  describe('between this host and a raw interface', () => {
    let far: FarHost;
    before(async () => {
      vethPair('right', 'right-far');
      far = await FarHost.start();
      await far.plug('right-far', '10.79.0.2/24');
    });
    after(() => far.stop());

    test('TCP passes both ways, 10 MB whole', async (context) => {
      const tap = await openTapLink('core3');
      ip('address', 'add', '10.79.0.1/24', 'dev', 'core3');
      const right = await openPacketLink('right');
      context.after(() => Promise.all([tap.close(), right.close()]));
      tap.receive((frame) => right.send(frame));
      right.receive((frame) => tap.send(frame));
      await far.ask({ serve: { host: '10.79.0.2', port: 5000 } });
      await serve('10.79.0.1', 5000);
      const outward = await transfer('10.79.0.2', 5000, 10_000_000);
      assert.equal(outward.answered, outward.sent);
      const inward = await far.ask({ transfer: { host: '10.79.0.1', port: 5000, octets: 10_000_000 } });
      assert.equal(inward.answered, inward.sent);
    });
  });
});
