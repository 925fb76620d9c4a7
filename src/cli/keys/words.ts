import type { FrameCount } from '../../keys/evidence.ts';
import { abbreviateCkn } from '../../port/explain/names.ts';

export const print = (text: string): void => void process.stdout.write(`${text}\n`);

export const howMany = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`;

/** Seconds since `began`, as wide as a column. */
export const elapsed = (began: number, at: number): string => `${((at - began) / 1000).toFixed(1).padStart(6)} s`;

/** The same text with every CKN in it cut short, so that people can compare them. */
export const withShortCkns = (text: string): string =>
  text.replace(/(?<![/0-9a-f])[0-9a-f]{64}(?![0-9a-f-])/gi, abbreviateCkn);

/** What became of the frames, as a clause. */
export const frameSentence = ({ sent, lost, clear, longestGap }: FrameCount): string =>
  `${sent} frames sent, ${lost} lost, ${clear} unprotected; longest time without one ${Math.round(longestGap)} ms`;
