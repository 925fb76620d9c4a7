import type { Call } from '../call.ts';
import { Confidential } from '../../crypto/confidential.ts';
import { clientException } from '../errors.ts';
import type { AuthKey } from '../model/bgp-peer.ts';

/** The BGP key of a request, or one that AWS makes up. Messages tell what is wrong with one by its length alone. */
export function authKey(call: Call, given: string | undefined): AuthKey {
  if (given === undefined) return call.ids.authKey();
  if (!/^[\x20-\x7e]{6,80}$/.test(given)) {
    const found = given.length < 6 || given.length > 80 ? `it has ${given.length}` : 'it holds others';
    throw clientException(`authKey is not valid: it must have 6 to 80 printable ASCII characters, and ${found}.`);
  }
  return new Confidential('authKey', new TextEncoder().encode(given));
}
