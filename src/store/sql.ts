/** A value of a column. */
export type SqlValue = string | number | Uint8Array | null;
export type Row = Readonly<Record<string, SqlValue>>;

type MaybePromise<T> = T | Promise<T>;

/**
 * The slice of a database that the tables need, within one transaction. Statements are constant texts with `?`
 * placeholders, so that an adapter can keep them prepared.
 */
export interface Sql {
  all(text: string, ...values: readonly SqlValue[]): MaybePromise<readonly Row[]>;
  get(text: string, ...values: readonly SqlValue[]): MaybePromise<Row | undefined>;
  /** Adds one row; answers its number, which is its integer primary key. */
  insert(text: string, ...values: readonly SqlValue[]): MaybePromise<number>;
  /** Answers how many rows were changed. */
  run(text: string, ...values: readonly SqlValue[]): MaybePromise<number>;
  /** A place for what has been read of a table, by id. Whoever writes a row forgets it here, or puts in what it wrote. */
  keep<Value>(): Kept<Value>;
}

/**
 * Values that were read, until they are written. It may forget any of them at any time, and does where a transaction is
 * taken back, or others write the same rows.
 */
export interface Kept<Value> {
  get(id: string): Value | undefined;
  set(id: string, value: Value): void;
  delete(id: string): void;
}

const CHUNK = 100;

/**
 * Rows for many ids. The list is cut into chunks of one length, the last padded with a repeated id, so that only two
 * statements ever need to be prepared for a query, and no limit on placeholders is met.
 *
 * @param text gives the statement for a list of placeholders
 */
export async function allIn(
  sql: Sql,
  ids: readonly (string | number)[],
  text: (placeholders: string) => string,
  ...values: readonly SqlValue[]
): Promise<readonly Row[]> {
  if (ids.length === 0) return [];
  if (ids.length === 1) return sql.all(text('?'), ...ids, ...values);
  const statement = text(PLACEHOLDERS);
  const rows: Row[] = [];
  for (let from = 0; from < ids.length; from += CHUNK) {
    const chunk = ids.slice(from, from + CHUNK);
    const last = chunk.at(-1) ?? '';
    while (chunk.length < CHUNK) chunk.push(last);
    rows.push(...(await sql.all(statement, ...chunk, ...values)));
  }
  return rows;
}

const PLACEHOLDERS = Array.from({ length: CHUNK }, () => '?').join(', ');
