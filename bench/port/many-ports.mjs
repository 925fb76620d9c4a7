// Many MACsec ports in one process, their peers in another: what the key agreement of all of them costs the one.
//
// Both processes hold real ports (KaY, SecY and driver), three keys each, with the crypto and the clock that Ferrule's
// ports on interfaces run with. Counted is the whole of the process that has the 5,000 ports: sending and receiving of
// all MKPDUs, their ICVs, timers, garbage collection, and its end of the trunk that stands for the wires. Not counted is
// what a raw socket for each port would take of the kernel. Roles: `ports` (measured) and `peers`.
import { createHash } from 'node:crypto';
import { PerformanceObserver } from 'node:perf_hooks';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { Confidential } from '../../dist/crypto/confidential.js';
import { loadDirectCrypto } from '../../dist/crypto/node/direct-crypto.js';
import { parseMacAddress } from '../../dist/ethernet/mac-address.js';
import { makeSci } from '../../dist/lmi/sci.js';
import { parseCkn } from '../../dist/mka/ckn.js';
import { kayConfig } from '../../dist/mka/config.js';
import { PortSaks } from '../../dist/mka/port-saks.js';
import { Port } from '../../dist/port/port.js';
import { serve } from './child.mjs';
import { acceptTrunk, connectTrunk } from './trunk.mjs';
import { Lateness, watchedClock } from './watched-clock.mjs';

const KEYS = 3;
/** Ports that are given their keys at a time, so that the event loop goes round meanwhile, as it does in Ferrule. */
const LOT = 50;
const SIDES = { ports: { octet: '02', keyServerPriority: 16 }, peers: { octet: '06', keyServerPriority: 32 } };

const side = process.argv[2];
/** That of a port on an interface. */
const crypto = await loadDirectCrypto();
setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc');
const sleep = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

const state = { ports: [], secured: 0, flaps: 0, lateness: new Lateness(), pauses: [], trunk: undefined };
const clock = watchedClock((milliseconds) => state.lateness.note(milliseconds));

new PerformanceObserver((list) => {
  for (const { duration } of list.getEntries()) state.pauses.push(duration);
}).observe({ entryTypes: ['gc'] });

const commands = {
  listen: () =>
    new Promise((resolve) => {
      state.accepted = acceptTrunk(resolve).then((trunk) => (state.trunk = trunk));
    }),
  connect: async (port) => {
    state.trunk = await connectTrunk(port);
  },
  /** Makes the ports and gives them their keys; answers what they take, before the first frame has come. */
  build: async ({ count, bounded }) => {
    await state.accepted;
    if (bounded) askForBoundedDelay();
    collectGarbage();
    const before = process.memoryUsage();
    state.before = before;
    for (let number = 0; number < count; number += 1) {
      state.ports.push(makePort(number));
      if (number % LOT === LOT - 1) await sleep(0);
    }
  },
  /** The number of ports that are secured. */
  secured: () => state.secured,
  cut: (isCut) => {
    state.trunk.isCut = isCut;
  },
  /** Everything from now on. */
  begin: () => {
    state.lateness.clear();
    state.pauses = [];
    state.flaps = 0;
    state.since = {
      at: performance.now(),
      cpu: process.cpuUsage(),
      sent: state.trunk.sent,
      received: state.trunk.received,
    };
  },
  end: () => {
    const { since, trunk, lateness, pauses, flaps } = state;
    const seconds = (performance.now() - since.at) / 1000;
    const { user, system } = process.cpuUsage(since.cpu);
    return {
      seconds,
      cores: (user + system) / 1e6 / seconds,
      sentPerSecond: (trunk.sent - since.sent) / seconds,
      receivedPerSecond: (trunk.received - since.received) / seconds,
      late: { p50: lateness.quantile(0.5), p999: lateness.quantile(0.999), max: lateness.max, count: lateness.count },
      longestPause: Math.max(0, ...pauses),
      pauses: pauses.length,
      flaps,
    };
  },
  /** KiB a port: of resident memory as it stands, and of the heap when the garbage is gone. */
  memory: () => {
    const resident = process.memoryUsage().rss - state.before.rss;
    collectGarbage();
    const { heapUsed, external } = process.memoryUsage();
    const live = heapUsed + external - state.before.heapUsed - state.before.external;
    return { resident: resident / 1024 / state.ports.length, live: live / 1024 / state.ports.length };
  },
};

serve(commands);

function makePort(number) {
  const { octet, keyServerPriority } = SIDES[side];
  const tail = number.toString(16).padStart(8, '0').match(/../g).join(':');
  const address = parseMacAddress(`${octet}:00:${tail}`);
  const port = new Port({
    config: kayConfig({ address, sci: makeSci(address, 1), keyServerPriority }),
    crypto,
    clock,
    wire: state.trunk.link(number),
    onEvent: (event) => {
      if (event.type === 'secured') state.secured += 1;
      if (event.type !== 'unsecured') return;
      state.secured -= 1;
      state.flaps += 1;
    },
  });
  port.setMode('must_encrypt');
  port.setKeys(Array.from({ length: KEYS }, (_, key) => keyOf(number, key)));
  return port;
}

/** Both ends know it without telling each other. */
function keyOf(number, key) {
  const octets = (what) => createHash('sha256').update(`${what} ${number} ${key}`).digest();
  return {
    associationNumber: key + 1,
    ckn: parseCkn(octets('ckn').toString('hex')),
    cak: new Confidential('CAK', new Uint8Array(octets('cak'))),
  };
}

/**
 * Ferrule honours delay protection and asks nobody for it. Here both ends ask: then a hello is due each half second for
 * the key in use (IEEE Std 802.1X-2020, 9.10), which with two other keys makes three MKPDUs a second and port.
 */
function askForBoundedDelay() {
  const { useOf } = PortSaks.prototype;
  PortSaks.prototype.useOf = function (...given) {
    const use = useOf.apply(this, given);
    return use && { ...use, sakUse: { ...use.sakUse, delayProtect: true } };
  };
}
