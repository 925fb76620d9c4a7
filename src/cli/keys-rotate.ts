import { createInterface } from 'node:readline/promises';
import { version } from '../app/version.ts';
import { apiLinkWatch } from '../keys/api-link-watch.ts';
import { frameCount, linkEvidence } from '../keys/evidence.ts';
import type { FrameCount, LinkEvidence } from '../keys/evidence.ts';
import { ferruleLinkWatch } from '../keys/ferrule-link-watch.ts';
import { FerrulePorts } from '../keys/ferrule-ports.ts';
import type { FerrulePort } from '../keys/ferrule-ports.ts';
import { readKeyedPort } from '../keys/keyed-port.ts';
import { rotate } from '../keys/rotation.ts';
import type { NewKey, RotationNote, RotationResult, RouterHand } from '../keys/rotation.ts';
import { askAdmin } from './admin-client.ts';
import { readKeyLines } from './key-lines.ts';
import { newKeyPair } from './keygen.ts';
import {
  clientFor,
  clock,
  interruption,
  pause,
  prepareReport,
  print,
  withShortCkns,
  writeReport,
} from './keys-world.ts';
import type { WhereFlags } from './keys-world.ts';

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

/** `ferrule keys rotate`. */
export async function runRotate(id: string, flags: RotateFlags): Promise<void> {
  const key = await newKey(flags);
  await prepareReport(flags.report);
  const api = await clientFor(flags);
  const links = (await readKeyedPort(api, id)).links.map((link) => link.id);
  const ports = flags.aws ? undefined : new FerrulePorts((...question) => askAdmin(flags.endpoint, ...question));
  const seen = ports && (await seeAll(ports, links));
  const signal = interruption();
  const began = Date.now();
  const steps: RotationNote[] = [];
  const counting = ports && seen && (await Counting.begin(ports, seen, flags));
  if (counting?.isCounting) await pause(WATCHED);
  let result: RotationResult;
  try {
    result = await rotate(
      { id, key, patience: 1000 * (flags.wait ?? (isBuiltIn(seen) ? WAIT.builtIn : WAIT.person)) },
      {
        api,
        links: ports ? ferruleLinkWatch((link) => ports.see(link)) : apiLinkWatch(api, id),
        router: routerOf(ports, seen),
        confirm: ports ? undefined : askPerson(signal),
        now: Date.now,
        pause,
        onStep: (step) => tell(steps, step, began),
        signal,
      },
    );
    if (counting?.isCounting) await pause(WATCHED);
  } finally {
    await counting?.end();
    api.destroy();
  }
  const evidence = counting?.evidence ?? [];
  const frames = frameCount(evidence);
  const { port, ...ended } = result;
  await writeReport(flags.report, {
    ferrule: version,
    port,
    ...ended,
    began: iso(began),
    ended: iso(Date.now()),
    steps: steps.map(({ at, text }) => ({ at: iso(at), text })),
    frames,
    links: evidence,
  });
  print(`${ended.outcome}: ${withShortCkns(ended.why)}`);
  for (const sentence of counted(result, frames, evidence)) print(`  ${sentence}`);
  if (ended.outcome !== 'rotated' || (frames?.lost ?? 0) > 0) process.exitCode = 1;
}

async function newKey({ keys, to }: RotateFlags): Promise<NewKey> {
  if (keys !== undefined && to !== undefined)
    throw new Error('give either --keys, a new pair, or --to, the CKN of a key that is there');
  if (to !== undefined) return { ckn: to, cak: undefined };
  if (keys === undefined) return newKeyPair();
  const [pair, ...more] = await readKeyLines(keys);
  if (!pair || more.length > 0) throw new Error('--keys must have one line, CKN and CAK in hexadecimal: the new pair');
  return pair;
}

type Seen = ReadonlyMap<string, FerrulePort>;

const seeAll = async (ports: FerrulePorts, ids: readonly string[]): Promise<Seen> =>
  new Map(await Promise.all(ids.map(async (id) => [id, await ports.see(id)] as const)));

const isBuiltIn = (seen: Seen | undefined): boolean =>
  seen !== undefined && [...seen.values()].every((port) => port.router !== undefined);

