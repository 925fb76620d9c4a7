import type { Sci } from '../lmi/sci.ts';
import type { Ckn } from './ckn.ts';
import type { Instant } from './timers.ts';

/** A CKN that was heard and is of no key here: as a rule the peer has the new key and we have not, or a typing error. */
export interface UnknownCkn {
  readonly ckn: Ckn;
  /** As the MKPDU says; without the CAK nobody can check it. */
  readonly sci: Sci;
  readonly count: number;
  readonly lastHeard: Instant;
}

const REMEMBERED = 16;

/** The last few of them. Anyone on the cable can make them up, so there is a limit. Most ports never hear one. */
export class UnknownCkns {
  #heard: Map<string, UnknownCkn> | undefined;

  note(ckn: Ckn, sci: Sci, now: Instant): void {
    const id = `${ckn} ${sci}`;
    this.#heard ??= new Map();
    const count = (this.#heard.get(id)?.count ?? 0) + 1;
    // Deleted and set again, the entries stay in the order in which they were heard last.
    this.#heard.delete(id);
    this.#heard.set(id, { ckn, sci, count, lastHeard: now });
    const [oldest] = this.#heard.keys();
    if (this.#heard.size > REMEMBERED && oldest !== undefined) this.#heard.delete(oldest);
  }

  /** A key with that CKN is associated now. */
  forget(ckn: Ckn): void {
    for (const [id, entry] of this.#heard ?? []) if (entry.ckn === ckn) this.#heard?.delete(id);
  }

  /** The one heard last first. */
  list(): readonly UnknownCkn[] {
    return [...(this.#heard?.values() ?? [])].reverse();
  }
}
