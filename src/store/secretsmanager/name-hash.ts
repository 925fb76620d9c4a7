/**
 * Which secrets may have a name: 32 bits of the place and the name (FNV-1a, over UTF-16 code units). Names that share them
 * by chance cost a row more to look at.
 */
export function nameHash(account: string, region: string, name: string): number {
  let hash = OFFSET_BASIS;
  for (const part of [account, region, name])
    for (let at = 0; at < part.length; at += 1) hash = Math.imul(hash ^ part.charCodeAt(at), PRIME);
  return hash >>> 0;
}

const OFFSET_BASIS = 0x811c9dc5;
const PRIME = 0x01000193;
