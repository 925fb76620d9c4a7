import { decodeHex } from '../../bytes/hex.ts';
import { Confidential } from '../../crypto/confidential.ts';
import { clientException } from '../errors.ts';
import { KEY_DIGITS } from '../model/mac-sec-key.ts';
import type { KeyPair } from '../model/mac-sec-key.ts';

interface KeyInput {
  readonly secretARN?: string;
  readonly ckn?: string;
  readonly cak?: string;
}

/**
 * The key as it was given: a secret's ARN, or a CKN with its CAK. Messages tell what is wrong with a CAK by its length
 * alone.
 */
export function keyForm({ secretARN, ckn, cak }: KeyInput): { readonly secretArn: string } | KeyPair {
  if (secretARN !== undefined) {
    if (ckn !== undefined || cak !== undefined)
      throw clientException('Give either secretARN, or ckn and cak, not both.');
    return { secretArn: secretARN };
  }
  if (ckn === undefined && cak === undefined)
    throw clientException('A MACsec key is required: give either secretARN, or ckn and cak.');
  if (ckn === undefined || cak === undefined) {
    throw clientException(`ckn and cak must be given together: ${ckn === undefined ? 'ckn' : 'cak'} is missing.`);
  }
  octetsOf('ckn', ckn);
  return { ckn, cak: new Confidential('CAK', octetsOf('cak', cak)) };
}

function octetsOf(member: 'ckn' | 'cak', digits: string): Uint8Array {
  const octets = digits.length === KEY_DIGITS ? decodeHex(digits) : undefined;
  if (octets) return octets;
  const found = digits.length === KEY_DIGITS ? 'it holds other characters' : `it has ${digits.length} characters`;
  throw clientException(
    `${member} is not valid: it must be exactly ${KEY_DIGITS} hexadecimal digits (0-9, A-F), and ${found}.`,
  );
}
