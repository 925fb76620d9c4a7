import type { CryptoPort } from '../../src/crypto/crypto-port.ts';
import { ETHER_TYPE_EAPOL, ETHER_TYPE_MACSEC, etherTypeOf } from '../../src/ethernet/frame.ts';
import type { Instant } from '../../src/mka/timers.ts';
import { instantAt, later } from '../../src/mka/timers.ts';
import { Prng } from '../support/prng.ts';
import { NonceLedger } from './nonce-ledger.ts';
import type { Medium, StationSetup } from './station.ts';
import { Station } from './station.ts';

/** What the wire does to frames; probabilities are in thousandths, times in milliseconds. */
export interface Faults {
  readonly loss: number;
  readonly duplication: number;
  /** Every frame takes this long. */
  readonly delay: number;
  /** And up to this much longer, by chance: so frames overtake each other. */
  readonly jitter: number;
}

export const NO_FAULTS: Faults = { loss: 0, duplication: 0, delay: 0, jitter: 0 };

interface Scheduled {
  readonly at: Instant;
  readonly order: number;
  readonly run: () => void;
}

/**
 * A cable, or a segment, with a station at each end, in simulated time: nothing sleeps, nothing reads a clock, and the
 * same seed gives the same run.
 */
export class Wire implements Medium {
  readonly stations: readonly Station[];
  readonly ledger = new NonceLedger();
  readonly crypto: CryptoPort;
  readonly seed: number;
  faults: Faults = NO_FAULTS;
  now: Instant = instantAt(1_000_000);
  /** Frames on the wire that are neither EAPOL nor protected. */
  clearFrames = 0;
  mkpdus = 0;
  /** Sees every frame that a station sends, and may replace or, giving undefined, lose it. */
  tap: (from: Station, frame: Uint8Array) => Uint8Array | undefined = (_, frame) => frame;
  readonly #prng: Prng;
  #queue: Scheduled[] = [];
  #order = 0;
  readonly #cut = new Set<string>();

  constructor(seed: number, setups: readonly StationSetup[]) {
    this.seed = seed;
    this.#prng = new Prng(seed * 7919 + 17);
    this.crypto = this.ledger.crypto();
    const stations: Station[] = [];
    this.stations = stations;
    for (const [index, setup] of setups.entries()) stations.push(new Station(index, setup, this, this.now));
  }

  /** The station of that index. */
  station(index: number): Station {
    const station = this.stations[index];
    if (station === undefined) throw new Error(`no station ${index}`);
    return station;
  }

  send(from: Station, frame: Uint8Array): void {
    const etherType = etherTypeOf(frame);
    if (etherType === ETHER_TYPE_EAPOL) this.mkpdus += 1;
    else if (etherType !== ETHER_TYPE_MACSEC) this.clearFrames += 1;
    const tapped = this.tap(from, frame);
    if (tapped === undefined) return;
    for (const to of this.stations) {
      if (to === from || this.#cut.has(`${from.index} ${to.index}`)) continue;
      if (this.#happens(this.faults.loss)) continue;
      const copies = this.#happens(this.faults.duplication) ? 2 : 1;
      for (let copy = 0; copy < copies; copy += 1) {
        const { delay, jitter } = this.faults;
        const wait = delay + (jitter > 0 ? this.#prng.below(jitter + 1) : 0);
        this.at(later(this.now, wait), () => to.receive(Uint8Array.from(tapped), this.now));
      }
    }
  }

  /** Frames of `from` reach `to` no more, or again. */
  cut(from: number, to: number, isCut = true): void {
    if (isCut) this.#cut.add(`${from} ${to}`);
    else this.#cut.delete(`${from} ${to}`);
  }

  /** Nothing passes between the two, or again. */
  unplug(a: number, b: number, isCut = true): void {
    this.cut(a, b, isCut);
    this.cut(b, a, isCut);
  }

  /** Does something at a time to come. */
  at(at: Instant, run: () => void): void {
    this.#order += 1;
    const entry = { at, order: this.#order, run };
    let low = 0;
    let high = this.#queue.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const other = this.#queue[middle];
      if (other !== undefined && other.at <= at) low = middle + 1;
      else high = middle;
    }
    this.#queue.splice(low, 0, entry);
  }

  /** Lets so many milliseconds pass. */
  run(milliseconds: number): void {
    const end = later(this.now, milliseconds);
    let sameTime = 0;
    for (;;) {
      const next = this.#nextTime();
      if (next === undefined || next > end) break;
      sameTime = next > this.now ? 0 : sameTime + 1;
      if (sameTime > 10_000) throw new Error('time stands still');
      if (next > this.now) this.now = next;
      this.#step();
    }
    this.now = end;
  }

  /** Lets time pass until `done`, at most so many milliseconds; how many they were, or undefined if it never was. */
  runUntil(done: () => boolean, milliseconds: number, stride = 10): number | undefined {
    const start = this.now;
    for (;;) {
      if (done()) return this.now - start;
      if (this.now - start >= milliseconds) return undefined;
      this.run(stride);
    }
  }

  /** Every station that is up sends a data frame every so often, for so long; the time itself does not pass here. */
  traffic(interval: number, duration: number): void {
    for (let after = interval; after <= duration; after += interval) {
      this.at(later(this.now, after), () => {
        for (const station of this.stations) station.sendData(this.now);
      });
    }
  }

  /** Whether all stations that are up say that they are secured, with one and the same SAK. */
  get isSecured(): boolean {
    const saks = this.stations.filter(({ isUp }) => isUp).map((station) => this.sakOf(station));
    return saks.length > 0 && saks.every((sak) => sak !== undefined && sak === saks[0]);
  }

  /** The key identifier of the SAK that a station sends with, if it is secured. */
  sakOf(station: Station): string | undefined {
    const { secured, latest, old } = station.status(this.now);
    if (!secured) return undefined;
    return latest?.transmitting === true ? latest.keyIdentifier : old?.keyIdentifier;
  }

  #nextTime(): Instant | undefined {
    let next = this.#queue[0]?.at;
    for (const { kay, isUp } of this.stations) {
      const at = isUp ? kay.nextTimeout() : undefined;
      if (at !== undefined && (next === undefined || at < next)) next = at;
    }
    return next;
  }

  #step(): void {
    for (const station of this.stations) {
      const at = station.isUp ? station.kay.nextTimeout() : undefined;
      if (at !== undefined && at <= this.now) return station.handleTimeout(this.now);
    }
    const scheduled = this.#queue.shift();
    scheduled?.run();
  }

  #happens(thousandths: number): boolean {
    return thousandths > 0 && this.#prng.below(1000) < thousandths;
  }
}
