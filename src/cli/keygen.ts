import { randomBytes } from 'node:crypto';

/** A new CKN/CAK pair as Direct Connect takes it: 32 random octets each, from the system's CSPRNG. */
export function keygen(asJson: boolean): string {
  const ckn = randomBytes(32).toString('hex');
  const cak = randomBytes(32).toString('hex');
  return asJson ? JSON.stringify({ ckn, cak }) : `ckn ${ckn}\ncak ${cak}`;
}
