import type { LoaLetter } from '../directconnect/loa/letter.ts';
import type { LoaPrinter } from '../directconnect/ports.ts';
import { drawLetter } from './letter-page.ts';

const TITLE = 'Letter of Authorisation and Connecting Facility Assignment (LOA-CFA)';

/** Prints letters with pdfkit, which is loaded for the first one: a server that prints none does not pay for it. */
export class PdfLoaPrinter implements LoaPrinter {
  async print(letter: LoaLetter): Promise<Uint8Array> {
    const { default: PDFDocument } = await import('pdfkit');
    const document = new PDFDocument({
      size: 'A4',
      // The page is laid out by hand; a margin would make pdfkit add pages of its own.
      margin: 0,
      lang: 'en',
      displayTitle: true,
      info: {
        Title: `${TITLE} of ${letter.subject.id}`,
        Subject: letter.subject.name,
        Author: 'Ferrule, an emulator of AWS Direct Connect',
        Creator: 'Ferrule',
        Producer: 'Ferrule (PDFKit)',
        // With the letter's own time the file is the same whenever it is printed.
        CreationDate: new Date(letter.issuedAt),
      },
    });
    drawLetter(document, letter);
    document.end();
    const chunks: Uint8Array[] = [];
    for await (const chunk of document) chunks.push(chunk as Uint8Array);
    return Buffer.concat(chunks);
  }
}
