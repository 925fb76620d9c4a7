// What a process loses and adds when it forwards frames between two raw interfaces.
//
//   npm run build:test && node bench/links.mjs [--rate 50000] [--size 1500] [--seconds 5]
//
// Root, Linux. A tester sends numbered frames into one veth and takes them from another; between the two, in a process
// of its own, two links hand each frame on as it is. The aim: 50,000 frames of 1,500 octets a second one way without
// loss, and at half of that at most 1 ms of added latency at the 99th percentile. "direct" is the same tester over one
// veth with nothing between: what the tester and the kernel take is in both. Each process has a network of its own,
// which ends with it.
//
// Last, a forwarder that spends 30 µs on each frame is offered three times what it can take, and EAPOL beside it: what
// counts is that EAPOL is neither lost nor late.
import { execFileSync, fork } from 'node:child_process';
import { once } from 'node:events';
import { parseArgs } from 'node:util';
import { openInterfaceLink, openPacketLink } from '../build/src/port/link/af-packet.js';
import { loadLibC } from '../build/src/port/link/linux/libc.js';

const CLONE_NEWNET = 0x40000000;
const ETHER_TYPE_EXPERIMENTAL = 0x88b5;
const ETHER_TYPE_EAPOL = 0x888e;

const ROLES = { forwarder, tester };
const role = ROLES[process.argv[2]];
const libc = await loadLibC('the benchmark');
if (libc.unshare(CLONE_NEWNET) !== 0) throw new Error('needs root, for network namespaces');
if (role === undefined) await main();
else await role();

async function main() {
  const { values } = parseArgs({
    options: {
      rate: { type: 'string', default: '50000' },
      size: { type: 'string', default: '1500' },
      seconds: { type: 'string', default: '5' },
    },
  });
  const [rate, size, seconds] = [values.rate, values.size, values.seconds].map(Number);
  const children = { forwarder: await start('forwarder'), tester: await start('tester') };
  veth('direct-in', 'tester', 'direct-out', 'tester');
  veth('in', 'tester', 'left', 'forwarder');
  veth('out', 'tester', 'right', 'forwarder');
  await ask(children.forwarder, { open: ['left', 'right'] });

  console.log(`${'way'.padEnd(8)} frames/s octets      sent       lost   p50 µs   p99 µs p99.9 µs   max µs  CPU %`);
  const results = {};
  for (const each of [rate / 2, rate, rate * 2]) {
    for (const [way, into, from] of [
      ['direct', 'direct-in', 'direct-out'],
      ['links', 'in', 'out'],
    ]) {
      await ask(children.forwarder, { measure: true });
      const run = await ask(children.tester, { into, from, rate: each, size, seconds });
      const { cpu, counters } = await ask(children.forwarder, { measure: true });
      const columns = [each, size, run.sent, run.sent - run.received, ...run.latencies.map(Math.round)];
      const widths = [8, 6, 9, 10, 8, 8, 8, 8];
      const line = columns.map((column, at) => String(column).padStart(widths[at])).join(' ');
      console.log(way.padEnd(8), line, String(Math.round(cpu)).padStart(6), run.sendDrops > 0 ? 'sender short' : '');
      results[`${way} ${each}`] = run;
      if (way === 'links' && run.sent > run.received) console.log('        ', JSON.stringify(counters));
    }
  }
  const full = results[`links ${rate}`];
  const added = results[`links ${rate / 2}`].latencies[1] - results[`direct ${rate / 2}`].latencies[1];
  console.log(`lost at ${rate}/s: ${full.sent - full.received}; p99 added at ${rate / 2}/s: ${Math.round(added)} µs`);

  await ask(children.forwarder, { cost: 0.03 });
  const flood = await ask(children.tester, { into: 'in', from: 'out', rate: 100_000, size, seconds, control: true });
  const { sent, received, control } = flood;
  const lost = `EAPOL lost ${control.sent - control.received} of ${control.sent}`;
  const late = `p50 ${Math.round(control.latencies[0])} p99 ${Math.round(control.latencies[1])}`;
  console.log(
    `flood: data lost ${sent - received} of ${sent}; ${lost}, ${late} max ${Math.round(control.latencies[3])} µs`,
  );
  for (const child of Object.values(children)) child.disconnect();

  function veth(one, oneRole, other, otherRole) {
    ip('link', 'add', one, 'mtu', '9000', 'type', 'veth', 'peer', 'name', other, 'mtu', '9000');
    ip('link', 'set', one, 'netns', String(children[oneRole].pid));
    ip('link', 'set', other, 'netns', String(children[otherRole].pid));
  }
}

