import { SOURCE_OFFSET } from '../ethernet/frame.ts';
import { encodeSci, SCI_LENGTH } from '../lmi/sci.ts';
import type { Sci } from '../lmi/sci.ts';
import type { An } from '../lmi/request.ts';
import type { KeyIdentifier } from '../lmi/key-identifier.ts';
import type { Confidential } from '../crypto/confidential.ts';
import { newReceiveScCounters } from './counters.ts';
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

/** Octets of MAC address that an SCI begins with; the port identifier follows. */
const ADDRESS_LENGTH = 6;

/** A receive secure channel: a peer, with at most one SA for each association number. */
export class ReceiveChannel {
  readonly sci: Sci;
  readonly counters = newReceiveScCounters();
  readonly sas = new Map<An, ReceiveSa>();
  readonly #octets: Uint8Array;

  constructor(sci: Sci) {
    this.sci = sci;
    this.#octets = encodeSci(sci);
  }

  /** Whether the SCI in the SecTAG of `frame` is this channel's. */
  isNamedBy(frame: Uint8Array): boolean {
    return this.#matches(frame, SCI_OFFSET, SCI_LENGTH);
  }

  /** Whether this channel's SCI is the source address of `frame` with port `portIdentifier`. */
  isSourceOf(frame: Uint8Array, portIdentifier: 0 | 1): boolean {
    return (
      this.#octets[ADDRESS_LENGTH] === 0 &&
      this.#octets[ADDRESS_LENGTH + 1] === portIdentifier &&
      this.#matches(frame, SOURCE_OFFSET, ADDRESS_LENGTH)
    );
  }

  #matches(frame: Uint8Array, offset: number, length: number): boolean {
    for (let at = 0; at < length; at += 1) if (frame[offset + at] !== this.#octets[at]) return false;
    return true;
  }
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
