import { frameCount } from './evidence.ts';
import type { FrameCount, LinkEvidence } from './evidence.ts';
import { rotate } from './rotation.ts';
import type { KeyPair, RotationNote, RotationResult, RouterHand } from './rotation.ts';
import type { Twin } from './twin.ts';

/** A rotation as it may go. */
export interface Scenario {
  readonly name: string;
  /** How it must end. */
  readonly outcome: RotationResult['outcome'];
  /** Whether frames are lost, as far as anybody can help it. */
  readonly losesFrames: boolean;
  /** What the customer does at the router. */
  readonly customer: (routers: RouterHand, old: string, pause: (milliseconds: number) => Promise<void>) => RouterHand;
}

export interface RehearsalResult {
  readonly scenario: string;
  readonly outcome: RotationResult['outcome'];
  readonly why: string;
  /** Milliseconds for which frames were sent. */
  readonly took: number;
  /** What was done or waited for, with milliseconds since the frames began. */
  readonly steps: readonly RotationNote[];
  readonly links: readonly LinkEvidence[];
  readonly frames: FrameCount | undefined;
  /** Whether it went as it must. */
  readonly isAsExpected: boolean;
}

/** What a person takes, in milliseconds. */
const LATE = 8000;
const BETWEEN = 5000;

/** What a customer may do, right and wrong. */
export const SCENARIOS: readonly Scenario[] = [
  {
    name: 'as planned',
    outcome: 'rotated',
    losesFrames: false,
    customer: (routers) => routers,
  },
  {
    name: 'the router gets the new key 8 s late',
    outcome: 'rotated',
    losesFrames: false,
    customer: (routers, _old, pause) => ({
      ...routers,
      add: (key, secret) => pause(LATE).then(() => routers.add(key, secret)),
    }),
  },
  {
    name: 'the router gets a mistyped CAK',
    outcome: 'rolled-back',
    losesFrames: false,
    customer: (routers) => ({
      ...routers,
      add: (key, secret) => routers.add({ ...key, cak: mistyped(key.cak ?? '') }, secret),
    }),
  },
  {
    name: 'the router loses its key 5 s before it gets the new one',
    outcome: 'rotated',
    losesFrames: true,
    customer: (routers, old, pause) => ({
      add: async (key, secret) => {
        await routers.remove(old);
        await pause(BETWEEN);
        await routers.add(key, secret);
      },
      remove: () => Promise.resolve(),
    }),
  },
];

/** How long the router may take in a rehearsal, in milliseconds. */
const PATIENCE = 20_000;
/** For how long the link is watched before and after, in milliseconds: the hello time of MKA (IEEE Std 802.1X-2020, Table 9-3). */
const WATCHED = 2000;

export interface RehearsalWorld {
  readonly now: () => number;
  readonly pause: (milliseconds: number) => Promise<void>;
  readonly newPair: () => KeyPair;
  readonly signal: AbortSignal;
}

/** Rotates the key of a twin as the scenario says, with frames on its links from before until after. */
export async function rehearse(scenario: Scenario, twin: Twin, world: RehearsalWorld): Promise<RehearsalResult> {
  const { now, pause } = world;
  const steps: RotationNote[] = [];
  const counting = await twin.count();
  const began = now();
  await pause(WATCHED);
  const result = await rotate(
    { id: twin.id, key: world.newPair(), patience: PATIENCE },
    {
      api: twin.api,
      links: twin.links,
      // A twin's links are new, and whole.
      silence: undefined,
      router: scenario.customer(twin.routers, twin.newest, pause),
      confirm: undefined,
      now,
      pause,
      onStep: (step) => {
        const last = steps.at(-1);
        if (step.what !== 'wait' || last?.text !== step.text) steps.push({ ...step, at: step.at - began });
      },
      signal: world.signal,
    },
  );
  await pause(WATCHED);
  const took = now() - began;
  const links = await counting.end();
  const frames = frameCount(links);
  const lost = frames?.lost ?? 0;
  return {
    scenario: scenario.name,
    outcome: result.outcome,
    why: result.why,
    took,
    steps,
    links,
    frames,
    isAsExpected: result.outcome === scenario.outcome && lost > 0 === scenario.losesFrames,
  };
}

/** One digit is another. */
const mistyped = (cak: string): string => `${cak.slice(0, -1)}${cak.endsWith('0') ? '1' : '0'}`;
