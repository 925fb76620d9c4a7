import type { PortView } from '../fleet/port-view.ts';
import type { FlowReport } from '../port/traffic/flow.ts';
import type { TrafficReport } from '../port/traffic/traffic.ts';
import type { SeenPort } from './ferrule-link-watch.ts';

/** What a link has counted while its key was rotated. */
export interface LinkEvidence {
  readonly id: string;
  /** Frames sent for the purpose; undefined if none were. */
  readonly traffic: TrafficReport | undefined;
  /** By how much each counter of the port has grown, and of the built-in router at its other end. */
  readonly port: CounterGrowth | undefined;
  readonly router: CounterGrowth | undefined;
}

export interface CounterGrowth {
  /** Names of IEEE8021-SECY-MIB; those that have grown. */
  readonly counters: Readonly<Record<string, number>>;
  /** Frames that the SecY discarded, by reason. */
  readonly discarded: Readonly<Record<string, number>>;
  /** How often it ceased to be secured. */
  readonly flaps: number;
  /** Changes of the SAK. */
  readonly rekeys: number;
}

/** What is known of the traffic of all links while a key was rotated. */
export interface FrameCount {
  readonly sent: number;
  readonly lost: number;
  /** Sent without protection. */
  readonly clear: number;
  /** Milliseconds; the longest time without a frame on any link. */
  readonly longestGap: number;
}

export function linkEvidence(
  id: string,
  before: SeenPort,
  after: SeenPort,
  traffic: TrafficReport | undefined,
): LinkEvidence {
  return { id, traffic, port: growth(before.port, after.port), router: growth(before.farEnd, after.farEnd) };
}

/** Undefined if no link's traffic could be counted. */
export function frameCount(links: readonly LinkEvidence[]): FrameCount | undefined {
  const flows = links.flatMap(({ traffic }) => traffic?.flows ?? []);
  if (flows.length === 0) return undefined;
  const sum = (of: (flow: FlowReport) => number): number => flows.reduce((total, flow) => total + of(flow), 0);
  return {
    sent: sum((flow) => flow.sent),
    lost: sum((flow) => flow.lost),
    clear: sum((flow) => flow.sentClear),
    longestGap: Math.max(...flows.map((flow) => flow.longestGap)),
  };
}

function growth(before: PortView | undefined, after: PortView | undefined): CounterGrowth | undefined {
  if (!before || !after) return undefined;
  const discards = ({ framesDiscarded: { receive, transmit } }: PortView) => ({ ...receive, ...transmit });
  return {
    counters: grown(before.counters, after.counters),
    discarded: grown(discards(before), discards(after)),
    flaps: after.flaps - before.flaps,
    rekeys: after.rekeys - before.rekeys,
  };
}

type Counts = Readonly<Partial<Record<string, number>>>;

function grown(before: object, after: object): Readonly<Record<string, number>> {
  const [was, is] = [before as Counts, after as Counts];
  return Object.fromEntries(
    Object.entries(is).flatMap(([name, count = 0]) => {
      const by = count - (was[name] ?? 0);
      return by === 0 ? [] : [[name, by]];
    }),
  );
}
