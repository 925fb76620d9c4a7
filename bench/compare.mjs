import { growTo, measure } from './load.mjs';
import { note } from './note.mjs';
import { residentMiB } from './process.mjs';
import { startServer } from './servers.mjs';
import { median } from './statistics.mjs';

const CELLS = [
  { step: 'pair', clients: 16 },
  { step: 'pair', clients: 64 },
  { step: 'byId', clients: 16 },
  { step: 'byId', clients: 64 },
];

/**
 * The same cells on every server, interleaved (A B C, A B C, …), so that whatever else the machine does meets all of
 * them; of each cell the median of the rounds.
 */
export async function compare(names, { rounds, seconds, connections }) {
  const servers = [];
  try {
    for (const name of names) servers.push({ ...(await startServer(name)), ids: [] });
    for (const server of servers) await growTo(server, server.ids, connections);
    note(`${connections} connections in each of ${names.join(', ')}`);
    const cells = CELLS.map((cell) => ({ ...cell, runs: Object.fromEntries(names.map((name) => [name, []])) }));
    for (let round = 0; round < rounds; round += 1) {
      for (const cell of cells) {
        for (const server of servers) {
          const run = await measure(server, cell.step, server.ids, cell.clients, seconds);
          cell.runs[server.name].push(run);
          note(
            `round ${round + 1} of ${rounds}, ${cell.step} at ${cell.clients}: ${server.name} ` +
              `${run.perSecond.toFixed(0)}/s, p50 ${run.p50.toFixed(2)} ms, p99 ${run.p99.toFixed(2)} ms, ` +
              `CPU ${run.cpuMilliseconds.toFixed(3)} ms a request`,
          );
        }
      }
    }
    const memory = Object.fromEntries(servers.map((server) => [server.name, residentMiB(server.pid)]));
    return { cells: cells.map(withMedians), loadedMiB: memory };
  } finally {
    for (const server of servers) await server.stop();
  }
}

const FIGURES = ['perSecond', 'p50', 'p99', 'cpuMilliseconds'];

const withMedians = (cell) => ({
  ...cell,
  medians: Object.fromEntries(
    Object.entries(cell.runs).map(([name, runs]) => [
      name,
      Object.fromEntries(FIGURES.map((figure) => [figure, median(runs.map((run) => run[figure]))])),
    ]),
  ),
});
