import { incomplete } from './fault.ts';
import type { SignatureFault } from './fault.ts';

/** The second that a request was signed in. */
export interface Timestamp {
  /** ISO 8601 basic format, `20150830T123600Z`: what is signed. */
  readonly basic: string;
  /** Since the epoch. */
  readonly seconds: number;
}

/** ISO 8601 basic format. */
export function formatBasic(seconds: number): string {
  return new Date(seconds * 1000).toISOString().replace(/[-:]|\.000/g, '');
}

const BASIC = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/;
const HTTP_DATE = /^[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT$/;

/**
 * Reads a time in ISO 8601 basic format, or as an HTTP date, which `Date` may hold. A day or an hour that does not exist
 * is refused, not rolled over: otherwise two texts would mean one time.
 */
export function parseTimestamp(text: string): Timestamp | SignatureFault {
  const digits = BASIC.exec(text);
  if (digits !== null) {
    const at = (group: number): number => Number(digits[group]);
    const seconds = Date.UTC(at(1), at(2) - 1, at(3), at(4), at(5), at(6)) / 1000;
    if (formatBasic(seconds) === text) return { basic: text, seconds };
  }
  if (HTTP_DATE.test(text)) {
    const seconds = Date.parse(text) / 1000;
    if (Number.isSafeInteger(seconds) && new Date(seconds * 1000).toUTCString() === text) {
      return { basic: formatBasic(seconds), seconds };
    }
  }
  return incomplete("Date must be in ISO-8601 'basic format'. See http://en.wikipedia.org/wiki/ISO_8601");
}
