const DIGITS = '0123456789abcdef';

/** The octets as lower-case hexadecimal digits, two per octet. */
export function encodeHex(octets: Uint8Array): string {
  let text = '';
  for (const octet of octets) text += DIGITS.charAt(octet >> 4) + DIGITS.charAt(octet & 0x0f);
  return text;
}

/**
 * The octets that hexadecimal digits of either case stand for, or undefined if `text` is anything else: an odd number
 * of digits, a separator, a prefix. Never throws, and never repeats `text`, which may be a key.
 */
export function decodeHex(text: string): Uint8Array | undefined {
  if (text.length % 2 !== 0 || !/^[0-9a-fA-F]*$/.test(text)) return undefined;
  const octets = new Uint8Array(text.length / 2);
  for (let at = 0; at < octets.length; at += 1) octets[at] = Number.parseInt(text.slice(2 * at, 2 * at + 2), 16);
  return octets;
}
