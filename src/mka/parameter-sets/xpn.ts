import { OctetReader } from '../../bytes/octet-reader.ts';
import type { OctetWriter } from '../../bytes/octet-writer.ts';
import type { Decoded } from '../discard.ts';
import { discard } from '../discard.ts';
import type { RawParameterSet } from './parameter-set.ts';
import { PARAMETER_SET, encodeSetHeader } from './parameter-set.ts';

/** The XPN parameter set (IEEE Std 802.1X-2020, 11.11.1), which goes with SAK use from MKA version 3. */
export interface Xpn {
  /** For how long the sender's control plane will be away, in seconds. In-service upgrades are not done here: sent 0. */
  readonly suspensionTime: number;
  /** The upper 32 bits of the lowest PN that SAK use states, for each key. */
  readonly latestLowestPnHigh: number;
  readonly oldLowestPnHigh: number;
}

const BODY_LENGTH = 8;

export function decodeXpn(set: RawParameterSet): Decoded<Xpn> {
  const reader = new OctetReader(set.body);
  const latestLowestPnHigh = reader.u32();
  const oldLowestPnHigh = reader.u32();
  if (set.body.length !== BODY_LENGTH || latestLowestPnHigh === undefined || oldLowestPnHigh === undefined) {
    return discard('xpn-malformed');
  }
  return { suspensionTime: set.octet2, latestLowestPnHigh, oldLowestPnHigh };
}

/** Writes the set. */
export function encodeXpn(xpn: Xpn, into: OctetWriter): void {
  encodeSetHeader({ type: PARAMETER_SET.xpn, octet2: xpn.suspensionTime, octet3: 0 }, BODY_LENGTH, into)
    .u32(xpn.latestLowestPnHigh)
    .u32(xpn.oldLowestPnHigh);
}
