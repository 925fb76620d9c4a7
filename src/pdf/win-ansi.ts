/** What the standard fonts of PDF have beyond Latin 1: the upper half of Windows code page 1252. */
const BEYOND_LATIN_1 = '€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ';

/**
 * The text with `?` for each character that the standard fonts do not have. (A font for every script would weigh more
 * than all of this program; names are data of the document's title as well, where they are whole.)
 */
export function winAnsi(text: string): string {
  let shown = '';
  for (const character of text.normalize('NFC')) {
    const code = character.codePointAt(0) ?? 0;
    const isLatin1 = character === '\n' || (code >= 0x20 && code <= 0x7e) || (code >= 0xa0 && code <= 0xff);
    shown += isLatin1 || BEYOND_LATIN_1.includes(character) ? character : '?';
  }
  return shown;
}
