import { growTo, measure } from './load.mjs';
import { note } from './note.mjs';
import { residentMiB } from './process.mjs';
import { startServer } from './servers.mjs';
import { median } from './statistics.mjs';

const CLIENTS = 8;
const STEPS = ['byId', 'page', 'pair'];

/**
 * What a request costs as the store grows: the CPU that the server spends on it, and its latency. The cost has to grow
 * with what is asked for (a page of 100), never with what is stored.
 */
export async function growth(name, sizes, { rounds, seconds }) {
  const server = await startServer(name);
  try {
    const ids = [];
    const rows = [];
    for (const size of sizes) {
      await growTo(server, ids, size);
      const row = { size };
      for (const step of STEPS) {
        const runs = [];
        for (let round = 0; round < rounds; round += 1) runs.push(await measure(server, step, ids, CLIENTS, seconds));
        row[step] = {
          perSecond: median(runs.map((run) => run.perSecond)),
          p50: median(runs.map((run) => run.p50)),
          cpuMilliseconds: median(runs.map((run) => run.cpuMilliseconds)),
        };
      }
      row.residentMiB = residentMiB(server.pid);
      rows.push(row);
      note(`${size} connections: ${STEPS.map((step) => `${step} ${row[step].p50.toFixed(2)} ms`).join(', ')}`);
    }
    return { clients: CLIENTS, rows };
  } finally {
    await server.stop();
  }
}
