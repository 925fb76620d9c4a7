import type { Cak } from '../../crypto/confidential.ts';
import type { Instant } from './transition.ts';

export type MacSecKeyState = 'associating' | 'associated' | 'disassociating' | 'disassociated';

/**
 * A CKN/CAK pair on a connection, an interconnect or a LAG. The CAK is not part of it: an association keeps its own
 * sealed copy, which only the port asks for.
 */
export interface MacSecKey {
  /** Rises with every association ever made: the newest key of a port is the one with the highest. */
  readonly associationNumber: number;
  /** The connection, interconnect or LAG that holds it. */
  readonly ownerId: string;
  readonly secretArn: string;
  /** As it was sent, in whatever case; equality is on the octets. */
  readonly ckn: string;
  readonly state: MacSecKeyState;
  /** When the key was accepted; never changes. */
  readonly startedAt: Instant;
  /** End of `associating` or `disassociating`; of an associated key, when its secret's deletion takes it away. */
  readonly dueAt: Instant | undefined;
}

/** A key that is not kept yet: `associating`. */
export type NewMacSecKey = Omit<MacSecKey, 'associationNumber'>;

/** A connection key name and its key. */
export interface KeyPair {
  readonly ckn: string;
  readonly cak: Cak;
}

/** AWS: the keychain of a port or LAG holds at most three pairs. */
export const KEYS_PER_PORT = 3;

/** CKN and CAK are 32 octets each: 64 hexadecimal digits (AWS prints "0-9, A-E", a slip for A-F). */
export const KEY_DIGITS = 64;

/** The key as it stands at `now`: undefined once it is `disassociated`, for such keys are not listed. */
export function settledKey(key: MacSecKey, now: Instant): MacSecKey | undefined {
  if (!isOver(key, now)) return key;
  if (key.state === 'disassociating') return undefined;
  return key.state === 'associating' ? inState(key, 'associated', undefined) : key;
}

/** A key that is not kept yet, as it stands at `now`. */
export const settledNewKey = (key: NewMacSecKey, now: Instant): NewMacSecKey =>
  isOver(key, now) ? newInState(key, 'associated', undefined) : key;

/** Whether what the key waits for is over. */
const isOver = ({ dueAt }: NewMacSecKey, now: Instant): boolean => dueAt !== undefined && dueAt <= now;

/** The key in another state. */
export const inState = (key: MacSecKey, state: MacSecKeyState, dueAt: Instant | undefined): MacSecKey =>
  numbered(newInState(key, state, dueAt), key.associationNumber);

// Member by member: to spread an object and say one of its members again is slow.

const newInState = (key: NewMacSecKey, state: MacSecKeyState, dueAt: Instant | undefined): NewMacSecKey => ({
  ownerId: key.ownerId,
  secretArn: key.secretArn,
  ckn: key.ckn,
  state,
  startedAt: key.startedAt,
  dueAt,
});

/** A key that has been kept, under its number. */
export const numbered = (key: NewMacSecKey, associationNumber: number): MacSecKey => ({
  associationNumber,
  ownerId: key.ownerId,
  secretArn: key.secretArn,
  ckn: key.ckn,
  state: key.state,
  startedAt: key.startedAt,
  dueAt: key.dueAt,
});

/** Whether two names are one CKN: equality is on the octets, so the digits' case does not count. */
export const sameCkn = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();
