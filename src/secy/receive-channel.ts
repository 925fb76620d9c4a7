import { SOURCE_OFFSET } from '../ethernet/frame.ts';
import { encodeSci } from '../lmi/sci.ts';
import type { Sci } from '../lmi/sci.ts';
import type { An } from '../lmi/request.ts';
import type { KeyIdentifier } from '../lmi/key-identifier.ts';
import type { Confidential } from '../crypto/confidential.ts';
import { newReceiveScCounters } from './counters.ts';
import { noSas } from './sas.ts';
import { SCI_OFFSET } from './sectag.ts';
import type { SecTag } from './sectag.ts';
import type { Validator } from './validate.ts';

/** One receive SA: a key of a channel. */
export interface ReceiveSa {
  readonly keyIdentifier: KeyIdentifier;
  readonly sak: Confidential<'SAK'>;
  readonly an: An;
  /** Given with extended packet numbers, and only then. */
  readonly ssci: number | undefined;
  readonly validator: Validator;
  /** Whether frames of it are accepted: the KaY reports LRX when they are. */
  inUse: boolean;
  /** Whether a frame with a good ICV has come. */
  heard: boolean;
}

/** A receive secure channel: a peer, with at most one SA for each association number. */
export class ReceiveChannel {
  readonly sci: Sci;
  readonly counters = newReceiveScCounters();
  readonly sas = noSas<ReceiveSa>();
  /** The SCI in three parts: of the MAC address the first four octets and the last two, and the port identifier. */
  readonly #addressHigh: number;
  readonly #addressLow: number;
  readonly #portIdentifier: number;

  constructor(sci: Sci) {
    const octets = encodeSci(sci);
    this.sci = sci;
    this.#addressHigh = i32(octets, 0);
    this.#addressLow = u16(octets, 4);
    this.#portIdentifier = u16(octets, 6);
  }

  /** Whether the SCI in the SecTAG of `frame` is this channel's. */
  isNamedBy(frame: Uint8Array): boolean {
    return this.#hasAddress(frame, SCI_OFFSET) && u16(frame, SCI_OFFSET + 6) === this.#portIdentifier;
  }

  /** Whether this channel's SCI is the source address of `frame` with port `portIdentifier`. */
  isSourceOf(frame: Uint8Array, portIdentifier: 0 | 1): boolean {
    return this.#portIdentifier === portIdentifier && this.#hasAddress(frame, SOURCE_OFFSET);
  }

  #hasAddress(frame: Uint8Array, at: number): boolean {
    return i32(frame, at) === this.#addressHigh && u16(frame, at + 4) === this.#addressLow;
  }
}

function i32(octets: Uint8Array, at: number): number {
  return (u16(octets, at) << 16) | u16(octets, at + 2);
}

function u16(octets: Uint8Array, at: number): number {
  return ((octets[at] ?? 0) << 8) | (octets[at + 1] ?? 0);
}

/**
 * The channel that a frame belongs to (IEEE Std 802.1AE-2018, 9.5, 9.9 and 10.6.1). Without an SCI in the tag it is
 * told by ES (port 1 of the source address) or SCB (port 0); without those too, the link must be point to point, where
 * the one channel there is will be meant. A wrong guess costs nothing: the nonce depends on the SCI or the SSCI, so the
 * ICV fails.
 */
export function channelOf(
  channels: readonly ReceiveChannel[],
  frame: Uint8Array,
  tag: SecTag,
): ReceiveChannel | undefined {
  if (!tag.sc && !tag.es && !tag.scb) return channels.length === 1 ? channels[0] : undefined;
  for (const channel of channels) {
    if (tag.sc ? channel.isNamedBy(frame) : channel.isSourceOf(frame, tag.scb ? 0 : 1)) return channel;
  }
  return undefined;
}
