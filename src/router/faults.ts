import { Confidential } from '../crypto/confidential.ts';
import { decodeCkn, encodeCkn } from '../mka/ckn.ts';
import type { Ckn } from '../mka/ckn.ts';
import type { CipherSuiteName } from '../lmi/cipher-suite.ts';
import type { AssociatedKey } from '../mka/kay.ts';

/** What can be wrong with the built-in router and its cable, for rehearsal. */
export interface RouterFaults {
  /** The router has other CAKs under the same CKNs. */
  readonly wrongCak: boolean;
  /** The router has the CAKs under other CKNs. */
  readonly wrongCkn: boolean;
  /** The router does only GCM-AES-128, which Direct Connect does not take. */
  readonly wrongSuite: boolean;
  /** The router leaves the SCI out of its frames, which Direct Connect wants in every one. */
  readonly noSci: boolean;
  /** The probability, 0 to 1, with which the cable loses a frame. */
  readonly loss: number;
  /** Milliseconds that a frame takes through the cable, at most `LONGEST_DELAY`. */
  readonly delay: number;
}

export const NO_FAULTS: RouterFaults = {
  wrongCak: false,
  wrongCkn: false,
  wrongSuite: false,
  noSci: false,
  loss: 0,
  delay: 0,
};

/** Ten times what a peer is waited for. In milliseconds. */
export const LONGEST_DELAY = 60_000;

/** A router's keys, as the faults leave them. */
export function faultyKeys(keys: readonly AssociatedKey[], faults: RouterFaults): readonly AssociatedKey[] {
  return keys.map((key) => ({
    associationNumber: key.associationNumber,
    ckn: faults.wrongCkn ? otherCkn(key.ckn) : key.ckn,
    cak: faults.wrongCak ? new Confidential('CAK', otherOctets(key.cak.reveal())) : key.cak,
  }));
}

/** A router's cipher suites, as the faults leave them. */
export const faultySuites = (suites: readonly CipherSuiteName[], faults: RouterFaults): readonly CipherSuiteName[] =>
  faults.wrongSuite ? ['GCM-AES-128'] : suites;

const otherCkn = (ckn: Ckn): Ckn => decodeCkn(otherOctets(encodeCkn(ckn))) ?? ckn;

/** The same octets but for one bit of the last. */
function otherOctets(octets: Uint8Array): Uint8Array {
  const other = Uint8Array.from(octets);
  const last = other.length - 1;
  other[last] = (other[last] ?? 0) ^ 1;
  return other;
}
