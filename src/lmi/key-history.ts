import type { KeyIdentifier, MemberIdentifier } from './key-identifier.ts';

/**
 * Which SAKs have been here before. A SAK is installed once in the life of a port: installed again it would begin at PN 1
 * again, with nonces that were used. A key server's numbers only rise, so of each MI the highest is enough; and as a rule
 * there is one MI, so that others have no place until they come.
 */
export class KeyHistory {
  #last: KeyIdentifier | undefined;
  #others: Map<MemberIdentifier, number> | undefined;

  add(key: KeyIdentifier): void {
    if (this.has(key)) return;
    if (this.#last !== undefined && this.#last.mi !== key.mi) {
      this.#others ??= new Map();
      this.#others.set(this.#last.mi, this.#last.kn);
    }
    this.#last = key;
  }

  /** Whether the SAK was here, or one that its key server made later. */
  has({ mi, kn }: KeyIdentifier): boolean {
    return kn <= ((this.#last?.mi === mi ? this.#last.kn : this.#others?.get(mi)) ?? 0);
  }
}
