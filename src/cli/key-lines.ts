import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';

/**
 * Reads lines of `CKN CAK` in hexadecimal; blank lines and those that begin with # do not count.
 * @param source a file, or - for standard input
 * @throws Error that names the line, and repeats nothing of it
 */
export async function readKeyLines(source: string): Promise<readonly { readonly ckn: string; readonly cak: string }[]> {
  const content = source === '-' ? await text(process.stdin) : await readFile(source, 'utf8');
  return content.split('\n').flatMap((line, at) => {
    const words = line.trim().split(/\s+/);
    if (line.trim() === '' || line.trim().startsWith('#')) return [];
    const [ckn, cak] = words;
    if (words.length !== 2 || ckn === undefined || cak === undefined)
      throw new Error(`line ${at + 1} is not a CKN and a CAK in hexadecimal`);
    return [{ ckn, cak }];
  });
}
