import { ICV_LENGTH } from '../../crypto/crypto-port.ts';
import { OctetWriter } from '../../bytes/octet-writer.ts';
import { PARAMETER_SET } from './parameter-set.ts';

/**
 * The header that may stand before the ICV (IEEE Std 802.1X-2020, 11.11.1). It is needed when the ICV is
 * not of 16 octets, which it always is; some send it all the same. The ICV covers it, and it has no effect.
 */
export function encodeIcvIndicator(): Uint8Array {
  return new OctetWriter(4).u8(PARAMETER_SET.icvIndicator).u8(0).u16(ICV_LENGTH).finish();
}

/** Whether the indicator announces `length` octets as the ICV does that follows it. */
export function indicatesIcv(length: number): boolean {
  return length === ICV_LENGTH;
}
