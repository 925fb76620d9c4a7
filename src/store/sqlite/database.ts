import Database from 'better-sqlite3';
import type { Row, Sql, SqlValue } from '../sql.ts';

/** SQLite as the tables see it: statements are prepared once and kept. */
export class SqliteDatabase implements Sql {
  readonly #database: Database.Database;
  readonly #statements = new Map<string, Database.Statement>();

  /**
   * Opens a database file, or one in memory (`:memory:`). WAL with `synchronous=FULL`: a commit is on disk when it
   * returns, whatever happens to the process or the machine afterwards.
   */
  constructor(path: string) {
    this.#database = new Database(path);
    this.#database.pragma('journal_mode = WAL');
    this.#database.pragma('synchronous = FULL');
    // What a savepoint may have to put back is kept in memory: a temporary file would cost more than the batch.
    this.#database.pragma('temp_store = MEMORY');
    this.#database.pragma('busy_timeout = 5000');
  }

  all(text: string, ...values: readonly SqlValue[]): readonly Row[] {
    return this.#prepared(text).all(...values) as Row[];
  }

  get(text: string, ...values: readonly SqlValue[]): Row | undefined {
    return this.#prepared(text).get(...values) as Row | undefined;
  }

  run(text: string, ...values: readonly SqlValue[]): number {
    return this.#prepared(text).run(...values).changes;
  }

  /** Runs statements without values, such as a migration. */
  script(text: string): void {
    this.#database.exec(text);
  }

  get inTransaction(): boolean {
    return this.#database.inTransaction;
  }

  close(): void {
    this.#statements.clear();
    this.#database.close();
  }

  #prepared(text: string): Database.Statement {
    let statement = this.#statements.get(text);
    if (!statement) this.#statements.set(text, (statement = this.#database.prepare(text)));
    return statement;
  }
}
