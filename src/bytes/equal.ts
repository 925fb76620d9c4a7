/**
 * Whether both hold the same octets, in a time that depends on their lengths only, so that an ICV or a key is not
 * found out octet by octet.
 */
export function equalOctets(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  let difference = 0;
  for (let at = 0; at < a.length; at += 1) difference |= (a[at] ?? 0) ^ (b[at] ?? 0);
  return difference === 0;
}
