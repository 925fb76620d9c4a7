// A request target is octets, not text: everything here works on strings of one character per octet (U+0000 to U+00FF),
// which is how Node hands a request line on. So a percent-encoded sequence that is not UTF-8 stays what it is.

const UNRESERVED = /^[A-Za-z0-9\-._~]*$/;
const BROKEN_ESCAPE = /%(?![0-9A-Fa-f]{2})/;

const ENCODED: readonly string[] = Array.from({ length: 256 }, (_, octet) => {
  const character = String.fromCharCode(octet);
  return UNRESERVED.test(character) ? character : `%${octet.toString(16).toUpperCase().padStart(2, '0')}`;
});

/** SigV4's URI encoding: everything but the unreserved characters of RFC 3986, in upper-case hexadecimal digits. */
export function uriEncode(octets: string): string {
  if (UNRESERVED.test(octets)) return octets;
  let encoded = '';
  for (let at = 0; at < octets.length; at += 1) encoded += ENCODED[octets.charCodeAt(at)] ?? '';
  return encoded;
}

/**
 * The octets that a query component stands for, or undefined if a `%` is not followed by two hexadecimal digits. `+` is
 * a space, as it is for whoever reads the form later: the signature must cover what the handler will see.
 */
export function formDecode(component: string): string | undefined {
  if (BROKEN_ESCAPE.test(component)) return undefined;
  return component
    .replaceAll('+', ' ')
    .replace(/%(..)/g, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16)));
}
