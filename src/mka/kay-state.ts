import type { CryptoPort } from '../crypto/crypto-port.ts';
import type { Cak } from '../crypto/confidential.ts';
import { KeyHistory } from '../lmi/key-history.ts';
import type { EncryptionMode } from '../lmi/request.ts';
import type { Ckn } from './ckn.ts';
import type { KayConfig } from './config.ts';
import type { DiscardReason } from './discard.ts';
import { DiscardTally } from './discard.ts';
import type { RekeyCause } from './events.ts';
import { EventLog } from './events.ts';
import type { Participant } from './participant.ts';
import type { PortSak } from './port-sak.ts';
import { PortSaks } from './port-saks.ts';
import type { PrincipalChoice } from './principal.ts';
import type { Random } from './random.ts';
import type { Instant } from './timers.ts';
import { TimerTable } from './timers.ts';
import { UnknownCkns } from './unknown-ckns.ts';

/** The part of a cryptographic library that MKA needs. Randomness is an argument of its own. */
export type MkaCrypto = Pick<CryptoPort, 'aesCmac' | 'aesKeyWrap' | 'aesKeyUnwrap'>;

/** A CAK that is associated with the port. */
export interface AssociatedKey {
  /** Rises with every association: the newest key has the highest. */
  readonly associationNumber: number;
  readonly ckn: Ckn;
  readonly cak: Cak;
  /** Instead of the port's own, for a port whose owner wants another key server under each key. */
  readonly keyServerPriority?: number;
}

const PORT_TIMERS = ['principal', 'handOver', 'rekey', 'clear'] as const;

/** What a KaY knows: shared by the functions that are its parts, and by nobody else. */
export class KayState {
  readonly config: KayConfig;
  readonly crypto: MkaCrypto;
  readonly random: Random;
  readonly saks: PortSaks;
  readonly installed = new KeyHistory();
  readonly events = new EventLog();
  readonly unknownCkns = new UnknownCkns();
  /**
   * `principal`: a newer key has proved steady. `handOver`: the traffic still uses the SAK of a key whose peer is dead,
   * and no other has come. `rekey`: the SAK has had its time. `clear`: until then clear frames stay refused.
   */
  readonly timers = new TimerTable(PORT_TIMERS);
  readonly startedAt: Instant;
  mode: EncryptionMode | undefined;
  keys: readonly AssociatedKey[] = [];
  /** The newest key first. */
  participants: readonly Participant[] = [];
  nextParticipantId = 1;
  /** A LAG holds back the keys that are newer than this. */
  ceiling: number | undefined;
  choice: PrincipalChoice = { chooser: undefined, choosesSelf: false, principal: undefined, again: undefined };
  /** The SAs are lost, or must go: the machine has to pass through CHANGE. */
  mustChange = false;
  /** A SAK that was given up because the port changes, while it was on its way. */
  abandoned: PortSak | undefined;
  /**
   * A SAK that was given up for one of another key, which the key server has not used since. MKPDUs of two keys can
   * overtake each other: then the one given up was the newer.
   */
  overtaken: { readonly key: PortSak; readonly at: Instant } | undefined;
  /** Whether `settle` would change nothing before `changesAt`: all that followed from what is known has been done. */
  isSettled = false;
  /** When time alone changes what `settle` looks at; undefined is never. */
  changesAt: Instant | undefined;
  /** When a peer was last heard for the first time, or became live. */
  peersChangedAt: Instant | undefined;
  /** The transmit SA has used its last packet number. */
  isExhausted = false;
  /** Clear frames were refused for the SAK in use: no need to ask again. */
  requiresProtected = false;

  // What people want to see.
  readonly discarded = new DiscardTally();
  lastMkpduAt: Instant | undefined;
  /** When an MKPDU of the port's own came back to it. */
  ownFrameAt: Instant | undefined;
  /** The last MKPDU that could not be read, and why. */
  lastUnreadable: { readonly at: Instant; readonly reason: DiscardReason } | undefined;
  lastProtectedAt: Instant | undefined;
  securedSince: Instant | undefined;
  flaps = 0;
  rekeys = 0;
  lastRekey: { readonly at: Instant; readonly cause: RekeyCause } | undefined;

  constructor(config: KayConfig, crypto: MkaCrypto, random: Random, now: Instant) {
    this.config = config;
    this.crypto = crypto;
    this.random = random;
    this.saks = new PortSaks(config.sci);
    this.startedAt = now;
  }

  /** Whether MKA runs: not before there is a mode, and not without encryption. */
  get isActive(): boolean {
    return this.mode === 'must_encrypt' || this.mode === 'should_encrypt';
  }

  participant(id: number | undefined): Participant | undefined {
    return this.participants.find((participant) => participant.id === id);
  }
}
