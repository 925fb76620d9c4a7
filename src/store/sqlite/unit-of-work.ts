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

type Run<Tables> = (unit: Unit<Tables>) => Promise<void>;

/**
 * Group commit: units that arrive together, or while another batch is being committed, share a transaction and its one
 * fsync. Units run one after another, so each sees all that was done before it.
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
    while (this.#queue.length > 0) await this.#runBatch();
    this.#flushing = undefined;
  }

  async #runBatch(): Promise<void> {
    const batch = this.#take();
    try {
      await this.#transact((run) => this.#runAsTheyCome(batch, run));
    } catch {
      // Alone, each unit fails or succeeds by its own doing: also where it was the disk that failed the batch.
      for (const unit of batch) await this.#runAlone(unit);
    }
    this.#expected = batch.length;
  }

  /**
   * Lets requests join the batch as long as every turn of the event loop brings more of them, or fewer have come than were
   * answered last and may be about to ask again: a sync costs many turns. What has come is done while others are on their
   * way.
   */
  async #runAsTheyCome(batch: Unit<Tables>[], run: Run<Tables>): Promise<void> {
    let ran = 0;
    for (let turn = 0; ; turn += 1) {
      const brought = batch.length > ran;
      for (const unit of batch.slice(ran)) await run(unit);
      ran = batch.length;
      if (turn === MOST_TURNS || (!brought && ran >= this.#expected)) return;
      await new Promise((resume) => setImmediate(resume));
      batch.push(...this.#take());
    }
  }

  async #runAlone(unit: Unit<Tables>): Promise<void> {
    try {
      await this.#transact((run) => run(unit));
    } catch (fault) {
      unit.reject(fault);
    }
  }

  #take(): Unit<Tables>[] {
    const taken = this.#queue;
    this.#queue = [];
    return taken;
  }

  /**
   * One transaction. Those whose units it ran are answered once it is committed.
   *
   * @throws what went wrong: then nothing of it is there, and nobody has been answered
   */
  async #transact(work: (run: Run<Tables>) => Promise<void>): Promise<void> {
    const settle: (() => void)[] = [];
    try {
      this.#rollBack();
      this.#database.run('BEGIN IMMEDIATE');
      await work(async (unit) => void settle.push(await this.#runUnit(unit)));
      this.#database.run('COMMIT');
    } catch (fault) {
      this.#rollBack();
      this.#database.forget();
      throw fault;
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
