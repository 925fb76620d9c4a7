import { OctetBuffer } from '../bytes/octet-buffer.ts';
import type { CryptoPort } from '../crypto/crypto-port.ts';
import type { SecyIndication, SecyOutcome, SecyRequest, SecyStatus } from '../lmi/request.ts';
import type { Sci } from '../lmi/sci.ts';
import { Associations } from './associations.ts';
import { newSecyCounters } from './counters.ts';
import type { ReceiveScCounters, SecyCounters } from './counters.ts';
import type { DiscardCounts, ReceiveDiscard, TransmitDiscard } from './discard.ts';
import { Egress } from './egress.ts';
import type { TransmitVerdict } from './egress.ts';
import { Gate } from './gate.ts';
import { Ingress } from './ingress.ts';
import type { ReceiveVerdict } from './ingress.ts';
import { XPN_REPLAY_WINDOW_LIMIT } from './replay.ts';

/** What a SecY is made of. */
export interface SecyParameters {
  /** The SCI of the one transmit channel. */
  readonly sci: Sci;
  readonly crypto: CryptoPort;
  /** The longest frame that the port takes, from the destination address on, protection included. In octets. */
  readonly maxFrameLength: number;
  /** The longest protected one, where that is less. */
  readonly maxProtectedLength?: number | undefined;
  /**
   * Whether the SCI is in the SecTAG of every frame that leaves. Without, ES is set, and the SCI must be the source address
   * of the frames with port 1 (IEEE Std 802.1AE-2018, 9.5). By default it is.
   */
  readonly sendsSci?: boolean | undefined;
  /** Whether a frame without an SCI in its SecTAG is discarded, as Direct Connect wants it. By default it is taken. */
  readonly requiresSci?: boolean | undefined;
  /** Where frames are made. SecYs that are driven one after the other can share them, instead of having their own. */
  readonly buffers?: SecyBuffers;
}

/** Where a SecY puts the frames that it makes, each over the one before. */
export interface SecyBuffers {
  readonly egress: OctetBuffer;
  readonly ingress: OctetBuffer;
}

export function newSecyBuffers(): SecyBuffers {
  return { egress: new OctetBuffer(), ingress: new OctetBuffer() };
}

const REPLAY_WINDOW_LIMIT = 2 ** 32;
const DONE: SecyOutcome = { done: true };
const REFUSED_BY_MODE: SecyOutcome = { done: false, refused: 'mode' };

/**
 * A MAC security entity (IEEE Std 802.1AE-2018, clause 10): protects the frames of one port and validates those that
 * come in, as its KaY asks. It begins closed, with no mode and no key.
 *
 * In any mode a frame that carries a SecTAG is delivered only after a good ICV, and only if it was encrypted.
 */
export class SecY {
  readonly sci: Sci;
  /** Counted here, except InPktsOverrun, which is for whoever queues frames before the SecY. */
  readonly counters: SecyCounters = newSecyCounters();
  readonly #associations: Associations;
  readonly #gate = new Gate();
  readonly #egress: Egress;
  readonly #ingress: Ingress;
  readonly #indications: SecyIndication[] = [];

