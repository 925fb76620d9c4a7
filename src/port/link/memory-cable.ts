import { OctetArena } from '../../bytes/octet-arena.ts';
import { zeroCounters } from './link.ts';
import type { FrameReceiver, Link, LinkWatcher } from './link.ts';

/** Runs `task` after `delay` milliseconds; with 0, as soon as whoever is running now has returned. */
export type Schedule = (delay: number, task: () => void) => void;

export interface CableOptions {
  readonly maxFrameLength?: number;
  /** By default the event loop's: at once, or a timer. */
  readonly schedule?: Schedule;
  /** Draws from 0 (inclusive) to 1 (exclusive), for losses. */
  readonly random?: () => number;
  /** Frames that may be under way in a direction; more are dropped. */
  readonly queueLength?: number;
}

/** One way through a cable. The faults are for rehearsal and may be set at any time, also while frames are under way. */
export interface CableDirection {
  /** The probability, 0 to 1, with which a frame is lost. */
  loss: number;
  /** Milliseconds that a frame takes. A shorter one than before overtakes nobody: frames stay in order. */
  delay: number;
  /** Frames that this direction has lost, by `loss` or by being unplugged while they were under way. */
  readonly lost: number;
}

/** Two ends of a wire within the process. Frames arrive later than they are sent, though promptly, and in order. */
export interface Cable {
  readonly a: Link;
  readonly b: Link;
  readonly aToB: CableDirection;
  readonly bToA: CableDirection;
  /** Pulls the plug: both ends go down, and what is under way is lost. */
  unplug(): void;
  plug(): void;
}

const MAX_FRAME_LENGTH = 9216;
const QUEUE_LENGTH = 4096;

export function createCable(options: CableOptions = {}): Cable {
  const setup: Setup = {
    maxFrameLength: options.maxFrameLength ?? MAX_FRAME_LENGTH,
    schedule: options.schedule ?? scheduleOnEventLoop,
    random: options.random ?? Math.random,
    queueLength: options.queueLength ?? QUEUE_LENGTH,
  };
  const aToB = new Direction(setup);
  const bToA = new Direction(setup);
  const a = new CableEnd('cable a', setup, aToB, bToA);
  const b = new CableEnd('cable b', setup, bToA, aToB);
  const setUp = (up: boolean): void => {
    for (const direction of [aToB, bToA]) if (!up) direction.clear();
    for (const end of [a, b]) end.setUp(up);
  };
  return { a, b, aToB, bToA, unplug: () => setUp(false), plug: () => setUp(true) };
}

type Setup = Required<CableOptions>;

interface FrameUnderWay {
  readonly octets: Uint8Array;
  arrived: boolean;
}

/** For the frames under way in all cables, so that one that carries little holds little. */
const ARENA = new OctetArena();

class Direction implements CableDirection {
  loss = 0;
  delay = 0;
  lost = 0;
  arrive: FrameReceiver = () => {};
  readonly #setup: Setup;
  #underWay: FrameUnderWay[] = [];

  constructor(setup: Setup) {
    this.#setup = setup;
  }

  /** False if there is no room for the frame. */
  carry(octets: Uint8Array): boolean {
    if (this.#underWay.length >= this.#setup.queueLength) return false;
    if (this.loss > 0 && this.#setup.random() < this.loss) {
      this.lost += 1;
      return true;
    }
    const copy = ARENA.take(octets.length);
    copy.set(octets);
    const frame = { octets: copy, arrived: false };
    this.#underWay.push(frame);
    this.#setup.schedule(this.delay, () => {
      frame.arrived = true;
      this.#deliver();
    });
    return true;
  }

  clear(): void {
    this.lost += this.#underWay.length;
    this.#underWay = [];
  }

  /** A frame waits for those before it, whose delay may have been longer. */
  #deliver(): void {
    while (this.#underWay[0]?.arrived === true) {
      const frame = this.#underWay.shift();
      if (frame !== undefined) this.arrive(frame.octets);
    }
  }
}

class CableEnd implements Link {
  readonly name: string;
  readonly maxFrameLength: number;
  readonly counters = zeroCounters();
  readonly #schedule: Schedule;
  readonly #outward: Direction;
  #up = true;
  #closed = false;
  #receiver: FrameReceiver | undefined;
  #watcher: LinkWatcher | undefined;

  constructor(name: string, setup: Setup, outward: Direction, inward: Direction) {
    this.name = name;
    this.maxFrameLength = setup.maxFrameLength;
    this.#schedule = setup.schedule;
    this.#outward = outward;
    inward.arrive = (frame) => {
      this.#take(frame);
    };
  }

  get up(): boolean {
    return this.#up;
  }

  send(frame: Uint8Array): void {
    const passes = this.#up && !this.#closed && frame.length <= this.maxFrameLength;
    if (passes && this.#outward.carry(frame)) this.counters.sent += 1;
    else this.counters.sendDrops += 1;
  }

  receive(receiver: FrameReceiver): void {
    this.#receiver = receiver;
  }

  watch(watcher: LinkWatcher): void {
    this.#watcher = watcher;
  }

  setUp(up: boolean): void {
    if (this.#up === up) return;
    this.#up = up;
    this.#schedule(0, () => {
      // It may have been plugged again meanwhile; each change is told, in order.
      if (!this.#closed) this.#watcher?.(up);
    });
  }

  close(): Promise<void> {
    this.#closed = true;
    return Promise.resolve();
  }

  #take(frame: Uint8Array): void {
    if (this.#closed) return;
    if (this.#receiver === undefined) {
      this.counters.receiveDrops += 1;
      return;
    }
    this.counters.received += 1;
    this.#receiver(frame);
  }
}

function scheduleOnEventLoop(delay: number, task: () => void): void {
  if (delay > 0) setTimeout(task, delay);
  else setImmediate(task);
}
