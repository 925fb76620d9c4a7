// `npm run bench [-- --quick] [-- --large]`: Ferrule, a bare node:http server and, if it is on this machine, moto, side
// by side. Markdown on standard output, everything else in bench/results.json.
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { coldStarts } from './cold-start.mjs';
import { compare } from './compare.mjs';
import { growth } from './growth.mjs';
import { machine, motoVersion } from './machine.mjs';
import { note } from './note.mjs';
import { markdown } from './report.mjs';

const FULL = { rounds: 3, seconds: 3, connections: 1000, starts: 7, settle: 2000, sizes: [10, 100, 1000, 10_000] };
const QUICK = { rounds: 1, seconds: 1, connections: 200, starts: 3, settle: 500, sizes: [10, 1000] };

const { values: flags } = parseArgs({
  options: { quick: { type: 'boolean' }, large: { type: 'boolean' }, rounds: { type: 'string' } },
});
const settings = { ...(flags.quick ? QUICK : FULL) };
if (flags.rounds) settings.rounds = Number(flags.rounds);
if (flags.large) settings.sizes = [...settings.sizes, 100_000];

const moto = motoVersion();
if (!moto) note('moto_server is not on this machine: the comparison is without it (or name it in MOTO_SERVER)');
const names = ['ferrule', ...(moto ? ['moto'] : []), 'bare'];
const results = {
  at: new Date().toISOString(),
  settings,
  names,
  moto,
  machine: await machine(),
  coldStarts: await coldStarts(names, settings.starts, settings.settle),
  compare: await compare(names, settings),
  growth: await growth('ferrule', settings.sizes, {
    rounds: Math.min(settings.rounds, 3),
    seconds: settings.seconds / 2,
  }),
};
writeFileSync(new URL('results.json', import.meta.url), `${JSON.stringify(results, null, 1)}\n`);
process.stdout.write(markdown(results));
