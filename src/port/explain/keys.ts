import { decodeHex } from '../../bytes/hex.ts';
import { Confidential } from '../../crypto/confidential.ts';
import type { Cak } from '../../crypto/confidential.ts';
import { NONCE_LENGTH } from '../../crypto/crypto-port.ts';
import type { An } from '../../lmi/request.ts';
import { parseSci } from '../../lmi/sci.ts';
import type { Sci } from '../../lmi/sci.ts';
import { parseCkn } from '../../mka/ckn.ts';
import type { Ckn } from '../../mka/ckn.ts';

/** A pre-shared key of an MKA participant. */
export interface CakKey {
  readonly kind: 'cak';
  /** Where it came from, which is how it is called in texts. */
  readonly origin: string;
  readonly ckn: Ckn;
  readonly cak: Cak;
}

/** The key of SAs that were set by hand. */
export interface SakKey {
  readonly kind: 'sak';
  readonly origin: string;
  readonly an: An;
  readonly sak: Confidential<'SAK'>;
  /** 12 octets: with extended packet numbers, and only then. */
  readonly salt: Uint8Array | undefined;
  readonly sscis: ReadonlyMap<Sci, number>;
}

export type CaptureKey = CakKey | SakKey;

/** What is wrong with a line. It never repeats the line, which may be a key in the wrong place. */
export interface KeyLineFault {
  readonly line: number;
  readonly what: string;
}

export interface ParsedKeys {
  readonly keys: readonly CaptureKey[];
  readonly faults: readonly KeyLineFault[];
}

/**
 * The keys in a text of lines, with `#` before a comment:
 *
 * ```
 * CKN CAK                           both in hexadecimal digits
 * sak AN KEY [SALT [SCI=SSCI …]]    an SA without MKA; the salt means extended packet numbers
 * ```
 *
 * @param source what the text is called in `origin`: a file's name.
 */
export function parseCaptureKeys(text: string, source: string): ParsedKeys {
  const keys: CaptureKey[] = [];
  const faults: KeyLineFault[] = [];
  for (const [index, raw] of text.split(/\r\n|\r|\n/).entries()) {
    const words = raw
      .replace(/#.*$/, '')
      .split(/\s+/)
      .filter((word) => word !== '');
    if (words.length === 0) continue;
    const origin = `${source}, line ${index + 1}`;
    const parsed = words[0]?.toLowerCase() === 'sak' ? parseSak(words.slice(1), origin) : parseCak(words, origin);
    if (typeof parsed === 'string') faults.push({ line: index + 1, what: parsed });
    else keys.push(parsed);
  }
  return { keys, faults };
}

function parseCak(words: readonly string[], origin: string): CakKey | string {
  const [name, key] = words;
  if (name === undefined || key === undefined || words.length !== 2) {
    return `a line is CKN CAK, or sak AN KEY [SALT [SCI=SSCI …]]; this one has ${words.length} word(s)`;
  }
  const ckn = parseCkn(name);
  const cak = decodeHex(key);
  if (ckn === undefined) return 'the CKN must be 2 to 64 hexadecimal digits, an even number of them';
  if (cak === undefined) return 'the CAK must be hexadecimal digits';
  if (!isKeyLength(cak)) return `the CAK must have 32 or 64 hexadecimal digits, and it has ${key.length}`;
  return { kind: 'cak', origin, ckn, cak: new Confidential('CAK', cak) };
}

function parseSak(words: readonly string[], origin: string): SakKey | string {
  const [anWord, key, saltWord, ...pairs] = words;
  if (anWord === undefined || key === undefined) return 'a SAK is given as: sak AN KEY [SALT [SCI=SSCI …]]';
  const an = parseAn(anWord);
  if (an === undefined) return 'the AN of a SAK is 0, 1, 2 or 3';
  const sak = decodeHex(key);
  if (sak === undefined || !isKeyLength(sak)) return 'a SAK must have 32 or 64 hexadecimal digits';
  const salt = saltWord === undefined ? undefined : decodeHex(saltWord);
  if (saltWord !== undefined && salt?.length !== NONCE_LENGTH)
    return 'the salt of a SAK must have 24 hexadecimal digits';
  const sscis = new Map<Sci, number>();
  for (const pair of pairs) {
    const [sciText = '', ssciText = '', ...more] = pair.split('=');
    const sci = parseSci(sciText);
    const ssci = parseSsci(ssciText);
    if (sci === undefined || ssci === undefined || more.length > 0) {
      return 'behind the salt come SCI=SSCI: 16 hexadecimal digits, and a number from 1 (0x before hexadecimal ones)';
    }
    sscis.set(sci, ssci);
  }
  return { kind: 'sak', origin, an, sak: new Confidential('SAK', sak), salt, sscis };
}

function isKeyLength(octets: Uint8Array): boolean {
  return octets.length === 16 || octets.length === 32;
}

function parseAn(text: string): An | undefined {
  return text === '0' || text === '1' || text === '2' || text === '3' ? (Number(text) as An) : undefined;
}

function parseSsci(text: string): number | undefined {
  if (!/^(0[xX][0-9a-fA-F]{1,8}|[0-9]{1,10})$/.test(text)) return undefined;
  const value = Number(text);
  return value >= 1 && value <= 0xffff_ffff ? value : undefined;
}
