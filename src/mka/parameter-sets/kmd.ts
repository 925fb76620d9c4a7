import { encodeHex } from '../../bytes/hex.ts';
import type { RawParameterSet } from './parameter-set.ts';

/**
 * The name of a key management domain (IEEE Std 802.1X-2020, 11.11.1): which cached CAKs could be used again. Nothing
 * is cached here, so it is decoded and ignored. The octets are kept as hexadecimal digits: UTF-8 of a peer is not text
 * to print.
 */
export interface Kmd {
  readonly kmd: string;
}

export function decodeKmd(set: RawParameterSet): Kmd {
  return { kmd: encodeHex(set.body) };
}
