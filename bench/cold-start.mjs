import { setTimeout as wait } from 'node:timers/promises';
import { note } from './note.mjs';
import { residentMiB } from './process.mjs';
import { startServer } from './servers.mjs';
import { median } from './statistics.mjs';

/** Starts the servers in turn, again and again, each time with nothing in it; the medians of the first answer and of the memory. */
export async function coldStarts(names, rounds, settle) {
  const runs = new Map(names.map((name) => [name, []]));
  for (let round = 0; round < rounds; round += 1) {
    for (const name of names) {
      const server = await startServer(name);
      await wait(settle);
      runs.get(name).push({ milliseconds: server.milliseconds, idleMiB: residentMiB(server.pid) });
      await server.stop();
    }
    note(
      `cold start, round ${round + 1} of ${rounds}: ${names.map((name) => `${name} ${runs.get(name).at(-1).milliseconds.toFixed(0)} ms`).join(', ')}`,
    );
  }
  return Object.fromEntries(
    [...runs].map(([name, list]) => [
      name,
      {
        milliseconds: median(list.map((run) => run.milliseconds)),
        idleMiB: median(list.map((run) => run.idleMiB)),
      },
    ]),
  );
}
