// A MACsec port between two raw interfaces: what it loses and adds, and what it bears.
//
// Root, Linux. Each process has a network of its own, which ends with it. `port` (measured) has the port: clear frames
// on the veth `core`, protected ones on the veth `wire`. `tester` has the other ends of both, and on the wire's the port's
// peer. It neither protects nor opens anything while it measures, as its own garbage would be what is measured then: what
// it sends protected was protected beforehand, and what comes protected is known by its packet number. "direct" is the
// same tester over one more veth, with nothing between. When a frame leaves and comes is told by the clock at the call that
// sends it and by the kernel's stamp on arrival (stamped-socket.mjs), so that the tester's own lateness is no part of it.
// `flooder` shares the tester's network and sends without pause.
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { Confidential } from '../../dist/crypto/confidential.js';
import { loadDirectCrypto } from '../../dist/crypto/node/direct-crypto.js';
import { parseMacAddress } from '../../dist/ethernet/mac-address.js';
import { makeSci } from '../../dist/lmi/sci.js';
import { parseCkn } from '../../dist/mka/ckn.js';
import { kayConfig } from '../../dist/mka/config.js';
import { openInterfaceLink, openPacketLink } from '../../dist/port/link/af-packet.js';
import { loadLibC } from '../../dist/port/link/linux/libc.js';
import { Port } from '../../dist/port/port.js';
import { note } from '../note.mjs';
import { quantile } from '../statistics.mjs';
import { serve, startChild } from './child.mjs';
import { flood } from './flood.mjs';
import { StampedSocket } from './stamped-socket.mjs';
import { watchedClock } from './watched-clock.mjs';

const CLONE_NEWNET = 0x40000000;
const ETHER_TYPE = 0x88b5;
const EAPOL_RATE = 100_000;
/**
 * Of what the port took for a moment from a flooder without limits, which takes the processor from it; so that three
 * times what it takes at length are offered.
 */
const OVERLOAD = 5;
const SIZE = 1500;
const RATE = 50_000;
/** Seconds at the beginning of each run that do not count: the port's code is compiled for the first frames. */
const WARM_UP = 1;
/** Room for what protection adds. */
const MTU = '1600';
/** How long the port may take to be secured, and afterwards to notice a peer that is gone. */
const PATIENCE = 15_000;

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc');
const sleep = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));
const ip = (...parameters) => execFileSync('ip', parameters);

/** How the port's process runs, by the command that starts it. */
export const PRIORITIES = {
  none: [],
  /** As ferrule-portd.service has it. */
  nice: ['nice', '-n', '-10'],
  /** As it says that one may have it. */
  realtime: ['chrt', '--rr', '10'],
};

/** Sets everything up; a sentence instead, if it cannot be had here. */
export async function startWire({ priority }) {
  try {
    const { geteuid } = process;
    if (process.platform !== 'linux' || geteuid?.() !== 0) return 'They need Linux, and root for network namespaces.';
    ip('-V');
  } catch {
    return 'They need ip of iproute2.';
  }
  if (!(priority in PRIORITIES))
    throw new Error(`no priority ${priority}: there are ${Object.keys(PRIORITIES).join(', ')}`);
  const port = await startChild('wire.mjs', 'port', PRIORITIES[priority]);
  const tester = await startChild('wire.mjs', 'tester');
  const veth = (one, oneChild, other, otherChild) => {
    const names = [`bp${process.pid % 10_000}${one}`, `bp${process.pid % 10_000}${other}`];
    ip('link', 'add', names[0], 'mtu', MTU, 'type', 'veth', 'peer', 'name', names[1], 'mtu', MTU);
    ip('link', 'set', names[0], 'netns', String(oneChild.pid), 'name', one);
    ip('link', 'set', names[1], 'netns', String(otherChild.pid), 'name', other);
  };
  veth('core', port, 'host', tester);
  veth('wire', port, 'peer', tester);
  veth('left', tester, 'right', tester);
  await Promise.all([port.ask('open'), tester.ask('open')]);
  for (const child of [port, tester]) if (!(await child.ask('secured'))) throw new Error('a port was not secured');
  return {
    through: (options) => through(port, tester, options),
    floods: (options) => floods(port, tester, options),
    stop: () => {
      for (const child of [port, tester]) child.stop();
    },
  };
}