/** Hands on what either interface receives. */
async function forwarder() {
  let links = [];
  let since = { cpu: process.cpuUsage(), at: process.hrtime.bigint() };
  let cost = 0;
  const spend = () => {
    for (const end = performance.now() + cost; performance.now() < end;);
  };
  serve(async ({ open, cost: wanted }) => {
    if (wanted !== undefined) {
      cost = wanted;
      return {};
    }
    if (open !== undefined) {
      links = [await openInterfaceLink(open[0]), await openInterfaceLink(open[1])];
      links[0].receive((frame) => {
        if (cost > 0) spend();
        links[1].send(frame);
      });
      links[1].receive((frame) => links[0].send(frame));
      return {};
    }
    const { user, system } = process.cpuUsage(since.cpu);
    const elapsed = Number(process.hrtime.bigint() - since.at) / 1000;
    since = { cpu: process.cpuUsage(), at: process.hrtime.bigint() };
    return { cpu: (100 * (user + system)) / elapsed, counters: links.map(({ counters }) => counters) };
  });
}

/** Sends at a rate, and notes for each frame that comes back how long it took. */
async function tester() {
  serve(async ({ into, from, rate, size, seconds, control = false }) => {
    for (const name of [into, from]) {
      ip('link', 'set', name, 'up');
    }
    const [out, back] = [await openPacketLink(into), await openPacketLink(from)];
    const total = rate * seconds;
    const data = { latencies: new Float64Array(total), received: 0, sent: 0 };
    const eapol = { latencies: new Float64Array(total), received: 0, sent: 0 };
    back.receive((frame) => {
      const view = new DataView(frame.buffer, frame.byteOffset);
      const kind = { [ETHER_TYPE_EXPERIMENTAL]: data, [ETHER_TYPE_EAPOL]: eapol }[view.getUint16(12)];
      if (frame.length !== size || kind === undefined) return;
      kind.latencies[kind.received] = performance.now() - view.getFloat64(14);
      kind.received += 1;
    });
    const frame = new Uint8Array(size);
    frame.set([2, 0, 0, 0, 0, 2, 2, 0, 0, 0, 0, 1, ETHER_TYPE_EXPERIMENTAL >> 8, ETHER_TYPE_EXPERIMENTAL & 0xff]);
    const view = new DataView(frame.buffer);
    const send = (kind, etherType) => {
      view.setUint16(12, etherType);
      view.setFloat64(14, performance.now());
      out.send(frame);
      kind.sent += 1;
    };
    const begin = performance.now();
    while (data.sent < total) {
      const due = Math.min(total, Math.floor(((performance.now() - begin) * rate) / 1000));
      if (control) send(eapol, ETHER_TYPE_EAPOL);
      // In lots, once a millisecond: who sends without pause takes the processor that the links need. A lot is bounded,
      // or a pause of this process becomes a burst that no wire would carry.
      for (const end = Math.min(due, data.sent + rate / 250); data.sent < end;) send(data, ETHER_TYPE_EXPERIMENTAL);
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
    // All that is under way comes within this, but for what a flood has left behind.
    await new Promise((resolve) => setTimeout(resolve, 300));
    const { sendDrops } = out.counters;
    await Promise.all([out.close(), back.close()]);
    return { ...summary(data), sendDrops, control: summary(eapol) };
  });
}

function summary({ sent, received, latencies }) {
  const sorted = latencies.subarray(0, received).sort();
  const at = (share) => 1000 * (sorted[Math.min(received - 1, Math.floor(share * received))] ?? 0);
  return { sent, received, latencies: [at(0.5), at(0.99), at(0.999), at(1)] };
}

async function start(name) {
  const child = fork(new URL(import.meta.url), [name]);
  await once(child, 'message');
  return child;
}

async function ask(child, request) {
  child.send(request);
  const [answer] = await once(child, 'message');
  return answer;
}

function serve(answer) {
  process.on('message', async (request) => process.send(await answer(request)));
  process.on('disconnect', () => process.exit(0));
  process.send('ready');
}

function ip(...parameters) {
  execFileSync('ip', parameters);
}
