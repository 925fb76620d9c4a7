import type { OctetWriter } from '../../bytes/octet-writer.ts';

/**
 * The header that every parameter set but the basic one has (IEEE Std 802.1X-2020, 11.11.1):
 *
 * ```
 *  0        1         2         3
 * +--------+---------+---------+---------+
 * | type   | of each | of each |len high |   length: the low four bits of octet 3 and all of octet 4 of the figure,
 * |        | set     | |       | len low |   12 bits; the octets of the body before it is padded to a multiple of 4
 * +--------+---------+---------+---------+
 * ```
 */
export interface RawParameterSet {
  readonly type: number;
  /** The second octet, whose meaning depends on the type. */
  readonly octet2: number;
  /** The upper four bits of the third octet, in place: 0x00 to 0xf0. */
  readonly octet3: number;
  readonly body: Uint8Array;
}

/** Parameter set types (IEEE Std 802.1X-2020, 11.11.1). The basic parameter set has none. */
export const PARAMETER_SET = {
  livePeerList: 1,
  potentialPeerList: 2,
  sakUse: 3,
  distributedSak: 4,
  distributedCak: 5,
  kmd: 6,
  announcement: 7,
  xpn: 8,
  icvIndicator: 255,
} as const;

export const PARAMETER_SET_HEADER_LENGTH = 4;

/** `length` rounded up to a multiple of 4: what a body occupies. */
export function paddedLength(length: number): number {
  return Math.ceil(length / 4) * 4;
}

/** Writes the header of a set, whose body of `length` octets and padding are to follow. */
export function encodeSetHeader(set: Omit<RawParameterSet, 'body'>, length: number, into: OctetWriter): OctetWriter {
  return into
    .u8(set.type)
    .u8(set.octet2)
    .u8((set.octet3 & 0xf0) | (length >> 8))
    .u8(length & 0xff);
}

/** Writes what follows a body of `length` octets. */
export function encodePadding(length: number, into: OctetWriter): void {
  into.zeros(paddedLength(length) - length);
}
