import type { Cut } from '../port/traffic/flow.ts';
import type { RehearsalResult } from './rehearsal.ts';

const [WIDTH, LEFT, RIGHT, TOP] = [880, 70, 24, 44];
/** From one scenario's title to the next one's. */
const ROW = 104;
const BAR = 14;
const COLOUR = { old: '#d0d7de', fresh: '#4ac26b', cut: '#cf222e', flow: '#54aeff', text: '#1f2328', faint: '#57606a' };

/** A rehearsal to look at, as SVG: for each scenario the keys of AWS's end, the traffic, and where it was cut. */
export function rehearsalPicture(title: string, results: readonly RehearsalResult[]): string {
  const longest = Math.max(1, ...results.map((result) => result.took));
  const x = (milliseconds: number): number =>
    Math.round(LEFT + (Math.min(milliseconds, longest) / longest) * (WIDTH - LEFT - RIGHT));
  const height = TOP + results.length * ROW + 24;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" font-family="ui-sans-serif, system-ui, 'Segoe UI', Helvetica, Arial, sans-serif" font-size="12">`,
    `<title>${escaped(title)}</title>`,
    `<rect width="${WIDTH}" height="${height}" rx="10" fill="#ffffff"/>`,
    label(LEFT, 26, title, COLOUR.faint),
    ...results.flatMap((result, at) => row(result, TOP + at * ROW, x)),
    ...axis(longest, height - 10, x),
    '</svg>',
    '',
  ].join('\n');
}

type Scale = (milliseconds: number) => number;

function row({ scenario, outcome, took, steps, links, frames }: RehearsalResult, top: number, x: Scale): string[] {
  const at = (what: string): number | undefined => steps.find((step) => step.what === what)?.at;
  const associated = at('associate') ?? took;
  const flows = links.flatMap(({ traffic }) => traffic?.flows ?? []);
  const bar = (from: number, to: number, y: number, colour: string): string =>
    `<rect x="${x(from)}" y="${top + y}" width="${Math.max(2, x(to) - x(from))}" height="${BAR}" fill="${colour}"/>`;
  const cuts = flows.flatMap((flow) => flow.cuts);
  return [
    `<text x="${LEFT}" y="${top + 16}" fill="${COLOUR.text}" font-size="14" font-weight="600">${escaped(scenario)}</text>`,
    `<text x="${WIDTH - RIGHT}" y="${top + 16}" text-anchor="end" fill="${(frames?.lost ?? 0) > 0 ? COLOUR.cut : COLOUR.faint}">${escaped(
      `${outcome}; ${frames?.sent ?? 0} frames, ${frames?.lost ?? 0} lost${(frames?.clear ?? 0) > 0 ? `, ${frames?.clear ?? 0} unprotected` : ''}`,
    )}</text>`,
    label(8, top + 36, 'old key', COLOUR.faint),
    bar(0, at('disassociate') ?? took, 25, COLOUR.old),
    label(8, top + 54, 'new key', COLOUR.faint),
    bar(associated, at('roll-back') ?? took, 43, COLOUR.fresh),
    label(8, top + 72, 'frames', COLOUR.faint),
    bar(0, took, 61, COLOUR.flow),
    ...cuts.map((cut) => bar(cut.at, endOf(cut, took), 61, COLOUR.cut)),
  ];
}

const endOf = ({ at, lasted }: Cut, took: number): number => (lasted === undefined ? took : at + lasted);

function axis(longest: number, y: number, x: Scale): string[] {
  const step = longest > 15_000 ? 5000 : 1000;
  return Array.from(
    { length: Math.floor(longest / step) + 1 },
    (_, at) =>
      `<text x="${x(at * step)}" y="${y}" text-anchor="middle" fill="${COLOUR.faint}">${(at * step) / 1000} s</text>`,
  );
}

const label = (left: number, y: number, text: string, colour: string): string =>
  `<text x="${left}" y="${y}" fill="${colour}">${escaped(text)}</text>`;

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
