import type { LoaLetter } from '../directconnect/loa/letter.ts';
import { INK, PAGE, WIDTH, rule, write } from './sheet.ts';
import type { Canvas } from './sheet.ts';

// What keeps the letter from being taken for one of AWS's, wherever it turns up.

/** A band across the top that says who issued it, and who did not. */
export function drawNotice(canvas: Canvas): void {
  canvas.rect(0, 0, PAGE.width, 54).fill('#fdf3e1');
  canvas.rect(0, 54, PAGE.width, 1.2).fill('#e2a64a');
  write(canvas, 'Issued by Ferrule, an emulator. Not an AWS document.', PAGE.left, 14, WIDTH, {
    font: 'bold',
    size: 12,
    ink: INK.notice,
    lines: 1,
  });
  write(
    canvas,
    'The panel and ports below are made up, for rehearsals and tests. No facility should carry out work on the strength of this letter.',
    PAGE.left,
    32,
    WIDTH,
    { size: 8, ink: INK.notice, lines: 1 },
  );
}

/** Across the page, as AWS's letters have it: the assignment once more, here with a word that says what it is. */
export function drawWatermark(canvas: Canvas, letter: LoaLetter): void {
  const { panel, strands } = letter.ports[0]?.demarcation ?? { panel: '', strands: '' };
  canvas.save();
  canvas.rotate(-38, { origin: [PAGE.width / 2, PAGE.height / 2] });
  canvas.fillOpacity(0.07);
  const middle = PAGE.height / 2;
  write(canvas, 'EMULATED', -60, middle - 60, PAGE.width + 120, {
    font: 'bold',
    size: 84,
    ink: INK.accent,
    align: 'center',
    lines: 1,
  });
  write(canvas, `Ferrule  ${panel}  ${strands}`, -60, middle + 32, PAGE.width + 120, {
    size: 26,
    ink: INK.accent,
    align: 'center',
    lines: 1,
  });
  canvas.fillOpacity(1);
  canvas.restore();
}

export function drawFooter(canvas: Canvas, letter: LoaLetter): void {
  const y = PAGE.height - 46;
  rule(canvas, y);
  write(canvas, 'Ferrule emulator. Not an AWS document.', PAGE.left, y + 8, 220, { size: 7.5, ink: INK.label });
  write(canvas, `${letter.documentNumber}   page 1 of 1`, PAGE.right - 280, y + 8, 280, {
    size: 7.5,
    ink: INK.label,
    align: 'right',
  });
}
