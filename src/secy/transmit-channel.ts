import type { Confidential } from '../crypto/confidential.ts';
import { KeyHistory } from '../lmi/key-history.ts';
import type { KeyIdentifier } from '../lmi/key-identifier.ts';
import type { An } from '../lmi/request.ts';
import type { Protector } from './protect.ts';
import { noSas } from './sas.ts';

/** One transmit SA: a key of ours. */
export interface TransmitSa {
  readonly keyIdentifier: KeyIdentifier;
  readonly sak: Confidential<'SAK'>;
  readonly an: An;
  /** Given with extended packet numbers, and only then. */
  readonly ssci: number | undefined;
  readonly protector: Protector;
}

/** The transmit secure channel: at most one SA for each association number, of which at most one is in use. */
export class TransmitChannel {
  readonly sas = noSas<TransmitSa>();
  /** The SA that protects what leaves (encodingSA of IEEE Std 802.1AE-2018, 10.5.1). */
  inUse: TransmitSa | undefined;
  readonly #history = new KeyHistory();

  /**
   * Whether a transmit SA of this key, or of a later one of the same key server, ever was here: a key that was deleted
   * cannot come back and count its packet numbers from 1 again.
   */
  hasHad(key: KeyIdentifier): boolean {
    return this.#history.has(key);
  }

  install(sa: TransmitSa): void {
    this.sas[sa.an] = sa;
    this.#history.add(sa.keyIdentifier);
  }

  delete(sa: TransmitSa): void {
    this.sas[sa.an] = undefined;
    if (this.inUse === sa) this.inUse = undefined;
  }
}
