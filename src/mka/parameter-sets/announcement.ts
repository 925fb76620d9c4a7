import { encodeHex } from '../../bytes/hex.ts';
import { OctetReader } from '../../bytes/octet-reader.ts';
import type { OctetWriter } from '../../bytes/octet-writer.ts';
import type { Decoded } from '../discard.ts';
import { discard } from '../discard.ts';
import type { RawParameterSet } from './parameter-set.ts';
import { PARAMETER_SET, encodePadding, encodeSetHeader } from './parameter-set.ts';

/** A cipher suite that a member can use, and how (the capability has the values of the basic parameter set). */
export interface AnnouncedSuite {
  /** 16 hexadecimal digits. */
  readonly identifier: string;
  readonly capability: number;
}

/**
 * The Announcement parameter set (IEEE Std 802.1X-2020, 11.11.1): TLVs as in EAPOL-Announcements. The list of
 * cipher suites is what a port wants to know when it is not secured; other TLVs are skipped.
 */
export interface Announcement {
  readonly cipherSuites: readonly AnnouncedSuite[];
}

/** MACsec Cipher Suites TLV: two octets of capability and eight of identifier, for each suite. */
const CIPHER_SUITES_TLV = 112;
const ENTRY_LENGTH = 10;
const TLV_HEADER_LENGTH = 2;

export function decodeAnnouncement(set: RawParameterSet): Decoded<Announcement> {
  const reader = new OctetReader(set.body);
  const cipherSuites: AnnouncedSuite[] = [];
  while (reader.remaining > 0) {
    // Seven bits of type and nine of length.
    const header = reader.u16();
    const value = header === undefined ? undefined : reader.take(header & 0x1ff);
    if (header === undefined || value === undefined) return discard('announcement-malformed');
    if (header >> 9 !== CIPHER_SUITES_TLV) continue;
    if (value.length % ENTRY_LENGTH !== 0) return discard('announcement-malformed');
    for (let at = 0; at < value.length; at += ENTRY_LENGTH) {
      const capability = new OctetReader(value, at).u16() ?? 0;
      cipherSuites.push({ identifier: encodeHex(value.subarray(at + 2, at + ENTRY_LENGTH)), capability });
    }
  }
  return { cipherSuites };
}

/** Writes the set. */
export function encodeAnnouncement({ cipherSuites }: Announcement, into: OctetWriter): void {
  const length = cipherSuites.length * ENTRY_LENGTH;
  encodeSetHeader({ type: PARAMETER_SET.announcement, octet2: 0, octet3: 0 }, TLV_HEADER_LENGTH + length, into);
  into.u16((CIPHER_SUITES_TLV << 9) | length);
  for (const { identifier, capability } of cipherSuites) into.u16(capability).hex(identifier);
  encodePadding(TLV_HEADER_LENGTH + length, into);
}
