/** A source of random numbers that nobody can foresee. */
export interface Random {
  /** A whole number, evenly from 0 to `limit` - 1. */
  below(limit: number): number;
}

/** Several random numbers below the same limit. */
export const below = (random: Random, limit: number, count: number): readonly number[] =>
  Array.from({ length: count }, () => random.below(limit));

/** A random UUID (RFC 9562, version 4): the id of a version that no caller named. */
export function newUuid(random: Random): string {
  const octets = [...below(random, 256, 16)];
  octets[6] = ((octets[6] ?? 0) & 0x0f) | 0x40;
  octets[8] = ((octets[8] ?? 0) & 0x3f) | 0x80;
  const digits = octets.map((octet) => octet.toString(16).padStart(2, '0')).join('');
  return [
    [0, 8],
    [8, 12],
    [12, 16],
    [16, 20],
    [20, 32],
  ]
    .map(([from, to]) => digits.slice(from, to))
    .join('-');
}
