import { ICV_LENGTH } from '../../crypto/crypto-port.ts';
import type { OctetWriter } from '../../bytes/octet-writer.ts';
import { PARAMETER_SET, encodeSetHeader } from './parameter-set.ts';

/**
 * The header that may stand before the ICV (IEEE Std 802.1X-2020, 11.11.1). It is needed when the ICV is
 * not of 16 octets, which it always is; some send it all the same. The ICV covers it, and it has no effect.
 */
export function encodeIcvIndicator(into: OctetWriter): void {
  encodeSetHeader({ type: PARAMETER_SET.icvIndicator, octet2: 0, octet3: 0 }, ICV_LENGTH, into);
}

/** Whether the indicator announces `length` octets as the ICV does that follows it. */
export function indicatesIcv(length: number): boolean {
  return length === ICV_LENGTH;
}
