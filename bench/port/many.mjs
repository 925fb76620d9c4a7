// Starts the two processes of many-ports.mjs and leads them through a quiet time, and through an outage of all wires.
import { note } from '../note.mjs';
import { startChild } from './child.mjs';

const sleep = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** How long all wires are cut: longer than MKA Life Time, so that every peer is lost. */
const OUTAGE = 10_000;
const PATIENCE = 60_000;

/** @param bounded whether both ends ask for delay protection, which has hello sent each half second */
export async function measureManyPorts({ count = 5000, seconds = 60, bounded = false, outage = true } = {}) {
  const ports = await startChild('many-ports.mjs', 'ports');
  const peers = await startChild('many-ports.mjs', 'peers');
  const both = [ports, peers];
  const all = (command, argument) => Promise.all(both.map((child) => child.ask(command, argument)));
  const allSecured = async () => {
    const began = performance.now();
    while ((await all('secured')).some((secured) => secured < count)) {
      if (performance.now() - began > PATIENCE) return Number.NaN;
      await sleep(50);
    }
    return (performance.now() - began) / 1000;
  };
  try {
    await ports.ask('connect', await peers.ask('listen'));
    note(`${count} ports${bounded ? ', bounded delay' : ''}: being made`);
    const began = performance.now();
    await all('build', { count, bounded });
    const builtAfter = (performance.now() - began) / 1000;
    const securedAfter = builtAfter + (await allSecured());
    note(`secured ${securedAfter.toFixed(1)} s after the first was made; measuring for ${seconds} s`);
    // What the beginning has left behind is not part of the quiet time.
    await sleep(5000);
    await all('begin');
    await sleep(1000 * seconds);
    const [quiet, far] = await all('end');
    const memory = await ports.ask('memory');
    if (!outage) return { count, bounded, securedAfter, quiet, far, memory };
    note(`all wires cut for ${OUTAGE / 1000} s`);
    await all('cut', true);
    await sleep(OUTAGE);
    const securedInOutage = await ports.ask('secured');
    await all('cut', false);
    const again = await allSecured();
    note(`secured again after ${again.toFixed(1)} s`);
    return { count, bounded, securedAfter, quiet, far, memory, again, securedInOutage };
  } finally {
    for (const child of both) child.stop();
  }
}
