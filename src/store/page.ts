import { integer } from './row.ts';
import type { Row } from './sql.ts';

interface PageRequest {
  readonly after?: number | undefined;
  readonly limit?: number | undefined;
}

/** Larger than any table: a list without a limit gives all. */
const ALL = 2 ** 52;

/** How many rows to ask for: one more than the page holds tells whether there is another page. */
export const rowsWanted = (page: PageRequest): number => (page.limit === undefined ? ALL : page.limit + 1);

/** The page that these rows (ordered by `seq`, at most `rowsWanted`) make. */
export function pageOf<T>(
  rows: readonly Row[],
  page: PageRequest,
  itemOf: (row: Row) => T,
): { items: readonly T[]; next: number | undefined } {
  const kept = page.limit === undefined ? rows : rows.slice(0, page.limit);
  const last = kept.at(-1);
  return { items: kept.map(itemOf), next: rows.length > kept.length && last ? integer(last, 'seq') : undefined };
}
