import { encodeHex } from '../../bytes/hex.ts';
import { OctetReader } from '../../bytes/octet-reader.ts';
import type { OctetWriter } from '../../bytes/octet-writer.ts';
import type { An } from '../../lmi/request.ts';
import type { Decoded } from '../discard.ts';
import { discard } from '../discard.ts';
import type { RawParameterSet } from './parameter-set.ts';
import { PARAMETER_SET, encodePadding, encodeSetHeader } from './parameter-set.ts';

/** What is encrypted: 0 nothing, 1 all, 2 and 3 all but the first 30 and 50 octets (802.1X-2020, 11.11.1). */
export type ConfidentialityOffset = 0 | 1 | 2 | 3;

/** A SAK that the key server gives (IEEE Std 802.1X-2020, 11.11.1). */
export interface DistributedSak {
  readonly an: An;
  readonly confidentialityOffset: ConfidentialityOffset;
  readonly kn: number;
  /** The suite's identifier, 16 hexadecimal digits; undefined is GCM-AES-128, the default, which is not named. */
  readonly cipherSuite: string | undefined;
  readonly wrappedSak: Uint8Array;
}

/** The set without a body: the key server wants plain text. */
export interface PlainText {
  readonly plainText: true;
}

const KN_LENGTH = 4;
/** KN and a wrapped SAK of 16 octets: the length that stands for the default cipher suite. */
const DEFAULT_SUITE_LENGTH = 28;
/** With the cipher suite between them: a SAK of 16 octets, and one of 32. */
const NAMED_SUITE_LENGTHS = [36, 52];

export function decodeDistributedSak(set: RawParameterSet): Decoded<DistributedSak | PlainText> {
  const { body, octet2 } = set;
  if (body.length === 0) return { plainText: true };
  const named = NAMED_SUITE_LENGTHS.includes(body.length);
  if (!named && body.length !== DEFAULT_SUITE_LENGTH) return discard('distributed-sak-malformed');
  const reader = new OctetReader(body);
  const kn = reader.u32();
  const cipherSuite = named ? reader.take(8) : undefined;
  if (kn === undefined) return discard('distributed-sak-malformed');
  return {
    an: ((octet2 >> 6) & 0x03) as An,
    confidentialityOffset: ((octet2 >> 4) & 0x03) as ConfidentialityOffset,
    kn,
    cipherSuite: cipherSuite === undefined ? undefined : encodeHex(cipherSuite),
    wrappedSak: reader.rest(),
  };
}

/** Writes the set. */
export function encodeDistributedSak(sak: DistributedSak | PlainText, into: OctetWriter): void {
  const type = PARAMETER_SET.distributedSak;
  if ('plainText' in sak) {
    encodeSetHeader({ type, octet2: 0, octet3: 0 }, 0, into);
    return;
  }
  const { an, confidentialityOffset, kn, cipherSuite = '', wrappedSak } = sak;
  const length = KN_LENGTH + cipherSuite.length / 2 + wrappedSak.length;
  encodeSetHeader({ type, octet2: (an << 6) | (confidentialityOffset << 4), octet3: 0 }, length, into)
    .u32(kn)
    .hex(cipherSuite)
    .octets(wrappedSak);
  encodePadding(length, into);
}
