import { createHash, randomFillSync, randomUUID } from 'node:crypto';
import { Confidential } from '../crypto/confidential.ts';
import type { Ids } from '../directconnect/ports.ts';
import type { Random } from '../secretsmanager/model/random.ts';

const POOL = 4096;
const ALPHANUMERIC = 'abcdefghijklmnopqrstuvwxyz0123456789';
const AUTH_KEY = `${ALPHANUMERIC}ABCDEFGHIJKLMNOPQRSTUVWXYZ_.`;

/** Random octets from the system's CSPRNG, drawn by the page: a system call for every id would cost ten times as much. */
export class RandomPool implements Random {
  readonly #pool = Buffer.alloc(POOL);
  #at = POOL;

  /** A whole number from 0 to `limit` - 1, each equally likely. @param limit from 1 to 256 */
  below(limit: number): number {
    const fair = 256 - (256 % limit);
    for (;;) {
      const octet = this.#octet();
      if (octet < fair) return octet % limit;
    }
  }

  /** `length` characters, each equally likely. */
  characters(alphabet: string, length: number): string {
    let text = '';
    while (text.length < length) text += alphabet.charAt(this.below(alphabet.length));
    return text;
  }

  uuid(): string {
    return randomUUID();
  }

  #octet(): number {
    if (this.#at === POOL) {
      randomFillSync(this.#pool);
      this.#at = 0;
    }
    const octet = this.#pool[this.#at] ?? 0;
    this.#pool[this.#at] = 0;
    this.#at += 1;
    return octet;
  }
}

/** Identifiers of AWS's form: `dxcon-` and eight lower-case letters and digits, the first an f. */
export const createIds = (random: RandomPool): Ids => ({
  connection: () => `dxcon-f${random.characters(ALPHANUMERIC, 7)}`,
  lag: () => `dxlag-f${random.characters(ALPHANUMERIC, 7)}`,
  virtualInterface: () => `dxvif-f${random.characters(ALPHANUMERIC, 7)}`,
  bgpPeer: () => `dxpeer-f${random.characters(ALPHANUMERIC, 7)}`,
  authKey: () => new Confidential('authKey', Buffer.from(`0x${random.characters(AUTH_KEY, 22)}`)),
  uuid: () => random.uuid(),
  device: (location, bandwidth) => `${location}-${deviceName(`${location} ${bandwidth}`)}`,
});

function deviceName(seed: string): string {
  const digest = createHash('sha256').update(seed).digest();
  return Array.from(digest.subarray(0, 12), (octet) => ALPHANUMERIC.charAt(octet % ALPHANUMERIC.length)).join('');
}
