import { setTimeout as pause } from 'node:timers/promises';
import { startServer } from '../../app/ferrule.ts';
import { DEFAULTS } from '../../app/options.ts';
import { version } from '../../app/version.ts';
import { FerrulePorts } from '../../keys/ferrule-ports.ts';
import { readKeyedPort } from '../../keys/keyed-port.ts';
import { rehearse, SCENARIOS } from '../../keys/rehearsal.ts';
import { rehearsalPicture } from '../../keys/rehearsal-picture.ts';
import type { RehearsalResult } from '../../keys/rehearsal.ts';
import { makeTwin } from '../../keys/twin.ts';
import type { TwinShape } from '../../keys/twin.ts';
import { askAdmin } from '../admin-client.ts';
import { newKeyPair } from '../keygen.ts';
import { interruption } from './interruption.ts';
import { prepareReport, writePicture, writeReport } from './report-file.ts';
import { clientFor } from './where.ts';
import type { WhereFlags } from './where.ts';
import { frameSentence, howMany, print, withShortCkns } from './words.ts';

export interface RehearseFlags extends WhereFlags {
  readonly bandwidth: string;
  readonly mode: string;
  readonly members?: number;
  readonly frames: number;
  readonly report?: string;
  /** For an SVG. */
  readonly picture?: string;
}

const FRAME_OCTETS = 512;

/** `ferrule keys rehearse`: in a Ferrule of its own, which is gone afterwards. */
export async function runRehearse(id: string | undefined, flags: RehearseFlags): Promise<void> {
  const shape = id === undefined ? shapeOf(flags) : await shapeLike(id, flags);
  if (shape.mode !== 'should_encrypt' && shape.mode !== 'must_encrypt')
    throw new Error(
      `with the encryption mode ${shape.mode} there is nothing to rotate: it must be should_encrypt or must_encrypt`,
    );
  for (const file of [flags.report, flags.picture]) await prepareReport(file);
  const server = await startServer({ ...DEFAULTS, port: 0 });
  const api = await clientFor({ endpoint: server.url, region: DEFAULTS.region, account: '000000000000' });
  const signal = interruption();
  try {
    print(`${headline(shape, flags.frames)}. This takes half a minute.\n`);
    const world = {
      api,
      ports: new FerrulePorts((...question) => askAdmin(server.url, ...question)),
      traffic: { framesPerSecond: Math.max(1, flags.frames), octets: FRAME_OCTETS },
      newPair: newKeyPair,
      pause: async (milliseconds: number) => void (await pause(milliseconds)),
    };
    // All at once, each on a twin of its own: what takes long is MKA's times, not work.
    const results = await Promise.all(
      SCENARIOS.map(async (scenario) => {
        const twin = await makeTwin(shape, scenario.name, world);
        const result = await rehearse(scenario, twin, { ...world, now: Date.now, signal });
        print(`${lines(result)}\n`);
        return result;
      }),
    );
    await writeReport(flags.report, { ferrule: version, shape, scenarios: results });
    await writePicture(flags.picture, rehearsalPicture(headline(shape, flags.frames), results));
    if (results.some((result) => !result.isAsExpected)) process.exitCode = 1;
  } finally {
    api.destroy();
    await server.stop();
  }
}

const shapeOf = ({ bandwidth, mode, members }: RehearseFlags): TwinShape => ({ bandwidth, mode, members, keys: 1 });

async function shapeLike(id: string, flags: RehearseFlags): Promise<TwinShape> {
  const api = await clientFor(flags);
  try {
    const { kind, bandwidth, mode, links, keys } = await readKeyedPort(api, id);
    return { bandwidth, mode, members: kind === 'LAG' ? links.length : undefined, keys: keys.length };
  } finally {
    api.destroy();
  }
}

const headline = ({ bandwidth, mode, members, keys }: TwinShape, frames: number): string =>
  `A twin: ${members === undefined ? 'a connection' : `a LAG of ${members}`} at ${bandwidth}, ${mode}, ${howMany(keys, 'key')}; ${frames} frames a second each way on every link`;

function lines({ scenario, outcome, why, took, frames, isAsExpected }: RehearsalResult): string {
  return [
    `${isAsExpected ? ' ' : '!'} ${scenario}`,
    `    ${outcome} after ${(took / 1000).toFixed(1)} s: ${withShortCkns(why)}`,
    ...(frames ? [`    ${frameSentence(frames)}`] : []),
  ].join('\n');
}
