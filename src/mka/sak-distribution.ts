import type { CryptoPort } from '../crypto/crypto-port.ts';
import type { Confidential } from '../crypto/confidential.ts';
import type { CipherSuite, CipherSuiteName } from '../lmi/cipher-suite.ts';
import { CIPHER_SUITES, cipherSuiteOf } from '../lmi/cipher-suite.ts';
import type { KeyHistory } from '../lmi/key-history.ts';
import type { KeyIdentifier, MemberIdentifier } from '../lmi/key-identifier.ts';
import type { Sci } from '../lmi/sci.ts';
import type { SakRefusal } from './discard.ts';
import type { KeyServer } from './key-server.ts';
import type { Mkpdu } from './mkpdu.ts';
import type { DistributedSak } from './parameter-sets/distributed-sak.ts';
import type { Peer } from './peer.ts';
import { reportedUse } from './peer.ts';
import type { Member, PortSak } from './port-sak.ts';
import { CONFIDENTIALITY_OFFSET_0 } from './sak-generation.ts';
import type { Instant } from './timers.ts';

/** The key server's side: one SAK on its way to the peers that were live when it was made. */
export class SakDistribution {
  readonly key: PortSak;
  readonly set: DistributedSak;
  #recipients: readonly Member[];

  constructor(key: PortSak, set: DistributedSak) {
    this.key = key;
    this.set = set;
    this.#recipients = key.peers;
  }

  /** Peers that are live no longer: should they come back, they may have lost what they got. */
  forget(lost: readonly Peer[]): void {
    this.#recipients = this.#recipients.filter(({ mi }) => lost.every((peer) => peer.mi !== mi));
  }

  /** Whether any of those it was made for is still there. */
  get hasRecipients(): boolean {
    return this.#recipients.length > 0;
  }

  /** Whether all live peers are among those it was made for. */
  covers(live: readonly Peer[]): boolean {
    return live.every(({ mi }) => this.#recipients.some((recipient) => recipient.mi === mi));
  }

  /** Whether the live peers are those it was made for, and all of them. */
  isExactFor(live: readonly Peer[]): boolean {
    return live.length === this.key.peers.length && this.covers(live);
  }

  /** Whether the set has to go into the next MKPDU: until all live peers receive with it (802.1X-2020, 9.8). */
  isOutstanding(live: readonly Peer[]): boolean {
    return this.hasRecipients && !live.every((peer) => reportedUse(peer, this.key.keyIdentifier)?.rx === true);
  }
}

/** What a participant knows when it judges a SAK that was distributed to it. */
export interface SakContext {
  readonly ownMi: MemberIdentifier;
  readonly owner: number;
  readonly elected: KeyServer | undefined;
  /** The key server that decides for the port, of all keys. */
  readonly chooser: Sci | undefined;
  readonly allowed: readonly CipherSuiteName[];
  /** Made when it is asked for. */
  readonly kek: () => Confidential<'KEK'>;
  readonly installed: KeyHistory;
  readonly find: (mi: MemberIdentifier) => Peer | undefined;
  readonly crypto: Pick<CryptoPort, 'aesKeyUnwrap'>;
  readonly now: Instant;
}

/** A SAK to install, one that was known, or a reason not to. */
export type SakVerdict =
  | { readonly key: PortSak }
  | { readonly known: KeyIdentifier }
  | { readonly refused: SakRefusal; readonly cipherSuite?: string };

/** The other side: judges the SAK in a good MKPDU of the live peer `from`. */
export function judgeDistributedSak(mkpdu: Mkpdu, from: Peer, context: SakContext): SakVerdict | undefined {
  const set = mkpdu.distributedSak;
  if (set === undefined) return undefined;
  const { elected, installed, kek, crypto } = context;
  // IEEE Std 802.1X-2020, 9.8: only from the live peer that is elected key server.
  if (!from.live || elected?.self !== false || elected.sci !== from.sci) return { refused: 'not-from-key-server' };
  if (elected.sci !== context.chooser) return { refused: 'other-server-chooses' };
  if ('plainText' in set) return { refused: 'plain-text' };
  const keyIdentifier = { mi: from.mi, kn: set.kn };
  if (installed.has(keyIdentifier)) return { known: keyIdentifier };
  const peers = sharers(mkpdu, from, context);
  if ('refused' in peers) return peers;
  if (set.confidentialityOffset !== CONFIDENTIALITY_OFFSET_0) return { refused: 'confidentiality-offset' };
  const cipherSuite = suiteOf(set);
  if (cipherSuite === undefined || !context.allowed.includes(cipherSuite.name)) {
    return { refused: 'cipher-suite', cipherSuite: cipherSuite?.name ?? set.cipherSuite ?? 'GCM-AES-128' };
  }
  const sak = crypto.aesKeyUnwrap(kek(), set.wrappedSak, 'SAK');
  if (sak === undefined || sak.length !== cipherSuite.keyLength) return { refused: 'key-wrap' };
  const { owner, now } = context;
  return {
    key: { keyIdentifier, an: set.an, cipherSuite, sak, owner, mine: false, server: from.sci, peers, createdAt: now },
  };
}

function suiteOf({ cipherSuite }: DistributedSak): CipherSuite | undefined {
  return cipherSuite === undefined ? CIPHER_SUITES['GCM-AES-128'] : cipherSuiteOf(cipherSuite);
}

/**
 * Who has the SAK besides us: the sender, and its live list without us. The SSCIs come from this list and not from ours,
 * since two members that order different lists could take one SSCI for both.
 */
function sharers(
  mkpdu: Mkpdu,
  from: Peer,
  { ownMi, find }: SakContext,
): readonly Member[] | { readonly refused: SakRefusal } {
  const listed = mkpdu.livePeerList?.peers ?? [];
  if (!listed.some(({ mi }) => mi === ownMi)) return { refused: 'not-for-us' };
  const members: Member[] = [{ mi: from.mi, sci: from.sci }];
  for (const { mi } of listed) {
    if (mi === ownMi) continue;
    const peer = find(mi);
    if (peer === undefined) return { refused: 'ssci-unknown' };
    members.push({ mi, sci: peer.sci });
  }
  return members;
}
