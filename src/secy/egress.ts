import type { OctetBuffer } from '../bytes/octet-buffer.ts';
import { ETHERNET_HEADER_LENGTH, ETHER_TYPE_EAPOL, ETHER_TYPE_OFFSET, etherTypeOf } from '../ethernet/frame.ts';
import type { SecyIndication } from '../lmi/request.ts';
import type { SecyCounters } from './counters.ts';
import { DiscardLedger } from './discard.ts';
import type { TransmitDiscard } from './discard.ts';
import type { Gate } from './gate.ts';
import { PROTECTION_OVERHEAD } from './protect.ts';
import type { TransmitChannel, TransmitSa } from './transmit-channel.ts';

/**
 * What became of a frame on its way out. A clear frame is the one given; a protected one is in a buffer, which the next
 * frame overwrites.
 */
export type TransmitVerdict =
  | { readonly type: 'protected'; readonly frame: Uint8Array }
  | { readonly type: 'clear'; readonly frame: Uint8Array }
  | { readonly type: 'discarded'; readonly reason: TransmitDiscard };

/** The way of a frame from the user of the controlled port to the wire (IEEE Std 802.1AE-2018, 10.5). */
export class Egress {
  readonly discards = new DiscardLedger<TransmitDiscard>();
  readonly #gate: Gate;
  readonly #channel: TransmitChannel;
  readonly #counters: SecyCounters;
  readonly #buffer: OctetBuffer;
  readonly #longest: { readonly clear: number; readonly protected: number };
  readonly #indications: SecyIndication[];
  #toldExhausted: TransmitSa | undefined;

  constructor(
    state: { readonly gate: Gate; readonly channel: TransmitChannel; readonly counters: SecyCounters },
    buffer: OctetBuffer,
    longest: { readonly clear: number; readonly protected: number },
    indications: SecyIndication[],
  ) {
    this.#gate = state.gate;
    this.#channel = state.channel;
    this.#counters = state.counters;
    this.#buffer = buffer;
    this.#longest = longest;
    this.#indications = indications;
  }

  transmit(frame: Uint8Array): TransmitVerdict {
    if (frame.length < ETHERNET_HEADER_LENGTH) return this.discards.discard('runt');
    // EAPOL has a way of its own beside the SecY; protected, the peer that needs it to get the key could not read it.
    if (etherTypeOf(frame) === ETHER_TYPE_EAPOL) return { type: 'clear', frame };
    if (!this.#gate.open) return this.discards.discard('controlled-port-closed');
    if (this.#gate.transmitsClear) return this.#passClear(frame);
    const sa = this.#channel.inUse;
    return sa === undefined ? this.discards.discard('no-transmit-sa') : this.#protect(frame, sa);
  }

  #passClear(frame: Uint8Array): TransmitVerdict {
    if (frame.length > this.#longest.clear) return this.#tooLong();
    this.#counters.OutPktsUntagged += 1;
    return { type: 'clear', frame };
  }

  #protect(frame: Uint8Array, sa: TransmitSa): TransmitVerdict {
    if (frame.length + PROTECTION_OVERHEAD > this.#longest.protected) return this.#tooLong();
    const out = sa.protector.protect(frame, this.#buffer);
    if (out === undefined) return this.#exhausted(sa);
    this.#counters.OutPktsEncrypted += 1;
    this.#counters.OutOctetsEncrypted += frame.length - ETHER_TYPE_OFFSET;
    return { type: 'protected', frame: out };
  }

  #exhausted(sa: TransmitSa): TransmitVerdict {
    if (this.#toldExhausted !== sa) {
      this.#toldExhausted = sa;
      this.#indications.push({ type: 'pnExhausted', keyIdentifier: sa.keyIdentifier });
    }
    return this.discards.discard('pn-exhausted');
  }

  #tooLong(): TransmitVerdict {
    this.#counters.OutPktsTooLong += 1;
    return this.discards.discard('too-long');
  }
}
