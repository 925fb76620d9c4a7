import { HALF, highHalf, joinHalves } from '../../secy/packet-number.ts';

const HALF_RANGE = 0x8000_0000n;

/**
 * Upper halves that a packet number with the lower half `low` may have, the likely one first. A receiver has its lowest
 * acceptable number to recover the upper half by (IEEE Std 802.1AE-2018, 10.6.2); a listener has what it saw before,
 * and otherwise what the sender told its peers.
 *
 * @param seen the greatest number seen from this channel under this SAK, if one was.
 * @param told the upper half of the lowest PN that the sender reported last, if it did.
 */
export function guessHighHalves(low: number, seen: bigint | undefined, told: number | undefined): readonly number[] {
  const guesses: number[] = [];
  if (seen !== undefined) {
    const high = highHalf(seen);
    const near = [high, high + 1, high - 1].map((each) => ({ each, far: distance(joinHalves(each, low), seen) }));
    guesses.push(...near.filter(({ far }) => far < HALF_RANGE).map(({ each }) => each), high, high + 1);
  }
  if (told !== undefined) guesses.push(told, told + 1);
  if (seen === undefined) guesses.push(0);
  return [...new Set(guesses)].filter((high) => high >= 0 && high < HALF);
}

function distance(a: bigint, b: bigint): bigint {
  return a > b ? a - b : b - a;
}
