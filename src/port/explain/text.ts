import { formatSeconds } from './capture-clock.ts';
import type { Explanation } from './explanation.ts';

const WIDTH = 110;
const SHOWN_EVENTS = 60;

/** An explanation for a terminal. */
export function formatExplanation(file: string, explanation: Explanation): string {
  const { capture, mkpdus, frames, clear, summary } = explanation;
  const head =
    `${file}: ${capture.frames} frames in ${formatSeconds(capture.seconds)}: ${mkpdus.total} MKPDUs (${mkpdus.icvOk} with a good ICV), ` +
    `${frames.total} protected frames (${frames.opened} opened), ${clear.total} clear`;
  const lines = [...wrap(head, ''), '', ...summary.flatMap((sentence) => wrap(sentence, '- ')), ''];
  lines.push(...formatTimeline(explanation));
  return `${lines.join('\n')}\n`;
}

function formatTimeline({ timeline, eventsOmitted }: Explanation): readonly string[] {
  const shown = timeline.slice(0, SHOWN_EVENTS).map(({ at, text }) => `${formatSeconds(at).padStart(12)}  ${text}`);
  const more = timeline.length + eventsOmitted - shown.length;
  return more > 0
    ? [...shown, `${' '.repeat(14)}… and ${more} more events (--json has ${timeline.length} of them)`]
    : shown;
}

/** `text` in lines no longer than a terminal's, behind `bullet`. */
function wrap(text: string, bullet: string): readonly string[] {
  const lines: string[] = [];
  let line = bullet;
  for (const word of text.split(' ')) {
    if (line.length + 1 + word.length > WIDTH && line.trim() !== bullet.trim()) {
      lines.push(line);
      line = ' '.repeat(bullet.length);
    }
    line += line.length === bullet.length ? word : ` ${word}`;
  }
  return [...lines, line];
}
