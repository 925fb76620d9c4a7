import { setTimeout as pause } from 'node:timers/promises';
import { messageOf } from '../../app/message-of.ts';
import { version } from '../../app/version.ts';
import { apiLinkWatch } from '../../keys/api-link-watch.ts';
import { Counting } from '../../keys/counting.ts';
import { frameCount } from '../../keys/evidence.ts';
import type { FrameCount, LinkEvidence } from '../../keys/evidence.ts';
import { ferruleLinkWatch } from '../../keys/ferrule-link-watch.ts';
import { FerrulePorts } from '../../keys/ferrule-ports.ts';
import { readKeyedPort } from '../../keys/keyed-port.ts';
import { rotate } from '../../keys/rotation.ts';
import type { NewKey, RotationNote, RotationResult } from '../../keys/rotation.ts';
import { askAdmin } from '../admin-client.ts';
import { readKeyLines } from '../key-lines.ts';
import { newKeyPair } from '../keygen.ts';
import { interruption } from './interruption.ts';
import { prepareReport, writeReport } from './report-file.ts';
import { areBuiltIn, askPerson, routerHand } from './router-hand.ts';
import { clientFor } from './where.ts';
import type { WhereFlags } from './where.ts';
import { elapsed, frameSentence, print, withShortCkns } from './words.ts';

export interface RotateFlags extends WhereFlags {
  readonly keys?: string;
  /** The CKN of a key that is associated already. */
  readonly to?: string;
  /** Seconds. */
  readonly wait?: number;
  readonly frames: number;
  /** Who answers behind an attached port. */
  readonly ping?: string;
  readonly report?: string;
}

/** How long the router may take, in seconds, where that takes a person, and where it does not. */
const WAIT = { person: 600, builtIn: 30 };
/** For how long frames are counted before and after, in milliseconds: MKA Hello Time (IEEE Std 802.1X-2020, Table 9-3). */
const WATCHED = 2000;
const FRAME_OCTETS = 512;

/** `ferrule keys rotate`: ends with 1 unless the key is another and no frame was lost. */
export async function runRotate(id: string, flags: RotateFlags): Promise<void> {
  const key = await newKey(flags);
  await prepareReport(flags.report);
  const api = await clientFor(flags);
  const ports = flags.aws ? undefined : new FerrulePorts((...question) => askAdmin(flags.endpoint, ...question));
  const signal = interruption();
  const steps: RotationNote[] = [];
  try {
    const seen = new Map(
      await Promise.all(
        (await readKeyedPort(api, id)).links.flatMap((link) =>
          ports ? [ports.see(link.id).then((port) => [link.id, port] as const)] : [],
        ),
      ),
    );
    const plan =
      flags.frames > 0 ? { framesPerSecond: flags.frames, octets: FRAME_OCTETS, ping: flags.ping } : undefined;
    const counting = ports && (await Counting.begin(ports, seen, plan));
    const began = Date.now();
    const watch = (): Promise<unknown> => (counting?.isSending ? pause(WATCHED) : Promise.resolve());
    await watch();
    const silence = await counting?.silence(pause);
    const rotated = rotate(
      { id, key, patience: 1000 * (flags.wait ?? (areBuiltIn(seen) ? WAIT.builtIn : WAIT.person)) },
      {
        api,
        links: ports ? ferruleLinkWatch((link) => ports.see(link)) : apiLinkWatch(api, id),
        router: routerHand(ports, seen),
        silence,
        confirm: ports ? undefined : askPerson(signal),
        now: Date.now,
        pause: (milliseconds) => pause(milliseconds),
        onStep: (step) => tell(steps, step, began),
        signal,
      },
    );
    const result = await rotated.catch(async (fault: unknown) => {
      // Whatever comes of it, nothing is sent any more afterwards, if that can still be said.
      await counting?.end().catch(() => {});
      throw steps.some(({ what }) => what === 'associate') ? inBetween(fault, id, key.ckn) : fault;
    });
    await watch();
    await conclude(flags, result, steps, began, (await counting?.end()) ?? []);
  } finally {
    api.destroy();
  }
}

/** A rotation that could not be gone on with, after the new key had been asked for. */
const inBetween = (fault: unknown, id: string, ckn: string): Error =>
  new Error(
    `${messageOf(fault)}\n  The new key may be beside the old one: go on with ferrule keys rotate ${id} --to ${ckn}`,
    { cause: fault },
  );

async function newKey({ keys, to }: RotateFlags): Promise<NewKey> {
  if (keys !== undefined && to !== undefined)
    throw new Error('give either --keys, a new pair, or --to, the CKN of a key that is there');
  if (to !== undefined) return { ckn: to, cak: undefined };
  if (keys === undefined) return newKeyPair();
  const [pair, ...more] = await readKeyLines(keys);
  if (!pair || more.length > 0) throw new Error('--keys must have one line, CKN and CAK in hexadecimal: the new pair');
  return pair;
}

/** A step on its line; a wait once, for as long as it is for the same. */
function tell(steps: RotationNote[], step: RotationNote, began: number): void {
  const last = steps.at(-1);
  if (step.what === 'wait' && last?.what === 'wait' && withoutTimes(last.text) === withoutTimes(step.text)) return;
  steps.push(step);
  print(`${elapsed(began, step.at)}  ${step.what === 'wait' ? 'waiting: ' : ''}${withShortCkns(step.text)}`);
}

const withoutTimes = (text: string): string => text.replaceAll(/\d+ s\b/g, '');

/** Says how it ended, and writes the report. */
async function conclude(
  { report }: RotateFlags,
  { port, ...ended }: RotationResult,
  steps: readonly RotationNote[],
  began: number,
  links: readonly LinkEvidence[],
): Promise<void> {
  const frames = frameCount(links);
  await writeReport(report, {
    ferrule: version,
    port,
    ...ended,
    began: iso(began),
    ended: iso(Date.now()),
    steps: steps.map(({ at, ...step }) => ({ at: iso(at), ...step })),
    frames,
    links,
  });
  print(`${ended.outcome}: ${withShortCkns(ended.why)}`);
  if (ended.outcome !== 'refused') for (const sentence of counted(frames, links)) print(`  ${sentence}`);
  if (ended.outcome !== 'rotated' || (frames?.lost ?? 0) > 0) process.exitCode = 1;
}

const iso = (at: number): string => new Date(at).toISOString();

/** What was counted of the traffic meanwhile. */
function counted(frames: FrameCount | undefined, links: readonly LinkEvidence[]): readonly string[] {
  if (links.length === 0) return [];
  if (frames) return [frameSentence(frames)];
  const flaps = links.reduce((sum, { port }) => sum + (port?.flaps ?? 0), 0);
  return [
    `no frames were sent to be counted, as the far end is not here (--ping ADDRESS names somebody behind it); the link was ${flaps === 0 ? 'secured throughout' : `lost ${flaps} times`}`,
  ];
}
