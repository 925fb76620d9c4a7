// The load: closed loops of clients on keep-alive connections, each sending its next request when the last is answered.
import { randomBytes } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import { cpuSeconds } from './process.mjs';
import { ascending, quantile } from './statistics.mjs';
import { Wire } from './wire.mjs';

const MOST_REQUESTS = 200_000;
const WARM_UP = 0.25;

const CLIENTS = 8;

/** Orders a dedicated connection that can do MACsec; answers its id. */
export async function orderConnection(wire, number) {
  const { output } = await wire.call('CreateConnection', {
    location: 'EqDC2',
    bandwidth: '10Gbps',
    connectionName: `bench ${number}`,
    requestMACSec: true,
  });
  return output.connectionId;
}

/**
 * Makes resources until `ids` holds `count` of them: connections, or what `maker` says.
 * @param maker gives each client a function that makes one and answers its id
 */
export async function growTo(server, ids, count, maker = () => orderConnection) {
  let next = ids.length;
  await eachClient(server, CLIENTS, async (wire) => {
    const make = maker();
    while (next < count) {
      next += 1;
      ids.push(await make(wire, next));
    }
  });
}

/** What one client does in one turn; answers the milliseconds of each request. `own` are connections that no other client uses. */
export const STEPS = {
  async byId(wire, own, turn) {
    const { milliseconds } = await wire.call('DescribeConnections', { connectionId: own[(turn * 7919) % own.length] });
    return [milliseconds];
  },
  async page(wire) {
    const { milliseconds } = await wire.call('DescribeConnections', { maxResults: 100 });
    return [milliseconds];
  },
  /** A new pair put on a connection and taken off again: two durable commits. */
  async pair(wire, own, turn) {
    const connectionId = own[turn % own.length];
    const ckn = randomBytes(32).toString('hex');
    const associated = await wire.call('AssociateMacSecKey', {
      connectionId,
      ckn,
      cak: randomBytes(32).toString('hex'),
    });
    const key = associated.output.macSecKeys.find((candidate) => candidate.ckn === ckn);
    // moto names the CKN otherwise than it was given.
    const { secretARN } = key ?? associated.output.macSecKeys.at(-1);
    const disassociated = await wire.call('DisassociateMacSecKey', { connectionId, secretARN });
    return [associated.milliseconds, disassociated.milliseconds];
  },
};

/** One cell: `clients` clients repeat a step for some seconds, after a warm-up that is not counted. */
export const measure = (server, step, ids, clients, seconds) =>
  measureSteps(server, clients, seconds, (client) => {
    const own = ids.filter((_, at) => at % clients === client);
    return (wire, turn) => STEPS[step](wire, own, turn);
  });

/** The same for calls: `callOf` gives the operation and the input of a turn. */
export const measureCalls = (server, clients, seconds, callOf) =>
  measureSteps(server, clients, seconds, (client) => async (wire, turn) => {
    const { milliseconds } = await wire.call(...callOf(turn * clients + client));
    return [milliseconds];
  });

/** @param stepOf gives each client what it does in one turn, which answers the milliseconds of each request */
async function measureSteps(server, clients, seconds, stepOf) {
  const run = async (limit) => {
    const times = [];
    let turns = 0;
    const began = performance.now();
    await eachClient(server, clients, async (wire, client) => {
      const step = stepOf(client);
      for (let turn = 0; performance.now() - began < limit * 1000 && times.length < MOST_REQUESTS; turn += 1) {
        times.push(...(await step(wire, turn)));
        turns += 1;
      }
    });
    return { times, turns, seconds: (performance.now() - began) / 1000 };
  };
  await run(seconds * WARM_UP);
  const before = cpuSeconds(server.pid);
  const { times, turns, seconds: took } = await run(seconds);
  const sorted = ascending(times);
  return {
    perSecond: turns / took,
    p50: quantile(sorted, 0.5),
    p99: quantile(sorted, 0.99),
    cpuMilliseconds: ((cpuSeconds(server.pid) - before) * 1000) / times.length,
  };
}

async function eachClient(server, count, work) {
  const wires = Array.from({ length: count }, () => new Wire(server.port));
  try {
    await Promise.all(wires.map(async (wire, at) => work(wire, at)));
  } finally {
    for (const wire of wires) wire.close();
  }
}
