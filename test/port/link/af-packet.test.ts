import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { after, before, describe, test } from 'node:test';
import type { TestContext } from 'node:test';
import { openPacketLink } from '../../../src/port/link/af-packet.ts';
import type { Link } from '../../../src/port/link/link.ts';
import { LinkRefusal } from '../../../src/port/link/link-refusal.ts';
import { writeSetting } from '../../../src/port/link/linux/sysctl.ts';
import { eapolFrame, Inbox, mkpduFrame, numberOf, testFrame } from './frames.ts';
import { enterNamespace, FarHost, ip, noNamespaces, vethPair } from './namespaces.ts';

const TEN_MEGABYTES = 10_000_000;

describe('a raw interface', { skip: noNamespaces() }, () => {
  let cables = 0;

  before(enterNamespace);

  /** Both ends of a veth as links. IPv6 is off, or the kernel would send frames of its own on it. */
  async function cable(context: TestContext, mtu = 1500): Promise<{ a: Link; b: Link; names: [string, string] }> {
    cables += 1;
    const names: [string, string] = [`a${cables}`, `b${cables}`];
    writeSetting('net/ipv6/conf/default/disable_ipv6', '1');
    vethPair(...names, mtu);
    const a = await openPacketLink(names[0]);
    const b = await openPacketLink(names[1]);
    context.after(async () => {
      await Promise.all([a.close(), b.close()]);
      ip('link', 'del', names[0]);
    });
    return { a, b, names };
  }

  test('carries frames both ways, whole and in order', async (context) => {
    const { a, b } = await cable(context);
    const atA = new Inbox(a);
    const atB = new Inbox(b);
    const lengths = [60, 61, 590, 1514, 15, 1513];
    const frames = lengths.map((length, number) => testFrame(number, length));
    for (const frame of frames) {
      a.send(frame);
      b.send(frame);
    }
    assert.deepEqual(await atB.first(frames.length), frames);
    assert.deepEqual(await atA.first(frames.length), frames);
    assert.equal(a.counters.sent, frames.length);
    assert.equal(a.counters.received, frames.length);
  });

  test('carries 8,500 octets where the MTU allows them', async (context) => {
    const { a, b } = await cable(context, 9000);
    const inbox = new Inbox(b);
    a.send(testFrame(1, 8500));
    a.send(testFrame(2, 9014));
    assert.deepEqual(await inbox.first(2), [testFrame(1, 8500), testFrame(2, 9014)]);
  });

  test('drops and counts what the interface is too small for', async (context) => {
    const { a, b } = await cable(context);
    const inbox = new Inbox(b);
    assert.deepEqual([a.maxFrameLength, a.maxUntaggedLength], [1518, 1514]);
    a.send(testFrame(1, 1519));
    // Room for a VLAN tag is there, but this has none: the kernel refuses it, and takes what comes after it.
    a.send(testFrame(2, 1518));
    a.send(new Uint8Array(13));
    a.send(testFrame(3));
    assert.deepEqual((await inbox.first(1)).map(numberOf), [3]);
    assert.deepEqual([a.counters.sent, a.counters.sendDrops], [1, 3]);
  });

  test('keeps VLAN tags, which the kernel takes out', async (context) => {
    const { a, b } = await cable(context);
    const inbox = new Inbox(b);
    const tagged = (tags: readonly number[], length: number): Uint8Array => {
      const frame = testFrame(7, length);
      frame.set(tags, 12);
      return frame;
    };
    const frames = [
      tagged([0x81, 0x00, 0xe0, 0x65, 0x08, 0x00], 64),
      tagged([0x81, 0x00, 0x00, 0x00, 0x88, 0xb5], 1518),
      tagged([0x88, 0xa8, 0x00, 0x65, 0x88, 0xb5], 100),
      tagged([0x88, 0xa8, 0x00, 0x65, 0x81, 0x00, 0x00, 0x66, 0x88, 0xb5], 100),
      tagged([0x81, 0x00, 0x00, 0x65, 0x88, 0x8e], 64),
      testFrame(8),
    ];
    for (const frame of frames) a.send(frame);
    assert.deepEqual(await inbox.first(frames.length), frames);
  });

  test('hears frames to every address, the PAE group among them, and none of its own', async (context) => {
    const { a, b } = await cable(context);
    const atA = new Inbox(a);
    const atB = new Inbox(b);
    a.send(eapolFrame(1));
    a.send(testFrame(2));
    await atB.first(2);
    b.send(testFrame(3));
    assert.deepEqual((await atA.first(1)).map(numberOf), [3]);
    assert.deepEqual(atB.frames.map(numberOf).sort(), [1, 2]);
  });

  test('EAPOL comes before the data that came before it', async (context) => {
    const { a, names } = await cable(context);
    // A witness of the same interface: the kernel serves the socket opened last first.
    const witness = await openPacketLink(names[1]);
    const b = await openPacketLink(names[1]);
    context.after(() => Promise.all([witness.close(), b.close()]));
    const seen = new Promise<void>((resolve) => {
      let count = 0;
      witness.receive(() => {
        count += 1;
        if (count === 503) resolve();
      });
    });
    // Sent at once, as the queue would let EAPOL overtake on the way out as well.
    for (let number = 0; number < 500; number += 1) {
      a.send(testFrame(number));
      if (number % 100 === 99) await new Promise((resolve) => setImmediate(resolve));
    }
    for (let number = 500; number < 503; number += 1) a.send(eapolFrame(number));
    await seen;
    const inbox = new Inbox(b);
    const numbers = (await inbox.first(503)).map(numberOf);
    assert.deepEqual(numbers, [500, 501, 502, ...Array.from({ length: 500 }, (_, at) => at)]);
  });

  test('a flood of MKPDUs under other CKNs costs none under those that are expected', async (context) => {
    const { a, b } = await cable(context);
    const [ours, theirs] = [new Uint8Array(32).fill(0xab), new Uint8Array(32).fill(0xab)];
    theirs[31] = 0xac;
    const heard: number[] = [];
    const last = (frame: Uint8Array): number =>
      new DataView(frame.buffer, frame.byteOffset).getUint32(frame.length - 4);
    let isOver = (): void => {};
    const over = new Promise<void>((resolve) => (isOver = resolve));
    b.receive((frame) => {
      if (frame[81] === 0xab) heard.push(last(frame));
      if (last(frame) === 3) isOver();
    });
    b.expectMkpdus?.([new Uint8Array(16).fill(1), ours]);
    // Nobody reads meanwhile: what finds no room in the kernel is lost.
    a.send(mkpduFrame(ours, 1));
    for (let count = 0; count < 40_000; count += 1) a.send(mkpduFrame(theirs, 0));
    a.send(mkpduFrame(ours, 2));
    a.send(mkpduFrame(ours, 3));
    await over;
    assert.deepEqual(heard, [1, 2, 3]);
    assert.ok(b.counters.receiveDrops > 0, 'there were more than the kernel had room for');
    assert.ok(b.counters.received > 3, 'the others are heard too');
  });

  test('MKPDUs are heard once, whichever are expected, and whatever is expected next', async (context) => {
    const { a, b } = await cable(context);
    const inbox = new Inbox(b);
    const ckns = [1, 2, 3].map((octet) => new Uint8Array([32, 31, 5][octet - 1] ?? 0).fill(octet));
    const short = eapolFrame(9);
    let expected = 0;
    for (const some of [[], ckns.slice(0, 1), ckns, ckns.slice(1, 2), []]) {
      b.expectMkpdus?.(some);
      for (const ckn of ckns) a.send(mkpduFrame(ckn, 0));
      a.send(short);
      expected += 4;
      const frames = (await inbox.first(expected)).slice(-4).map((frame) => Buffer.from(frame).toString('hex'));
      const sent = [...ckns.map((ckn) => mkpduFrame(ckn, 0)), short].map((frame) => Buffer.from(frame).toString('hex'));
      assert.deepEqual(frames.sort(), sent.sort());
    }
    a.send(testFrame(1));
    assert.equal((await inbox.first(expected + 1)).length, inbox.frames.length);
  });

  test('EAPOL is sent before the data that waits', async (context) => {
    const { a, b } = await cable(context);
    const inbox = new Inbox(b);
    a.send(testFrame(1));
    a.send(eapolFrame(2));
    assert.deepEqual(a.counters.sent, 1);
    await inbox.first(2);
    assert.deepEqual(a.counters.sent, 2);
  });

  test('knows whether there is a wire, and tells when that changes', async (context) => {
    const { a, names } = await cable(context);
    assert.ok(a.up);
    for (const up of [false, true]) {
      const told = new Promise((resolve) => {
        a.watch(resolve);
      });
      ip('link', 'set', names[1], up ? 'up' : 'down');
      assert.equal(await told, up);
      assert.equal(a.up, up);
    }
  });

  test('goes on when the interface was down meanwhile', async (context) => {
    const { a, b, names } = await cable(context);
    const inbox = new Inbox(b);
    const changes = (link: Link): Promise<unknown> => new Promise((resolve) => link.watch(resolve));
    const down = Promise.all([changes(a), changes(b)]);
    ip('link', 'set', names[1], 'down');
    // Both: the other end is told some time later, which would pass for the news that it is up again.
    assert.deepEqual(await down, [false, false]);
    const up = Promise.all([changes(a), changes(b)]);
    ip('link', 'set', names[1], 'up');
    assert.deepEqual(await up, [true, true]);
    a.send(testFrame(1));
    a.send(eapolFrame(2));
    assert.deepEqual((await inbox.first(2)).map(numberOf).sort(), [1, 2]);
  });

  test('is down for good when the interface is gone', async () => {
    vethPair('gone0', 'gone1');
    const link = await openPacketLink('gone0');
    const told = new Promise((resolve) => {
      link.watch((up) => {
        if (!up) resolve(up);
      });
    });
    link.receive(() => {});
    ip('link', 'del', 'gone0');
    await told;
    link.send(testFrame(1));
    await link.close();
    assert.equal(link.counters.sent, 0);
    assert.equal(link.counters.sendDrops, 1);
  });

  test('refuses what is no Ethernet interface', async () => {
    await assert.rejects(
      openPacketLink('absent0'),
      (error) => error instanceof LinkRefusal && error.message === 'interface absent0 does not exist',
    );
    await assert.rejects(
      openPacketLink('lo'),
      (error) => error instanceof LinkRefusal && error.reason === 'not-ethernet',
    );
  });

  const noSetpriv = spawnSync('setpriv', ['--version']).status === 0 ? false : 'needs setpriv';
  test('without CAP_NET_RAW it says what is missing', { skip: noSetpriv }, () => {
    const script = `const { openPacketLink } = await import(${JSON.stringify(moduleUrl('af-packet'))});
      await openPacketLink('unprivileged0').catch((error) => console.log(error.reason, error.message));`;
    vethPair('unprivileged0', 'unprivileged1');
    const said = execFileSync(
      'setpriv',
      ['--bounding-set', '-net_raw,-net_admin', process.execPath, '--input-type=module', '--eval', script],
      { encoding: 'utf8' },
    );
    assert.match(said, /^not-permitted interface unprivileged0 needs CAP_NET_RAW: run ferrule portd as root or with/);
    ip('link', 'del', 'unprivileged0');
  });

  test('a process ends with a link open, and one that closed its links ends by itself', () => {
    vethPair('ending0', 'ending1');
    for (const last of ['process.exit(7)', 'process.exitCode = 7; await link.close()']) {
      const script = `const { openPacketLink } = await import(${JSON.stringify(moduleUrl('af-packet'))});
        const link = await openPacketLink('ending0');
        link.receive(() => {});
        setImmediate(async () => { ${last} });`;
      assert.equal(spawnSync(process.execPath, ['--input-type=module', '--eval', script]).status, 7, last);
    }
    ip('link', 'del', 'ending0');
  });

  describe('between two hosts that leave checksums and segmentation to their cards', () => {
    let client: FarHost;
    let server: FarHost;
    let links: Link[] = [];

    before(async () => {
      writeSetting('net/ipv6/conf/default/disable_ipv6', '0');
      for (const name of ['left', 'right']) {
        ip('link', 'add', name, 'mtu', '9000', 'type', 'veth', 'peer', 'name', `${name}-far`, 'mtu', '9000');
        ip('link', 'set', name, 'up');
      }
      client = await FarHost.start();
      server = await FarHost.start();
      await client.plug('left-far', '10.77.0.1/24');
      await server.plug('right-far', '10.77.0.2/24');
      await client.ask({ ip: ['address', 'add', 'fd77::1/64', 'dev', 'left-far', 'nodad'] });
      await server.ask({ ip: ['address', 'add', 'fd77::2/64', 'dev', 'right-far', 'nodad'] });
      links = [await openPacketLink('left'), await openPacketLink('right')];
      const [left, right] = links;
      left?.receive((frame) => {
        longest = Math.max(longest, frame.length);
        right?.send(frame);
      });
      right?.receive((frame) => left?.send(frame));
    });
    after(async () => {
      await Promise.all(links.map((link) => link.close()));
      await Promise.all([client.stop(), server.stop()]);
    });
    let longest = 0;

    for (const [mtu, host] of [
      [1500, '10.77.0.2'],
      [9000, '10.77.0.2'],
      [1500, 'fd77::2'],
    ] as const) {
      test(`TCP passes to ${host} with an MTU of ${mtu}, 10 MB whole`, async () => {
        longest = 0;
        await client.ask({ ip: ['link', 'set', 'left-far', 'mtu', String(mtu)] });
        await server.ask({ ip: ['link', 'set', 'right-far', 'mtu', String(mtu)] });
        const port = 5000 + mtu;
        await server.ask({ serve: { host, port } });
        const { sent, answered } = await client.ask({ transfer: { host, port, octets: TEN_MEGABYTES } });
        assert.equal(answered, sent);
        // What the host left uncut was cut as its card would have.
        assert.equal(longest, mtu + 14);
        assert.deepEqual(
          links.map(({ counters }) => counters.receiveDrops),
          [0, 0],
        );
      });
    }

    const noVlans = spawnSync('unshare', [
      '--net',
      'sh',
      '-c',
      'ip link add v0 type veth && ip link add link v0 type vlan id 1',
    ]);
    const skip = noVlans.status === 0 ? false : 'this kernel has no VLAN interfaces';
    test('TCP passes in a VLAN', { skip }, async () => {
      for (const [far, name, address] of [
        [client, 'left-far', '10.78.0.1/24'],
        [server, 'right-far', '10.78.0.2/24'],
      ] as const) {
        await far.ask({ ip: ['link', 'add', 'link', name, 'name', 'vlan101', 'type', 'vlan', 'id', '101'] });
        await far.ask({ ip: ['address', 'add', address, 'dev', 'vlan101'] });
        await far.ask({ ip: ['link', 'set', 'vlan101', 'up'] });
      }
      await server.ask({ serve: { host: '10.78.0.2', port: 5000 } });
      const transfer = { host: '10.78.0.2', port: 5000, octets: TEN_MEGABYTES };
      const { sent, answered } = await client.ask({ transfer });
      assert.equal(answered, sent);
    });
  });
});

function moduleUrl(name: string): string {
  return new URL(`../../../src/port/link/${name}.js`, import.meta.url).href;
}
