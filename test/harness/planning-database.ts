import type { Kept, Row, Sql, SqlValue } from '../../src/store/sql.ts';
import { SqliteDatabase } from '../../src/store/sqlite/database.ts';
import { migrate } from '../../src/store/sqlite/migrations.ts';

/** A database that notes how SQLite would carry out each statement that it is asked for. */
export class PlanningDatabase implements Sql {
  readonly plans = new Map<string, string>();
  readonly #database = new SqliteDatabase(':memory:');

  constructor() {
    migrate(this.#database);
  }

  all(text: string, ...values: readonly SqlValue[]): readonly Row[] {
    this.#note(text, values);
    return this.#database.all(text, ...values);
  }

  get(text: string, ...values: readonly SqlValue[]): Row | undefined {
    this.#note(text, values);
    return this.#database.get(text, ...values);
  }

  insert(text: string, ...values: readonly SqlValue[]): number {
    this.#note(text, values);
    return this.#database.insert(text, ...values);
  }

  run(text: string, ...values: readonly SqlValue[]): number {
    this.#note(text, values);
    return this.#database.run(text, ...values);
  }

  /** Keeps nothing: every read is to be seen. */
  keep<Value>(): Kept<Value> {
    return { get: () => undefined, set: () => {}, delete: () => {} };
  }

  #note(text: string, values: readonly SqlValue[]): void {
    const steps = this.#database.all(`EXPLAIN QUERY PLAN ${text}`, ...values);
    this.plans.set(text, steps.map((step) => String(step['detail'])).join('; '));
  }
}
