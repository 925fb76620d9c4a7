import { createHash } from 'node:crypto';

const digits = (seed: string): string => createHash('sha256').update(seed).digest('hex');

/** A CKN/CAK pair of 64 hexadecimal digits each, always the same for the same seed. */
export const pairOf = (seed: string): { readonly ckn: string; readonly cak: string } => ({
  ckn: digits(`ckn ${seed}`),
  cak: digits(`cak ${seed}`),
});
