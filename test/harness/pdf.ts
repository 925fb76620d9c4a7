import assert from 'node:assert/strict';
import { inflateSync } from 'node:zlib';

/** A PDF as far as tests look into it: how many pages, and the lines of text in the order in which they were drawn. */
export interface PdfReading {
  readonly pages: number;
  readonly lines: readonly string[];
  /** All lines as one, for sentences that wrap. */
  readonly text: string;
}

const STREAM = /\/Filter \/FlateDecode\s*>>\s*stream\r?\n/g;
const SHOWN = /\[([^\]]*)\] TJ/g;

/** Reads a PDF whose text is set in the standard fonts. @throws AssertionError if it is none */
export function readPdf(octets: Uint8Array): PdfReading {
  const file = Buffer.from(octets);
  const source = file.toString('latin1');
  assert.match(source, /^%PDF-1\.\d\n/);
  assert.match(source, /startxref\n\d+\n%%EOF\s*$/);
  const start = Number(/startxref\n(\d+)\n/.exec(source)?.[1]);
  assert.equal(source.slice(start, start + 5), 'xref\n', 'startxref points at the cross-reference table');
  const lines = [...source.matchAll(STREAM)].flatMap(({ index, 0: head }) =>
    linesOf(inflateSync(file.subarray(index + head.length)).toString('latin1')),
  );
  return { pages: [...source.matchAll(/\/Type \/Page\b(?!s)/g)].length, lines, text: lines.join(' ') };
}

const linesOf = (content: string): readonly string[] =>
  [...content.matchAll(SHOWN)].map(([, shown = '']) =>
    [...shown.matchAll(/<([0-9a-f]*)>/g)].map(([, hex = '']) => windows1252(Buffer.from(hex, 'hex'))).join(''),
  );

/** 0x80 to 0x9f of the code page; the rest is Latin 1. (Node's own decoder of that name takes these for controls.) */
const UPPER = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

const windows1252 = (octets: Uint8Array): string =>
  Array.from(octets, (code) => UPPER[code - 0x80] ?? String.fromCharCode(code)).join('');
