import { encodeHex } from '../../bytes/hex.ts';
import { OctetReader } from '../../bytes/octet-reader.ts';
import type { OctetWriter } from '../../bytes/octet-writer.ts';
import { decodeMemberIdentifier } from '../../lmi/key-identifier.ts';
import type { MemberIdentifier } from '../../lmi/key-identifier.ts';
import { decodeSci } from '../../lmi/sci.ts';
import type { Sci } from '../../lmi/sci.ts';
import type { Ckn } from '../ckn.ts';
import { decodeCkn } from '../ckn.ts';
import type { Decoded } from '../discard.ts';
import { discard } from '../discard.ts';
import { encodePadding, paddedLength } from './parameter-set.ts';

/** What a member can do (IEEE Std 802.1X-2020, 11.11.1): 0 nothing, 1 integrity, 2 and encryption, 3 and offsets. */
export type MacsecCapability = 0 | 1 | 2 | 3;

/** MKA versions: 1 of 2010, 2 of 802.1Xbx-2014, 3 of 2020. */
export type MkaVersion = 1 | 2 | 3;

/** The basic parameter set, which every MKPDU begins with (IEEE Std 802.1X-2020, 11.11.1, Figure 11-8). */
export interface BasicParameterSet {
  /** As it was said: of a received set it may be one that is newer than those known here. */
  readonly mkaVersion: number;
  /** 0 is the most willing, 255 is never. */
  readonly keyServerPriority: number;
  readonly keyServer: boolean;
  readonly macsecDesired: boolean;
  readonly macsecCapability: MacsecCapability;
  readonly sci: Sci;
  readonly mi: MemberIdentifier;
  readonly mn: number;
  readonly ckn: Ckn;
}

/** AES-CMAC and AES key wrap: the only algorithms there are (IEEE Std 802.1X-2020, Table 9-1). */
const ALGORITHM_AGILITY = '0080c201';
/** SCI, MI, MN and algorithm agility: the body without the CKN. */
const FIXED_LENGTH = 28;
const KEY_SERVER = 0x80;
const MACSEC_DESIRED = 0x40;

/** The set, and the octets it takes with header and padding. */
export interface DecodedBasic {
  readonly basic: BasicParameterSet;
  readonly length: number;
}

/**
 * Decodes the set at the beginning of `sets`, an MKPDU without its ICV. A version that is newer than those known here is
 * read as the newest that is known: it may add what older ones need not know (IEEE Std 802.1X-2020, 11.11).
 */
export function decodeBasic(sets: Uint8Array): Decoded<DecodedBasic> {
  const reader = new OctetReader(sets);
  const mkaVersion = reader.u8();
  const keyServerPriority = reader.u8();
  const flags = reader.u8();
  const lengthLow = reader.u8();
  if (mkaVersion === undefined || keyServerPriority === undefined || flags === undefined || lengthLow === undefined) {
    return discard('mkpdu-too-short');
  }
  if (mkaVersion === 0) return discard('mka-version');
  const bodyLength = ((flags & 0x0f) << 8) | lengthLow;
  const body = reader.take(paddedLength(bodyLength));
  if (body === undefined) return discard('basic-too-long');
  const sci = decodeSci(body);
  const mi = decodeMemberIdentifier(body, 8);
  const ckn = decodeCkn(body.subarray(FIXED_LENGTH, bodyLength));
  const mn = new OctetReader(body, 20).u32();
  if (sci === undefined || mi === undefined || mn === undefined || ckn === undefined) return discard('basic-malformed');
  if (encodeHex(body.subarray(24, FIXED_LENGTH)) !== ALGORITHM_AGILITY) return discard('algorithm-agility');
  const basic: BasicParameterSet = {
    mkaVersion,
    keyServerPriority,
    keyServer: (flags & KEY_SERVER) !== 0,
    macsecDesired: (flags & MACSEC_DESIRED) !== 0,
    macsecCapability: ((flags >> 4) & 0x03) as MacsecCapability,
    sci,
    mi,
    mn,
    ckn,
  };
  return { basic, length: reader.offset };
}

/** Writes header, body and padding of the set. */
export function encodeBasic(basic: BasicParameterSet, into: OctetWriter): void {
  const bodyLength = FIXED_LENGTH + basic.ckn.length / 2;
  const flags =
    (basic.keyServer ? KEY_SERVER : 0) | (basic.macsecDesired ? MACSEC_DESIRED : 0) | (basic.macsecCapability << 4);
  into
    .u8(basic.mkaVersion)
    .u8(basic.keyServerPriority)
    .u8(flags | (bodyLength >> 8))
    .u8(bodyLength & 0xff)
    .hex(basic.sci)
    .hex(basic.mi)
    .u32(basic.mn)
    .hex(ALGORITHM_AGILITY)
    .hex(basic.ckn);
  encodePadding(bodyLength, into);
}
