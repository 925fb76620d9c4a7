import type { Ckn } from './ckn.ts';
import type { KayStatus } from './status.ts';

/** What counts of a LAG's member when its keys are chosen. */
export interface MemberKeys {
  /** Association numbers of the keys under which it has a live peer; none while it is down. */
  readonly live: readonly number[];
  /** The key that protects its traffic. */
  readonly inUse: Ckn | undefined;
}

/** What happens to a member with respect to its LAG's keys. */
export type LagKeyEventBody =
  /** It has protected its traffic for long under another key than the LAG prefers, while other members do not. */
  | { readonly type: 'lag-key-split'; readonly lagId: string; readonly ckn: Ckn; readonly preferred: Ckn }
  /** It is in step again. */
  | { readonly type: 'lag-key-joined'; readonly lagId: string; readonly ckn: Ckn };

/** What a LAG makes of the keys of its members. */
export interface LagKeys {
  /**
   * The association number of the newest key under which all members that are up have a live peer, for `setNewestKey`
   * of each; undefined if there is no such key.
   */
  readonly newest: number | undefined;
  /** Members that are up use different keys: as they go over from one to the next, or because one cannot follow. */
  readonly isSplit: boolean;
}

export function memberKeys({ participants, secured, latest, old }: KayStatus): MemberKeys {
  return {
    live: participants
      .filter(({ keyServer }) => keyServer !== undefined)
      .map(({ associationNumber }) => associationNumber),
    inUse: secured ? (latest ?? old)?.ckn : undefined,
  };
}

/**
 * The key that the members of a LAG go over to together. A member is up if any key of it has a live peer; one that is
 * down holds nobody back. The members' keys are the same, with the same association numbers.
 */
export function lagKeys(members: readonly MemberKeys[]): LagKeys {
  const up = members.map(({ live }) => live).filter((keys) => keys.length > 0);
  const [first = []] = up;
  const common = first.filter((number) => up.every((keys) => keys.includes(number)));
  const inUse = new Set(members.flatMap(({ inUse: ckn }) => (ckn === undefined ? [] : [ckn])));
  return { newest: common.length === 0 ? undefined : Math.max(...common), isSplit: inUse.size > 1 };
}

/**
 * The key that a LAG prefers of those that its members have: the newest that all that are up can use; if they share none,
 * the newest that one of them uses, which is what the others cannot follow.
 */
export function preferredKey(
  members: readonly MemberKeys[],
  keys: readonly { readonly ckn: Ckn; readonly associationNumber: number }[],
): Ckn | undefined {
  const { newest } = lagKeys(members);
  const common = keys.find(({ associationNumber }) => associationNumber === newest);
  if (common) return common.ckn;
  const used = keys.filter(({ ckn }) => members.some(({ inUse }) => inUse === ckn));
  return used.toSorted((a, b) => b.associationNumber - a.associationNumber)[0]?.ckn;
}
