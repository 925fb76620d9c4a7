import type { MacSecInput, RouterInput } from './input.ts';

// What MACsec on the router has to be (user guide, "MAC security"): AES_256_CMAC, the cipher suite of the speed, the SCI
// in every frame, the VLAN tag encrypted, no confidentiality offset, no ICV indicator.

/** The router leaves the choice of SAKs to AWS's end, whose priority is 16: the lower one is the key server. */
export const KEY_SERVER_PRIORITY = 32;

export type CipherSuite = 'GCM-AES-256' | 'GCM-AES-XPN-256';

/** At 10 Gbit/s 32-bit packet numbers last; from 100 Gbit/s on only extended packet numbering does. */
export const cipherSuiteFor = (bandwidth: string): CipherSuite =>
  bandwidth === '10Gbps' ? 'GCM-AES-256' : 'GCM-AES-XPN-256';

/** `must-secure` or `should-secure`, as vendors call AWS's modes. */
export const securityPolicy = ({ mode }: MacSecInput): 'must-secure' | 'should-secure' =>
  mode === 'must_encrypt' ? 'must-secure' : 'should-secure';

export interface ConfiguredKey {
  readonly ckn: string;
  /** Stands for the key itself, which is written in by hand. */
  readonly cak: string;
  readonly startedAt: number;
}

/** The keys as they are written: a placeholder for each CAK, and for a CKN where none is associated yet. */
export function configuredKeys({ keys }: MacSecInput): readonly ConfiguredKey[] {
  const known = keys.length === 0 ? [{ ckn: '<CKN-1>', startedAt: 0 }] : keys;
  return known.map(({ ckn, startedAt }, at) => ({ ckn, cak: `<CAK-${at + 1}>`, startedAt }));
}

/** What a person has to know about the MACsec part, a sentence a line. */
export function macSecNotes({ macSec, carrier }: RouterInput): readonly string[] {
  if (macSec === undefined) return [];
  const notes = [
    'Replace each <CAK-n> by the key that was associated with its CKN, 64 hexadecimal digits: it is never shown.',
  ];
  if (macSec.keys.length === 0)
    notes.push(`No key is associated with ${carrier.id} yet: replace <CKN-1> as well, and associate the pair.`);
  if (carrier.bandwidth === '10Gbps')
    notes.push('GCM-AES-XPN-256 is accepted at 10 Gbps, too, if this router is the key server (priority below 16).');
  return notes;
}
