import type { OctetBuffer } from '../bytes/octet-buffer.ts';
import { ETHERNET_HEADER_LENGTH, ETHER_TYPE_EAPOL, ETHER_TYPE_MACSEC, etherTypeOf } from '../ethernet/frame.ts';
import { etherTypeBehindTags } from '../ethernet/outer-tags.ts';
import type { SecyIndication } from '../lmi/request.ts';
import type { ReceiveScCounters, SecyCounters } from './counters.ts';
import { DiscardLedger } from './discard.ts';
import type { ReceiveDiscard } from './discard.ts';
import type { Gate } from './gate.ts';
import { channelOf } from './receive-channel.ts';
import type { ReceiveChannel, ReceiveSa } from './receive-channel.ts';
import { decodeSecTag } from './sectag.ts';
import type { SecTag } from './sectag.ts';
import type { ReplayPolicy, ValidationFault } from './validate.ts';

/** What became of a frame on its way in. */
export type ReceiveVerdict =
  /**
   * For the controlled port: what the peer's user sent, and whether it came protected. A frame that did is in a buffer,
   * which the next frame overwrites.
   */
  | { readonly type: 'delivered'; readonly frame: Uint8Array; readonly wasProtected: boolean }
  /** EAPOL, for the KaY: it goes by the uncontrolled port and is never protected. */
  | { readonly type: 'uncontrolled'; readonly frame: Uint8Array }
  | { readonly type: 'discarded'; readonly reason: ReceiveDiscard };

/** The way of a frame from the wire to the user of the controlled port (IEEE Std 802.1AE-2018, 10.6). */
export class Ingress {
  readonly discards = new DiscardLedger<ReceiveDiscard>();
  replay: ReplayPolicy = { replayProtect: true, replayWindow: 0 };
  readonly #gate: Gate;
  readonly #channels: readonly ReceiveChannel[];
  readonly #counters: SecyCounters;
  readonly #buffer: OctetBuffer;
  readonly #indications: SecyIndication[];
  readonly #requiresSci: boolean;

  constructor(
    state: { readonly gate: Gate; readonly channels: readonly ReceiveChannel[]; readonly counters: SecyCounters },
    buffer: OctetBuffer,
    indications: SecyIndication[],
    requiresSci: boolean,
  ) {
    this.#requiresSci = requiresSci;
    this.#gate = state.gate;
    this.#channels = state.channels;
    this.#counters = state.counters;
    this.#buffer = buffer;
    this.#indications = indications;
  }

  receive(frame: Uint8Array): ReceiveVerdict {
    if (frame.length < ETHERNET_HEADER_LENGTH) return this.discards.discard('runt');
    const etherType = etherTypeOf(frame);
    if (etherType === ETHER_TYPE_EAPOL) return { type: 'uncontrolled', frame };
    if (!this.#gate.open) return this.discards.discard('controlled-port-closed');
    return etherType === ETHER_TYPE_MACSEC ? this.#receiveTagged(frame) : this.#receiveClear(frame);
  }

  #receiveClear(frame: Uint8Array): ReceiveVerdict {
    if (!this.#gate.receivesClear) {
      // 802.1AE-2018, 10.6: with validateFrames Strict, frames without a SecTAG are discarded.
      this.#counters.InPktsNoTag += 1;
      const isMacsec = etherTypeBehindTags(frame) === ETHER_TYPE_MACSEC;
      return this.discards.discard(isMacsec ? 'clear-vlan-tag' : 'clear-frame');
    }
    this.#counters.InPktsUntagged += 1;
    return { type: 'delivered', frame, wasProtected: false };
  }

  #receiveTagged(frame: Uint8Array): ReceiveVerdict {
    if (!this.#gate.protects) return this.discards.discard('macsec-disabled');
    const tag = decodeSecTag(frame);
    if (typeof tag === 'string') {
      this.#counters.InPktsBadTag += 1;
      return this.discards.discard(tag);
    }
    // 802.1AE-2018, 9.5: E set with C clear is not for the controlled port. C set with E clear is a change of the data
    // other than encryption, which no GCM suite makes. Both bits clear is valid, and Direct Connect does not take it.
    // None of them moves a counter of 10.7.9: the SecTAG is not a bad one, and the frame is not validated.
    if (!tag.e) return this.discards.discard('integrity-only');
    if (!tag.c) return this.discards.discard('reserved-encoding');
    if (!tag.sc && this.#requiresSci) {
      this.#counters.InPktsNoSCI += 1;
      return this.discards.discard('no-sci');
    }
    const channel = channelOf(this.#channels, frame, tag);
    if (channel === undefined) {
      // 10.6.1: in Strict, and with C set in any case, a frame of an unknown channel is discarded.
      this.#counters.InPktsNoSCI += 1;
      return this.discards.discard('unknown-sci');
    }
    const sa = channel.sas[tag.an];
    if (sa?.inUse !== true) {
      this.#counters.InPktsNotUsingSA += 1;
      channel.counters.InPktsNotUsingSA += 1;
      return this.discards.discard('sa-not-in-use');
    }
    return this.#validate(frame, tag, channel, sa);
  }

  #validate(frame: Uint8Array, tag: SecTag, channel: ReceiveChannel, sa: ReceiveSa): ReceiveVerdict {
    const result = sa.validator.validate(frame, tag, this.replay, this.#buffer);
    if (typeof result === 'string') {
      this.#countFault(result, channel);
      return this.discards.discard(result);
    }
    countGood(this.#counters, result.delayed, tag);
    countGood(channel.counters, result.delayed, tag);
    // A peer that sends protected frames needs no clear ones any more.
    this.#gate.requireProtectedReceive();
    if (!sa.heard) {
      sa.heard = true;
      this.#indications.push({ type: 'firstProtectedFrame', keyIdentifier: sa.keyIdentifier, sci: channel.sci });
    }
    return { type: 'delivered', frame: result.frame, wasProtected: true };
  }

  #countFault(fault: ValidationFault, channel: ReceiveChannel): void {
    if (fault === 'zero-pn') {
      this.#counters.InPktsBadTag += 1;
      return;
    }
    const name = fault === 'late' ? 'InPktsLate' : 'InPktsNotValid';
    this.#counters[name] += 1;
    channel.counters[name] += 1;
  }
}

function countGood(counters: ReceiveScCounters, delayed: boolean, tag: SecTag): void {
  if (delayed) counters.InPktsDelayed += 1;
  else counters.InPktsOK += 1;
  counters.InOctetsDecrypted += tag.dataEnd - tag.dataStart;
}
