import type { Ckn } from '../mka/ckn.ts';
import type { LagKeyEventBody } from '../mka/lag-keys.ts';
import type { KayStatus } from '../mka/status.ts';
import { MKA_TIME, later } from '../mka/timers.ts';
import type { Instant } from '../mka/timers.ts';
import type { PortClock } from '../port/clock.ts';
import type { Alarm } from '../port/timer-queue.ts';

/**
 * For how long members may use different keys before it is called a split, in milliseconds. A hand-over takes each member
 * a time of its own: two hellos until a key counts as steady, and up to MKA Life Time until a SAK is in use.
 */
const SPLIT_AFTER = 2 * MKA_TIME.life;

/** A member's key, and the one that its LAG prefers. */
export interface LagSplit {
  readonly lagId: string;
  readonly ckn: Ckn;
  readonly preferred: Ckn;
}

/** Whether a member of a LAG is in step with the others: says once that it is not, and once that it is again. */
export class LagStep {
  readonly #clock: PortClock;
  readonly #onEvent: (event: LagKeyEventBody, at: Instant) => void;
  #apart: LagSplit | undefined;
  #isTold = false;
  /** Set while they differ and it has not been told. */
  readonly #alarm: Alarm;

  constructor(clock: PortClock, onEvent: (event: LagKeyEventBody, at: Instant) => void) {
    this.#clock = clock;
    this.#onEvent = onEvent;
    this.#alarm = clock.alarm(() => this.#tell());
  }

  /**
   * @param ckn of the key that protects the member's traffic; while it has none, nothing changes
   * @param preferred by the LAG, if its members differ
   */
  judge(lagId: string, ckn: Ckn | undefined, preferred: Ckn | undefined): void {
    if (ckn === undefined) {
      this.#alarm.stop();
      return;
    }
    if (preferred === undefined || preferred === ckn) {
      this.#alarm.stop();
      if (this.#isTold) this.#onEvent({ type: 'lag-key-joined', lagId, ckn }, this.#clock.now());
      this.#isTold = false;
      this.#apart = undefined;
      return;
    }
    this.#apart = { lagId, ckn, preferred };
    if (this.#isTold) return;
    if (!this.#alarm.isSet) this.#alarm.set(later(this.#clock.now(), SPLIT_AFTER));
  }

  /** It is in no LAG any more. */
  leave(): void {
    this.#alarm.stop();
    this.#isTold = false;
    this.#apart = undefined;
  }

  /** What was said, as long as it is so. */
  get split(): LagSplit | undefined {
    return this.#isTold ? this.#apart : undefined;
  }

  #tell(): void {
    if (this.#apart === undefined) return;
    this.#isTold = true;
    this.#onEvent({ type: 'lag-key-split', ...this.#apart }, this.#clock.now());
  }
}

/** A split in one sentence, without its full stop, for a network engineer; undefined while the member is not secured. */
export function splitSentence({ secured, participants }: KayStatus, split: LagSplit): string | undefined {
  if (!secured) return undefined;
  const { lagId, ckn, preferred } = split;
  const participantOf = (name: Ckn): (typeof participants)[number] | undefined =>
    participants.find((participant) => participant.ckn === name);
  const server = participantOf(ckn)?.keyServer;
  const isLive = participantOf(preferred)?.peers.some(({ live }) => live) ?? false;
  const why = !isLive
    ? 'no peer is live here under that one'
    : server?.self === false
      ? `its key server, ${server.sci}, chose this one`
      : 'it has not gone over yet';
  return `LAG ${lagId} prefers CKN ${preferred}, and this member is under CKN ${ckn}: ${why}`;
}
