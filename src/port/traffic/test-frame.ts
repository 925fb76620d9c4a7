import { ETHERNET_HEADER_LENGTH, ETHER_TYPE_OFFSET, SOURCE_OFFSET } from '../../ethernet/frame.ts';
import { encodeMacAddress } from '../../ethernet/mac-address.ts';
import type { MacAddress } from '../../ethernet/mac-address.ts';

/**
 * A numbered frame to measure a link with: Local Experimental EtherType 1 (IEEE Std 802-2014, 9.2.4), then
 *
 * ```
 *  14      18        26
 * +-------+---------+---------- - -
 * | magic | number  | zeros
 * +-------+---------+---------- - -
 * ```
 */
const ETHER_TYPE_EXPERIMENTAL = 0x88b5;
const MAGIC = 0x46455252;
const NUMBER_OFFSET = ETHERNET_HEADER_LENGTH + 4;
const WORD = 2 ** 32;

/** The shortest that has room for its number, and is no runt on a wire (IEEE Std 802.3: 64 octets with FCS). */
export const SHORTEST_TEST_FRAME = 60;

/** Frames that carry a number: how they are made, and how they are known again. */
export interface NumberedFrames {
  /** The frame of that number. It holds until the next one is made. */
  make(number: number): Uint8Array;
  /** The number that came back, or came through; undefined if it is another frame. */
  numberOf(frame: Uint8Array): number | undefined;
}

/** Numbered frames from one address to another. @param length octets from the destination address on, without FCS */
export function testFrames(from: MacAddress, to: MacAddress, length: number): NumberedFrames {
  const frame = new Uint8Array(length);
  frame.set(encodeMacAddress(to));
  frame.set(encodeMacAddress(from), SOURCE_OFFSET);
  const view = viewOf(frame);
  view.setUint16(ETHER_TYPE_OFFSET, ETHER_TYPE_EXPERIMENTAL);
  view.setUint32(ETHERNET_HEADER_LENGTH, MAGIC);
  return {
    make: (number) => {
      view.setUint32(NUMBER_OFFSET, Math.floor(number / WORD));
      view.setUint32(NUMBER_OFFSET + 4, number % WORD);
      return frame;
    },
    numberOf,
  };
}

function numberOf(frame: Uint8Array): number | undefined {
  if (frame.length < SHORTEST_TEST_FRAME) return undefined;
  const view = viewOf(frame);
  const isOne =
    view.getUint16(ETHER_TYPE_OFFSET) === ETHER_TYPE_EXPERIMENTAL && view.getUint32(ETHERNET_HEADER_LENGTH) === MAGIC;
  return isOne ? view.getUint32(NUMBER_OFFSET) * WORD + view.getUint32(NUMBER_OFFSET + 4) : undefined;
}

const viewOf = (frame: Uint8Array): DataView => new DataView(frame.buffer, frame.byteOffset, frame.byteLength);
