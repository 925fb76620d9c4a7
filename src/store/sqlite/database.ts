import Database from 'better-sqlite3';
import type { Kept, Row, Sql, SqlValue } from '../sql.ts';
import { RecentlyRead } from './recently-read.ts';

/** SQLite as the tables see it: statements are prepared once and kept. */
export class SqliteDatabase implements Sql {
  readonly #database: Database.Database;
  readonly #statements = new Map<string, Prepared>();
  readonly #kept: RecentlyRead<unknown>[] = [];
  #watched: Watched = { columns: [], told: () => {} };
  #writes = 0;

  /**
   * Opens a database file, or one in memory (`:memory:`). WAL with `synchronous=FULL`: a commit is on disk when it
   * returns, whatever happens to the process or the machine afterwards.
   */
  constructor(path: string) {
    this.#database = new Database(path);
    this.#database.pragma('journal_mode = WAL');
    this.#database.pragma('synchronous = FULL');
    this.#database.pragma('busy_timeout = 5000');
  }

  all(text: string, ...values: readonly SqlValue[]): readonly Row[] {
    const { statement, toRow } = this.#prepared(text);
    return (statement.all(...values) as Columns[]).map(toRow);
  }

  get(text: string, ...values: readonly SqlValue[]): Row | undefined {
    const { statement, toRow } = this.#prepared(text);
    const columns = statement.get(...values) as Columns | undefined;
    return columns && toRow(columns);
  }

  insert(text: string, ...values: readonly SqlValue[]): number {
    return Number(this.#write(text, values).lastInsertRowid);
  }

  run(text: string, ...values: readonly SqlValue[]): number {
    return this.#write(text, values).changes;
  }

  keep<Value>(): Kept<Value> {
    const kept = new RecentlyRead<Value>();
    this.#kept.push(kept);
    return kept;
  }

  /** Forgets all that has been kept of what was read: it may not be so. */
  forget(): void {
    for (const kept of this.#kept) kept.clear();
  }

  /** From now on, `told` is called with each number that a statement has put in a column of one of these names. */
  watch(columns: readonly string[], told: (value: number) => void): void {
    this.#watched = { columns, told };
    this.#statements.clear();
  }

  /** Rises with every statement that may have changed something. */
  get writes(): number {
    return this.#writes;
  }

  /** Runs statements without values, such as a migration. */
  script(text: string): void {
    this.#database.exec(text);
  }

  /** Makes a function that a migration calls. */
  define(name: string, answer: (...values: readonly SqlValue[]) => SqlValue): void {
    this.#database.function(name, { varargs: true, deterministic: true }, answer as (...values: unknown[]) => SqlValue);
  }

  get inTransaction(): boolean {
    return this.#database.inTransaction;
  }

  close(): void {
    this.#statements.clear();
    this.#database.close();
  }

  #write(text: string, values: readonly SqlValue[]): Database.RunResult {
    const { statement, watched } = this.#prepared(text);
    const result = statement.run(...values);
    for (const at of watched) {
      const value = values[at];
      if (typeof value === 'number') this.#watched.told(value);
    }
    return result;
  }

  #prepared(text: string): Prepared {
    let prepared = this.#statements.get(text);
    if (!prepared) this.#statements.set(text, (prepared = prepare(this.#database, text, this.#watched.columns)));
    if (prepared.isWrite) this.#writes += 1;
    return prepared;
  }
}

interface Watched {
  readonly columns: readonly string[];
  readonly told: (value: number) => void;
}

type Columns = readonly SqlValue[];

interface Prepared {
  readonly statement: Database.Statement;
  readonly isWrite: boolean;
  /** Which of its values it puts in watched columns. */
  readonly watched: readonly number[];
  readonly toRow: (columns: Columns) => Row;
}

/**
 * Rows are copies of one empty row, filled in. The driver's own row objects are grown member by member, which takes
 * longer than the query.
 */
function prepare(database: Database.Database, text: string, watched: readonly string[]): Prepared {
  const statement = database.prepare(text);
  if (statement.reader) statement.raw();
  const names = statement.reader ? statement.columns().map((column) => column.name) : [];
  const empty = Object.fromEntries(names.map((name) => [name, null]));
  return {
    statement,
    isWrite: !statement.readonly,
    watched: statement.reader ? [] : watchedValues(text, watched),
    toRow: (columns) => {
      const row: Record<string, SqlValue> = { ...empty };
      for (let at = 0; at < names.length; at += 1) row[names[at] ?? ''] = columns[at] ?? null;
      return row;
    },
  };
}

/** `INSERT INTO t (a, b) VALUES (?, ?)`, or `UPDATE t SET a = ?, b = ? WHERE …`. */
const SETS = /^\s*(?:INSERT INTO \w+ \((.*?)\)\s*VALUES \([?, ]*\)|UPDATE \w+ SET ((?:\w+ = \?(?:, )?)*) WHERE )/s;

/** Which values of a statement go into watched columns. */
function watchedValues(text: string, watched: readonly string[]): readonly number[] {
  if (!watched.some((column) => text.includes(column)) || text.startsWith('DELETE ')) return [];
  const [match, added, changed] = SETS.exec(text) ?? [];
  if (match === undefined) throw new Error(`what it puts into ${watched.join(' or ')} cannot be told: ${text}`);
  const columns = (added ?? changed ?? '').split(',').map((column) => column.replace('= ?', '').trim());
  return columns.flatMap((column, at) => (watched.includes(column) ? [at] : []));
}
