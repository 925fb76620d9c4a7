import type { Ckn } from '../ckn.ts';
import { decodeCkn } from '../ckn.ts';
import type { Decoded } from '../discard.ts';
import { discard } from '../discard.ts';
import type { RawParameterSet } from './parameter-set.ts';

/**
 * A group CAK that the key server gives (IEEE Std 802.1X-2020, 11.11.1). A Direct Connect port gets its CAKs from its
 * owner and never from a peer: this is decoded so that a malformed one is found, and then ignored.
 */
export interface DistributedCak {
  readonly ckn: Ckn;
}

/** A wrapped CAK of 16 octets. A longer one cannot be told from the CKN behind it, and need not be. */
const WRAPPED_CAK_LENGTH = 24;

export function decodeDistributedCak(set: RawParameterSet): Decoded<DistributedCak> {
  // The name behind a wrapped CAK of 32 octets may begin 16 octets later, and the longest ends there.
  const ckn = decodeCkn(set.body.subarray(WRAPPED_CAK_LENGTH).slice(-32));
  return ckn === undefined ? discard('distributed-cak-malformed') : { ckn };
}
