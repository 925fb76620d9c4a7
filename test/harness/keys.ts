import { createHash } from 'node:crypto';
import { Confidential } from '../../src/crypto/confidential.ts';
import { parseCkn } from '../../src/mka/ckn.ts';
import type { AssociatedKey } from '../../src/mka/kay.ts';

/** The key with that number of a test: CKN and CAK of 32 octets each, which protect nothing. */
export function testKey(number: number, associationNumber = number): AssociatedKey {
  const ckn = parseCkn(number.toString(16).padStart(2, '0').repeat(32));
  if (ckn === undefined) throw new RangeError('0 to 255');
  return { associationNumber, ckn, cak: testCak(number) };
}

/** A key of the same name with another CAK. */
export function otherCak(key: AssociatedKey): AssociatedKey {
  return { ...key, cak: testCak(255) };
}

function testCak(number: number): AssociatedKey['cak'] {
  return new Confidential(
    'CAK',
    Uint8Array.from({ length: 32 }, (_, at) => (number * 37 + at * 11) & 0xff),
  );
}

const digits = (seed: string): string => createHash('sha256').update(seed).digest('hex');

/** A CKN/CAK pair of 64 hexadecimal digits each, always the same for the same seed. */
export const pairOf = (seed: string): { readonly ckn: string; readonly cak: string } => ({
  ckn: digits(`ckn ${seed}`),
  cak: digits(`cak ${seed}`),
});
