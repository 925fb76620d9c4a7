import type { CryptoPort } from '../../crypto/crypto-port.ts';
import { CIPHER_SUITES } from '../../lmi/cipher-suite.ts';
import type { CipherSuiteName } from '../../lmi/cipher-suite.ts';
import { formatKeyIdentifier, sameKeyIdentifier } from '../../lmi/key-identifier.ts';
import type { KeyIdentifier } from '../../lmi/key-identifier.ts';
import type { SecyIndication, SecyOutcome, SecyRequest, SecyStatus } from '../../lmi/request.ts';
import type { Sci } from '../../lmi/sci.ts';
import type { SecyCounters } from '../../secy/counters.ts';
import type { TransmitVerdict } from '../../secy/egress.ts';
import type { ReceiveVerdict } from '../../secy/ingress.ts';
import { SecY } from '../../secy/secy.ts';
import { NetlinkError } from '../link/linux/netlink.ts';
import { kernelCounters } from './kernel-counters.ts';
import type { KernelMacsec, KernelSecyState } from './kernel-macsec.ts';
import type { PortSecy } from './port-secy.ts';

export interface KernelSecyParameters {
  readonly kernel: KernelMacsec;
  /** The name of the device that is made. */
  readonly device: string;
  /** The index of the interface that it is upon. */
  readonly parent: number;
  readonly sci: Sci;
  /** What the device is made for until a SAK says otherwise. */
  readonly suite: CipherSuiteName;
  readonly crypto: CryptoPort;
  /** Called when it has been taken away. */
  readonly closed: () => void;
}

const NOT_FOR_FRAMES = { type: 'discarded', reason: 'controlled-port-closed' } as const;

/**
 * The SecY of a Linux kernel, driven as our own is. User data never come to this process: the clear side is a device of
 * the kernel's, which is up while the controlled port is open.
 *
 * What may be done is judged by a SecY of our own that no frame ever passes, so that the rules are the same: no key
 * twice, no AN taken by accident, no packet number set back. What it allows is then done in the kernel.
 *
 * For must_encrypt alone: in any other mode the device is not up.
 */
export class KernelSecy implements PortSecy {
  readonly #parameters: KernelSecyParameters;
  readonly #ledger: SecY;
  readonly #indications: SecyIndication[] = [];
  /** What was told of a SAK already, by its name. */
  readonly #told = new Map<string, Set<string>>();
  /** The receive channels that the device has. */
  readonly #channels = new Set<Sci>();
  #suite: CipherSuiteName;
  #mode: string | undefined;
  #replay = { protect: true, window: 0 };
  #index: number | undefined;
  #fault: string | undefined;

  constructor(parameters: KernelSecyParameters) {
    const { sci, crypto, suite } = parameters;
    this.#parameters = parameters;
    this.#ledger = new SecY({ sci, crypto, maxFrameLength: 0 });
    this.#suite = suite;
  }

  /** Frames come and go where the device is. */
  transmit(_frame: Uint8Array): TransmitVerdict {
    return NOT_FOR_FRAMES;
  }

  receive(_frame: Uint8Array): ReceiveVerdict {
    return NOT_FOR_FRAMES;
  }

  request(request: SecyRequest): SecyOutcome {
    const before = this.#ledger.status();
    const outcome = this.#ledger.request(request);
    if (!outcome.done) return outcome;
    try {
      this.#carryOut(request, before, outcome.replaced !== undefined);
      this.#fault = undefined;
      return outcome;
    } catch (error) {
      this.#lose(error, request.type);
      return { done: false, refused: 'data-plane' };
    }
  }

  get hasIndications(): boolean {
    return this.#indications.length > 0;
  }

  drain(): SecyIndication[] {
    return this.#indications.splice(0);
  }

