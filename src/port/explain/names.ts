import type { Sci } from '../../lmi/sci.ts';

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** Calls the ends of a link A, B, … in the order in which they appear, so that sentences about them can be read. */
export class Names {
  readonly #letters = new Map<Sci, string>();

  /** The letter of `sci`, or the SCI itself when the letters are used up. */
  of(sci: Sci): string {
    const known = this.#letters.get(sci);
    if (known !== undefined) return known;
    const letter = LETTERS.charAt(this.#letters.size);
    if (letter === '') return sci;
    this.#letters.set(sci, letter);
    return letter;
  }

  /** The letter if `sci` has one. */
  known(sci: Sci): string | undefined {
    return this.#letters.get(sci);
  }

  /** Those with a letter, in the order of the letters. */
  all(): readonly Sci[] {
    return [...this.#letters.keys()];
  }
}

/** A CKN short enough for a sentence: `00112233…eeff`. */
export function abbreviateCkn(ckn: string): string {
  return ckn.length <= 16 ? ckn : `${ckn.slice(0, 8)}…${ckn.slice(-4)}`;
}

/** `A`, `A and B`, `A, B and C`. */
export function listed(words: readonly string[]): string {
  const last = words.at(-1) ?? '';
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} and ${last}`;
}

/** `1 frame`, `2 frames`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
