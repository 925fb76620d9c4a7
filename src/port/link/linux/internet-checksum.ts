/**
 * The one's complement sum of RFC 1071 over `octets` from `start` to `end`, added to `sum`. It is not folded: sums of
 * parts add up, if all parts but the last have an even length. It counts octets in pairs, low octet first.
 */
export function onesSum(octets: Uint8Array, start: number, end: number, sum = 0): number {
  const address = octets.byteOffset + start;
  const length = end - start;
  let total = sum;
  let at = start;
  // The sum is the same over pairs of pairs, and does not care which octet of a pair is the high one.
  if (address % 4 === 0 && length >= 4) {
    const words = new Uint32Array(octets.buffer, address, length >> 2);
    for (let word = 0; word < words.length; word += 1) total += words[word] ?? 0;
    at += 4 * words.length;
  } else if (address % 2 === 0 && length >= 2) {
    const halves = new Uint16Array(octets.buffer, address, length >> 1);
    for (let half = 0; half < halves.length; half += 1) total += halves[half] ?? 0;
    at += 2 * halves.length;
  }
  for (; at + 1 < end; at += 2) total += (octets[at] ?? 0) + 256 * (octets[at + 1] ?? 0);
  if (at < end) total += octets[at] ?? 0;
  return total;
}

/** Writes the complement of `sum` at `at`, with 0 written as its other form, which UDP needs and nobody minds. */
export function writeChecksum(octets: Uint8Array, at: number, sum: number): void {
  let folded = sum;
  while (folded > 0xffff) folded = (folded % 0x1_0000) + Math.floor(folded / 0x1_0000);
  const checksum = folded === 0xffff ? 0xffff : 0xffff - folded;
  octets[at] = checksum % 256;
  octets[at + 1] = checksum >> 8;
}
