import Database from 'better-sqlite3';
import type { UnitOfWork } from '../unit-of-work.ts';
import type { SqliteDatabase } from './database.ts';

/** Turns of the event loop. Nobody waits longer for others than about a sync would take. */
const MOST_TURNS = 32;

/** Of SQLite's result codes: the disk is full, cannot be written, or has become read-only. */
const NOT_WRITABLE = /^SQLITE_(FULL|IOERR_WRITE|IOERR_FSYNC|READONLY)/;

interface Unit<Tables> {
  readonly work: (tables: Tables) => unknown;
  readonly resolve: (value: unknown) => void;
  readonly reject: (reason: unknown) => void;
}

/**
 * Group commit: units that arrive while another batch is under way share the next transaction and its one fsync. Units
 * run one after another, so each sees all that was done before it.
 *
 * A unit that refuses before it has written anything, as nearly all that refuse do, just refuses. One that fails later
 * takes the whole batch back with it, and each of its units is then run alone: that is rare, and cheaper than a
 * savepoint around every unit, for which SQLite copies each page that the unit touches.
 */
export class SqliteUnitOfWork<Tables> implements UnitOfWork<Tables> {
  readonly #database: SqliteDatabase;
  readonly #tables: Tables;
  #queue: Unit<Tables>[] = [];
  /** As many as were in the batch before. */
  #expected = 0;
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

  look<T>(work: (tables: Tables) => Promise<T> | T): Promise<T> {
    return this.run(async (tables) => {
      const { writes } = this.#database;
      const value = await work(tables);
      if (this.#database.writes !== writes) throw new Error('the work was to read, and has written');
      return value;
    });
  }

  isFull(fault: unknown): boolean {
    return fault instanceof Database.SqliteError && NOT_WRITABLE.test(fault.code);
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#flushing;
    this.#database.close();
  }

  async #flushAll(): Promise<void> {
    while (this.#queue.length > 0) {
      await this.#gather();
      const batch = this.#queue;
      this.#queue = [];
      await this.#commit(batch);
    }
    this.#flushing = undefined;
  }

  /**
   * Lets requests join the batch as long as every turn of the event loop brings more of them, or fewer have come than were
   * answered last and may be about to ask again: a sync costs many turns.
   */
  async #gather(): Promise<void> {
    let before = 0;
    for (
      let turn = 0;
      turn < MOST_TURNS && (this.#queue.length > before || this.#queue.length < this.#expected);
      turn += 1
    ) {
      before = this.#queue.length;
      await new Promise((resume) => setImmediate(resume));
    }
    this.#expected = this.#queue.length;
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
      this.#database.forget();
      // Alone, each unit fails or succeeds by its own doing: also where it was the disk that failed the batch.
      if (batch.length > 1) for (const unit of batch) await this.#commit([unit]);
      else batch[0]?.reject(fault);
      return;
    }
    for (const answer of settle) answer();
  }

  /** Runs one unit; answers how to settle its promise once the batch is committed. */
  async #runUnit(unit: Unit<Tables>): Promise<() => void> {
    const writes = this.#database.writes;
    try {
      const value = await unit.work(this.#tables);
      return () => unit.resolve(value);
    } catch (reason) {
      // SQLite itself ends the transaction on some faults; then nothing of the batch is left to keep.
      if (this.#database.writes !== writes || !this.#database.inTransaction) throw reason;
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
