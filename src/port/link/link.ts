/**
 * One end of a wire: whole Ethernet frames, from the destination address on, without FCS.
 *
 * A link neither knows nor judges what a frame holds. It drops rather than blocks: what it cannot send now is counted
 * and gone, as on a wire.
 */
export interface Link {
  /** For people and logs: `udp 127.0.0.1:5101 -> 127.0.0.1:5102`, `interface eth1`. */
  readonly name: string;
  /** The longest frame that passes, in octets. */
  readonly maxFrameLength: number;
  /** The longest that passes without a VLAN tag in front, as protected frames are, where that is less. */
  readonly maxUntaggedLength?: number;
  /** Sends a frame. The octets are the caller's again when this returns. */
  send(frame: Uint8Array): void;
  /**
   * Who takes the frames that arrive, set once, before the first is expected. The octets are the link's: they hold
   * until the receiver returns.
   */
  receive(receiver: FrameReceiver): void;
  /**
   * Under which CKNs MKPDUs come that matter, from now on: a flood of other EAPOL must not cost one of them. A link that
   * loses none, or cannot tell them apart, has no such thing.
   */
  expectMkpdus?(ckns: readonly Uint8Array[]): void;
  /** Whether there is a wire, as far as the link can tell: the carrier of an interface, a cable that is plugged. */
  readonly up: boolean;
  /** Who is told that `up` has changed, set once. Never called from within another method of the link. */
  watch(watcher: LinkWatcher): void;
  /** What it has done so far, as it stands at this moment. */
  readonly counters: Readonly<LinkCounters>;
  /** Ends the link; no frame arrives after the promise is fulfilled. */
  close(): Promise<void>;
}

export type FrameReceiver = (frame: Uint8Array) => void;

export type LinkWatcher = (up: boolean) => void;

export interface LinkCounters {
  sent: number;
  received: number;
  /** Frames that could not be sent (queue full, link down, too long). */
  sendDrops: number;
  /** Frames that arrived and could not be taken (queue full, too long). */
  receiveDrops: number;
  /** What arrived and was no Ethernet frame: fewer than 14 octets. */
  malformed: number;
}

/** Counters of a link that has done nothing yet. */
export function zeroCounters(): LinkCounters {
  return { sent: 0, received: 0, sendDrops: 0, receiveDrops: 0, malformed: 0 };
}
