import { winAnsi } from './win-ansi.ts';

/** The document that a sheet draws on. */
export type Canvas = PDFKit.PDFDocument;

export const PAGE = { width: 595.28, height: 841.89, left: 56, right: 539.28 } as const;
export const WIDTH = PAGE.right - PAGE.left;

export const INK = {
  text: '#1c2430',
  label: '#5b6675',
  line: '#c9d0d8',
  accent: '#0b4f6c',
  notice: '#8a4b08',
} as const;

const FONTS = { plain: 'Helvetica', bold: 'Helvetica-Bold', oblique: 'Helvetica-Oblique' } as const;

export interface Style {
  readonly font?: keyof typeof FONTS;
  readonly size?: number;
  readonly ink?: string;
  readonly align?: 'left' | 'right' | 'center';
  /** Cut with an ellipsis rather than wrapped beyond so many lines. */
  readonly lines?: number;
}

const LEADING = 1.32;

/** Writes text into a box from its top left corner; answers where it ends. */
export function write(
  canvas: Canvas,
  text: string,
  x: number,
  y: number,
  width: number,
  { font = 'plain', size = 9.5, ink = INK.text, align = 'left', lines = 3 }: Style = {},
): number {
  const height = lines * size * LEADING;
  const options = { width, height, align, ellipsis: true, lineGap: size * (LEADING - 1.156) };
  canvas.font(FONTS[font]).fontSize(size).fillColor(ink).text(winAnsi(text), x, y, options);
  return canvas.y;
}

/** A line across the text's width. */
export function rule(canvas: Canvas, y: number, ink: string = INK.line, weight = 0.6): void {
  canvas.moveTo(PAGE.left, y).lineTo(PAGE.right, y).lineWidth(weight).strokeColor(ink).stroke();
}

/** A small heading with a line under it; answers where its section begins. */
export function heading(canvas: Canvas, text: string, y: number): number {
  write(canvas, text.toUpperCase(), PAGE.left, y, WIDTH, { font: 'bold', size: 8, ink: INK.accent });
  rule(canvas, y + 13);
  return y + 20;
}

/** A label with its value under it; answers where the value ends. */
export function field(canvas: Canvas, label: string, value: string, x: number, y: number, width: number): number {
  write(canvas, label, x, y, width, { size: 7.5, ink: INK.label, lines: 1 });
  return write(canvas, value, x, y + 10.5, width, { size: 10, lines: 2 });
}

/** Fields side by side; answers where the longest ends. @param shares of the width, one a field */
export function fields(
  canvas: Canvas,
  row: readonly (readonly [label: string, value: string])[],
  shares: readonly number[],
  y: number,
): number {
  const gap = 14;
  let x: number = PAGE.left;
  let end = y;
  row.forEach(([label, value], at) => {
    const width = (shares[at] ?? 0) * WIDTH;
    end = Math.max(end, field(canvas, label, value, x, y, width - gap));
    x += width;
  });
  return end + 6;
}
