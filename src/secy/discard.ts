import type { SecTagFault } from './sectag.ts';
import type { ValidationFault } from './validate.ts';

/** Why a frame was not sent. */
export type TransmitDiscard =
  /** Shorter than an Ethernet header. */
  | 'runt'
  /** The controlled port is closed: the mode or the keys are not known yet, or the KaY closed it. */
  | 'controlled-port-closed'
  /** Protection is required, and no transmit SA is in use. */
  | 'no-transmit-sa'
  /** The transmit SA has used its last packet number. */
  | 'pn-exhausted'
  /** Longer than the port takes, with what protection adds. */
  | 'too-long';

/** Why a frame that came in was not delivered. */
export type ReceiveDiscard =
  | 'runt'
  | 'controlled-port-closed'
  /** Not protected, and protection is required. */
  | 'clear-frame'
  /** The same, and it has a SecTAG behind a VLAN tag: the sender protects what follows the tag only. */
  | 'clear-vlan-tag'
  /** Protected, and the mode is no_encrypt. */
  | 'macsec-disabled'
  | SecTagFault
  /** E set and C clear: an encoding reserved for frames that are not for the controlled port (802.1AE-2018, 9.5). */
  | 'reserved-encoding'
  /** E clear: the sender protects integrity only, and nothing unencrypted passes for protected here. */
  | 'integrity-only'
  /** It carries no SCI, and each is to carry it. */
  | 'no-sci'
  /** No channel has the SCI, or the frame names none and there is not exactly one. */
  | 'unknown-sci'
  /** The channel has no SA with the AN, or it is not in use. */
  | 'sa-not-in-use'
  | ValidationFault;

/** How many frames were discarded for each reason that occurred. */
export type DiscardCounts<Reason extends string> = { readonly [Each in Reason]?: number };

/** Counts frames by the reason that they were discarded for; there is nothing to it before the first. */
export class DiscardLedger<Reason extends string> {
  #counts: Map<Reason, number> | undefined;

  /** One more, and the verdict that says so. */
  discard(reason: Reason): { readonly type: 'discarded'; readonly reason: Reason } {
    this.#counts ??= new Map();
    this.#counts.set(reason, (this.#counts.get(reason) ?? 0) + 1);
    return { type: 'discarded', reason };
  }

  counts(): DiscardCounts<Reason> {
    return Object.fromEntries(this.#counts ?? []) as DiscardCounts<Reason>;
  }
}
