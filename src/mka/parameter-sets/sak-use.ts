import { OctetReader } from '../../bytes/octet-reader.ts';
import type { OctetWriter } from '../../bytes/octet-writer.ts';
import { decodeMemberIdentifier } from '../../lmi/key-identifier.ts';
import type { KeyIdentifier } from '../../lmi/key-identifier.ts';
import type { MemberIdentifier } from '../../lmi/key-identifier.ts';
import type { An } from '../../lmi/request.ts';
import type { Decoded } from '../discard.ts';
import { discard } from '../discard.ts';
import type { RawParameterSet } from './parameter-set.ts';
import { PARAMETER_SET, encodeSetHeader } from './parameter-set.ts';

/** What a member does with one SAK. */
export interface KeyUse {
  /** Undefined, on the wire an MI of zeros, if there is no such key. */
  readonly keyIdentifier: KeyIdentifier | undefined;
  readonly an: An;
  readonly tx: boolean;
  readonly rx: boolean;
  /** The low 32 bits of the lowest PN that the sender still transmits with. */
  readonly lowestPn: number;
}

/** The MACsec SAK Use parameter set (IEEE Std 802.1X-2020, 11.11.1). */
export interface SakUse {
  readonly latest: KeyUse;
  readonly old: KeyUse;
  readonly plainTx: boolean;
  readonly plainRx: boolean;
  readonly delayProtect: boolean;
}

const BODY_LENGTH = 40;
const PLAIN_TX = 0x80;
const PLAIN_RX = 0x40;
const DELAY_PROTECT = 0x10;
const NO_MI = '000000000000000000000000' as MemberIdentifier;

/** The use of a key that is not there, as it is sent: a lowest PN of 0 is refused by some, so it is 1. */
export const NO_KEY_USE: KeyUse = { keyIdentifier: undefined, an: 0, tx: false, rx: false, lowestPn: 1 };

/** Decodes the set; a body of no octets says that MACsec is not used. */
export function decodeSakUse(set: RawParameterSet): Decoded<SakUse | { readonly notUsed: true }> {
  if (set.body.length === 0) return { notUsed: true };
  if (set.body.length !== BODY_LENGTH) return discard('sak-use-malformed');
  const latest = decodeKeyUse(set.octet2 >> 4, set.body.subarray(0, 20));
  const old = decodeKeyUse(set.octet2 & 0x0f, set.body.subarray(20));
  if (latest === undefined || old === undefined) return discard('sak-use-malformed');
  return {
    latest,
    old,
    plainTx: (set.octet3 & PLAIN_TX) !== 0,
    plainRx: (set.octet3 & PLAIN_RX) !== 0,
    delayProtect: (set.octet3 & DELAY_PROTECT) !== 0,
  };
}

/** Writes the set. */
export function encodeSakUse(use: SakUse, into: OctetWriter): void {
  const octet2 = (useBits(use.latest) << 4) | useBits(use.old);
  const octet3 = (use.plainTx ? PLAIN_TX : 0) | (use.plainRx ? PLAIN_RX : 0) | (use.delayProtect ? DELAY_PROTECT : 0);
  encodeSetHeader({ type: PARAMETER_SET.sakUse, octet2, octet3 }, BODY_LENGTH, into);
  encodeKeyUse(use.latest, into);
  encodeKeyUse(use.old, into);
}

function encodeKeyUse({ keyIdentifier, lowestPn }: KeyUse, into: OctetWriter): void {
  into
    .hex(keyIdentifier?.mi ?? NO_MI)
    .u32(keyIdentifier?.kn ?? 0)
    .u32(lowestPn);
}

/** AN in two bits, then transmitting, then receiving. */
function useBits({ an, tx, rx }: KeyUse): number {
  return (an << 2) | (tx ? 0x02 : 0) | (rx ? 0x01 : 0);
}

function decodeKeyUse(bits: number, octets: Uint8Array): KeyUse | undefined {
  const mi = decodeMemberIdentifier(octets);
  const reader = new OctetReader(octets, 12);
  const kn = reader.u32();
  const lowestPn = reader.u32();
  if (mi === undefined || kn === undefined || lowestPn === undefined) return undefined;
  return {
    keyIdentifier: mi === NO_MI ? undefined : { mi, kn },
    an: ((bits >> 2) & 0x03) as An,
    tx: (bits & 0x02) !== 0,
    rx: (bits & 0x01) !== 0,
    lowestPn,
  };
}
