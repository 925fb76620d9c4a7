const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/** A date as a letter has it, in UTC: `23 November 2026`. */
export function longDate(instant: number): string {
  const date = new Date(instant);
  return `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()] ?? ''} ${date.getUTCFullYear()}`;
}

/** The same with the time of day: `23 November 2026, 15:04:05 UTC`. */
export const longDateAndTime = (instant: number): string =>
  `${longDate(instant)}, ${new Date(instant).toISOString().slice(11, 19)} UTC`;
