import type { UnitOfWork } from '../unit-of-work.ts';
import type { SqliteDatabase } from './database.ts';

interface Unit<Tables> {
  readonly work: (tables: Tables) => unknown;
  readonly resolve: (value: unknown) => void;
  readonly reject: (reason: unknown) => void;
}

/**
 * Group commit: units that arrive while another batch is under way share the next transaction and its one fsync, each
 * behind a savepoint of its own. Units run one after another, so each sees all that was done before it.
 */
export class SqliteUnitOfWork<Tables> implements UnitOfWork<Tables> {
  readonly #database: SqliteDatabase;
  readonly #tables: Tables;
  #queue: Unit<Tables>[] = [];
  #flushing: Promise<void> | undefined;
  #closed = false;

  constructor(database: SqliteDatabase, tables: Tables) {
    this.#database = database;
    this.#tables = tables;
  }

  run<T>(work: (tables: Tables) => Promise<T> | T): Promise<T> {
    if (this.#closed) return Promise.reject(new Error('the store is closed'));
    return new Promise<T>((resolve, reject) => {
      this.#queue.push({ work, resolve: resolve as (value: unknown) => void, reject });
      this.#flushing ??= this.#flushAll();
    });
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#flushing;
    this.#database.close();
  }

  async #flushAll(): Promise<void> {
    while (this.#queue.length > 0) {
      // Let the requests that have already arrived join the batch.
      await new Promise((resume) => setImmediate(resume));
      const batch = this.#queue;
      this.#queue = [];
      await this.#commit(batch);
    }
    this.#flushing = undefined;
  }

  async #commit(batch: readonly Unit<Tables>[]): Promise<void> {
    const settle: (() => void)[] = [];
    try {
      this.#rollBack();
      this.#database.run('BEGIN IMMEDIATE');
      for (const unit of batch) settle.push(await this.#runUnit(unit));
      this.#database.run('COMMIT');
    } catch (fault) {
      this.#rollBack();
      // The batch as a whole could not be kept (a full disk, say). Alone, each unit fails or succeeds by its own doing.
      if (batch.length > 1) for (const unit of batch) await this.#commit([unit]);
      else batch[0]?.reject(fault);
      return;
    }
    for (const answer of settle) answer();
  }

  /** Runs one unit; answers how to settle its promise once the batch is committed. */
  async #runUnit(unit: Unit<Tables>): Promise<() => void> {
    this.#database.run('SAVEPOINT unit');
    try {
      const value = await unit.work(this.#tables);
      this.#database.run('RELEASE unit');
      return () => unit.resolve(value);
    } catch (reason) {
      // SQLite itself ends the transaction on some faults; then nothing of the batch is left to keep.
      if (!this.#database.inTransaction) throw reason;
      this.#database.run('ROLLBACK TO unit');
      this.#database.run('RELEASE unit');
      return () => unit.reject(reason);
    }
  }

  /** Ends a transaction that cannot be kept. Where even that fails, the next batch tries again before it begins. */
  #rollBack(): void {
    try {
      if (this.#database.inTransaction) this.#database.run('ROLLBACK');
    } catch {
      // Nothing of it is acknowledged, and SQLite keeps nothing of it.
    }
  }
}
