import { hostAnswer } from './host-answers.ts';
import type { HostAddresses } from './host-answers.ts';
import { zeroCounters } from './link.ts';
import type { FrameReceiver, Link, LinkWatcher } from './link.ts';

/** As of a wire made of UDP: whatever comes through that is answered. */
const MAX_FRAME_LENGTH = 65_507;
/** Answers that may wait for the event loop; more are dropped. */
const QUEUE_LENGTH = 1024;

/**
 * A host on the clear side of a port, within this process: it answers ARP and ping for one IPv4 address, on whichever
 * VLAN it is asked. So a router at the other end of the wire has somebody to reach through the encryption, and neither
 * root nor an interface is needed.
 *
 * @param address four numbers and dots
 */
export function openHostLink(address: string): Link {
  return new HostLink(`host ${address}`, hostStation(address));
}

/** Who the host of that address is to its neighbours. */
export function hostStation(address: string): HostAddresses {
  const ip = Uint8Array.from(address.split('.'), Number);
  // Locally administered, and made of the address: two hosts differ in both or in neither.
  return { ip, mac: Uint8Array.of(2, 0, ...ip) };
}

class HostLink implements Link {
  readonly name: string;
  readonly maxFrameLength = MAX_FRAME_LENGTH;
  readonly up = true;
  readonly counters = zeroCounters();
  readonly #host: HostAddresses;
  #waiting: Uint8Array[] = [];
  #receiver: FrameReceiver | undefined;
  #open = true;

  constructor(name: string, host: HostAddresses) {
    this.name = name;
    this.#host = host;
  }

  send(frame: Uint8Array): void {
    if (!this.#open || frame.length > this.maxFrameLength) {
      this.counters.sendDrops += 1;
      return;
    }
    this.counters.sent += 1;
    const answer = hostAnswer(frame, this.#host);
    if (answer === undefined) return;
    if (this.#waiting.length >= QUEUE_LENGTH) {
      this.counters.receiveDrops += 1;
      return;
    }
    // Not from within whoever sends: as on a wire, an answer comes later.
    if (this.#waiting.push(answer) === 1) setImmediate(() => this.#deliver());
  }

  receive(receiver: FrameReceiver): void {
    this.#receiver = receiver;
  }

  watch(_watcher: LinkWatcher): void {
    // Always up: there is nothing to tell.
  }

  close(): Promise<void> {
    this.#open = false;
    this.#waiting = [];
    return Promise.resolve();
  }

  #deliver(): void {
    for (const frame of this.#waiting.splice(0)) {
      this.counters.received += 1;
      this.#receiver?.(frame);
    }
  }
}