/** The routers that are here are given the key; of others, whoever runs them is told. */
function routerOf(ports: FerrulePorts | undefined, seen: Seen | undefined): RouterHand {
  const own = [...(seen ?? [])].flatMap(([id, port]) => (port.router?.follows === false ? [id] : []));
  return {
    add: async (key, secretArn) => {
      if (!isBuiltIn(seen))
        print(
          `          now give the router the same pair, beside the one that it has: CKN ${key.ckn},\n          its CAK is in the secret ${secretArn}`,
        );
      // One that is rotated to by its name, they have been given.
      if (key.cak !== undefined) for (const id of own) await ports?.addRouterKey(id, key);
    },
    remove: async (ckn) => {
      if (!isBuiltIn(seen)) print(`          the router can forget CKN ${ckn}`);
      for (const id of own) await ports?.removeRouterKey(id, ckn);
    },
  };
}

/** AWS does not tell which key a port uses: whoever looks at the router does. */
const askPerson =
  (signal: AbortSignal) =>
  async (ckn: string): Promise<boolean> => {
    const terminal = createInterface({ input: process.stdin, output: process.stdout });
    try {
      const answer = await terminal.question(
        `Do all its routers show their session as secured under CKN ${ckn}? (yes; anything else takes the new key away again) `,
        { signal },
      );
      return /^y(es)?$/i.test(answer.trim());
    } catch (fault) {
      if (signal.aborted) return false;
      throw fault;
    } finally {
      terminal.close();
    }
  };

/** What the ports count from before until after, and the frames that are sent for it. */
class Counting {
  readonly #ports: FerrulePorts;
  readonly #before: Seen;
  readonly #counted: readonly string[];
  evidence: readonly LinkEvidence[] = [];

  private constructor(ports: FerrulePorts, before: Seen, counted: readonly string[]) {
    this.#ports = ports;
    this.#before = before;
    this.#counted = counted;
  }

  /** Where both ends are here, or somebody behind the port answers. */
  static async begin(ports: FerrulePorts, seen: Seen, { frames, ping }: RotateFlags): Promise<Counting> {
    const counted = [...seen].filter(([, port]) => frames > 0 && (port.farEnd !== undefined || ping !== undefined));
    for (const [id, port] of counted)
      await ports.startTraffic(id, {
        framesPerSecond: frames,
        octets: FRAME_OCTETS,
        ping: port.farEnd === undefined ? ping : undefined,
      });
    return new Counting(
      ports,
      seen,
      counted.map(([id]) => id),
    );
  }

  get isCounting(): boolean {
    return this.#counted.length > 0;
  }

  async end(): Promise<void> {
    this.evidence = await Promise.all(
      [...this.#before].map(async ([id, before]) => {
        const traffic = this.#counted.includes(id) ? await this.#ports.stopTraffic(id) : undefined;
        return linkEvidence(id, before, await this.#ports.see(id), traffic);
      }),
    );
  }
}

/** A step on its line; a wait once, for as long as it is for the same. */
function tell(steps: RotationNote[], step: RotationNote, began: number): void {
  const last = steps.at(-1);
  if (step.isWait && last?.isWait && withoutTimes(last.text) === withoutTimes(step.text)) return;
  steps.push(step);
  print(`${clock(began, step.at)}  ${step.isWait ? 'waiting: ' : ''}${withShortCkns(step.text)}`);
}

const withoutTimes = (text: string): string => text.replaceAll(/\d+ s\b/g, '');

/** What was counted of the traffic meanwhile. */
function counted(
  { outcome }: RotationResult,
  frames: FrameCount | undefined,
  links: readonly LinkEvidence[],
): readonly string[] {
  if (outcome === 'refused' || links.length === 0) return [];
  if (frames) return [frameSentence(frames)];
  const flaps = links.reduce((sum, { port }) => sum + (port?.flaps ?? 0), 0);
  return [
    `no frames were sent to be counted, as the far end is not here (--ping ADDRESS names somebody behind it); the link was ${flaps === 0 ? 'secured throughout' : `lost ${flaps} times`}`,
  ];
}

/** What became of the frames, as a clause. */
export const frameSentence = ({ sent, lost, clear, longestGap }: FrameCount): string =>
  `${sent} frames sent, ${lost} lost, ${clear} unprotected; longest time without one ${Math.round(longestGap)} ms`;

const iso = (at: number): string => new Date(at).toISOString();
