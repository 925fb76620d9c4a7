import { OctetReader } from '../../src/bytes/octet-reader.ts';
import { OctetWriter } from '../../src/bytes/octet-writer.ts';
import type { CryptoPort } from '../../src/crypto/crypto-port.ts';
import { ETHER_TYPE_EAPOL, etherTypeOf } from '../../src/ethernet/frame.ts';
import { encodeMacAddress, parseMacAddress } from '../../src/ethernet/mac-address.ts';
import type { EncryptionMode, SecyRefusal, SecyRequest, SecyStatus } from '../../src/lmi/request.ts';
import { makeSci } from '../../src/lmi/sci.ts';
import type { KayConfig } from '../../src/mka/config.ts';
import { kayConfig } from '../../src/mka/config.ts';
import type { Discarded } from '../../src/mka/discard.ts';
import type { KayEvent } from '../../src/mka/events.ts';
import type { AssociatedKey } from '../../src/mka/kay.ts';
import { Kay } from '../../src/mka/kay.ts';
import type { KayStatus } from '../../src/mka/status.ts';
import type { Instant } from '../../src/mka/timers.ts';
import { SecY } from '../../src/secy/secy.ts';
import { seededRandom } from './prng-random.ts';

/** How a station of a wire is set up. */
export interface StationSetup {
  readonly mode?: EncryptionMode;
  readonly keys: readonly AssociatedKey[];
  readonly config?: Partial<KayConfig>;
  /** Whether its KaY does after every MKPDU and at every time all that could follow, whether or not anything has changed. */
  readonly settlesAlways?: boolean;
}

/** Where a station puts its frames. */
export interface Medium {
  send(from: Station, frame: Uint8Array): void;
  readonly crypto: CryptoPort;
  readonly seed: number;
}

const MAX_FRAME = 9100;
const ETHER_TYPE_DATA = 0x88b5;

/** A refusal of the SecY, which a correct KaY never meets. */
export interface Refusal {
  readonly request: SecyRequest['type'];
  readonly refused: SecyRefusal;
}

/** A port with a KaY and a SecY, driven as the port of the product drives them, in simulated time. */
export class Station {
  readonly name: string;
  readonly index: number;
  readonly events: KayEvent[] = [];
  readonly refusals: Refusal[] = [];
  readonly discards: Discarded[] = [];
  /** The numbers of the data frames that were delivered, by the index of their sender, in order of arrival. */
  readonly delivered: { readonly from: number; readonly number: number; readonly wasProtected: boolean }[] = [];
  /** Data frames that the SecY let out; what it discarded has no number. */
  readonly sent: number[] = [];
  /** Why data frames did not get out. */
  readonly unsent: string[] = [];
  /** Added to the packet numbers of our SAs when they are told, so that they run out within a test. */
  pnLead = 0n;
  setup: StationSetup;
  kay: Kay;
  secy: SecY;
  isUp = true;
  readonly #medium: Medium;
  #boots = 0;
  #nextNumber = 1;

  constructor(index: number, setup: StationSetup, medium: Medium, now: Instant) {
    this.index = index;
    this.name = String.fromCharCode(65 + index);
    this.setup = setup;
    this.#medium = medium;
    const made = this.#make(now);
    this.kay = made.kay;
    this.secy = made.secy;
    this.#configure(now);
  }

  get config(): KayConfig {
    const address = parseMacAddress(`02:00:00:00:00:${(this.index + 10).toString(16).padStart(2, '0')}`);
    if (address === undefined) throw new Error('more stations than addresses');
    return kayConfig({ address, sci: makeSci(address, 1), ...this.setup.config });
  }

  /** Everything that it knew is gone, and it is silent. */
  crash(): void {
    this.isUp = false;
  }

  /** Comes up again with what its setup says, and nothing else. */
  restart(now: Instant): void {
    const made = this.#make(now);
    this.kay = made.kay;
    this.secy = made.secy;
    this.isUp = true;
    this.#configure(now);
  }

  setKeys(keys: readonly AssociatedKey[], now: Instant): void {
    this.setup = { ...this.setup, keys };
    if (!this.isUp) return;
    this.kay.setKeys(keys, now);
    this.pump(now);
  }

  setMode(mode: EncryptionMode, now: Instant): void {
    this.setup = { ...this.setup, mode };
    if (!this.isUp) return;
    this.kay.setMode(mode, now);
    this.pump(now);
  }

