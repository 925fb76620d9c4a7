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
  /** Sends a frame. The octets are the caller's again when this returns. */
  send(frame: Uint8Array): void;
  /**
   * Who takes the frames that arrive, set once, before the first is expected. The octets are the link's: they hold
   * until the receiver returns.
   */
  receive(receiver: FrameReceiver): void;
  readonly counters: LinkCounters;
  /** Ends the link; no frame arrives after the promise is fulfilled. */
  close(): Promise<void>;
}

export type FrameReceiver = (frame: Uint8Array) => void;

export interface LinkCounters {
  sent: number;
  received: number;
  /** Frames that could not be sent (queue full, link down, too long). */
  sendDrops: number;
  /** Frames that arrived and could not be taken (queue full, too long). */
  receiveDrops: number;
}
