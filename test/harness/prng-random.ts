import type { Random } from '../../src/mka/random.ts';
import { Prng } from '../support/prng.ts';

/** A source of octets that is repeatable, and of which no two with different seeds give the same in a test's time. */
export function seededRandom(seed: number): Random {
  const prng = new Prng(Math.imul(seed, 0x9e3779b1) ^ 0x5bd1e995);
  return (octets) => prng.octets(octets);
}