  receive(frame: Uint8Array, now: Instant): void {
    if (!this.isUp) return;
    if (etherTypeOf(frame) === ETHER_TYPE_EAPOL) {
      const discarded = this.kay.receive(frame, now);
      if (discarded !== undefined) this.discards.push(discarded);
      if (this.kay.isQuiet) return;
    } else {
      const verdict = this.secy.receive(frame);
      if (verdict.type === 'delivered') this.#deliver(verdict.frame, verdict.wasProtected);
    }
    this.pump(now);
  }

  handleTimeout(now: Instant): void {
    if (!this.isUp) return;
    this.kay.reportSecy(this.#secyStatus(), now);
    this.kay.handleTimeout(now);
    this.pump(now);
  }

  /** Sends a data frame by the controlled port; false if the SecY did not let it out. */
  sendData(now: Instant): boolean {
    if (!this.isUp) return false;
    const number = this.#nextNumber;
    const frame = new OctetWriter(64)
      .octets(Uint8Array.of(0xff, 0xff, 0xff, 0xff, 0xff, 0xff))
      .octets(encodeMacAddress(this.config.address))
      .u16(ETHER_TYPE_DATA)
      .u32(this.index)
      .u32(number)
      .zeros(42)
      .finish();
    const verdict = this.secy.transmit(frame);
    if (verdict.type === 'discarded') {
      this.unsent.push(verdict.reason);
    } else {
      this.#nextNumber += 1;
      this.sent.push(number);
      this.#medium.send(this, Uint8Array.from(verdict.frame));
    }
    this.pump(now);
    return verdict.type !== 'discarded';
  }

  status(now: Instant): KayStatus {
    return this.kay.status(now);
  }

  /** Does what the KaY says until it says nothing more. */
  pump(now: Instant): void {
    for (let round = 0; ; round += 1) {
      if (round > 100) {
        throw new Error(
          `${this.name} does not come to rest: ${JSON.stringify([this.refusals.slice(-3), this.events.slice(-8)])}`,
        );
      }
      for (const indication of this.secy.drain()) this.kay.handleIndication(indication, now);
      const actions = this.kay.drain();
      if (actions.length === 0) return;
      for (const action of actions) {
        if (action.type === 'transmit') this.#medium.send(this, action.frame);
        else if (action.type === 'event') this.events.push(action.event);
        else this.#ask(action.request, now);
      }
    }
  }

  /** What the driver polls with every timeout. */
  #secyStatus(): SecyStatus {
    const { transmitSas, receiveSas } = this.secy.status();
    return { receiveSas, transmitSas: transmitSas.map((sa) => ({ ...sa, nextPn: sa.nextPn + this.pnLead })) };
  }

  #ask(request: SecyRequest, now: Instant): void {
    const outcome = this.secy.request(request);
    if (outcome.done) return;
    this.refusals.push({ request: request.type, refused: outcome.refused });
    this.kay.handleRefusal(request, outcome.refused, now);
  }

  #deliver(frame: Uint8Array, wasProtected: boolean): void {
    const reader = new OctetReader(frame, 14);
    this.delivered.push({ from: reader.u32() ?? -1, number: reader.u32() ?? -1, wasProtected });
  }

  #make(now: Instant): { readonly kay: Kay; readonly secy: SecY } {
    const { crypto, seed } = this.#medium;
    this.#boots += 1;
    const random = seededRandom(seed * 10_007 + this.index * 101 + this.#boots);
    const kay = new Kay(this.config, crypto, random, now);
    if (this.setup.settlesAlways === true) settleAlways(kay);
    return {
      kay,
      secy: new SecY({ sci: this.config.sci, crypto, maxFrameLength: MAX_FRAME }),
    };
  }

  #configure(now: Instant): void {
    this.kay.setMode(this.setup.mode ?? 'must_encrypt', now);
    this.kay.setKeys(this.setup.keys, now);
    this.pump(now);
  }
}

/** What holds back no key changes nothing, and has everything settled that follows from what is known. */
function settleAlways(kay: Kay): void {
  const { receive, handleTimeout } = kay;
  kay.receive = (frame, now) => {
    const discarded = receive.call(kay, frame, now);
    if (discarded === undefined) kay.setNewestKey(undefined, now);
    return discarded;
  };
  kay.handleTimeout = (now) => {
    handleTimeout.call(kay, now);
    kay.setNewestKey(undefined, now);
  };
}
