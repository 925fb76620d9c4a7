import type { CryptoPort } from '../crypto/crypto-port.ts';
import { CIPHER_SUITES } from '../lmi/cipher-suite.ts';
import { sameKeyIdentifier } from '../lmi/key-identifier.ts';
import type { KeyIdentifier } from '../lmi/key-identifier.ts';
import type { InstallReceiveSa, InstallTransmitSa, SecyOutcome, SecyRefusal, SecyStatus } from '../lmi/request.ts';
import type { Sci } from '../lmi/sci.ts';
import { judgeReceiveSa, judgeTransmitSa } from './installation.ts';
import { Protector } from './protect.ts';
import { ReceiveChannel } from './receive-channel.ts';
import type { ReceiveSa } from './receive-channel.ts';
import type { Sas } from './sas.ts';
import { noSas, present, saOf } from './sas.ts';
import { TransmitChannel } from './transmit-channel.ts';
import type { TransmitSa } from './transmit-channel.ts';
import { Validator } from './validate.ts';

const DONE: SecyOutcome = { done: true };

/** The secure channels of a SecY and their SAs, and what a KaY may do to them. */
export class Associations {
  readonly transmit = new TransmitChannel();
  readonly #channels: ReceiveChannel[] = [];
  readonly #sci: Sci;
  readonly #crypto: CryptoPort;
  readonly #sendsSci: boolean;

  constructor(sci: Sci, crypto: CryptoPort, sendsSci: boolean) {
    this.#sci = sci;
    this.#crypto = crypto;
    this.#sendsSci = sendsSci;
  }

  get channels(): readonly ReceiveChannel[] {
    return this.#channels;
  }

  /** Whether any SA has extended packet numbers, which bounds the replay window. */
  get anyXpn(): boolean {
    return this.#all().some((sa) => sa.ssci !== undefined);
  }

