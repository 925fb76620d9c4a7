import type { Row, SqlValue } from './sql.ts';

// Readers of columns. A column that holds another type than the table says is a fault of ours and throws.

export function text(row: Row, column: string): string {
  const value = row[column];
  if (typeof value !== 'string') throw unexpected(column, value);
  return value;
}

export function optionalText(row: Row, column: string): string | undefined {
  return row[column] === null ? undefined : text(row, column);
}

export function integer(row: Row, column: string): number {
  const value = row[column];
  if (typeof value !== 'number') throw unexpected(column, value);
  return value;
}

export function optionalInteger(row: Row, column: string): number | undefined {
  return row[column] === null ? undefined : integer(row, column);
}

export const flag = (row: Row, column: string): boolean => integer(row, column) !== 0;

export function octets(row: Row, column: string): Uint8Array {
  const value = row[column];
  if (!(value instanceof Uint8Array)) throw unexpected(column, value);
  return value;
}

/** A text column that holds one of a closed set of words, as its table's CHECK says. */
export const word = <Word extends string>(row: Row, column: string): Word => text(row, column) as Word;

/** A text column that holds a list of texts as JSON. */
export const texts = (row: Row, column: string): readonly string[] => JSON.parse(text(row, column)) as string[];

export const orNull = (value: string | number | undefined): SqlValue => value ?? null;

const unexpected = (column: string, value: unknown): Error =>
  new Error(`column ${column} holds ${value === undefined ? 'nothing' : typeof value}`);
