import { randomBytes } from 'node:crypto';

/** A new CKN/CAK pair as Direct Connect takes it: 32 random octets each, from the system's CSPRNG. */
export const newKeyPair = (): { readonly ckn: string; readonly cak: string } => ({
  ckn: randomBytes(32).toString('hex'),
  cak: randomBytes(32).toString('hex'),
});

/** A new pair as text, or as JSON. */
export function keygen(asJson: boolean): string {
  const pair = newKeyPair();
  return asJson ? JSON.stringify(pair) : `ckn ${pair.ckn}\ncak ${pair.cak}`;
}
