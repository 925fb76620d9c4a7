import type { LoaLetter } from '../directconnect/loa/letter.ts';
import { longDate, longDateAndTime } from './dates.ts';
import { drawFooter, drawNotice, drawWatermark } from './letter-marks.ts';
import { INK, PAGE, WIDTH, fields, heading, rule, write } from './sheet.ts';
import type { Canvas } from './sheet.ts';

/** Lays the letter out on one page of A4, whose text also fits the width of US Letter. */
export function drawLetter(canvas: Canvas, letter: LoaLetter): void {
  drawWatermark(canvas, letter);
  drawNotice(canvas);
  let y = drawTitle(canvas, letter, 84);
  y = drawParties(canvas, letter, y);
  y = drawSubject(canvas, letter, y);
  y = drawDemarcation(canvas, letter, y);
  y = drawAuthority(canvas, letter, y);
  y = drawIssuer(canvas, letter, y);
  drawRecord(canvas, y);
  drawFooter(canvas, letter);
}

function drawTitle(canvas: Canvas, letter: LoaLetter, top: number): number {
  write(canvas, 'Letter of Authorisation', PAGE.left, top, 330, { font: 'bold', size: 20, lines: 1 });
  write(canvas, 'and Connecting Facility Assignment (LOA-CFA)', PAGE.left, top + 26, 330, { size: 11, ink: INK.label });
  const right = { x: PAGE.right - 170, width: 170 };
  write(canvas, `Issued ${longDate(letter.issuedAt)}`, right.x, top + 3, right.width, { font: 'bold', align: 'right' });
  write(canvas, `Expires ${longDate(letter.expiresAt)}`, right.x, top + 18, right.width, { align: 'right' });
  const end = top + 50;
  rule(canvas, end, INK.accent, 1.4);
  return end + 14;
}

function drawParties(canvas: Canvas, letter: LoaLetter, top: number): number {
  const y = heading(canvas, 'Requester and facility', top);
  const account = `AWS account ${letter.account}`;
  const requester = letter.providerName === undefined ? account : `${letter.providerName},\non behalf of ${account}`;
  return fields(
    canvas,
    [
      ['Requester of the cross connect', requester],
      ['Facility', letter.location.facility],
      ['Location code', letter.location.code],
    ],
    [0.43, 0.39, 0.18],
    y,
  );
}

function drawSubject(canvas: Canvas, letter: LoaLetter, top: number): number {
  const { subject, optics } = letter;
  let y = heading(canvas, subject.kind === 'LAG' ? 'Link aggregation group' : subject.kind, top + 6);
  y = fields(
    canvas,
    [
      ['Name', subject.name],
      [`${subject.kind} ID`, subject.id],
      ['Region', letter.region],
      ['Account', letter.account],
    ],
    [0.43, 0.21, 0.18, 0.18],
    y,
  );
  return fields(
    canvas,
    [
      ['Medium', optics.fibre],
      ['Optics', optics.transceiver],
      ['Wavelength', optics.wavelength],
      ['Port speed', letter.portSpeed.replace('bps', 'bit/s').replace(/(\d)([GM])/, '$1 $2')],
    ],
    [0.43, 0.21, 0.18, 0.18],
    y + 2,
  );
}

const COLUMNS = [
  ['Connection', 0, 92],
  ['Endpoint', 92, 138],
  ['Cage', 230, 66],
  ['Rack', 296, 68],
  ['Patch panel', 364, 66],
  ['Ports (TX / RX)', 430, 54],
] as const;

function drawDemarcation(canvas: Canvas, letter: LoaLetter, top: number): number {
  let y = heading(canvas, 'Demarcation (Z side)', top + 6);
  for (const [label, x, width] of COLUMNS)
    write(canvas, label, PAGE.left + x, y, width + 8, { size: 7.5, ink: INK.label, lines: 1 });
  y += 14;
  for (const { connectionId, device, demarcation } of letter.ports) {
    const cells = [connectionId, device, demarcation.cage, demarcation.rack, demarcation.panel, demarcation.strands];
    COLUMNS.forEach(([label, x, width], at) => {
      const isPlace = label === 'Patch panel' || label.startsWith('Ports');
      write(canvas, cells[at] ?? '', PAGE.left + x, y, width, { font: isPlace ? 'bold' : 'plain', lines: 1 });
    });
    y += 18;
    rule(canvas, y - 4, INK.line, 0.4);
  }
  return y + 4;
}

function drawAuthority(canvas: Canvas, letter: LoaLetter, top: number): number {
  const many = letter.ports.length > 1;
  const paragraphs = [
    `The requester named above is authorised to have ${many ? `${letter.ports.length} cross connects` : 'one cross connect'} ` +
      `installed between its own termination (A side) and the patch panel ${many ? 'ports' : 'port pair'} listed above (Z side) ` +
      `at ${letter.location.facility}, and to present this letter to the operator of the facility as the assignment of ${many ? 'those ports' : 'that port pair'}.`,
    `This authority covers the listed ${many ? 'ports' : 'port pair'} only. It ends on ${longDate(letter.expiresAt)} unless the work is ` +
      'complete by then, and when a later letter is issued for the same connection. All charges of the facility for the cross ' +
      'connect are the requester’s.',
    'To the technician: single-mode patch cords throughout, polish as the panel is labelled. Please test the run end to end and ' +
      'dress it to the panel before you report completion; where there is no light on the Z side, roll the two fibres once before you call.',
  ];
  let y = heading(canvas, 'Authority', top + 6);
  for (const paragraph of paragraphs) y = write(canvas, paragraph, PAGE.left, y, WIDTH, { lines: 6 }) + 6;
  return y;
}

function drawIssuer(canvas: Canvas, letter: LoaLetter, top: number): number {
  const y = heading(canvas, 'Issued by', top + 6);
  return fields(
    canvas,
    [
      ['Issuer', 'Ferrule, an emulator'],
      ['Document', letter.documentNumber],
      ['Time of issue', longDateAndTime(letter.issuedAt)],
    ],
    [0.25, 0.39, 0.36],
    y,
  );
}

/** Lines to be filled in by hand. */
function drawRecord(canvas: Canvas, top: number): void {
  const y = heading(canvas, 'For the facility’s record', top + 6);
  const width = (WIDTH - 28) / 3;
  ['Work order', 'Completed on', 'Technician'].forEach((label, at) => {
    const x = PAGE.left + at * (width + 14);
    canvas
      .moveTo(x, y + 26)
      .lineTo(x + width, y + 26)
      .lineWidth(0.6)
      .strokeColor(INK.label)
      .stroke();
    write(canvas, label, x, y + 30, width, { size: 7.5, ink: INK.label, lines: 1 });
  });
}
