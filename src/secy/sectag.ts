import { ICV_LENGTH } from '../crypto/crypto-port.ts';
import { ETHER_TYPE_MACSEC, ETHER_TYPE_OFFSET } from '../ethernet/frame.ts';
import type { An } from '../lmi/request.ts';

/*
 * The SecTAG (IEEE Std 802.1AE-2018, 9.3), here with its place in the frame:
 *
 *      0                  6                  12
 *     +------------------+------------------+-------+-------+-----+-----+
 *     | DA               | SA               | 88    | E5    | TCI | SL  |
 *     |                  |                  |       |       | AN  |     |
 *     +------------------+------------------+-------+-------+-----+-----+
 *      16                 20                                28
 *     +------------------+- - - - - - - - - - - - - - - - -+------ - - - ----------+
 *     | PN, low 32 bits  | SCI, if SC is set                | secure data     | ICV  |
 *     +------------------+- - - - - - - - - - - - - - - - -+------ - - - ----------+
 *
 *     TCI and AN, bit 8 down to 1:   V | ES | SC | SCB | E | C | AN  AN
 *     SL:                            0    0 | octets of secure data, if fewer than 48
 */
const VERSION = 0b1000_0000;
const ES = 0b0100_0000;
const SC = 0b0010_0000;
const SCB = 0b0001_0000;
const E = 0b0000_1000;
const C = 0b0000_0100;
const AN = 0b0000_0011;
const SL_RESERVED = 0b1100_0000;

const TCI_OFFSET = ETHER_TYPE_OFFSET + 2;
const SL_OFFSET = ETHER_TYPE_OFFSET + 3;
const PN_OFFSET = ETHER_TYPE_OFFSET + 4;
/** Where the SCI stands, if the SecTAG has one. */
export const SCI_OFFSET = ETHER_TYPE_OFFSET + 8;
/** Where the secure data begins after a SecTAG without and with an SCI. */
export const DATA_OFFSET = ETHER_TYPE_OFFSET + 8;
export const DATA_OFFSET_WITH_SCI = ETHER_TYPE_OFFSET + 16;

/** Secure data of at least this many octets have an SL of 0 (802.1AE-2018, 9.7). */
const NOT_SHORT = 48;

export interface SecTag {
  /** End station: the SCI is the source address with port 1. */
  readonly es: boolean;
  /** The SCI is in the tag. */
  readonly sc: boolean;
  /** EPON single copy broadcast: the SCI is the source address with port 0. */
  readonly scb: boolean;
  /** The data are encrypted. */
  readonly e: boolean;
  /** The cipher suite changed the data or made an ICV of another length than 16. */
  readonly c: boolean;
  readonly an: An;
  /** The low 32 bits of the packet number. */
  readonly pn: number;
  /** Where in the frame the secure data begin, and where they end and the ICV begins. */
  readonly dataStart: number;
  readonly dataEnd: number;
}

/** What is wrong with a SecTAG, in the order of the letters of 802.1AE-2018, 9.12. */
export type SecTagFault =
  /** a) fewer than 17 octets from the EtherType on. */
  | 'tag-cut-short'
  /** b) another EtherType. */
  | 'tag-not-macsec'
  /** c) the version bit is set. */
  | 'tag-version'
  /** d) ES or SCB is set together with SC. */
  | 'tag-es-or-scb-with-sc'
  /** e) one of the two bits above SL is set. */
  | 'tag-reserved-bits'
  /** f) to i) the data are shorter than SL says, or shorter than 48 octets with an SL of 0. */
  | 'tag-length';

/**
 * The SecTAG of `frame` (from the destination address on), or what is wrong with it. Nothing in it is to be believed
 * until the ICV is good.
 *
 * One departure: where SL is set, letters f) to i) want the frame to end with the ICV, and here it may go on. The MAC
 * pads short frames, nothing below us takes the padding off, and SL is there to tell where it begins.
 */
export function decodeSecTag(frame: Uint8Array): SecTag | SecTagFault {
  if (frame.length < ETHER_TYPE_OFFSET + 17) return 'tag-cut-short';
  if (u16(frame, ETHER_TYPE_OFFSET) !== ETHER_TYPE_MACSEC) return 'tag-not-macsec';
  const tci = frame[TCI_OFFSET] ?? 0;
  if ((tci & VERSION) !== 0) return 'tag-version';
  if ((tci & SC) !== 0 && (tci & (ES | SCB)) !== 0) return 'tag-es-or-scb-with-sc';
  const sl = frame[SL_OFFSET] ?? 0;
  if ((sl & SL_RESERVED) !== 0) return 'tag-reserved-bits';
  // The ICV of every suite here has 16 octets, so that f) and h) are one check, and so are g) and i).
  const dataStart = (tci & SC) === 0 ? DATA_OFFSET : DATA_OFFSET_WITH_SCI;
  const available = frame.length - ICV_LENGTH - dataStart;
  if (available < (sl === 0 ? NOT_SHORT : sl)) return 'tag-length';
  return {
    es: (tci & ES) !== 0,
    sc: (tci & SC) !== 0,
    scb: (tci & SCB) !== 0,
    e: (tci & E) !== 0,
    c: (tci & C) !== 0,
    an: (tci & AN) as An,
    pn: u16(frame, PN_OFFSET) * 0x1_0000 + u16(frame, PN_OFFSET + 2),
    dataStart,
    dataEnd: dataStart + (sl === 0 ? available : sl),
  };
}

/** What a transmit SA puts into the TCI of every frame. */
export interface TagForm {
  readonly an: An;
  readonly confidentiality: boolean;
  /** SC set and the SCI in the tag; otherwise ES is set, and the SCI must be the source address with port 1. */
  readonly explicitSci: boolean;
}

/** Writes EtherType and TCI into `header`, which do not change from frame to frame. */
export function encodeTagForm(form: TagForm, header: Uint8Array): void {
  header[ETHER_TYPE_OFFSET] = ETHER_TYPE_MACSEC >> 8;
  header[ETHER_TYPE_OFFSET + 1] = ETHER_TYPE_MACSEC & 0xff;
  // With the GCM suites C is set exactly when E is (802.1AE-2018, 9.5).
  header[TCI_OFFSET] = (form.explicitSci ? SC : ES) | (form.confidentiality ? E | C : 0) | form.an;
}

/** Writes SL for `dataLength` octets of secure data, and the low 32 bits of the packet number, into `header`. */
export function encodeTagVariables(header: Uint8Array, dataLength: number, pn: number): void {
  header[SL_OFFSET] = dataLength < NOT_SHORT ? dataLength : 0;
  // Storing into a Uint8Array keeps the low 8 bits.
  header[PN_OFFSET] = pn >>> 24;
  header[PN_OFFSET + 1] = pn >>> 16;
  header[PN_OFFSET + 2] = pn >>> 8;
  header[PN_OFFSET + 3] = pn;
}

function u16(octets: Uint8Array, at: number): number {
  return (octets[at] ?? 0) * 256 + (octets[at + 1] ?? 0);
}
