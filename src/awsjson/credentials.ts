import type { Confidential } from '../crypto/confidential.ts';

/** An access key, and whose it is. */
export interface Credential {
  readonly accessKeyId: string;
  readonly secretAccessKey: Confidential<'secret value'>;
  /** Of a temporary key: every request must carry it. */
  readonly sessionToken?: Confidential<'secret value'>;
  /** Twelve digits. */
  readonly account: string;
}

/** The access keys known here, by key id. A Map is one; so may be something that issues temporary keys. */
export interface Credentials {
  get(accessKeyId: string): Credential | undefined;
}

/** The account of whoever has no other. */
export const DEFAULT_ACCOUNT = '000000000000';

/** The account that an access key id stands for by itself: a key id of twelve digits is one. */
export function accountOfKeyId(accessKeyId: string): string {
  return /^\d{12}$/.test(accessKeyId) ? accessKeyId : DEFAULT_ACCOUNT;
}
