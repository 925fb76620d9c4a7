import { createHmac, createSecretKey } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import type { Credential } from '../credentials.ts';
import type { Authorization } from './authorization-value.ts';
import { TERMINATOR } from './scope.ts';

/** A signing key, and the credential that it was derived from. Neither prints. */
export interface SigningKey {
  readonly credential: Credential;
  readonly key: KeyObject;
}

/**
 * Signing keys by key id, date, Region and service. Deriving one takes four HMACs, and a client uses it all day.
 *
 * A key is kept only once a signature has held under it, so nobody without the secret can push others out.
 */
export class SigningKeys {
  readonly #limit: number;
  readonly #keys = new Map<string, SigningKey>();

  constructor(limit = 1024) {
    this.#limit = limit;
  }

  get size(): number {
    return this.#keys.size;
  }

  /** The key for an authorization whose scope has been judged. */
  of(credential: Credential, authorization: Authorization): SigningKey {
    const kept = this.#keys.get(authorization.credential);
    // Under one key id there may be a new secret.
    if (kept?.credential === credential) return kept;
    return { credential, key: derive(credential, authorization) };
  }

  keep(authorization: Authorization, key: SigningKey): void {
    if (this.#keys.get(authorization.credential) === key) return;
    this.#keys.delete(authorization.credential);
    // The oldest goes: it is the likeliest to be of a day that has passed.
    for (const oldest of this.#keys.keys()) {
      if (this.#keys.size < this.#limit) break;
      this.#keys.delete(oldest);
    }
    this.#keys.set(authorization.credential, key);
  }
}

function derive({ secretAccessKey }: Credential, { date, region, service }: Authorization): KeyObject {
  let key: Buffer = Buffer.concat([Buffer.from('AWS4'), secretAccessKey.reveal()]);
  for (const part of [date, region, service, TERMINATOR]) key = createHmac('sha256', key).update(part).digest();
  return createSecretKey(key);
}
