const NEWLINE = 0x0a;

/** Puts lines together from octets as they come; a line that gets too long ends it all. */
export class LineReader {
  readonly #longest: number;
  #begun: Uint8Array[] = [];
  #length = 0;

  /** @param longest octets of a line, without its end */
  constructor(longest: number) {
    this.#longest = longest;
  }

  /** The lines that these octets complete; undefined if a line is too long, and from then on always. */
  take(octets: Uint8Array): readonly Uint8Array[] | undefined {
    const lines: Uint8Array[] = [];
    let from = 0;
    for (let end = octets.indexOf(NEWLINE); end >= 0; end = octets.indexOf(NEWLINE, from)) {
      if (!this.#add(octets.subarray(from, end))) return undefined;
      lines.push(this.#whole());
      from = end + 1;
    }
    return this.#add(octets.subarray(from)) ? lines : undefined;
  }

  #add(part: Uint8Array): boolean {
    this.#length += part.length;
    if (this.#length > this.#longest) {
      this.#length = Infinity;
      this.#begun = [];
      return false;
    }
    // A copy: what was read may be written over.
    if (part.length > 0) this.#begun.push(part.slice());
    return true;
  }

  #whole(): Uint8Array {
    const line = new Uint8Array(this.#length);
    let at = 0;
    for (const part of this.#begun) {
      line.set(part, at);
      at += part.length;
    }
    this.#begun = [];
    this.#length = 0;
    return line;
  }
}