async function through(port, tester, { seconds }) {
  const rows = [];
  for (const rate of [RATE / 2, RATE]) {
    for (const way of ['direct', 'protect', 'validate']) {
      note(`${way}: ${rate} frames of ${SIZE} octets a second`);
      await port.ask('begin');
      const run = await tester.ask('send', { way, rate, seconds });
      rows.push({ way, rate, ...run, cores: way === 'direct' ? Number.NaN : (await port.ask('end')).cores });
    }
  }
  return { rows, rate: RATE, size: SIZE };
}

async function floods(port, tester, { seconds, kinds }) {
  const results = [];
  for (const { kind, name, from } of FLOODS) {
    if (kinds !== undefined && !kinds.includes(kind)) continue;
    const isData = !kind.startsWith('eapol');
    note(`${name}: capacity`);
    const rate = isData
      ? OVERLOAD * (await offer(port, tester, { kind, from, rate: Infinity, seconds: 3 })).takenPerSecond
      : EAPOL_RATE;
    await sleep(2500);
    note(`${name}: ${Math.round(rate)} a second for ${seconds} s`);
    results.push({ flood: name, isData, ...(await offer(port, tester, { kind, from, rate, seconds })) });
    await sleep(2500);
  }
  return results;
}

const FLOODS = [
  { kind: 'clear', name: 'clear frames to protect', from: 'host' },
  { kind: 'forged', name: 'protected frames with bad ICVs', from: 'peer' },
  { kind: 'eapol-unknown', name: 'MKPDUs of unknown CKNs', from: 'peer' },
  { kind: 'eapol-forged', name: 'MKPDUs with bad ICVs', from: 'peer' },
];

async function offer(port, tester, { kind, from, rate, seconds }) {
  const frame = await tester.ask('sample', kind);
  await Promise.all([port.ask('begin'), tester.ask('begin')]);
  const sent = await tester.ask('flood', { from, frame, rate: rate === Infinity ? 0 : rate, seconds });
  const [near, far] = [await port.ask('end'), await tester.ask('end')];
  return {
    offeredPerSecond: sent.count / sent.seconds,
    seconds: sent.seconds,
    takenPerSecond: near.taken / near.seconds,
    cores: near.cores,
    heard: near.heard,
    late: near.late,
    lost: near.lost + far.lost,
    flaps: near.flaps + far.flaps,
  };
}

// What the children do.

const KEY = {
  associationNumber: 1,
  ckn: parseCkn('b1'.repeat(32)),
  cak: new Confidential('CAK', new Uint8Array(32).fill(9)),
};

async function makePort(last, wire, core, state) {
  const address = parseMacAddress(`02:00:00:00:00:0${last}`);
  const clock = watchedClock((late) => (state.late = Math.max(state.late, late)));
  const port = new Port({
    config: kayConfig({ address, sci: makeSci(address, 1), keyServerPriority: 16 + last }),
    crypto: await loadDirectCrypto(),
    clock,
    wire,
    core,
    onEvent: ({ type }) => {
      if (type === 'peer-lost') state.lost += 1;
      if (type === 'unsecured') state.flaps += 1;
    },
  });
  port.setMode('must_encrypt');
  port.setKeys([KEY]);
  return port;
}

const newState = () => ({ late: 0, lost: 0, flaps: 0 });

/** Answers when the port is secured, or false when it is not in time. */
async function secured(port) {
  for (const end = performance.now() + PATIENCE; performance.now() < end; await sleep(50)) {
    if (port.status().kay.secured) return true;
  }
  return false;
}

const counts = (port) => {
  const { wire, core, kay } = port.status();
  return {
    taken: wire.counters.received + (core?.counters.received ?? 0),
    heard: kay.participants.reduce((sum, { received }) => sum + received, 0),
  };
};