  installTransmitSa(request: InstallTransmitSa, replayWindow: number): SecyOutcome {
    const { keyIdentifier, sak, an, xpn, nextPn } = request;
    const refused =
      judgeTransmitSa(request, this.transmit, replayWindow) ??
      (this.#sharesSsci(request, this.transmit.sas) ? 'ssci-in-use' : undefined);
    if (refused !== undefined) return refuse(refused);
    const replaced = this.transmit.sas[an];
    if (replaced !== undefined) this.transmit.delete(replaced);
    const protector = new Protector({
      gcm: this.#crypto.aesGcm(sak),
      suite: CIPHER_SUITES[request.cipherSuite],
      sci: this.#sci,
      xpn,
      nextPn,
      an,
      confidentiality: true,
      explicitSci: this.#sendsSci,
    });
    this.transmit.install({ keyIdentifier, sak, an, ssci: xpn?.ssci, protector });
    return outcome(replaced?.keyIdentifier);
  }

  installReceiveSa(request: InstallReceiveSa, replayWindow: number): SecyOutcome {
    const { sci, keyIdentifier, sak, an, xpn, lowestPn } = request;
    // Two channels of one name under one SAK would share their nonces.
    if (sci === this.#sci) return refuse('own-sci');
    const known = this.channel(sci);
    const sas = known?.sas ?? noSas<ReceiveSa>();
    const refused =
      judgeReceiveSa(request, sas, replayWindow) ?? (this.#sharesSsci(request, sas) ? 'ssci-in-use' : undefined);
    if (refused !== undefined) return refuse(refused);
    const channel = known ?? new ReceiveChannel(sci);
    if (known === undefined) this.#channels.push(channel);
    const replaced = channel.sas[an];
    const validator = new Validator({ gcm: this.#crypto.aesGcm(sak), sci, xpn, lowestPn });
    const made = { keyIdentifier, sak, an, ssci: xpn?.ssci, validator, inUse: false, heard: false };
    channel.sas[an] = made;
    return outcome(replaced?.keyIdentifier);
  }

  enableReceive(key: KeyIdentifier, enabled: boolean): SecyOutcome {
    const sas = this.#receiveSas(key);
    for (const sa of sas) sa.inUse = enabled;
    return sas.length > 0 ? DONE : refuse('unknown-key');
  }

  enableTransmit(key: KeyIdentifier, enabled: boolean): SecyOutcome {
    const sa = saOf(this.transmit.sas, key);
    if (sa === undefined) return refuse('unknown-key');
    if (enabled) this.transmit.inUse = sa;
    else if (this.transmit.inUse === sa) this.transmit.inUse = undefined;
    return DONE;
  }

  raiseLowestPn(sci: Sci, key: KeyIdentifier, lowestPn: bigint): SecyOutcome {
    const channel = this.channel(sci);
    if (channel === undefined) return refuse('unknown-sci');
    const sa = saOf(channel.sas, key);
    if (sa === undefined) return refuse('unknown-key');
    const last = sa.ssci === undefined ? 0xffff_ffffn : 0xffff_ffff_ffff_ffffn;
    if (lowestPn < 1n || lowestPn > last) return refuse('bad-parameters');
    sa.validator.bound.raiseLowest(lowestPn);
    return DONE;
  }

  /** Deletes the SAs of `key` in both directions. */
  deleteSas(key: KeyIdentifier): SecyOutcome {
    const sending = saOf(this.transmit.sas, key);
    const receiving = this.#receiveSas(key);
    if (sending === undefined && receiving.length === 0) return refuse('unknown-key');
    if (sending !== undefined) this.transmit.delete(sending);
    for (const { sas } of this.#channels) {
      for (const sa of receiving) if (sas[sa.an] === sa) sas[sa.an] = undefined;
    }
    return DONE;
  }

  deleteChannel(sci: Sci): SecyOutcome {
    const at = this.#channels.findIndex((channel) => channel.sci === sci);
    if (at < 0) return refuse('unknown-sci');
    this.#channels.splice(at, 1);
    return DONE;
  }

  deleteAll(): void {
    for (const sa of present(this.transmit.sas)) this.transmit.delete(sa);
    this.#channels.length = 0;
  }

  channel(sci: Sci): ReceiveChannel | undefined {
    return this.#channels.find((channel) => channel.sci === sci);
  }

  status(): SecyStatus {
    const { inUse, sas } = this.transmit;
    return {
      transmitSas: present(sas).map((sa) => ({
        keyIdentifier: sa.keyIdentifier,
        an: sa.an,
        inUse: sa === inUse,
        nextPn: sa.protector.pn.next,
      })),
      receiveSas: this.#channels.flatMap(({ sci, sas: received }) =>
        present(received).map((sa) => ({
          sci,
          keyIdentifier: sa.keyIdentifier,
          an: sa.an,
          inUse: sa.inUse,
          nextPn: sa.validator.bound.nextPn,
          lowestPn: sa.validator.bound.lowestPn,
        })),
      ),
    };
  }

  /**
   * Whether a channel other than the one of `sas` uses the SSCI under that SAK. Two would share their nonces: it is what
   * one SCI twice is without extended packet numbers.
   */
  #sharesSsci(request: InstallTransmitSa | InstallReceiveSa, sas: Readonly<Sas<TransmitSa | ReceiveSa>>): boolean {
    return this.#all().some(
      (sa) =>
        sa.ssci !== undefined &&
        sa.ssci === request.xpn?.ssci &&
        sameKeyIdentifier(sa.keyIdentifier, request.keyIdentifier) &&
        !sas.includes(sa),
    );
  }

  #all(): (TransmitSa | ReceiveSa)[] {
    return [...present(this.transmit.sas), ...this.#channels.flatMap(({ sas }) => present(sas))];
  }

  #receiveSas(key: KeyIdentifier): ReceiveSa[] {
    return this.#channels.flatMap(({ sas }) => saOf(sas, key) ?? []);
  }
}

function refuse(refused: SecyRefusal): SecyOutcome {
  return { done: false, refused };
}

function outcome(replaced: KeyIdentifier | undefined): SecyOutcome {
  return replaced === undefined ? DONE : { done: true, replaced };
}
