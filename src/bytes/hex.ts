const DIGITS = '0123456789abcdef';

/** The octets as lower-case hexadecimal digits, two per octet. */
export function encodeHex(octets: Uint8Array): string {
  let text = '';
  for (const octet of octets) text += DIGITS.charAt(octet >> 4) + DIGITS.charAt(octet & 0x0f);
  return text;
}

/** What a character code stands for as a hexadecimal digit; 255 for one that is none. */
const VALUES = Uint8Array.from({ length: 128 }, (_, code) => {
  const value = DIGITS.indexOf(String.fromCharCode(code).toLowerCase());
  return value < 0 ? 255 : value;
});
const valueAt = (text: string, at: number): number => VALUES[text.charCodeAt(at)] ?? 255;

/**
 * The octets that hexadecimal digits of either case stand for, or undefined if `text` is anything else: an odd number
 * of digits, a separator, a prefix. Never throws, and never repeats `text`, which may be a key.
 */
export function decodeHex(text: string): Uint8Array | undefined {
  if (text.length % 2 !== 0) return undefined;
  const octets = new Uint8Array(text.length / 2);
  for (let at = 0; at < octets.length; at += 1) {
    const high = valueAt(text, 2 * at);
    const low = valueAt(text, 2 * at + 1);
    if (high === 255 || low === 255) return undefined;
    octets[at] = (high << 4) | low;
  }
  return octets;
}