function observed(port, state) {
  let since;
  return {
    begin: () => {
      Object.assign(state, newState());
      since = { at: performance.now(), cpu: process.cpuUsage(), ...counts(port()) };
    },
    end: () => {
      const seconds = (performance.now() - since.at) / 1000;
      const { user, system } = process.cpuUsage(since.cpu);
      const { taken, heard } = counts(port());
      return {
        ...state,
        seconds,
        cores: (user + system) / 1e6 / seconds,
        taken: taken - since.taken,
        heard: heard - since.heard,
      };
    },
  };
}

function portRole() {
  const state = newState();
  let port;
  serve({
    open: async () => {
      port = await makePort(1, await openInterfaceLink('wire'), await openInterfaceLink('core'), state);
    },
    secured: () => secured(port),
    ...observed(() => port, state),
  });
}

function testerRole() {
  const state = newState();
  const u16 = (octets, at) => 256 * octets[at] + octets[at + 1];
  const u32 = (octets, at) => 65_536 * u16(octets, at) + u16(octets, at + 2);
  let run;
  const arrived = (number, at) => {
    run.latencies[run.received] = at - run.sentAt[number];
    run.received += 1;
  };
  /** A clear frame, which holds its run and its number. */
  const take = (frame, at) => {
    if (u16(frame, 12) === ETHER_TYPE && u32(frame, 14) === run.id) arrived(u32(frame, 18), at);
  };
  /** A protected frame: they come in the order of their packet numbers. */
  const takeProtected = (frame, at) => {
    if (!isProtected(frame)) return;
    const pn = u32(frame, 16);
    run.firstPn ??= pn;
    arrived(pn - run.firstPn, at);
  };
  const isProtected = (frame) => frame[12] === 0x88 && frame[13] === 0xe5;
  /** Frames that the peer protects, instead of sending them. */
  let kept;
  const keeping = (link) => ({
    name: link.name,
    maxFrameLength: link.maxFrameLength,
    counters: link.counters,
    send: (frame) => {
      if (kept !== undefined && isProtected(frame)) kept.push(Uint8Array.from(frame));
      else link.send(frame);
    },
    receive: (receiver) => link.receive(receiver),
    watch: () => {},
    close: () => link.close(),
  });
  let peer;
  let ways;
  let runs = 0;
  serve({
    open: async () => {
      for (const name of ['host', 'peer', 'left', 'right']) ip('link', 'set', name, 'up');
      const libc = await loadLibC('the benchmark');
      // The peer hears MKPDUs only: it has no use for data, and need not be woken for them.
      const wire = await openPacketLink('peer', () => {}, 'nothing');
      peer = await makePort(2, keeping(wire), undefined, state);
      const [host, far, left, right] = ['host', 'peer', 'left', 'right'].map((name) => new StampedSocket(libc, name));
      ways = {
        direct: { send: (frame) => left.send(frame), arrivals: right, taking: take },
        protect: { send: (frame) => host.send(frame), arrivals: far, taking: takeProtected },
        validate: { send: (_, number) => far.send(kept[number]), arrivals: host, taking: take },
      };
    },
    secured: () => secured(peer),
    ...observed(() => peer, state),
    send: async ({ way, rate, seconds }) => {
      runs += 1;
      const uncounted = rate * WARM_UP;
      const total = uncounted + rate * seconds;
      const frame = new Uint8Array(SIZE);
      frame.set([2, 0, 0, 0, 0, 9, 2, 0, 0, 0, 0, 8, ETHER_TYPE >> 8, ETHER_TYPE & 0xff]);
      const view = new DataView(frame.buffer);
      view.setUint32(14, runs);
      if (way === 'validate') {
        kept = [];
        for (let number = 0; number < total; number += 1) {
          view.setUint32(18, number);
          peer.send(frame);
          // Its MKPDUs have their turn meanwhile.
          if (number % 5000 === 0) await sleep(0);
        }
      }
      collectGarbage();
      const { send, arrivals, taking } = ways[way];
      // What came before is nobody's.
      arrivals.drain(() => {});
      run = { id: runs, sentAt: new Float64Array(total), latencies: new Float64Array(total), received: 0 };
      let sent = 0;
      const began = performance.now();
      while (sent < total) {
        const due = Math.min(total, Math.floor(((performance.now() - began) * rate) / 1000));
        // In lots, once a millisecond, as who sends without pause takes the processor that the port needs. A lot is
        // bounded, or a pause of this process becomes a burst that no wire would carry.
        for (const end = Math.min(due, sent + rate / 250); sent < end; sent += 1) {
          view.setUint32(18, sent);
          run.sentAt[sent] = send(frame, sent);
        }
        arrivals.drain(taking);
        await sleep(1);
      }
      // All that is under way comes within this.
      await sleep(500);
      arrivals.drain(taking);
      const sorted = run.latencies.subarray(Math.min(uncounted, run.received), run.received).sort();
      const at = (share) => quantile(sorted, share);
      const { received } = run;
      run = undefined;
      kept = undefined;
      return { sent, lost: sent - received, latency: { p50: at(0.5), p99: at(0.99), p999: at(0.999), max: at(1) } };
    },
    sample: (kind) => {
      const { latest, old } = peer.status().kay;
      return sampleOf(kind, (latest ?? old).an);
    },
    flood: (options) => runFlooder(options),
  });
}

