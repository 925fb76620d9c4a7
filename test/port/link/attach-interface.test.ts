import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { before, describe, test } from 'node:test';
import type { TestContext } from 'node:test';
import { openInterfaceLink, openPacketLink } from '../../../src/port/link/af-packet.ts';
import { attachInterface, undoAttachment } from '../../../src/port/link/attach-interface.ts';
import type { AttachmentUndo } from '../../../src/port/link/attach-interface.ts';
import { LinkRefusal } from '../../../src/port/link/link-refusal.ts';
import { parseInterfaceOption } from '../../../src/port/link/link-description.ts';
import { loadLibC } from '../../../src/port/link/linux/libc.ts';
import { Netlink } from '../../../src/port/link/linux/netlink.ts';
import { readJoining, writeJoining } from '../../../src/port/link/linux/offload-settings.ts';
import { readSetting, writeSetting } from '../../../src/port/link/linux/sysctl.ts';
import { openLink } from '../../../src/port/link/open-link.ts';
import { eapolFrame, Inbox, numberOf, testFrame } from './frames.ts';
import { enterNamespace, ip, noNamespaces, vethPair } from './namespaces.ts';

describe('an interface that is attached', { skip: noNamespaces() }, () => {
  let cables = 0;

  before(enterNamespace);

  /** A veth of which nothing is known to the host. `near` is the end to attach. */
  function cable(context: TestContext): { near: string; far: string } {
    cables += 1;
    const names = { near: `near${cables}`, far: `far${cables}` };
    writeSetting('net/ipv6/conf/default/disable_ipv6', '0');
    vethPair(names.near, names.far);
    writeSetting(`net/ipv6/conf/${names.far}/disable_ipv6`, '1');
    context.after(() => {
      ip('link', 'del', names.near);
    });
    return names;
  }

  /** All that attaching changes, as it stands. */
  async function state(name: string): Promise<unknown> {
    const libc = await loadLibC('a test');
    const netlink = new Netlink(libc);
    const joining = readJoining(libc, netlink.fd, name);
    netlink.close();
    const [shown] = JSON.parse(execFileSync('ip', ['-json', 'link', 'show', name], { encoding: 'utf8' })) as {
      readonly flags: readonly string[];
      readonly mtu: number;
    }[];
    return {
      joining,
      mtu: shown?.mtu,
      up: shown?.flags.includes('UP'),
      arp: shown?.flags.includes('NOARP') !== true,
      ipv6: readSetting(`net/ipv6/conf/${name}/disable_ipv6`),
      forwarding: readSetting(`net/ipv4/conf/${name}/forwarding`),
      rpFilter: readSetting(`net/ipv4/conf/${name}/rp_filter`),
      // The queueing discipline of the shield; that of the interface itself is none of ours.
      shield: execFileSync('tc', ['qdisc', 'show', 'dev', name], { encoding: 'utf8' }).includes('clsact'),
    };
  }

  const ATTACHED = {
    joining: { gro: false, lro: false },
    mtu: 1500,
    up: true,
    arp: false,
    ipv6: '1',
    forwarding: '0',
    rpFilter: '1',
    shield: true,
  };

  async function joinAgain(name: string): Promise<void> {
    const libc = await loadLibC('a test');
    const netlink = new Netlink(libc);
    assert.ok(writeJoining(libc, netlink.fd, name, { gro: true, lro: false }));
    netlink.close();
  }

  test('is taken from the host, and given back as it was', async (context) => {
    const { near } = cable(context);
    ip('link', 'set', near, 'down');
    await joinAgain(near);
    writeSetting(`net/ipv4/conf/${near}/forwarding`, '1');
    const original = await state(near);
    const attachment = await attachInterface(near);
    assert.deepEqual(await state(near), ATTACHED);
    assert.ok(attachment.shielded);
    await attachment.detach();
    assert.deepEqual(await state(near), original);
    await attachment.detach();
    assert.deepEqual(await state(near), original);
  });

  test('that was up stays up', async (context) => {
    const { near } = cable(context);
    const original = await state(near);
    const attachment = await attachInterface(near, { mtu: 9000 });
    assert.deepEqual(await state(near), { ...ATTACHED, mtu: 9000 });
    await attachment.detach();
    assert.deepEqual(await state(near), original);
  });

  test('is given back after a crash with what was remembered before anything was changed', async (context) => {
    const { near } = cable(context);
    const original = await state(near);
    let stored = '';
    await attachInterface(near, {
      remember: async (undo) => {
        assert.deepEqual(await state(near), original);
        stored = JSON.stringify(undo);
      },
    });
    // Nobody detaches. All that is left is the text.
    const undo = JSON.parse(stored) as AttachmentUndo;
    assert.equal(await undoAttachment(undo), true);
    assert.deepEqual(await state(near), original);
    assert.equal(await undoAttachment(undo), true);
    assert.deepEqual(await state(near), original);
  });

  test('is left alone by an undo that is about an earlier one of its name', async (context) => {
    const { near, far } = cable(context);
    const { undo } = await attachInterface(near);
    ip('link', 'del', near);
    assert.equal(await undoAttachment(undo), false);
    vethPair(near, far);
    const original = await state(near);
    assert.equal(await undoAttachment({ ...undo, up: false }), false);
    assert.deepEqual(await state(near), original);
  });

  test('is not changed if nobody can remember', async (context) => {
    const { near } = cable(context);
    const original = await state(near);
    await assert.rejects(
      attachInterface(near, { remember: () => Promise.reject(new Error('disk full')) }),
      /disk full/,
    );
    assert.deepEqual(await state(near), original);
  });

  async function refused(name: string, reason: string, said: RegExp): Promise<void> {
    await assert.rejects(attachInterface(name), (error) => {
      assert.ok(error instanceof LinkRefusal);
      assert.equal(error.reason, reason);
      assert.match(error.message, said);
      return true;
    });
  }

  test('is refused if it has addresses, naming them', async (context) => {
    const { near } = cable(context);
    ip('address', 'add', '192.0.2.1/24', 'dev', near);
    ip('address', 'add', '2001:db8::1/64', 'dev', near, 'nodad');
    const original = await state(near);
    await refused(near, 'has-addresses', /has 192\.0\.2\.1\/24, 2001:db8::1\/64: .*ip address flush dev near/);
    assert.deepEqual(await state(near), original);
  });

  test('is not refused for the address that IPv6 gives every interface', async (context) => {
    const { near } = cable(context);
    ip('address', 'add', 'fe80::1/64', 'dev', near, 'nodad');
    await (await attachInterface(near)).detach();
  });

  test('is refused if a bridge has it, naming the bridge', async (context) => {
    const { near } = cable(context);
    ip('link', 'add', 'lan7', 'type', 'bridge');
    context.after(() => {
      ip('link', 'del', 'lan7');
    });
    ip('link', 'set', near, 'master', 'lan7');
    await refused(near, 'has-master', /belongs to lan7: free it with "ip link set near\d+ nomaster"/);
  });

  test('is refused if it has traffic control, which is left as it is', async (context) => {
    const { near } = cable(context);
    execFileSync('tc', ['qdisc', 'add', 'dev', near, 'clsact']);
    const original = await state(near);
    await refused(near, 'has-traffic-control', /has traffic control on it: remove it with "tc qdisc del/);
    assert.deepEqual(await state(near), original);
  });

  test('is refused if a port has it, which keeps it as it is', async (context) => {
    const { near } = cable(context);
    const original = await state(near);
    const attachment = await attachInterface(near);
    const remembered: AttachmentUndo[] = [];
    await assert.rejects(
      attachInterface(near, { remember: (undo) => void remembered.push(undo) }),
      (error) => error instanceof LinkRefusal && error.reason === 'in-use',
    );
    assert.deepEqual([await state(near), remembered], [ATTACHED, []]);
    await attachment.detach();
    assert.deepEqual(await state(near), original);
  });

  test('goes from a process that was killed to another, which gives it back as it was before both', async (context) => {
    const { near } = cable(context);
    const original = await state(near);
    const { undo } = await attachInterface(near);
    const remembered: AttachmentUndo[] = [];
    const again = await attachInterface(near, { former: undo, remember: (kept) => void remembered.push(kept) });
    assert.deepEqual([await state(near), remembered], [ATTACHED, [undo]]);
    await again.detach();
    assert.deepEqual(await state(near), original);
  });

  test('is refused if it does not exist, or is no Ethernet', async () => {
    await refused('absent0', 'no-such-interface', /^interface absent0 does not exist$/);
    await refused('lo', 'not-ethernet', /^interface lo is no Ethernet interface$/);
  });

  test('does not carry what the host sends, and does carry what the link sends', async (context) => {
    const { near, far } = cable(context);
    const link = await openInterfaceLink(near);
    const peer = await openPacketLink(far);
    context.after(() => Promise.all([link.close(), peer.close()]));
    const atPeer = new Inbox(peer);
    // Somebody gives it an address after all, and the host speaks.
    ip('address', 'add', '192.0.2.1/24', 'dev', near);
    ip('neighbor', 'replace', '192.0.2.2', 'lladdr', '02:00:00:00:00:02', 'dev', near);
    const socket = createSocket('udp4').bind(0, '192.0.2.1');
    context.after(() => socket.close());
    await once(socket, 'listening');
    await new Promise((sent) => socket.send('from the host', 9, '192.0.2.2', sent));
    link.send(testFrame(1));
    link.send(eapolFrame(2));
    assert.deepEqual((await atPeer.first(2)).map(numberOf).sort(), [1, 2]);
  });

  test('does not give the host what arrives', async (context) => {
    const { near, far } = cable(context);
    const link = await openInterfaceLink(near);
    const peer = await openPacketLink(far);
    context.after(() => Promise.all([link.close(), peer.close()]));
    const inbox = new Inbox(link);
    const taken = hostReceives();
    const packet = testFrame(1, 60, 0x0800);
    packet.set(Buffer.from('ffffffffffff', 'hex'));
    packet.set(Buffer.from('4500002e000040004011ffff7f0000017f000001', 'hex'), 14);
    peer.send(packet);
    await inbox.first(1);
    assert.equal(hostReceives(), taken);
  });

  test('is given back when its link is closed', async (context) => {
    const { near } = cable(context);
    const original = await state(near);
    let undo: AttachmentUndo | undefined;
    const link = await openLink(parseInterfaceOption(near), {
      remember: (told) => {
        undo = told;
      },
    });
    assert.equal(link.name, `interface ${near}`);
    assert.equal(undo?.name, near);
    assert.deepEqual(await state(near), ATTACHED);
    await link.close();
    assert.deepEqual(await state(near), original);
  });
});

/** IPv4 packets that the host's own stack has been given. */
function hostReceives(): string | undefined {
  return /^Ip: \d+ \d+ (\d+)/m.exec(readFileSync('/proc/self/net/snmp', 'utf8'))?.[1];
}
