import type { EncryptionMode } from '../lmi/request.ts';

/**
 * What may pass the controlled port, direction by direction. It begins closed, with no mode.
 *
 * Under should_encrypt each direction begins clear and becomes protected by what shows that it can be: outgoing when our
 * transmit SA is in use, incoming when the peer is known to protect. From then on it stays so, whatever becomes of the
 * SAs, until the KaY says that no peer is left under any key. Without that, whoever can cut the cable for a moment
 * would choose whether data are encrypted.
 */
export class Gate {
  #mode: EncryptionMode | undefined;
  #open = false;
  #transmitProtected = false;
  #receiveProtected = false;

  get mode(): EncryptionMode | undefined {
    return this.#mode;
  }

  setMode(mode: EncryptionMode): void {
    this.#mode = mode;
    // Without encryption there is no SA, so that a later should_encrypt begins as at first.
    if (mode === 'no_encrypt') this.allowClear();
  }

  /** controlledPortEnabled of IEEE Std 802.1X-2020, 12.4. */
  get open(): boolean {
    return this.#open;
  }

  /** False, and the port stays closed, while there is no mode to tell what may pass. */
  setOpen(open: boolean): boolean {
    if (open && this.#mode === undefined) return false;
    this.#open = open;
    return true;
  }

  /** Whether SAs may exist and protected frames are looked at. */
  get protects(): boolean {
    return this.#mode === 'should_encrypt' || this.#mode === 'must_encrypt';
  }

  get transmitsClear(): boolean {
    return this.#passesClear(this.#transmitProtected);
  }

  get receivesClear(): boolean {
    return this.#passesClear(this.#receiveProtected);
  }

  requireProtectedTransmit(): void {
    this.#transmitProtected = true;
  }

  requireProtectedReceive(): void {
    this.#receiveProtected = true;
  }

  allowClear(): void {
    this.#transmitProtected = false;
    this.#receiveProtected = false;
  }

  #passesClear(isProtected: boolean): boolean {
    return this.#open && (this.#mode === 'no_encrypt' || (this.#mode === 'should_encrypt' && !isProtected));
  }
}
