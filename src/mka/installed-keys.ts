import type { KeyIdentifier, MemberIdentifier } from '../lmi/key-identifier.ts';

/**
 * Which SAKs this port has taken before. A SAK is installed once in the life of a port: installed again it would begin
 * at PN 1 again, with nonces that were used. A key server's numbers only rise, so of each MI the highest is enough.
 */
export class InstalledKeys {
  readonly #highest = new Map<MemberIdentifier, number>();

  add({ mi, kn }: KeyIdentifier): void {
    this.#highest.set(mi, Math.max(kn, this.#highest.get(mi) ?? 0));
  }

  /** Whether the SAK was taken before, or one that its key server made later. */
  has({ mi, kn }: KeyIdentifier): boolean {
    return kn <= (this.#highest.get(mi) ?? 0);
  }
}
