/** What a confidential value is, which is all that may ever be said of it. */
export type ConfidentialKind = 'CAK' | 'ICK' | 'KEK' | 'SAK' | 'authKey' | 'secret value' | 'master key';

const INSPECT = Symbol.for('nodejs.util.inspect.custom');

/**
 * Octets that must not be seen: a CAK, a SAK, an authKey, a secret value.
 *
 * Every way of turning an object into text (string conversion, JSON, the inspector that loggers and assertion messages
 * use) gives only the kind, so a value that strays into a log line, an error or an event shows as `[CAK]`. The octets
 * come out by `reveal()` alone, which makes the few places that need them easy to find and to review.
 */
export class Confidential<Kind extends ConfidentialKind = ConfidentialKind> {
  readonly kind: Kind;
  readonly #octets: Uint8Array;

  constructor(kind: Kind, octets: Uint8Array) {
    this.kind = kind;
    this.#octets = octets;
  }

  /** The octets themselves. Whoever calls this answers for where they go. */
  reveal(): Uint8Array {
    return this.#octets;
  }

  /** Length in octets, which is no secret. */
  get length(): number {
    return this.#octets.length;
  }

  /** Whether both hold the same octets, in a time that depends on their lengths only. */
  equals(other: Confidential): boolean {
    const a = this.#octets;
    const b = other.#octets;
    let difference = a.length ^ b.length;
    for (let at = 0; at < a.length; at += 1) difference |= (a[at] ?? 0) ^ (b[at] ?? 0);
    return difference === 0;
  }

  toString(): string {
    return `[${this.kind}]`;
  }

  toJSON(): string {
    return this.toString();
  }

  [INSPECT](): string {
    return this.toString();
  }
}

/** A connectivity association key (IEEE Std 802.1X-2020, 9.3.1). */
export type Cak = Confidential<'CAK'>;
