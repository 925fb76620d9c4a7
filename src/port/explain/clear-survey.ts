import { ETHER_TYPE_ALTERNATE_EAPOL, SOURCE_OFFSET, etherTypeOf } from '../../ethernet/frame.ts';
import { decodeMacAddress } from '../../ethernet/mac-address.ts';
import type { MacAddress } from '../../ethernet/mac-address.ts';
import { VLAN_TAGS, VLAN_TAG_LENGTH } from '../../ethernet/outer-tags.ts';
import type { Seconds } from './capture-clock.ts';

/** Frames of one kind from one station, neither protected nor EAPOL. */
export interface ClearTally {
  readonly source: MacAddress;
  readonly kind: string;
  readonly firstAt: Seconds;
  lastAt: Seconds;
  total: number;
  /** Of these, while the link was secured. */
  whileSecured: number;
  lastWhileSecuredAt: Seconds | undefined;
}

export const ALTERNATE_EAPOL = 'EAPOL under EtherType 876F';

const KINDS: ReadonlyMap<number, string> = new Map([
  [ETHER_TYPE_ALTERNATE_EAPOL, ALTERNATE_EAPOL],
  [0x0800, 'IPv4'],
  [0x0806, 'ARP'],
  [0x86dd, 'IPv6'],
  [0x8809, 'slow protocols (LACP)'],
  [0x88cc, 'LLDP'],
  [0x8902, 'CFM'],
]);
/** Below this the field is a length, and LLC follows (IEEE Std 802.3-2018, 3.2.6). */
const LOWEST_ETHER_TYPE = 0x0600;
const MOST_KINDS = 1024;

/** What passed in clear. */
export class ClearSurvey {
  total = 0;
  whileSecured = 0;
  readonly #tallies = new Map<string, ClearTally>();

  observe(frame: Uint8Array, at: Seconds, secured: boolean): void {
    this.total += 1;
    if (secured) this.whileSecured += 1;
    const source = decodeMacAddress(frame, SOURCE_OFFSET);
    if (source === undefined) return;
    const kind = kindOf(frame);
    const name = `${source} ${kind}`;
    let tally = this.#tallies.get(name);
    if (tally === undefined) {
      if (this.#tallies.size === MOST_KINDS) return;
      tally = { source, kind, firstAt: at, lastAt: at, total: 0, whileSecured: 0, lastWhileSecuredAt: undefined };
      this.#tallies.set(name, tally);
    }
    tally.total += 1;
    tally.lastAt = Math.max(tally.lastAt, at);
    if (!secured) return;
    tally.whileSecured += 1;
    tally.lastWhileSecuredAt = at;
  }

  all(): readonly ClearTally[] {
    return [...this.#tallies.values()];
  }
}

/** What a clear frame carries, in words. */
export function kindOf(frame: Uint8Array): string {
  const etherType = etherTypeOf(frame);
  if (etherType === undefined) return 'runts';
  if (VLAN_TAGS.includes(etherType)) {
    return `VLAN-tagged ${nameOf(etherTypeOf(frame.subarray(VLAN_TAG_LENGTH)) ?? 0)}`;
  }
  return nameOf(etherType);
}

function nameOf(etherType: number): string {
  if (etherType < LOWEST_ETHER_TYPE) return 'LLC (spanning tree and the like)';
  return KINDS.get(etherType) ?? `EtherType 0x${etherType.toString(16).padStart(4, '0')}`;
}
