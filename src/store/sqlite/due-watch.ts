import type { SqliteDatabase } from './database.ts';

/** The columns that say when something happens by itself. Each has an index of the rows in which it is set. */
const DUE_COLUMNS = ['due_at', 'purge_at'];

const NEXT = 'next';

/**
 * Whether anything at all is due: a question that each unit of work begins with, and that nearly always has the same
 * answer. When the next thing is due is therefore known from one unit to the next, and is asked of the tables only once it
 * has passed. The schema says which tables, so that none can be forgotten here.
 */
export function dueWatch(database: SqliteDatabase): (now: number) => boolean {
  const columns = database.all(
    `SELECT master.name AS "table", info.name AS "column" FROM sqlite_master AS master, pragma_table_info(master.name) AS info
     WHERE master.type = 'table' AND info.name IN (${DUE_COLUMNS.map(() => '?').join(', ')})`,
    ...DUE_COLUMNS,
  );
  const earliest = `SELECT min(due) AS due FROM (${columns
    .map(({ table, column }) => `SELECT min("${String(column)}") AS due FROM "${String(table)}"`)
    .join(' UNION ALL ')})`;
  // Like a row that was read: a transaction that is taken back takes it along.
  const kept = database.keep<number>();
  database.watch(DUE_COLUMNS, (at) => {
    const next = kept.get(NEXT);
    if (next !== undefined && at < next) kept.set(NEXT, at);
  });
  return (now) => {
    const known = kept.get(NEXT);
    if (known !== undefined && known > now) return false;
    const next = Number(database.get(earliest)?.['due'] ?? Infinity);
    kept.set(NEXT, next);
    return next <= now;
  };
}