  constructor(parameters: SecyParameters) {
    const { sci, crypto, maxFrameLength, maxProtectedLength = maxFrameLength } = parameters;
    const { buffers = newSecyBuffers(), sendsSci = true, requiresSci = false } = parameters;
    const associations = new Associations(sci, crypto, sendsSci);
    const state = {
      gate: this.#gate,
      counters: this.counters,
      channel: associations.transmit,
      channels: associations.channels,
    };
    this.sci = sci;
    this.#associations = associations;
    this.#egress = new Egress(
      state,
      buffers.egress,
      { clear: maxFrameLength, protected: maxProtectedLength },
      this.#indications,
    );
    this.#ingress = new Ingress(state, buffers.ingress, this.#indications, requiresSci);
  }

  /**
   * Takes a frame from the user of the controlled port, from the destination address on. What it gives holds until the
   * next call.
   */
  transmit(frame: Uint8Array): TransmitVerdict {
    return this.#egress.transmit(frame);
  }

  /**
   * Takes a frame from the wire, from the destination address on. Whatever it holds, this does not throw. What it gives
   * holds until the next call.
   */
  receive(frame: Uint8Array): ReceiveVerdict {
    return this.#ingress.receive(frame);
  }

  /** Does what the KaY asks, at once and wholly, or refuses it and changes nothing. */
  request(request: SecyRequest): SecyOutcome {
    const associations = this.#associations;
    switch (request.type) {
      case 'configure':
        return this.#configure(request);
      case 'setControlledPort':
        return this.#gate.setOpen(request.enabled) ? DONE : REFUSED_BY_MODE;
      case 'installTransmitSa':
        if (!this.#gate.protects) return REFUSED_BY_MODE;
        return associations.installTransmitSa(request, this.#ingress.replay.replayWindow);
      case 'installReceiveSa':
        if (!this.#gate.protects) return REFUSED_BY_MODE;
        return associations.installReceiveSa(request, this.#ingress.replay.replayWindow);
      case 'enableReceive':
        return associations.enableReceive(request.keyIdentifier, true);
      case 'disableReceive':
        return associations.enableReceive(request.keyIdentifier, false);
      case 'enableTransmit': {
        const outcome = associations.enableTransmit(request.keyIdentifier, true);
        if (outcome.done) this.#gate.requireProtectedTransmit();
        return outcome;
      }
      case 'disableTransmit':
        return associations.enableTransmit(request.keyIdentifier, false);
      case 'deleteSas':
        return associations.deleteSas(request.keyIdentifier);
      case 'deleteReceiveSc':
        return associations.deleteChannel(request.sci);
      case 'raiseLowestPn':
        return associations.raiseLowestPn(request.sci, request.keyIdentifier, request.lowestPn);
      case 'requireProtectedReceive':
        if (!this.#gate.protects) return REFUSED_BY_MODE;
        this.#gate.requireProtectedReceive();
        return DONE;
      case 'allowClear':
        if (this.#gate.mode !== 'should_encrypt') return REFUSED_BY_MODE;
        this.#gate.allowClear();
        return DONE;
    }
  }

  /** Whether `drain` has anything to give: asked for every frame, so it costs nothing. */
  get hasIndications(): boolean {
    return this.#indications.length > 0;
  }

  /** What there is to tell since the last call. */
  drain(): SecyIndication[] {
    return this.#indications.splice(0);
  }

  /** The SAs as they are now. */
  status(): SecyStatus {
    return this.#associations.status();
  }

  /** Whether the controlled port is open. */
  get controlledPortEnabled(): boolean {
    return this.#gate.open;
  }

  /** Whether frames without protection pass now, outgoing and incoming. */
  get clearFrames(): { readonly transmit: boolean; readonly receive: boolean } {
    return { transmit: this.#gate.transmitsClear, receive: this.#gate.receivesClear };
  }

  /** The counters of one receive channel; undefined if there is none of that SCI. */
  channelCounters(sci: Sci): Readonly<ReceiveScCounters> | undefined {
    return this.#associations.channel(sci)?.counters;
  }

  /** How many frames were discarded, by direction and reason. */
  discards(): { readonly transmit: DiscardCounts<TransmitDiscard>; readonly receive: DiscardCounts<ReceiveDiscard> } {
    return { transmit: this.#egress.discards.counts(), receive: this.#ingress.discards.counts() };
  }

  #configure(request: Extract<SecyRequest, { type: 'configure' }>): SecyOutcome {
    const { mode, replayProtect, replayWindow } = request;
    const limit = this.#associations.anyXpn ? XPN_REPLAY_WINDOW_LIMIT : REPLAY_WINDOW_LIMIT;
    if (!Number.isInteger(replayWindow) || replayWindow < 0 || replayWindow >= limit) {
      return { done: false, refused: 'bad-parameters' };
    }
    this.#gate.setMode(mode);
    this.#ingress.replay = { replayProtect, replayWindow };
    if (mode === 'no_encrypt') this.#associations.deleteAll();
    return DONE;
  }
}