  /** The SAs, with the packet numbers that the kernel has come to. */
  status(): SecyStatus {
    const found = this.#read();
    const { transmitSas, receiveSas } = this.#ledger.status();
    return {
      transmitSas: transmitSas.map((sa) => {
        const nextPn = found.transmitSas.find(({ an }) => an === sa.an)?.nextPn ?? sa.nextPn;
        if (nextPn > 0n) return { ...sa, nextPn };
        // After the last number the kernel is at 0, and sends nothing more.
        this.#tell({ type: 'pnExhausted', keyIdentifier: sa.keyIdentifier });
        return { ...sa, nextPn: CIPHER_SUITES[this.#suite].lastPn + 1n };
      }),
      receiveSas: receiveSas.map((sa) => {
        const { sci, keyIdentifier } = sa;
        const kernel = found.receiveSas.find((other) => other.sci === sci && other.an === sa.an);
        if (kernel === undefined) return sa;
        if (kernel.framesOk > 0) this.#tell({ type: 'firstProtectedFrame', keyIdentifier, sci });
        const lowest = kernel.nextPn - BigInt(this.#replay.window);
        return { ...sa, nextPn: kernel.nextPn, lowestPn: lowest > 1n ? lowest : 1n };
      }),
    };
  }

  get controlledPortEnabled(): boolean {
    return this.#ledger.controlledPortEnabled && this.#index !== undefined;
  }

  get clearFrames(): SecY['clearFrames'] {
    return { transmit: false, receive: false };
  }

  get counters(): Readonly<SecyCounters> {
    return kernelCounters(this.#read());
  }

  discards(): ReturnType<SecY['discards']> {
    return { transmit: {}, receive: {} };
  }

  get fault(): string | undefined {
    return this.#fault;
  }

  close(): void {
    this.#remove();
    this.#parameters.closed();
  }

  #carryOut(request: SecyRequest, before: SecyStatus, replaces: boolean): void {
    const { kernel } = this.#parameters;
    switch (request.type) {
      case 'configure':
        this.#mode = request.mode;
        this.#replay = { protect: request.replayProtect, window: request.replayWindow };
        kernel.change(this.#device(), { replay: this.#replay, up: this.#isOpen });
        return;
      case 'setControlledPort':
        kernel.change(this.#device(), { up: this.#isOpen });
        return;
      case 'installTransmitSa': {
        const index = this.#device(request.cipherSuite);
        if (replaces) gone(() => kernel.removeTransmitSa(index, request.an));
        kernel.addTransmitSa(index, request);
        return;
      }
      case 'installReceiveSa': {
        const index = this.#device(request.cipherSuite);
        if (!this.#channels.has(request.sci)) kernel.addReceiveChannel(index, request.sci);
        this.#channels.add(request.sci);
        if (replaces) gone(() => kernel.removeReceiveSa(index, request.sci, request.an));
        kernel.addReceiveSa(index, request);
        return;
      }
      case 'enableReceive':
      case 'disableReceive':
        for (const { sci, an } of receiveSasOf(before, request.keyIdentifier))
          kernel.setReceiveActive(this.#device(), sci, an, request.type === 'enableReceive');
        return;
      case 'enableTransmit':
      case 'disableTransmit':
        for (const { an } of transmitSasOf(before, request.keyIdentifier)) {
          const enabled = request.type === 'enableTransmit';
          kernel.setTransmitActive(this.#device(), an, enabled);
          if (enabled) kernel.change(this.#device(), { encodingSa: an });
        }
        return;
      case 'deleteSas':
        this.#told.delete(formatKeyIdentifier(request.keyIdentifier));
        for (const { an } of transmitSasOf(before, request.keyIdentifier))
          gone(() => kernel.removeTransmitSa(this.#device(), an));
        for (const { sci, an } of receiveSasOf(before, request.keyIdentifier))
          gone(() => kernel.removeReceiveSa(this.#device(), sci, an));
        return;
      case 'deleteReceiveSc':
        this.#channels.delete(request.sci);
        gone(() => kernel.removeReceiveChannel(this.#device(), request.sci));
        return;
      case 'raiseLowestPn':
        this.#raiseLowestPn(request, before);
        return;
      case 'requireProtectedReceive':
      case 'allowClear':
      // It never does anything else, and the ledger refuses the other.
    }
  }

  /** The kernel would also lower it. */
  #raiseLowestPn(request: Extract<SecyRequest, { type: 'raiseLowestPn' }>, before: SecyStatus): void {
    const { sci, keyIdentifier, lowestPn } = request;
    for (const sa of receiveSasOf(before, keyIdentifier)) {
      const now = this.#read().receiveSas.find((found) => found.sci === sci && found.an === sa.an);
      if (sa.sci !== sci || now === undefined || now.nextPn >= lowestPn) continue;
      const { kernel } = this.#parameters;
      kernel.setReceivePn(this.#device(), sci, sa.an, lowestPn, CIPHER_SUITES[this.#suite].xpn);
    }
  }

  /** Whether the device is to be up. */
  get #isOpen(): boolean {
    return this.#ledger.controlledPortEnabled && this.#mode === 'must_encrypt';
  }

  /** The device: made anew if there is none, or if it was made for another suite, which the kernel never changes. */
  #device(suite: CipherSuiteName = this.#suite): number {
    if (this.#index !== undefined && suite === this.#suite) return this.#index;
    this.#remove();
    const { kernel, device: name, parent, sci } = this.#parameters;
    this.#suite = suite;
    this.#index = kernel.create({ name, parent, sci, suite });
    kernel.change(this.#index, { replay: this.#replay, up: this.#isOpen });
    return this.#index;
  }

  #remove(): void {
    const index = this.#index;
    this.#index = undefined;
    this.#channels.clear();
    if (index !== undefined) gone(() => this.#parameters.kernel.remove(index));
  }

  #read(): KernelSecyState {
    if (this.#index === undefined) return NOTHING;
    try {
      const found = this.#parameters.kernel.read(this.#index);
      if (found !== undefined) return found;
      throw new NetlinkError('ENODEV');
    } catch (error) {
      this.#lose(error, 'status');
      this.#indications.push({ type: 'sasLost' });
      return NOTHING;
    }
  }

  /**
   * Begins again, without an SA: what the kernel has is not what it should have, or it is gone. Keys that were in use stay
   * known to the ledger, which takes none of them a second time.
   */
  #lose(error: unknown, what: string): void {
    if (!(error instanceof NetlinkError)) throw error;
    this.#fault = `the kernel's MACsec, device ${this.#parameters.device}, failed at ${what}: ${error.code}`;
    const { transmitSas, receiveSas } = this.#ledger.status();
    for (const { keyIdentifier } of [...transmitSas, ...receiveSas])
      this.#ledger.request({ type: 'deleteSas', keyIdentifier });
    for (const { sci } of receiveSas) this.#ledger.request({ type: 'deleteReceiveSc', sci });
    this.#told.clear();
    try {
      this.#remove();
    } catch (fault) {
      if (!(fault instanceof NetlinkError)) throw fault;
    }
  }

  #tell(indication: Exclude<SecyIndication, { type: 'sasLost' }>): void {
    const key = formatKeyIdentifier(indication.keyIdentifier);
    const told = this.#told.get(key) ?? new Set();
    const what = indication.type === 'firstProtectedFrame' ? indication.sci : indication.type;
    if (told.has(what)) return;
    this.#told.set(key, told.add(what));
    this.#indications.push(indication);
  }
}

const NOTHING: KernelSecyState = {
  transmitSas: [],
  receiveSas: [],
  secy: new Map(),
  transmit: new Map(),
  receive: [],
};

const transmitSasOf = ({ transmitSas }: SecyStatus, key: KeyIdentifier): SecyStatus['transmitSas'] =>
  transmitSas.filter(({ keyIdentifier }) => sameKeyIdentifier(keyIdentifier, key));

const receiveSasOf = ({ receiveSas }: SecyStatus, key: KeyIdentifier): SecyStatus['receiveSas'] =>
  receiveSas.filter(({ keyIdentifier }) => sameKeyIdentifier(keyIdentifier, key));

/** Does away with something, or finds that it is gone. */
function gone(remove: () => void): void {
  try {
    remove();
  } catch (error) {
    if (!(error instanceof NetlinkError) || error.code !== 'ENODEV') throw error;
  }
}