/** A frame of a flood, as hexadecimal digits. */
function sampleOf(kind, an) {
  const header = (etherType) => [0x02, 0, 0, 0, 0, 1, 0x02, 0, 0, 0, 0, 2, etherType >> 8, etherType & 0xff];
  if (kind === 'clear') return Buffer.from([...header(ETHER_TYPE), ...new Uint8Array(SIZE - 14)]).toString('hex');
  if (kind === 'forged') {
    // A SecTAG with SCI, E and C set, of the peer's channel and SA and with a number far ahead: the ICV must be checked.
    const tag = [0x2c | an, 0, 0x7f, 0xff, 0xff, 0xff, 0x02, 0, 0, 0, 0, 2, 0, 1];
    return Buffer.from([...header(0x88e5), ...tag, ...new Uint8Array(SIZE)]).toString('hex');
  }
  const body = Buffer.alloc(64 + 44 + 16, 0);
  const ckn = kind === 'eapol-unknown' ? 'c7' : 'b1';
  // A basic parameter set with a CKN of 32 octets, a SAK use set, and an ICV that is none.
  Buffer.from(`0310e03c0200000000020001${'5a'.repeat(12)}000fffff0080c201${ckn.repeat(32)}`, 'hex').copy(body);
  Buffer.from('03000028', 'hex').copy(body, 64);
  const eapol = Buffer.concat([Buffer.from([3, 5, 0, body.length]), body]);
  const group = [0x01, 0x80, 0xc2, 0, 0, 3, ...header(0x888e).slice(6)];
  return Buffer.concat([Buffer.from(group), eapol]).toString('hex');
}

/** In a process of its own, which inherits this network: the tester's port has its turn meanwhile. */
async function runFlooder({ from, frame, rate, seconds }) {
  const child = await startChild('wire.mjs', 'flooder');
  try {
    return await child.ask('run', { from, frame, rate, seconds });
  } finally {
    child.stop();
  }
}

const role = process.argv[2];
if (role === 'port' || role === 'tester') {
  const libc = await loadLibC('the benchmark');
  if (libc.unshare(CLONE_NEWNET) !== 0) throw new Error('needs root, for network namespaces');
  // The host's own stack would send on interfaces that come up, and the packet numbers would not be the frames' numbers.
  for (const which of ['all', 'default']) writeFileSync(`/proc/sys/net/ipv6/conf/${which}/disable_ipv6`, '1');
  if (role === 'port') portRole();
  else testerRole();
} else if (role === 'flooder') serve({ run: flood });
