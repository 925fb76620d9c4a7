/**
 * The cipher suites of IEEE Std 802.1AE-2018, clause 14. Each uses AES-GCM with a nonce of 12 octets and an ICV of 16;
 * they differ in the length of the SAK and in the width of the packet number.
 */
export type CipherSuiteName = 'GCM-AES-128' | 'GCM-AES-256' | 'GCM-AES-XPN-128' | 'GCM-AES-XPN-256';

export interface CipherSuite {
  readonly name: CipherSuiteName;
  /** The cipher suite identifier as the standard's Table 14-1 gives it, 16 hexadecimal digits. */
  readonly identifier: string;
  /** Octets of a SAK. */
  readonly keyLength: 16 | 32;
  /** Extended packet numbering: 64 bits, of which a SecTAG carries the low 32. */
  readonly xpn: boolean;
  /** The last packet number that may be used. A SAK that has used it can protect no further frame. */
  readonly lastPn: bigint;
  /**
   * Above this the key server makes a new SAK (PendingPNExhaustion, IEEE Std 802.1X-2020, 9.8): three quarters of the
   * numbers are gone, and a quarter is time enough.
   */
  readonly pendingPnExhaustion: bigint;
}

const PN32 = { xpn: false, lastPn: 0xffff_ffffn, pendingPnExhaustion: 0xc000_0000n } as const;
const PN64 = { xpn: true, lastPn: 0xffff_ffff_ffff_ffffn, pendingPnExhaustion: 0xc000_0000_0000_0000n } as const;

export const CIPHER_SUITES: { readonly [Name in CipherSuiteName]: CipherSuite } = {
  'GCM-AES-128': { name: 'GCM-AES-128', identifier: '0080c20001000001', keyLength: 16, ...PN32 },
  'GCM-AES-256': { name: 'GCM-AES-256', identifier: '0080c20001000002', keyLength: 32, ...PN32 },
  'GCM-AES-XPN-128': { name: 'GCM-AES-XPN-128', identifier: '0080c20001000003', keyLength: 16, ...PN64 },
  'GCM-AES-XPN-256': { name: 'GCM-AES-XPN-256', identifier: '0080c20001000004', keyLength: 32, ...PN64 },
};

/**
 * GCM-AES-128 as the first edition printed it. Peers send either form, and both mean the same suite.
 */
const GCM_AES_128_AS_PRINTED = '0080020001000001';

/** The suite that `identifier` (16 hexadecimal digits of either case) names; undefined if it is none of these four. */
export function cipherSuiteOf(identifier: string): CipherSuite | undefined {
  const wanted = identifier.toLowerCase();
  if (wanted === GCM_AES_128_AS_PRINTED) return CIPHER_SUITES['GCM-AES-128'];
  return Object.values(CIPHER_SUITES).find((suite) => suite.identifier === wanted);
}
