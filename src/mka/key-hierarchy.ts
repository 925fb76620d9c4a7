import { OctetWriter } from '../bytes/octet-writer.ts';
import type { Cak } from '../crypto/confidential.ts';
import { Confidential } from '../crypto/confidential.ts';
import type { CryptoPort } from '../crypto/crypto-port.ts';
import type { MemberIdentifier } from '../lmi/key-identifier.ts';
import { encodeMemberIdentifier } from '../lmi/key-identifier.ts';
import type { Ckn } from './ckn.ts';
import { encodeCkn } from './ckn.ts';

type Cmac = Pick<CryptoPort, 'aesCmac'>;

const BLOCK = 16;

/**
 * The key derivation function of IEEE Std 802.1X-2020, 6.2.1: CMACs of `i | label | 0 | context | length`, one after
 * the other, cut to `octets`. AES with a key of 128 or of 256 bits, as `key` has.
 */
export function deriveKey(
  key: Confidential,
  label: string,
  context: Uint8Array,
  octets: number,
  crypto: Cmac,
): Uint8Array {
  const output = new OctetWriter(octets + BLOCK);
  for (let i = 1; output.length < octets; i += 1) {
    const input = new OctetWriter(64).u8(i);
    for (const letter of label) input.u8(letter.charCodeAt(0));
    output.octets(
      crypto.aesCmac(
        key,
        input
          .u8(0)
          .octets(context)
          .u16(octets * 8)
          .finish(),
      ),
    );
  }
  return output.finish().subarray(0, octets);
}

/** The first 16 octets of the CKN, with zeros behind a shorter one: the context of ICK and KEK. */
function cknContext(ckn: Ckn): Uint8Array {
  return new OctetWriter(2 * BLOCK).octets(encodeCkn(ckn)).zeros(BLOCK).finish().subarray(0, BLOCK);
}

/** The key of the ICVs, as long as the CAK (IEEE Std 802.1X-2020, 9.3.3). */
export function deriveIck(cak: Cak, ckn: Ckn, crypto: Cmac): Confidential<'ICK'> {
  return new Confidential('ICK', deriveKey(cak, 'IEEE8021 ICK', cknContext(ckn), cak.length, crypto));
}

/** The key that SAKs are wrapped with, as long as the CAK (IEEE Std 802.1X-2020, 9.3.3). */
export function deriveKek(cak: Cak, ckn: Ckn, crypto: Cmac): Confidential<'KEK'> {
  return new Confidential('KEK', deriveKey(cak, 'IEEE8021 KEK', cknContext(ckn), cak.length, crypto));
}

/**
 * A SAK of `octets` octets (IEEE Std 802.1X-2020, 9.8). `nonce` is fresh random octets, as many as the SAK has: the
 * standard asks for no more than that the key server never uses a nonce again, and with as many the SAK is as good as
 * the random source alone, and as the CAK alone.
 */
export function deriveSak(
  cak: Cak,
  nonce: Uint8Array,
  members: readonly MemberIdentifier[],
  kn: number,
  octets: number,
  crypto: Cmac,
): Confidential<'SAK'> {
  const context = new OctetWriter(128).octets(nonce);
  for (const mi of members) context.octets(encodeMemberIdentifier(mi));
  return new Confidential('SAK', deriveKey(cak, 'IEEE8021 SAK', context.u32(kn).finish(), octets, crypto));
}
