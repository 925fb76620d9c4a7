import { u32At } from '../bytes/octet-reader.ts';
import { ICV_LENGTH } from '../crypto/crypto-port.ts';
import { ETHERNET_HEADER_LENGTH } from '../ethernet/frame.ts';
import type { MemberIdentifier } from '../lmi/key-identifier.ts';
import { MEMBER_IDENTIFIER_LENGTH, decodeMemberIdentifier } from '../lmi/key-identifier.ts';
import { SCI_LENGTH } from '../lmi/sci.ts';
import { EAPOL_HEADER_LENGTH } from './eapol.ts';
import { PARAMETER_SET, PARAMETER_SET_HEADER_LENGTH, paddedLength } from './parameter-sets/parameter-set.ts';

const BASIC_OFFSET = ETHERNET_HEADER_LENGTH + EAPOL_HEADER_LENGTH;
const MI_OFFSET = BASIC_OFFSET + PARAMETER_SET_HEADER_LENGTH + SCI_LENGTH;
const MN_OFFSET = MI_OFFSET + MEMBER_IDENTIFIER_LENGTH;
/** Octets of a message number, and of half a packet number. */
const NUMBER_LENGTH = 4;
const LISTED_PEER_LENGTH = MEMBER_IDENTIFIER_LENGTH + NUMBER_LENGTH;
const SAK_USE_LENGTH = 40;
const KEY_USE_LENGTH = 20;

/** Where an MKPDU has the numbers that are looked at; undefined if it has not got the set. */
interface Offsets {
  /** Our message number, by which it proves that it hears us. */
  ownMn?: number;
  /** The first of the lowest PNs of its SAK use, and of their upper halves. */
  lowestPns?: number;
  lowestPnsHigh?: number;
}

/** Of the latest and of the old key. */
export interface LowestPns {
  readonly latest: number;
  readonly old: number;
}

/**
 * An MKPDU as a peer sends it again and again: the octets of one that was good, and where in it the numbers are that each
 * has anew (its own message number, those of the peers that it lists, the lowest packet numbers). What has the same octets
 * everywhere else says the same, and need not be decoded to be understood.
 */
export class MkpduShape {
  /** All that the ICV covers. */
  readonly #octets: Uint8Array;
  /** Where its numbers are, in rising order. */
  readonly #numbers: readonly number[];
  /** The first octets of the MI, as a signed number: one that V8 keeps in place. */
  readonly #mi: number;
  readonly #ownMn: number;
  readonly #lowestPns: number | undefined;
  readonly #lowestPnsHigh: number | undefined;

  private constructor(octets: Uint8Array, numbers: readonly number[], ownMn: number, offsets: Offsets) {
    this.#octets = octets;
    this.#numbers = numbers;
    this.#mi = u32At(octets, MI_OFFSET) | 0;
    this.#ownMn = ownMn;
    this.#lowestPns = offsets.lowestPns;
    this.#lowestPnsHigh = offsets.lowestPnsHigh;
  }

  /**
   * The shape of an MKPDU that could be decoded, given as the octets that its ICV covers, which are copied. Undefined if
   * it does not list `ownMi` once, or has to be looked at whenever it comes: with a distributed SAK, or with a set twice.
   */
  static of(covered: Uint8Array, ownMi: MemberIdentifier): MkpduShape | undefined {
    const numbers = [MN_OFFSET];
    const types = new Set<number>();
    const offsets: Offsets = {};
    for (let at = afterSet(covered, BASIC_OFFSET); at < covered.length; at = afterSet(covered, at)) {
      const type = covered[at] ?? 0;
      if (types.has(type) || type === PARAMETER_SET.distributedSak) return undefined;
      types.add(type);
      const body = at + PARAMETER_SET_HEADER_LENGTH;
      const length = bodyLength(covered, at);
      if (type === PARAMETER_SET.livePeerList || type === PARAMETER_SET.potentialPeerList) {
        for (let entry = body; entry < body + length; entry += LISTED_PEER_LENGTH) {
          const mn = entry + MEMBER_IDENTIFIER_LENGTH;
          numbers.push(mn);
          if (decodeMemberIdentifier(covered, entry) !== ownMi) continue;
          if (offsets.ownMn !== undefined) return undefined;
          offsets.ownMn = mn;
        }
      } else if (type === PARAMETER_SET.sakUse && length === SAK_USE_LENGTH) {
        offsets.lowestPns = body + KEY_USE_LENGTH - NUMBER_LENGTH;
        numbers.push(offsets.lowestPns, offsets.lowestPns + KEY_USE_LENGTH);
      } else if (type === PARAMETER_SET.xpn) {
        offsets.lowestPnsHigh = body;
        numbers.push(body, body + NUMBER_LENGTH);
      } else if (type === PARAMETER_SET.icvIndicator) break;
    }
    const { ownMn } = offsets;
    // Both without the room for more that is left behind what has grown: there is a shape for each key of each port.
    return ownMn === undefined ? undefined : new MkpduShape(covered.slice(), numbers.slice(), ownMn, offsets);
  }

  /** Whether `frame` says the same, apart from its numbers. Octets after the ICV belong to nobody. */
  fits(frame: Uint8Array): boolean {
    // Most that does not fit is under another key, and so from another member: it is seen without looking further.
    if ((u32At(frame, MI_OFFSET) | 0) !== this.#mi) return false;
    const octets = this.#octets;
    const numbers = this.#numbers;
    if (frame.length < octets.length + ICV_LENGTH) return false;
    let next = 0;
    let at = 0;
    while (at < octets.length) {
      if (at === numbers[next]) {
        at += NUMBER_LENGTH;
        next += 1;
      } else if (frame[at] === octets[at]) at += 1;
      else return false;
    }
    return true;
  }

  /** Of a frame that fits: what its ICV covers. */
  covered(frame: Uint8Array): Uint8Array {
    return frame.subarray(0, this.#octets.length);
  }

  /** Of a frame that fits: its ICV. */
  icv(frame: Uint8Array): Uint8Array {
    return frame.subarray(this.#octets.length, this.#octets.length + ICV_LENGTH);
  }

  /** Of a frame that fits: its message number. */
  mn(frame: Uint8Array): number {
    return u32At(frame, MN_OFFSET);
  }

  /** Of a frame that fits: the message number of ours that it lists. */
  ownMn(frame: Uint8Array): number {
    return u32At(frame, this.#ownMn);
  }

  /** Of a frame that fits: the lowest PNs of its SAK use. */
  lowestPns(frame: Uint8Array): LowestPns | undefined {
    return lowestPnsAt(frame, this.#lowestPns, KEY_USE_LENGTH);
  }

  /** Of a frame that fits: the upper halves of the lowest PNs. */
  lowestPnsHigh(frame: Uint8Array): LowestPns | undefined {
    return lowestPnsAt(frame, this.#lowestPnsHigh, NUMBER_LENGTH);
  }
}

/** The numbers at that offset and `step` octets further. */
function lowestPnsAt(frame: Uint8Array, at: number | undefined, step: number): LowestPns | undefined {
  return at === undefined ? undefined : { latest: u32At(frame, at), old: u32At(frame, at + step) };
}

/** The length of the body of the set at that offset (see parameter-set.ts; the basic set has it in the same place). */
function bodyLength(octets: Uint8Array, at: number): number {
  return (((octets[at + 2] ?? 0) & 0x0f) << 8) | (octets[at + 3] ?? 0);
}

/** Where the next set begins. */
function afterSet(octets: Uint8Array, at: number): number {
  return at + PARAMETER_SET_HEADER_LENGTH + paddedLength(bodyLength(octets, at));
}
