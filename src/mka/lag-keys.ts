import type { KayStatus } from './status.ts';

/** What a LAG makes of the keys of its members. */
export interface LagKeys {
  /**
   * The association number of the newest key under which all members that are up have a live peer, for `setNewestKey`
   * of each; undefined if there is no such key.
   */
  readonly newest: number | undefined;
  /** Members that are up use different keys: a member's key server has gone its own way (event `lag-key-split`). */
  readonly isSplit: boolean;
}

/**
 * The key that the members of a LAG go over to together. A member is up if any key of it has a live peer; one that is
 * down holds nobody back. The members' keys are the same, with the same association numbers.
 */
export function lagKeys(members: readonly KayStatus[]): LagKeys {
  const live = members
    .map(({ participants }) => participants.filter(({ keyServer }) => keyServer !== undefined))
    .filter((keys) => keys.length > 0);
  const [first = []] = live;
  const common = first
    .map(({ associationNumber }) => associationNumber)
    .filter((number) => live.every((keys) => keys.some(({ associationNumber }) => associationNumber === number)));
  const inUse = new Set(members.filter(({ secured }) => secured).map(({ latest, old }) => (latest ?? old)?.ckn));
  return { newest: common.length === 0 ? undefined : Math.max(...common), isSplit: inUse.size > 1 };
}
