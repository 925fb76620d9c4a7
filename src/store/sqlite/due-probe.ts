import type { SqliteDatabase } from './database.ts';

/** The columns that say when something happens by itself. Each has an index of the rows in which it is set. */
const DUE_COLUMNS = ['due_at', 'purge_at'];

/**
 * Whether anything at all is due: one statement over every table, for a question that each unit of work begins with and
 * that nearly always has the same answer. The schema says which tables, so that none can be forgotten here.
 */
export function dueProbe(database: SqliteDatabase): (now: number) => boolean {
  const columns = database.all(
    `SELECT master.name AS "table", info.name AS "column" FROM sqlite_master AS master, pragma_table_info(master.name) AS info
     WHERE master.type = 'table' AND info.name IN (${DUE_COLUMNS.map(() => '?').join(', ')})`,
    ...DUE_COLUMNS,
  );
  const statement = `${columns
    .map(({ table, column }) => `SELECT 1 AS due FROM "${String(table)}" WHERE "${String(column)}" <= ?`)
    .join(' UNION ALL ')} LIMIT 1`;
  return (now) => database.get(statement, ...columns.map(() => now)) !== undefined;
}
