import { sameCkn } from './keyed-port.ts';
import type { KeyedPort, ShownKey } from './keyed-port.ts';
import type { LinkState } from './link.ts';

/** How many keys Direct Connect keeps for a port. */
const MOST_KEYS = 3;

/** What a rotation is to do next. */
export type RotationStep =
  /** Nothing may be done, and nothing was: why, as a sentence. */
  | { readonly do: 'refuse'; readonly why: string }
  | { readonly do: 'associate' }
  | { readonly do: 'wait'; readonly until: string }
  /** Only a person can tell whether the routers use the new key. */
  | { readonly do: 'ask' }
  /** The new key is in use everywhere: an old one can go. */
  | { readonly do: 'disassociate'; readonly key: ShownKey }
  /** The new key does not come into use: it goes, and the old ones stay. */
  | { readonly do: 'roll-back'; readonly key: ShownKey; readonly why: string }
  | { readonly do: 'end'; readonly outcome: 'rotated' | 'rolled-back' | 'cut'; readonly why: string };

/** What a rotation goes by: what is, rather than what it has done. So it can be begun again where it was left. */
export interface RotationFacts {
  readonly port: KeyedPort;
  readonly links: readonly LinkState[];
  /** The CKN that is to be the only one. */
  readonly ckn: string;
  /** Whether this rotation has associated it, or found it associated when it began. */
  readonly begun: boolean;
  /** Whether the time for the routers to use the new key is over. */
  readonly isLate: boolean;
  /** Why the new key was given up. */
  readonly givenUp: string | undefined;
  /** Where nothing arrived of the frames that were sent before anything was done, as clauses; undefined if nowhere. */
  readonly silence: string | undefined;
  /** What a person said of the routers: whether they use the new key; undefined if nobody was asked. */
  readonly confirmed: boolean | undefined;
}

/**
 * The next step of a hitless CAK rotation, as AWS documents it: the new key beside the old one, the router likewise, both
 * ends go over by themselves, then the old key goes. A key in use is never taken away.
 */
export function rotationStep(facts: RotationFacts): RotationStep {
  const { port, ckn, begun, givenUp } = facts;
  const fresh = port.keys.find((key) => sameCkn(key.ckn, ckn));
  const old = port.keys.filter((key) => !sameCkn(key.ckn, ckn));
  if (!begun) return firstStep(facts, fresh, old);
  // Without an old key there is nothing to go back to.
  if (givenUp !== undefined && old.length > 0) return stepBack(facts, fresh, givenUp);
  if (!fresh)
    return { do: 'end', outcome: 'rolled-back', why: `somebody has taken the new key, CKN ${ckn}, away meanwhile` };
  if (isBusy(port)) return { do: 'wait', until: `${port.id} is ${port.state} while its keys change` };
  const going = old.find((key) => key.state !== 'associated');
  if (going) return { do: 'wait', until: `CKN ${going.ckn} is ${going.state}` };
  return stepForward(facts, fresh, old[0]);
}

function firstStep(
  { port, links, ckn, silence }: RotationFacts,
  fresh: ShownKey | undefined,
  old: readonly ShownKey[],
): RotationStep {
  const refuse = (why: string): RotationStep => ({ do: 'refuse', why });
  if (port.isHosted) return refuse(`${port.id} is a hosted connection: MACsec is between its partner and AWS.`);
  if (!port.macSecCapable) return refuse(`${port.id} is not MACsec capable: there is no key to rotate.`);
  if (port.lagId !== undefined)
    return refuse(
      `${port.id} is a member of ${port.lagId}: rotate the LAG's keys, which are those of all its members.`,
    );
  if (old.length === 0 && fresh)
    return refuse(`CKN ${ckn} is the only key of ${port.id} already: nothing is to be rotated.`);
  if (old.length === 0) return refuse(`${port.id} has no key yet: associate its first one, which takes no rotation.`);
  if (port.state !== 'available' && port.state !== 'down')
    return refuse(`${port.id} is ${port.state}: keys are taken when it is available.`);
  if (links.length === 0) return refuse(`${port.id} has no member: there is no link to go over to another key.`);
  const open = links.find((link) => !link.secured);
  if (open)
    return refuse(
      `${open.id} is not secured with the keys that it has${open.obstacle === undefined ? '' : ` (${open.obstacle})`}: put that right first, as there is nothing to go over from.`,
    );
  if (silence !== undefined)
    return refuse(`${silence}. Put that right first, as nobody could see whether the new key carries anything.`);
  if (!fresh && port.keys.length >= MOST_KEYS)
    return refuse(`${port.id} has ${MOST_KEYS} keys, and cannot take another: disassociate one that is not in use.`);
  return { do: 'associate' };
}

function stepForward(
  { port, links, ckn, isLate, confirmed }: RotationFacts,
  fresh: ShownKey,
  oldest: ShownKey | undefined,
): RotationStep {
  const cut = links.find((link) => !link.secured);
  const uses = (link: LinkState): boolean => (link.ckn === undefined ? confirmed === true : sameCkn(link.ckn, ckn));
  const behind = cut ?? links.find((link) => !uses(link));
  if (!oldest) {
    if (behind && !isLate) return { do: 'wait', until: `${behind.id} goes over to it${because(behind)}` };
    return cut
      ? { do: 'end', outcome: 'cut', why: `${cut.id} is not secured any more${because(cut)}` }
      : { do: 'end', outcome: 'rotated', why: `CKN ${ckn} is the only key of ${port.id}, and in use` };
  }
  if (!behind) return { do: 'disassociate', key: oldest };
  if (!cut && behind.ckn === undefined && confirmed === undefined) return { do: 'ask' };
  const why = `${behind.id} does not use the new key${because(behind)}`;
  if (isLate || confirmed === false) return { do: 'roll-back', key: fresh, why };
  return { do: 'wait', until: why };
}

function stepBack({ port, links }: RotationFacts, fresh: ShownKey | undefined, why: string): RotationStep {
  if (isBusy(port)) return { do: 'wait', until: `${port.id} is ${port.state}` };
  if (fresh?.state === 'associated') return { do: 'roll-back', key: fresh, why };
  if (fresh) return { do: 'wait', until: `CKN ${fresh.ckn} is ${fresh.state}` };
  const cut = links.find((link) => !link.secured);
  return cut
    ? { do: 'end', outcome: 'cut', why: `${why}; and ${cut.id} is not secured with the key before either` }
    : { do: 'end', outcome: 'rolled-back', why };
}

const isBusy = ({ state, keys }: KeyedPort): boolean =>
  state === 'pending' || keys.some((key) => key.state === 'associating');

const because = ({ obstacle }: LinkState): string => (obstacle === undefined ? '' : `: ${obstacle}`);
