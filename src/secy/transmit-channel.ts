import type { Confidential } from '../crypto/confidential.ts';
import { sameKeyIdentifier } from '../lmi/key-identifier.ts';
import type { KeyIdentifier, MemberIdentifier } from '../lmi/key-identifier.ts';
import type { An } from '../lmi/request.ts';
import type { Protector } from './protect.ts';

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
  readonly sas = new Map<An, TransmitSa>();
  /** The SA that protects what leaves (encodingSA of IEEE Std 802.1AE-2018, 10.5.1). */
  inUse: TransmitSa | undefined;
  readonly #highestKn = new Map<MemberIdentifier, number>();

  /**
   * Whether a transmit SA of this key, or of a later one of the same key server, ever was here. Key numbers of one
   * member identifier only rise, so the highest stands for all, and a key that was deleted cannot come back and count
   * its packet numbers from 1 again.
   */
  hasHad(key: KeyIdentifier): boolean {
    return key.kn <= (this.#highestKn.get(key.mi) ?? 0);
  }

  install(sa: TransmitSa): void {
    this.sas.set(sa.an, sa);
    this.#highestKn.set(sa.keyIdentifier.mi, sa.keyIdentifier.kn);
  }

  find(key: KeyIdentifier): TransmitSa | undefined {
    for (const sa of this.sas.values()) if (sameKeyIdentifier(sa.keyIdentifier, key)) return sa;
    return undefined;
  }

  delete(sa: TransmitSa): void {
    this.sas.delete(sa.an);
    if (this.inUse === sa) this.inUse = undefined;
  }
}
