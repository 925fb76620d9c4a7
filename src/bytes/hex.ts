const DIGITS = '0123456789abcdef';
const CODES = Uint8Array.from(DIGITS, (digit) => digit.charCodeAt(0));

/** Octets made into text at once: a function takes only so many arguments. */
const AT_ONCE = 4096;

/** The octets as lower-case hexadecimal digits, two per octet. */
export function encodeHex(octets: Uint8Array): string {
  if (octets.length <= AT_ONCE) return digitsOf(octets);
  let text = '';
  for (let at = 0; at < octets.length; at += AT_ONCE) text += digitsOf(octets.subarray(at, at + AT_ONCE));
  return text;
}

/** Not by adding digit to digit: such a string is kept as the list of its pieces, several times as large. */
function digitsOf(octets: Uint8Array): string {
  const codes: number[] = [];
  for (let at = 0; at < octets.length; at += 1) {
    const octet = octets[at] ?? 0;
    codes.push(CODES[octet >> 4] ?? 0, CODES[octet & 0x0f] ?? 0);
  }
  return String.fromCharCode(...codes);
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
  return decodeHexInto(text, octets, 0) ? octets : undefined;
}

/** The same, written to `into` from `offset`, where there is room for them; false if `text` is anything else. */
export function decodeHexInto(text: string, into: Uint8Array, offset: number): boolean {
  if (text.length % 2 !== 0) return false;
  for (let at = 0; at < text.length; at += 2) {
    const high = valueAt(text, at);
    const low = valueAt(text, at + 1);
    if (high === 255 || low === 255) return false;
    into[offset + at / 2] = (high << 4) | low;
  }
  return true;
}
