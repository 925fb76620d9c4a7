import { decodeHex } from '../../src/bytes/hex.ts';

/** The octets of a constant in a test; blanks are for the eye. */
export function hex(digits: string): Uint8Array {
  const octets = decodeHex(digits.replaceAll(/\s/g, ''));
  if (octets === undefined) throw new Error('a constant of this test is not hexadecimal');
  return octets;
}

/** A copy of `octets` with the bits of `mask` in octet `at` inverted. */
export function flipped(octets: Uint8Array, at: number, mask = 1): Uint8Array {
  const copy = Uint8Array.from(octets);
  copy[at] = (copy[at] ?? 0) ^ mask;
  return copy;
}
