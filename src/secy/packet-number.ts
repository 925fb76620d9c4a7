/**
 * Packet numbers of up to 64 bits as two halves of 32, because a bigint per frame is slow, a double holds 53 bits, and
 * JavaScript's `x << 32` is `x`. A packet number without extension has a high half of 0. The number after the last of
 * 64 bits has a high half of 2^32, so that counting on never wraps to 0.
 */

/** Values of one half. */
export const HALF = 2 ** 32;

/** The first number that 64 bits cannot hold, by its high half. */
export const BEYOND_64_BITS = HALF;

/** The higher 32 bits of `pn`. */
export function highHalf(pn: bigint): number {
  return Number(pn >> 32n);
}

/** The lower 32 bits of `pn`. */
export function lowHalf(pn: bigint): number {
  return Number(pn & 0xffff_ffffn);
}

/** The number whose halves are `high` and `low`. */
export function joinHalves(high: number, low: number): bigint {
  return BigInt(high) * 0x1_0000_0000n + BigInt(low);
}

/** Whether the number of the first two halves is below that of the other two. */
export function isBelow(high: number, low: number, otherHigh: number, otherLow: number): boolean {
  return high < otherHigh || (high === otherHigh && low < otherLow);
}
