import { createHash, randomFillSync } from 'node:crypto';
import type { Ids } from '../directconnect/ports.ts';

const POOL = 4096;
const ALPHANUMERIC = 'abcdefghijklmnopqrstuvwxyz0123456789';

/** Random octets from the system's CSPRNG, drawn by the page: a system call for every id would cost ten times as much. */
export class RandomPool {
  readonly #pool = Buffer.alloc(POOL);
  #at = POOL;

  octet(): number {
    if (this.#at === POOL) {
      randomFillSync(this.#pool);
      this.#at = 0;
    }
    const octet = this.#pool[this.#at] ?? 0;
    this.#pool[this.#at] = 0;
    this.#at += 1;
    return octet;
  }

  /** `length` characters, each equally likely. */
  characters(alphabet: string, length: number): string {
    const fair = 256 - (256 % alphabet.length);
    let text = '';
    while (text.length < length) {
      const octet = this.octet();
      if (octet < fair) text += alphabet.charAt(octet % alphabet.length);
    }
    return text;
  }
}

/** Identifiers of AWS's form: `dxcon-` and eight lower-case letters and digits, the first an f. */
export const createIds = (random: RandomPool): Ids => ({
  connection: () => `dxcon-f${random.characters(ALPHANUMERIC, 7)}`,
  lag: () => `dxlag-f${random.characters(ALPHANUMERIC, 7)}`,
  device: (location, bandwidth) => `${location}-${deviceName(`${location} ${bandwidth}`)}`,
});

function deviceName(seed: string): string {
  const digest = createHash('sha256').update(seed).digest();
  return Array.from(digest.subarray(0, 12), (octet) => ALPHANUMERIC.charAt(octet % ALPHANUMERIC.length)).join('');
}
