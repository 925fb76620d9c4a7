import { CIPHER_SUITES } from '../lmi/cipher-suite.ts';
import type { RekeyCause } from './events.ts';
import type { KayState } from './kay-state.ts';
import type { Participant } from './participant.ts';
import { reportedLowestPn } from './peer.ts';
import type { PortSak } from './port-sak.ts';
import { generateSak, wrapSak } from './sak-generation.ts';
import { SakDistribution } from './sak-distribution.ts';
import type { Instant } from './timers.ts';
import { later } from './timers.ts';

/**
 * Why the key server must make a new SAK for its principal participant, or undefined if it need not (IEEE Std
 * 802.1X-2020, 9.8).
 */
export function whyNewSak(state: KayState, principal: Participant, now: Instant): RekeyCause | undefined {
  const { newest } = state.saks;
  if (newest === undefined) return 'first';
  if (newest.owner !== principal.id) return 'key-change';
  if (!newest.mine) return 'key-server-change';
  const { distribution, lists } = principal;
  if (distribution?.key !== newest || !distribution.covers(lists.live)) return 'member';
  if (distribution.isOutstanding(lists.live) && !distribution.isExactFor(lists.live)) return 'member';
  if (state.isExhausted || isRunningOut(state, principal, newest)) return 'packet-numbers';
  const { sakLifetime } = state.config;
  if (sakLifetime !== undefined && later(newest.createdAt, sakLifetime) <= now) return 'lifetime';
  return undefined;
}

/** Whether anybody has used three quarters of the packet numbers: we, or a peer by what it says. */
function isRunningOut({ saks }: KayState, { lists }: Participant, key: PortSak): boolean {
  const { keyIdentifier, cipherSuite } = key;
  const pns = lists.live.map((peer) => reportedLowestPn(peer, keyIdentifier, cipherSuite.xpn) ?? 0n);
  return [saks.nextPn(keyIdentifier), ...pns].some((pn) => pn > cipherSuite.pendingPnExhaustion);
}

/**
 * Whether a new SAK may be made now: not while the one before is on its way, which its peers get to use within an MKA
 * Life Time, unless it cannot arrive: nobody is left who could take it, or the live list is not its own any more.
 */
export function mayMakeSak(state: KayState): boolean {
  const { saks } = state;
  if (saks.isSettled) return true;
  if (saks.cp.state !== 'RECEIVING' && saks.cp.state !== 'READY') return false;
  const owner = state.participant(saks.latest?.owner);
  const distribution = owner?.distribution;
  if (owner === undefined || distribution?.hasRecipients !== true) return true;
  return distribution.key === saks.latest && !distribution.isExactFor(owner.lists.live);
}

/** Makes a SAK for the live peers of `principal`, and begins to distribute it. */
export function makeSak(state: KayState, principal: Participant, cause: RekeyCause, now: Instant): void {
  const { config, crypto, random, saks, installed } = state;
  const cipherSuite = CIPHER_SUITES[config.cipherSuites[0] ?? 'GCM-AES-256'];
  principal.lastKn += 1;
  const keyIdentifier = { mi: principal.mi, kn: principal.lastKn };
  const peers = principal.lists.live.map(({ mi, sci }) => ({ mi, sci }));
  const plan = { keyIdentifier, an: saks.freeAn(), cipherSuite, peers };
  const sak = generateSak(plan, principal.cak, random, crypto);
  const key: PortSak = {
    sak,
    owner: principal.id,
    mine: true,
    server: config.sci,
    createdAt: now,
    ...plan,
  };
  principal.distribution = new SakDistribution(key, wrapSak(plan, sak, principal.kek(), crypto));
  installed.add(keyIdentifier);
  takeSak(state, principal, key, cause, now);
}

/** Gives a SAK, made here or by another, to the machine that installs it. */
export function takeSak(
  state: KayState,
  participant: Participant,
  key: PortSak,
  cause: RekeyCause,
  now: Instant,
): void {
  const { keyIdentifier, an, cipherSuite } = key;
  const { pending } = state.saks;
  if (pending !== undefined && pending.owner !== key.owner) state.overtaken = { key: pending, at: now };
  state.saks.offer(key);
  state.isExhausted = false;
  if (cause !== 'first') state.rekeys += 1;
  state.lastRekey = { at: now, cause };
  state.events.add(
    { type: 'new-sak', ckn: participant.ckn, keyIdentifier, an, cipherSuite: cipherSuite.name, cause },
    now,
  );
  participant.announceChange(now);
}
